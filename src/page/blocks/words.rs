//! Whether the boundary between two inline elements parts two words that no white space parts. Style sheets, which nobody
//! reads here, lay out some spans as parts of a line and others as letters of one word.

use crate::html::attributes::AttrKey;
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};
use crate::text::unsegmented::is_unsegmented;

/// How many elements around a run of text are looked at to see what parts it from the run before. Deeper nesting of
/// inline elements between two letters of one word does not occur in practice.
const INLINE_DEPTH: usize = 8;

/// A line of more nodes has no parts, but letters or words one by one. So that a look at each boundary takes no more.
const MOST_PARTS: usize = 32;

/// Whether what is written ends with another word than that with which the text of the other node begins. Each is given with
/// the text node that it is from.
pub(super) fn are_two_words(tree: &Tree, (last, written): (NodeId, &str), (node, text): (NodeId, &str)) -> bool {
    let (Some(before), Some(after)) = (written.chars().next_back(), text.chars().next()) else { return false };
    if !before.is_alphanumeric() || !after.is_alphanumeric() {
        return false;
    }
    let (Some(left), Some(right)) = (branch(tree, last, node), branch(tree, node, last)) else { return false };
    let are_parts = || {
        !is_one_letter(written.chars().rev())
            && !is_one_letter(text.chars())
            && are_parts_of_line(tree, left, right, after)
    };
    match (tree.tag(left), tree.tag(right)) {
        // Text beside an element is one word with it: "<b>w</b>ord".
        (Tag::Text, _) | (_, Tag::Text) => false,
        (Tag::Span | Tag::A, right) if is_emphasis(right) => are_parts(),
        (left, Tag::Span | Tag::A) if is_emphasis(left) => are_parts(),
        (left, right) if is_formatting(left) || is_formatting(right) => false,
        (Tag::Span, Tag::Span) => {
            before.is_lowercase() && after.is_uppercase() || is_digit_edge(before, after) || are_parts()
        }
        _ => true,
    }
}

/// Whether two elements are parts of a line in which nothing else is: a brand beside a name, a year beside a duration. Where
/// their classes are the same, and no capital or digit follows, an editor has parted one word.
fn are_parts_of_line(tree: &Tree, left: NodeId, right: NodeId, after: char) -> bool {
    let class = |node: NodeId| tree.attr(node, AttrKey::Class);
    let is_named = |node: NodeId| tree.tag(node) != Tag::Span || tree.attrs(node).next().is_some();
    let mut in_line = tree.children(tree.parent(left));
    (class(left) != class(right) || after.is_uppercase() || after.is_numeric())
        && !is_unsegmented(after)
        && is_named(left)
        && is_named(right)
        && !in_line.by_ref().take(MOST_PARTS).any(|child| is_words(tree, child))
        && in_line.next().is_none()
}

/// Whether the node is a run of text with more than white space.
pub(super) fn is_words(tree: &Tree, node: NodeId) -> bool {
    tree.tag(node) == Tag::Text && !tree.text(node).trim().is_empty()
}

/// Whether a word ends behind its first letter: letters that move, or differ in style, are no words.
fn is_one_letter(letters: impl Iterator<Item = char>) -> bool {
    letters.take(2).filter(|c| c.is_alphanumeric()).count() < 2
}

/// The outermost element around `node` that does not hold `other`.
fn branch(tree: &Tree, node: NodeId, other: NodeId) -> Option<NodeId> {
    let mut branch = node;
    for _ in 0..INLINE_DEPTH {
        let parent = tree.parent(branch);
        if tree.contains(parent, other) {
            return Some(branch);
        }
        branch = parent;
    }
    None
}

/// A number beside a word: "12Comments".
fn is_digit_edge(before: char, after: char) -> bool {
    before.is_numeric() != after.is_numeric()
}

fn is_emphasis(tag: Tag) -> bool {
    matches!(tag, Tag::B | Tag::Strong | Tag::Em | Tag::I)
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

#[cfg(test)]
mod tests {
    use crate::html::parse::parse;
    use crate::page::blocks::blocks;

    fn text(html: &str) -> String {
        blocks(&parse(html)).text
    }

    #[test]
    fn links_and_runs_of_letters_and_digits_are_words() {
        assert_eq!(text("<p><a href=1>Home</a><a href=2>About</a>"), "Home About");
        assert_eq!(text("<p><span>Posted by Ann</span><span>March</span>"), "Posted by Ann March");
        assert_eq!(text("<p><span>12</span><span>Comments</span>"), "12 Comments");
    }

    #[test]
    fn parts_of_a_line_are_words() {
        assert_eq!(text("<p><span class=brand>ACME</span><span class=name>Boots</span>"), "ACME Boots");
        assert_eq!(text("<p><span class=m>2019</span><span class=m>95 min</span>"), "2019 95 min");
        assert_eq!(text("<p><span class=name>id</span><span class=type>string</span>"), "id string");
        assert_eq!(text("<p><a href=x>Tide tables</a><em>Harbour notes</em>"), "Tide tables Harbour notes");
    }

    #[test]
    fn letters_of_a_word_are_not_parted() {
        assert_eq!(text("<p><span>foo</span><span>bar</span>"), "foobar");
        assert_eq!(text("<p><span class=c>F</span><span class=d>ERRY</span>"), "FERRY");
        assert_eq!(text("<p><span class=run>Le</span><span class=run>arn more</span>"), "Learn more");
        assert_eq!(text("<p>The <span class=a>FER</span><span class=b>RIES</span>"), "The FERRIES");
        assert_eq!(text("<p><span class=a>渡船</span><span class=b>时刻表</span>"), "渡船时刻表");
        assert_eq!(text("<p><b>foo</b><i>bar</i>"), "foobar");
    }
}
