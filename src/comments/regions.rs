//! Where a page has its comments.

use crate::attributes::AttrKey;
use crate::metadata::{Page, element_names};
use crate::tree::{NodeId, Tree};
use std::ops::Range;

/// The outermost elements that are called comments. Neighbours without text between them are one: some pages have each
/// comment in an element of its own.
pub(super) fn regions(page: &Page) -> Vec<Range<NodeId>> {
    let mut regions: Vec<Range<NodeId>> = Vec::new();
    for next in named(page) {
        match regions.last_mut() {
            Some(last) if are_neighbours(page, last, &next) => last.end = next.end,
            _ => regions.push(next),
        }
    }
    regions
}

fn are_neighbours(page: &Page, one: &Range<NodeId>, next: &Range<NodeId>) -> bool {
    let first_behind = page.blocks.list.partition_point(|block| block.first < one.end);
    let has_text_between = page.blocks.list.get(first_behind).is_some_and(|block| block.first < next.start);
    !has_text_between && page.tree.parent(one.start) == page.tree.parent(next.start)
}

fn named(page: &Page) -> Vec<Range<NodeId>> {
    let mut regions = Vec::new();
    let mut node = 1;
    while node < page.tree.len() as NodeId {
        let end = page.tree.end(node);
        if holds_comments(page.tree, node) && !page.tree.contains(node, page.head) {
            regions.push(node..end);
            node = end;
        } else {
            node += 1;
        }
    }
    regions
}

/// Whether the page calls an element comments.
pub(super) fn holds_comments(tree: &Tree, node: NodeId) -> bool {
    let is_comment = |key| tree.attr(node, key).is_some_and(|value| value.ends_with("Comment"));
    element_names(tree, node).any(says_comments)
        || is_comment(AttrKey::Itemtype)
        || is_comment(AttrKey::Typeof)
        || tree.attr(node, AttrKey::Itemprop).is_some_and(|name| name.eq_ignore_ascii_case("comment"))
}

/// Whether a class or id names comments: "comments", "comment-list", "commentsWrapper", "disqus_thread".
fn says_comments(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let is_other =
        ["no-", "has-", "hide", "form", "count", "link", "recent", "button", "respond", "commented", "popular", "most"];
    (name.contains("comment") || name.contains("disqus") || name == "replies" || name == "responses")
        && !is_other.iter().any(|other| name.contains(other))
}
