//! Where a page has its comments.

use crate::html::attributes::AttrKey;
use crate::html::tree::{NodeId, Tree};
use crate::metadata::{Page, element_names};
use std::ops::Range;

/// What readers write below is called on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Called {
    Comments,
    /// Comments, or reviews, which stand below what is on sale: elsewhere a review is the story itself.
    CommentsOrReviews,
}

/// The outermost elements that are called so. Neighbours without text between them are one: some pages have each comment
/// in an element of its own.
pub(super) fn regions(page: &Page, called: Called) -> Vec<Range<NodeId>> {
    let mut regions: Vec<Range<NodeId>> = Vec::new();
    for next in named(page, called) {
        match regions.last_mut() {
            Some(last) if are_neighbours(page, last, &next) => last.end = next.end,
            _ => regions.push(next),
        }
    }
    regions
}

fn are_neighbours(page: &Page, one: &Range<NodeId>, next: &Range<NodeId>) -> bool {
    page.blocks.beginning_in(&(one.end..next.start)).is_empty()
        && page.tree.parent(one.start) == page.tree.parent(next.start)
}

fn named(page: &Page, called: Called) -> Vec<Range<NodeId>> {
    let mut regions = Vec::new();
    let mut node = 1;
    while node < page.tree.len() as NodeId {
        let end = page.tree.end(node);
        if is_called(page.tree, node, called) && !page.tree.contains(node, page.head) {
            regions.push(node..end);
            node = end;
        } else {
            node += 1;
        }
    }
    regions
}

/// Whether the page calls an element so.
pub(super) fn is_called(tree: &Tree, node: NodeId, called: Called) -> bool {
    let with_reviews = called == Called::CommentsOrReviews;
    let says = |name: &str| {
        let name = name.to_ascii_lowercase();
        says_comments(&name) || with_reviews && says_reviews(&name)
    };
    let is_typed = |key| {
        tree.attr(node, key).is_some_and(|kind| kind.ends_with("Comment") || with_reviews && kind.ends_with("/Review"))
    };
    element_names(tree, node).any(says)
        || is_typed(AttrKey::Itemtype)
        || is_typed(AttrKey::Typeof)
        || tree.attr(node, AttrKey::Itemprop).is_some_and(|name| name.eq_ignore_ascii_case("comment"))
}

/// Whether a class or id in lower case names comments: "comments", "comment-list", "commentswrapper", "disqus_thread".
fn says_comments(name: &str) -> bool {
    let is_other = ["hide", "respond", "commented"].iter().any(|other| name.contains(other));
    (name.contains("comment") || name.contains("disqus") || name == "replies" || name == "responses")
        && !is_other
        && !is_beside(name)
}

/// Whether a class or id in lower case names reviews: "reviews", "product-reviews__list".
fn says_reviews(name: &str) -> bool {
    let is_other = ["preview", "overview", "reviewed"].iter().any(|other| name.contains(other));
    name.contains("review") && !is_other && !is_beside(name)
}

/// Whether a name is that of what stands beside comments, such as a form to write one.
fn is_beside(name: &str) -> bool {
    ["no-", "has-", "form", "count", "link", "recent", "button", "popular", "most"]
        .iter()
        .any(|other| name.contains(other))
}
