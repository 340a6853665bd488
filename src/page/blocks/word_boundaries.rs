//! Decides whether two adjacent inline elements without white space between them contain two words or parts of one.
//!
//! In a browser, style sheets decide: some spans are items of a line, others are letters of one word. Style sheets are
//! not read here, so the rules use tags, classes and characters. `docs/experiments/blocks.md` has their measurements.

use crate::html::attributes::AttrKey;
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};
use crate::text::unsegmented::is_unsegmented;

/// Maximum number of ancestors searched for the outermost element that contains only one of two text nodes. Deeper text
/// is joined without a space. Chosen by hand; it bounds the time per boundary.
const MAX_INLINE_DEPTH: usize = 8;

/// Maximum number of children of a line of items. Longer lines wrap each letter or word in an element. Chosen by hand;
/// it bounds the time per boundary.
const MAX_ITEMS: usize = 32;

/// Whether the last word written and the first word of the next text node are two words. The text written so far comes
/// with the last text node in it.
pub(super) fn are_two_words(tree: &Tree, (last, written): (NodeId, &str), (node, text): (NodeId, &str)) -> bool {
    let (Some(before), Some(after)) = (written.chars().next_back(), text.chars().next()) else { return false };
    if !before.is_alphanumeric() || !after.is_alphanumeric() {
        return false;
    }
    let (Some(left), Some(right)) = (branch(tree, last, node), branch(tree, node, last)) else { return false };
    let are_items = || {
        !is_one_letter(written.chars().rev())
            && !is_one_letter(text.chars())
            && are_items_of_line(tree, left, right, after)
    };
    match (tree.tag(left), tree.tag(right)) {
        // Text beside an element is one word with it: "<b>w</b>ord".
        (Tag::Text, _) | (_, Tag::Text) => false,
        (Tag::Span | Tag::A, right) if is_emphasis(right) => are_items(),
        (left, Tag::Span | Tag::A) if is_emphasis(left) => are_items(),
        (left, right) if is_formatting(left) || is_formatting(right) => false,
        (Tag::Span, Tag::Span) => {
            before.is_lowercase() && after.is_uppercase() || is_digit_edge(before, after) || are_items()
        }
        _ => true,
    }
}

/// Whether two elements are items of a line that contains no other text, such as a brand beside a product name, or a
/// year beside a duration. If their classes are equal and no capital or digit follows, they are parts of one word that
/// an editor has split.
fn are_items_of_line(tree: &Tree, left: NodeId, right: NodeId, after: char) -> bool {
    let class = |node: NodeId| tree.attr(node, AttrKey::Class);
    let is_named = |node: NodeId| tree.tag(node) != Tag::Span || tree.attrs(node).next().is_some();
    let mut in_line = tree.children(tree.parent(left));
    (class(left) != class(right) || after.is_uppercase() || after.is_numeric())
        && !is_unsegmented(after)
        && is_named(left)
        && is_named(right)
        && !in_line.by_ref().take(MAX_ITEMS).any(|child| has_words(tree, child))
        && in_line.next().is_none()
}

/// Whether a node is text other than white space.
pub(super) fn has_words(tree: &Tree, node: NodeId) -> bool {
    tree.tag(node) == Tag::Text && !tree.text(node).trim().is_empty()
}

/// Whether a word has only one letter. Pages put single letters in elements to animate or style them.
fn is_one_letter(letters: impl Iterator<Item = char>) -> bool {
    letters.take(2).filter(|c| c.is_alphanumeric()).count() < 2
}

/// Returns the outermost ancestor of `node`, or `node` itself, that does not contain `other`.
fn branch(tree: &Tree, node: NodeId, other: NodeId) -> Option<NodeId> {
    let mut branch = node;
    for _ in 0..MAX_INLINE_DEPTH {
        let parent = tree.parent(branch);
        if tree.contains(parent, other) {
            return Some(branch);
        }
        branch = parent;
    }
    None
}

/// Whether one character is a digit and the other is not, as in "12Comments".
fn is_digit_edge(before: char, after: char) -> bool {
    before.is_numeric() != after.is_numeric()
}

fn is_emphasis(tag: Tag) -> bool {
    matches!(tag, Tag::B | Tag::Strong | Tag::Em | Tag::I)
}

/// Whether elements of this kind can be part of a word.
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

#[cfg(test)]
mod tests {
    use crate::html::parse::parse;
    use crate::page::blocks::blocks;

    fn text(html: &str) -> String {
        blocks(&parse(html)).text
    }

    #[test]
    fn links_case_changes_and_digits_separate_words() {
        assert_eq!(text("<p><a href=1>Home</a><a href=2>About</a>"), "Home About");
        assert_eq!(text("<p><span>Posted by Ann</span><span>March</span>"), "Posted by Ann March");
        assert_eq!(text("<p><span>12</span><span>Comments</span>"), "12 Comments");
    }

    #[test]
    fn spans_with_different_classes_are_separate_words() {
        assert_eq!(text("<p><span class=brand>ACME</span><span class=name>Boots</span>"), "ACME Boots");
        assert_eq!(text("<p><span class=m>2019</span><span class=m>95 min</span>"), "2019 95 min");
        assert_eq!(text("<p><span class=name>id</span><span class=type>string</span>"), "id string");
        assert_eq!(text("<p><a href=x>Tide tables</a><em>Harbour notes</em>"), "Tide tables Harbour notes");
    }

    #[test]
    fn letters_of_one_word_are_joined() {
        assert_eq!(text("<p><span>foo</span><span>bar</span>"), "foobar");
        assert_eq!(text("<p><span class=c>F</span><span class=d>ERRY</span>"), "FERRY");
        assert_eq!(text("<p><span class=run>Le</span><span class=run>arn more</span>"), "Learn more");
        assert_eq!(text("<p>The <span class=a>FER</span><span class=b>RIES</span>"), "The FERRIES");
        assert_eq!(text("<p><span class=a>渡船</span><span class=b>时刻表</span>"), "渡船时刻表");
        assert_eq!(text("<p><b>foo</b><i>bar</i>"), "foobar");
    }
}
