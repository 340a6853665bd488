//! Notes in running text, each right after its mark: sidenotes, and notes that open with a click on the mark. The mark is not
//! part of the text, and the note is, though a style may hide it.

use super::visibility::is_hidden;
use crate::html::attributes::AttrKey;
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};

/// Maximum length of a mark, in bytes: "[12]", "†".
const MAX_MARK: usize = 6;

/// Minimum number of words of a note. Chosen by hand.
const MIN_WORDS: usize = 3;

/// Maximum number of nodes before the words of a note.
const MAX_BEFORE_WORDS: NodeId = 12;

/// A note in running text.
#[derive(Debug)]
pub(super) struct InlineNote {
    /// The element with the note.
    pub note: NodeId,
    /// The text nodes at the start of the note that repeat its mark.
    pub marks: Vec<NodeId>,
}

/// Returns the note that follows its mark, if the element `mark` is one.
pub(super) fn note_of_mark(tree: &Tree, mark: NodeId) -> Option<InlineNote> {
    if !(1..=MAX_MARK).contains(&tree.text_len(mark)) {
        return None;
    }
    let text = tree.text(mark);
    if !is_mark(text) {
        return None;
    }
    let end_of_parent = tree.end(tree.parent(mark));
    let mut note = tree.end(mark);
    if note < end_of_parent && tree.tag(note) == Tag::Text && tree.text(note).trim().is_empty() {
        note += 1;
    }
    let is_note = note < end_of_parent
        && matches!(tree.tag(note), Tag::Span | Tag::Small)
        && (is_hidden(tree, note) || is_named(tree, note))
        && tree.text(note).split_whitespace().nth(MIN_WORDS - 1).is_some();
    is_note.then(|| InlineNote { note, marks: repeated_marks(tree, note, text.trim()) })
}

/// Whether a text is a number or a symbol that marks a note.
fn is_mark(text: &str) -> bool {
    let mark = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '[' | ']' | '(' | ')'));
    let is_number = mark.len() <= 3 && mark.bytes().all(|b| b.is_ascii_digit());
    !mark.is_empty() && (is_number || mark.chars().all(|c| matches!(c, '*' | '†' | '‡' | '§' | '¶' | '⊕')))
}

fn is_named(tree: &Tree, node: NodeId) -> bool {
    let class = tree.attr(node, AttrKey::Class).unwrap_or_default();
    class.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| {
        ["note", "notes", "footnote", "footnotes", "sidenote", "marginnote", "fn"].contains(&word)
            || word.starts_with("footnote")
            || word.starts_with("sidenote")
    })
}

fn repeated_marks(tree: &Tree, note: NodeId, mark: &str) -> Vec<NodeId> {
    let mut marks = Vec::new();
    for node in note + 1..tree.end(note).min(note + MAX_BEFORE_WORDS) {
        if tree.tag(node) != Tag::Text {
            continue;
        }
        match tree.text(node).trim() {
            "" => {}
            text if text == mark => marks.push(node),
            _ => break,
        }
    }
    marks
}

#[cfg(test)]
mod tests {
    use crate::html::parse::parse;
    use crate::page::blocks::blocks;

    #[test]
    fn note_after_its_mark_is_text_without_the_mark() {
        let text = |html: &str| blocks(&parse(html)).text;
        let hidden = "<p>It began.<span><a href='#' role=button>1</a><span style='display:none'>No number in it.</span></span> Go on.";
        assert_eq!(text(hidden), "It began. No number in it. Go on.");
        let named = "<p>dear<span class=ltx_note><sup>1</sup><span class=ltx_note_outer><span><sup>1</sup><span>1</span>A \
            whole night.</span></span></span>, so";
        assert_eq!(text(named), "dear A whole night., so");
        assert_eq!(text("<p>Words<sup>2</sup> <small class=sidenote>As he said</small>."), "Words As he said.");
        assert_eq!(text("<p>10<sup>2</sup> <span>is a hundred.</span>"), "102 is a hundred.");
        assert_eq!(text("<p>See <a href='#a'>1</a><span hidden>more</span>."), "See 1.");
    }
}
