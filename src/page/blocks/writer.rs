//! Writes the text of blocks: words of neighbouring inline elements neither glued nor torn.

use super::walk::Place;
use super::white_space::{count_chars, is_space, push_words, trim_start};
use super::words::are_two_words;
use super::{BlockKind, Blocks, RawBlock};
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};

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
pub(super) struct Writer<'t> {
    tree: &'t Tree,
    out: Blocks,
    /// The block being written.
    open: Option<RawBlock>,
    gap: Gap,
    /// `<br>`s since the last character.
    breaks: u32,
    links: u32,
    /// How many of the elements with line numbers lie behind.
    numbers_behind: usize,
}

impl<'t> Writer<'t> {
    pub fn new(tree: &'t Tree) -> Writer<'t> {
        let out = Blocks { text: String::with_capacity(tree.text.len()), ..Blocks::default() };
        Writer { tree, out, open: None, gap: Gap::Nothing, breaks: 0, links: 0, numbers_behind: 0 }
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

    /// Takes note of line numbers in the preformatted text to come.
    pub fn leave_out(&mut self, line_numbers: Vec<NodeId>) {
        self.out.line_numbers.extend(line_numbers);
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
        if !self.is_seen(node, place) {
            return;
        }
        self.close_gap(node, words, place);
        let chars = push_words(&mut self.out.text, words);
        self.breaks = 0;
        self.gap = if text.ends_with(is_space) { Gap::Space } else { Gap::Nothing };
        self.count(node, chars, place);
    }

    /// Whether a run of text is seen. In a block that is shown, what is hidden is not; before such a block's first words
    /// it is dropped when these come.
    fn is_seen(&mut self, node: NodeId, place: &Place) -> bool {
        let Some(open) = &self.open else { return true };
        match (open.hidden, place.hidden) {
            (false, true) if place.unseen => {
                self.out.unseen.push(node);
                return false;
            }
            (true, false) => {
                self.out.text.truncate(open.text.start);
                self.open = None;
            }
            _ => {}
        }
        true
    }

    fn preformatted(&mut self, node: NodeId, text: &str, place: &Place) {
        if self.is_line_number(node) {
            self.out.unseen.push(node);
            return;
        }
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

    /// Whether the text node stands in an element with line numbers; asked in document order.
    fn is_line_number(&mut self, node: NodeId) -> bool {
        let ahead = &self.out.line_numbers[self.numbers_behind..];
        self.numbers_behind += ahead.iter().take_while(|&&number| self.tree.end(number) <= node).count();
        self.out.line_numbers.get(self.numbers_behind).is_some_and(|&number| self.tree.contains(number, node))
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
            Gap::Nothing => !place.code && are_two_words(self.tree, (last, &self.out.text), (node, word)),
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
}

/// Whether a text begins with punctuation that belongs to what stands before it; ".NET" does not.
fn begins_with_closing(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|first| matches!(first, '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']'))
        && chars.next().is_none_or(|second| !second.is_alphanumeric())
}

/// An element whose name has a hyphen: authors define these for parts of the page, not for words.
pub(super) fn is_custom_element(tree: &Tree, node: NodeId) -> bool {
    tree.tag(node) == Tag::Other && tree.name(node).contains('-')
}
