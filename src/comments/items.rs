//! What repeats in a region of comments: one item for each comment.

use crate::html::attributes::AttrKey;
use crate::html::tag::Tag;
use crate::html::tree::NodeId;
use crate::metadata::{Page, element_names};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// A comment's nodes: from its beginning to that of the next one, or to the end of what holds it.
pub(super) struct Item {
    pub nodes: Range<NodeId>,
    pub depth: usize,
}

/// A kind of element within a region: its tag and what it is called, digits aside.
type Kind = (Tag, String);

/// A region has at most this many kinds of elements that may be comments; further ones are not looked at.
const MOST_KINDS: usize = 64;

/// The items of the region: the elements of the kind that gives the most comments. `None` without one.
pub(super) fn items(page: &Page, region: Range<NodeId>) -> Option<Vec<Item>> {
    let mut kinds: FxHashMap<Kind, Vec<NodeId>> = FxHashMap::default();
    for node in region.clone() {
        for kind in kinds_of(page, node) {
            if kinds.len() < MOST_KINDS || kinds.contains_key(&kind) {
                let nodes = kinds.entry(kind).or_default();
                // One element may have a name twice.
                if nodes.last() != Some(&node) {
                    nodes.push(node);
                }
            }
        }
    }
    let rated = kinds.into_values().map(|starts| {
        let items = ranges(page, &starts, region.end);
        let whole = items.iter().filter(|item| is_whole(page, item)).count();
        (whole, items)
    });
    // Half of the elements that are called so must be comments: else they are parts of some.
    let rated = rated.filter(|(whole, items)| *whole > 0 && whole * 2 >= items.len());
    // A form to write the first comment in is called a comment, too, but has no date.
    let rated = rated.filter(|(_, items)| items.len() > 1 || super::read::is_dated(page, &items[0]));
    let best = rated.max_by_key(|(whole, items)| (*whole, std::cmp::Reverse(items[0].nodes.start)));
    best.map(|(_, items)| items)
}

/// The kinds that an element may count as: an element that is called a comment or the like, or an item of a list.
fn kinds_of(page: &Page, node: NodeId) -> Vec<Kind> {
    let tag = page.tree.tag(node);
    if tag == Tag::Text {
        return Vec::new();
    }
    let mut kinds: Vec<Kind> = element_names(page.tree, node).filter_map(kind_name).map(|name| (tag, name)).collect();
    let is_typed = page.tree.attr(node, AttrKey::Itemtype).is_some_and(|kind| kind.ends_with("Comment"));
    if is_typed {
        kinds.push((tag, "itemtype".to_owned()));
    }
    if matches!(tag, Tag::Li | Tag::Article) {
        kinds.push((tag, String::new()));
    }
    kinds
}

/// The name without its digits, where it may be that of a comment or its first part.
fn kind_name(name: &str) -> Option<String> {
    let name: String = name.chars().filter(|c| !c.is_ascii_digit()).collect::<String>().to_ascii_lowercase();
    let words = ["comment", "reply", "replies", "response", "message", "post", "item", "entry", "review", "node"];
    words.iter().any(|word| name.contains(word)).then(|| name.trim_matches(['-', '_']).to_owned())
}

fn ranges(page: &Page, starts: &[NodeId], end: NodeId) -> Vec<Item> {
    let mut open: Vec<NodeId> = Vec::new();
    let ends = starts.iter().skip(1).copied().chain([end]);
    let items = starts.iter().zip(ends).map(|(&start, next)| {
        while open.last().is_some_and(|&up| page.tree.end(up) <= start) {
            open.pop();
        }
        let depth = declared_depth(page, start).unwrap_or(open.len());
        open.push(start);
        Item { nodes: start..next.min(page.tree.end(page.tree.parent(start))), depth }
    });
    items.collect()
}

/// How deep a comment says it is: `depth-2`, where 1 is the first.
fn declared_depth(page: &Page, node: NodeId) -> Option<usize> {
    element_names(page.tree, node).find_map(|name| {
        let number: usize = name.strip_prefix("depth-")?.parse().ok()?;
        Some(number.saturating_sub(1))
    })
}

/// Whether an item has text, and an author or a date beside it.
fn is_whole(page: &Page, item: &Item) -> bool {
    super::read::read(page, item, crate::metadata::DateOrder::DayFirst)
        .is_some_and(|comment| comment.author.is_some() || comment.date.is_some())
}
