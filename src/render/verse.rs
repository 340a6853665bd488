//! Lines of verse and of letters that are elements of their own.
//!
//! Browsers show adjacent `<div>` elements as lines without space between them. Style sheets can change that, so a line
//! is recognized only where the page says more: by names, by hanging indents, by line breaks at the ends of lines, or
//! by empty lines between stanzas.

use super::trim::is_blank;
use crate::html::attributes::AttrKey;
use crate::html::inline_style::declarations;
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};
use crate::page::blocks::{BlockKind, Blocks};
use crate::page::names::has_any_word;

/// Longer lines, in bytes, are paragraphs. Chosen by hand: the longest lines of verse have about 100 letters.
const MAX_LINE: usize = 110;

/// Maximum number of siblings on each side that are searched for an empty line.
const MAX_SIBLINGS: usize = 32;

/// Maximum number of ancestors whose names can say that they hold verse.
const MAX_ANCESTORS: usize = 3;

/// Words in the class names of lines.
const LINES: &[&str] = &["line", "verse", "vers", "vs", "verso", "zeile", "versline", "verseline", "poemline"];

/// Words in the class names of elements that hold verse.
const POEMS: &[&str] = &[
    "poem",
    "poems",
    "poetry",
    "poesia",
    "poesie",
    "poema",
    "poeme",
    "gedicht",
    "verse",
    "verses",
    "stanza",
    "strophe",
    "strofe",
    "lyrics",
    "lyric",
    "song",
    "lineblock",
];

/// Whether a block continues the lines of the block before it.
pub(super) fn continues_lines(tree: &Tree, blocks: &Blocks, before: usize, block: usize) -> bool {
    let (Some(last), Some(next)) = (blocks.list.get(before), blocks.list.get(block)) else { return false };
    let (line, other) = (next.node, last.node);
    let tag = tree.tag(line);
    if last.text.len() > MAX_LINE
        || next.text.len() > MAX_LINE
        || !matches!(tag, Tag::Div | Tag::P)
        || line == other
        || tree.tag(other) != tag
        || tree.parent(line) != tree.parent(other)
        || !matches!(next.kind, BlockKind::Paragraph | BlockKind::Quote)
        || !follows(tree, other, line)
    {
        return false;
    }
    let are_whole = [last, next].iter().all(|block| block.chars > 0 && is_only_block(tree, block.node));
    are_whole && is_verse(tree, other, line, tag)
}

/// Whether only white space is between two siblings.
fn follows(tree: &Tree, first: NodeId, second: NodeId) -> bool {
    let end = tree.end(first);
    end == second || end + 1 == second && tree.tag(end) == Tag::Text && is_blank(tree.text(end))
}

/// Whether an element holds no other block-level element.
fn is_only_block(tree: &Tree, node: NodeId) -> bool {
    /// Maximum number of nodes in a line.
    const MAX_NODES: NodeId = 64;
    let end = tree.end(node);
    end - node <= MAX_NODES && !(node + 1..end).any(|inner| tree.tag(inner).is_block())
}

fn is_verse(tree: &Tree, first: NodeId, second: NodeId, tag: Tag) -> bool {
    let both = |says: &dyn Fn(NodeId) -> bool| says(first) && says(second);
    let has_word =
        |node, words: &[&str]| tree.attr(node, AttrKey::Class).is_some_and(|class| has_any_word(class, words));
    if both(&|node| has_word(node, LINES)) || both(&|node| hangs(tree, node)) {
        return true;
    }
    if tag != Tag::Div {
        return false;
    }
    let is_poem = || tree.ancestors(second).take(MAX_ANCESTORS).any(|around| has_word(around, POEMS));
    // The last line often has no line break.
    let breaks = || ends_with_break(tree, first);
    breaks() || is_poem() || has_empty_line(tree, second)
}

/// Whether an element has a hanging indent, as lines of verse that may wrap have.
fn hangs(tree: &Tree, node: NodeId) -> bool {
    let style = tree.attr(node, AttrKey::StyleAttr).unwrap_or_default();
    declarations(style).any(|(name, value)| name.eq_ignore_ascii_case("text-indent") && value.starts_with('-'))
}

/// Whether an element ends with a line break, which shows nothing there.
fn ends_with_break(tree: &Tree, node: NodeId) -> bool {
    let last = tree.end(node) - 1;
    let is_blank = tree.tag(last) == Tag::Text && is_blank(tree.text(last));
    let last = if is_blank { last - 1 } else { last };
    last > node && tree.tag(last) == Tag::Br
}

/// Whether an empty line is among the siblings near a line: an element that holds nothing but a line break.
fn has_empty_line(tree: &Tree, line: NodeId) -> bool {
    let is_empty_line = |node: NodeId| {
        let inner = node + 1..tree.end(node);
        tree.tag(node) == Tag::Div
            && inner.len() <= 4
            && is_blank(tree.text(node))
            && inner.clone().any(|node| tree.tag(node) == Tag::Br)
    };
    let parent = tree.parent(line);
    let mut after = line;
    for _ in 0..MAX_SIBLINGS {
        after = tree.end(after);
        if after >= tree.end(parent) {
            break;
        }
        if is_empty_line(after) {
            return true;
        }
    }
    let mut before = line;
    for _ in 0..MAX_SIBLINGS {
        // The last node before a sibling is in the one before it.
        let Some(sibling) = (before > parent + 1).then(|| sibling_around(tree, before - 1, parent)).flatten() else {
            break;
        };
        if is_empty_line(sibling) {
            return true;
        }
        before = sibling;
    }
    false
}

/// The child of `parent` around a node of a few levels below it.
fn sibling_around(tree: &Tree, node: NodeId, parent: NodeId) -> Option<NodeId> {
    const MAX_DEPTH: usize = 8;
    let mut node = node;
    for _ in 0..MAX_DEPTH {
        if tree.parent(node) == parent {
            return Some(node);
        }
        node = tree.parent(node);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::parse::parse;
    use crate::page::blocks::blocks;

    /// For each block after the first whether it continues the lines before it.
    fn continued(html: &str) -> Vec<bool> {
        let tree = parse(html);
        let blocks = blocks(&tree);
        (1..blocks.list.len()).map(|block| continues_lines(&tree, &blocks, block - 1, block)).collect()
    }

    #[test]
    fn lines_of_a_stanza_continue_each_other() {
        let hanging = "<div style='text-indent:-1em'>a</div><div style='text-indent: -1em'>b</div>";
        assert_eq!(continued(hanging), [true]);
        assert_eq!(continued("<div>a<br></div><div>b<br></div><div><br></div><div>c</div>"), [true, false]);
        assert_eq!(
            continued("<div>Dear Ann,</div>\n<div>thanks.</div><div>&nbsp;<br></div><div>Yours</div>"),
            [true, false]
        );
        assert_eq!(continued("<div class=line>a</div><div class=line>b</div>"), [true]);
        assert_eq!(continued("<p class='verse x'>a</p><p class=verse>b</p>"), [true]);
        let stanzas = "<div class=poem><div><div>a</div><div>b</div></div><div><div>c</div></div></div>";
        assert_eq!(continued(stanzas), [true, false]);
    }

    #[test]
    fn other_blocks_do_not() {
        assert_eq!(continued("<div>a</div><div>b</div>"), [false]);
        assert_eq!(continued("<p>a</p><p>b</p><div><br></div>"), [false]);
        assert_eq!(continued("<div>a<br></div>text<div>b<br></div>"), [false, false]);
        assert_eq!(continued("<div class=line><p>a</p></div><div class=line><p>b</p></div>"), [false]);
        let long = "a ".repeat(100);
        assert_eq!(continued(&format!("<div>{long}<br></div><div>{long}<br></div>")), [false]);
    }
}
