//! Writes the text of blocks: white space normalised, words of neighbouring inline elements neither glued nor torn.

use crate::blocks::{BlockKind, Blocks, Place, RawBlock};
use crate::tag::Tag;
use crate::tree::{NodeId, Tree};

/// How many elements around a run of text are looked at to see what parts it from the run before. Deeper nesting of
/// inline elements between two letters of one word does not occur in practice.
const INLINE_DEPTH: usize = 8;

/// What has been met since the last character was written.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    Nothing,
    /// Something that is not text, such as an image: parts words.
    Object,
    Space,
    Cell,
    Line,
}

/// Writes one block after another.
pub(crate) struct Writer<'t> {
    tree: &'t Tree,
    out: Blocks,
    /// The block being written.
    open: Option<RawBlock>,
    gap: Gap,
    /// `<br>`s since the last character.
    breaks: u32,
    links: u32,
}

impl<'t> Writer<'t> {
    pub fn new(tree: &'t Tree) -> Writer<'t> {
        let out = Blocks { text: String::with_capacity(tree.text.len()), ..Blocks::default() };
        Writer { tree, out, open: None, gap: Gap::Nothing, breaks: 0, links: 0 }
    }

    /// All blocks; the last one must have been flushed.
    pub fn finish(self) -> Blocks {
        self.out
    }

    /// Ends the block, if one is open.
    #[inline]
    pub fn flush(&mut self) {
        if self.open.is_some() {
            self.end_block();
        }
        self.gap = Gap::Nothing;
        self.breaks = 0;
        self.links = 0;
    }

    fn end_block(&mut self) {
        let Some(mut block) = self.open.take() else { return };
        if block.kind == BlockKind::Preformatted {
            let written = self.out.text[block.text.start..].trim_end().len();
            self.out.text.truncate(block.text.start + written);
        }
        block.text.end = self.out.text.len();
        block.links = self.links;
        if block.chars > 0 {
            self.out.list.push(block);
        } else {
            self.out.text.truncate(block.text.start);
        }
    }

    /// A `<br>`: a new line, or the end of the block where it is the second in a row.
    pub fn line_break(&mut self) {
        let Some(open) = &self.open else { return };
        let (in_row, preformatted) = (open.kind == BlockKind::TableRow, open.kind == BlockKind::Preformatted);
        self.breaks += 1;
        match () {
            () if preformatted => self.out.text.push('\n'),
            () if in_row => self.widen(Gap::Space),
            () if self.breaks >= 2 => self.flush(),
            () => self.widen(Gap::Line),
        }
    }

    /// Something that parts words without being text.
    pub fn part(&mut self) {
        self.widen(Gap::Object);
    }

    /// The edge of a block within a row, which is one block itself.
    pub fn edge_in_row(&mut self) {
        self.widen(Gap::Space);
    }

    /// The start of a cell within a row.
    pub fn cell(&mut self) {
        self.widen(Gap::Cell);
    }

    /// The start of a link.
    pub fn link(&mut self) {
        self.links += 1;
    }

    fn widen(&mut self, gap: Gap) {
        if self.open.is_some() {
            self.gap = self.gap.max(gap);
        }
    }

    /// Writes the text node `node`.
    pub fn text(&mut self, node: NodeId, place: &Place) {
        let text = self.tree.text(node);
        if place.preformatted {
            self.preformatted(node, text, place);
            return;
        }
        let words = trim_start(text);
        if words.is_empty() {
            self.widen(if text.is_empty() { Gap::Nothing } else { Gap::Space });
            return;
        }
        if words.len() < text.len() {
            self.widen(Gap::Space);
        }
        self.close_gap(node, words, place);
        let chars = self.words(words);
        self.breaks = 0;
        self.gap = if text.ends_with(is_space) { Gap::Space } else { Gap::Nothing };
        self.count(node, chars, place);
    }

    fn preformatted(&mut self, node: NodeId, text: &str, place: &Place) {
        if self.open.is_none() {
            if text.trim().is_empty() {
                return;
            }
            // The first line's indentation counts, empty lines before it do not.
            let line = text.len() - text.trim_start().len();
            let start = text[..line].rfind('\n').map_or(0, |at| at + 1);
            self.begin(node, place);
            self.out.text.push_str(&text[start..]);
        } else {
            self.out.text.push_str(text);
        }
        self.count(node, count_chars(text), place);
    }

    fn count(&mut self, node: NodeId, chars: u32, place: &Place) {
        if let Some(block) = &mut self.open {
            block.last = node;
            block.chars += chars;
            block.link_chars += if place.link { chars } else { 0 };
        }
    }

    /// Writes what stands between the last character and `word`, in the block that is open or a new one.
    fn close_gap(&mut self, node: NodeId, word: &str, place: &Place) {
        let Some(open) = &self.open else {
            self.begin(node, place);
            return;
        };
        let (last, start) = (open.last, open.text.start);
        let parted = match self.gap {
            Gap::Nothing => !place.code && self.parts_words(last, node, word),
            Gap::Object => !begins_with_closing(word),
            _ => true,
        };
        if parted && self.out.text.len() > start {
            self.out.text.push(match self.gap {
                Gap::Line => '\n',
                Gap::Cell => '\t',
                _ => ' ',
            });
        }
    }

    fn begin(&mut self, node: NodeId, place: &Place) {
        let start = self.out.text.len();
        self.gap = Gap::Nothing;
        self.open = Some(RawBlock {
            node: place.node,
            first: node,
            last: node,
            kind: place.kind,
            text: start..start,
            chars: 0,
            link_chars: 0,
            links: 0,
            hidden: place.hidden,
            noscript: place.noscript,
        });
    }

    /// Writes words with one space between them, without characters that are not seen; how many characters.
    fn words(&mut self, words: &str) -> u32 {
        let mut chars = 0;
        let mut rest = words;
        loop {
            let (clean, other) = rest.split_at(clean_length(rest));
            self.out.text.push_str(clean);
            chars += count_chars_of_clean(clean);
            let Some(next) = other.chars().next() else { return chars };
            rest = match is_space(next) {
                true => trim_start(other),
                false => &other[next.len_utf8()..],
            };
            if is_space(next) && !rest.is_empty() {
                self.out.text.push(' ');
            }
        }
    }

    /// Whether a boundary between elements parts two words that no white space parts.
    fn parts_words(&self, last: NodeId, node: NodeId, word: &str) -> bool {
        let (Some(before), Some(after)) = (self.out.text.chars().next_back(), word.chars().next()) else {
            return false;
        };
        if !before.is_alphanumeric() || !after.is_alphanumeric() {
            return false;
        }
        let (Some(left), Some(right)) = (self.branch(last, node), self.branch(node, last)) else { return false };
        match (self.tree.tag(left), self.tree.tag(right)) {
            // Text beside an element is one word with it: "<b>w</b>ord".
            (Tag::Text, _) | (_, Tag::Text) => false,
            (left, right) if is_formatting(left) || is_formatting(right) => false,
            // Spans both style the letters of a word and lay out the parts of a line.
            (Tag::Span, Tag::Span) => before.is_lowercase() && after.is_uppercase() || is_digit_edge(before, after),
            _ => true,
        }
    }

    /// The outermost element around `node` that does not hold `other`.
    fn branch(&self, node: NodeId, other: NodeId) -> Option<NodeId> {
        let mut branch = node;
        for _ in 0..INLINE_DEPTH {
            let parent = self.tree.parent(branch);
            if self.tree.contains(parent, other) {
                return Some(branch);
            }
            branch = parent;
        }
        None
    }
}

/// Whether a text begins with punctuation that belongs to what stands before it; ".NET" does not.
fn begins_with_closing(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|first| matches!(first, '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']'))
        && chars.next().is_none_or(|second| !second.is_alphanumeric())
}

/// A number beside a word: "12Comments".
fn is_digit_edge(before: char, after: char) -> bool {
    before.is_numeric() != after.is_numeric()
}

/// An element whose name has a hyphen: authors define these for parts of the page, not for words.
pub(crate) fn is_custom_element(tree: &Tree, node: NodeId) -> bool {
    tree.tag(node) == Tag::Other && tree.name(node).contains('-')
}

/// Elements that style letters within words.
fn is_formatting(tag: Tag) -> bool {
    use Tag::*;
    matches!(
        tag,
        Abbr | Acronym
            | B
            | Bdi
            | Bdo
            | Big
            | Code
            | Del
            | Dfn
            | Em
            | Font
            | I
            | Ins
            | Kbd
            | Mark
            | Nobr
            | Q
            | Rb
            | Rt
            | Ruby
            | S
            | Samp
            | Small
            | Strike
            | Strong
            | Sub
            | Sup
            | Tt
            | U
            | Var
            | Wbr
            | Mi
            | Mn
            | Mo
            | Mrow
            | Msub
            | Msup
            | Mtext
            | Ms
            | Math
    )
}

fn is_space(c: char) -> bool {
    c.is_whitespace()
}

/// The soft hyphen and the byte order mark have no place in a text.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{feff}')
}

fn count_chars(text: &str) -> u32 {
    text.chars().filter(|c| !c.is_whitespace()).count() as u32
}

/// How a byte of UTF-8 matters to [`clean_length`].
#[derive(Clone, Copy, PartialEq, Eq)]
enum ByteClass {
    /// Within a word, whatever stands around it.
    Word,
    Space,
    /// Other white space in ASCII, or the first byte of a character that may be white space or not seen.
    Doubtful,
}

static BYTE_CLASSES: [ByteClass; 256] = {
    let mut classes = [ByteClass::Word; 256];
    let mut byte = 0;
    while byte < 256 {
        if is_doubtful(byte as u8) {
            classes[byte] = ByteClass::Doubtful;
        }
        byte += 1;
    }
    classes[b' ' as usize] = ByteClass::Space;
    classes
};

/// How much of the text can be copied as it is: words with lone spaces between them.
fn clean_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let class = |at: usize| bytes.get(at).map(|&byte| BYTE_CLASSES[byte as usize]);
    let mut at = 0;
    loop {
        while bytes[at..].first_chunk().is_some_and(is_clean) {
            at += CHUNK;
        }
        let next_chunk = at + CHUNK;
        while at < next_chunk {
            match class(at) {
                Some(ByteClass::Word) => at += 1,
                Some(ByteClass::Space) if class(at + 1) == Some(ByteClass::Word) => at += 2,
                Some(ByteClass::Doubtful) => match text[at..].chars().next() {
                    Some(c) if !is_space(c) && !is_invisible(c) => at += c.len_utf8(),
                    _ => return at,
                },
                _ => return at,
            }
        }
    }
}

/// As many bytes as the processor looks at side by side.
const CHUNK: usize = 16;

/// Whether there is nothing in a chunk but bytes of words and lone spaces before them; the byte behind it tells of the
/// last one.
fn is_clean(chunk: &[u8; CHUNK + 1]) -> bool {
    let mut is_clean = true;
    for (&byte, &next) in chunk.iter().zip(&chunk[1..]) {
        // Without branches and tables, so that it is done for all bytes at once.
        let is_pair = (byte == b' ') & ((next == b' ') | is_doubtful(next));
        is_clean &= !(is_pair | is_doubtful(byte));
    }
    is_clean
}

/// Whether a byte is [`ByteClass::Doubtful`].
const fn is_doubtful(byte: u8) -> bool {
    // Tab to carriage return; U+001C to U+001F are not white space in Unicode.
    (byte.wrapping_sub(b'\t') <= b'\r' - b'\t')
        // U+0085, U+00A0 and the soft hyphen; U+1680; U+2000 and on; U+3000; the byte order mark.
        | (byte == 0xc2)
        | (byte.wrapping_sub(0xe1) <= 2)
        | (byte == 0xef)
}

/// [`count_chars`] of a text whose only white space are spaces.
fn count_chars_of_clean(text: &str) -> u32 {
    // Each character has one byte that does not begin with the bits 10. Chunks whose count fits into a byte are added up
    // side by side.
    let is_counted = |byte: u8| u8::from((byte != b' ') & (byte & 0xc0 != 0x80));
    let chunks = text.as_bytes().chunks(128);
    chunks.map(|chunk| u32::from(chunk.iter().map(|&byte| is_counted(byte)).sum::<u8>())).sum()
}

/// [`str::trim_start`], fast for the white space between tags, most of which indents.
fn trim_start(text: &str) -> &str {
    const INDENT: &[u8; 8] = b"        ";
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if bytes[at..].first_chunk() == Some(INDENT) {
            at += INDENT.len();
        } else if byte.is_ascii_whitespace() {
            at += 1;
        } else {
            return text[at..].trim_start();
        }
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn words_are_parted_by_one_space(text in "([a-z]{0,9} ?[ \\t\\n\\x0b\u{1c}\u{85}\u{a0}\u{ad}\u{1680}\u{2003}\u{3000}\u{feff}éあ漢🌍]?){0,9}") {
            let words: Vec<String> =
                text.split_whitespace().map(|word| word.chars().filter(|&c| !is_invisible(c)).collect()).collect();
            let tree = Tree::default();
            let mut writer = Writer::new(&tree);
            let chars = writer.words(text.trim_start());
            prop_assert_eq!(&writer.out.text, &words.join(" "));
            prop_assert_eq!(chars, count_chars(&writer.out.text));
        }
    }

    #[test]
    fn the_byte_classes_miss_no_character() {
        for c in ('\0'..=char::MAX).filter(|&c| c != ' ' && (is_space(c) || is_invisible(c))) {
            let first = c.to_string().as_bytes()[0];
            assert!(BYTE_CLASSES[first as usize] == ByteClass::Doubtful, "{c:?}");
        }
    }
}
