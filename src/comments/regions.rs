//! Where a page has its comments.

use crate::attributes::AttrKey;
use crate::metadata::{Page, element_names};
use crate::tree::{NodeId, Tree};
use std::ops::Range;

/// A story has at least this many bytes of main text outside of its comments; what has less is a thread.
const LEAST_STORY: usize = 200;

/// The outermost elements that are called comments; none where they are the page's main content.
pub(super) fn regions(page: &Page) -> Vec<Range<NodeId>> {
    let regions = named(page);
    let is_within = |node: NodeId| {
        let next = regions.partition_point(|region| region.start <= node);
        next > 0 && regions[next - 1].contains(&node)
    };
    let kept = page.blocks.list.iter().zip(page.kept).filter(|(block, kept)| **kept && !is_within(block.first));
    let story: usize = kept.map(|(block, _)| block.text.len()).sum();
    if story < LEAST_STORY { Vec::new() } else { regions }
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

fn holds_comments(tree: &Tree, node: NodeId) -> bool {
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
