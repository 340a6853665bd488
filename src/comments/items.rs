//! The items of a region of comments: one for each comment.

use super::read::{is_dated, read};
use crate::html::attributes::AttrKey;
use crate::html::tag::Tag;
use crate::html::tree::NodeId;
use crate::metadata::{Context, DateOrder};
use crate::page::names::{NameClasses, element_names, name_has};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// A candidate for a comment.
pub(super) struct Item {
    /// From the beginning of the item to that of the next one, or to the end of its parent.
    pub nodes: Range<NodeId>,
    /// 0 for a comment on the story, 1 for a reply to it, and so on.
    pub depth: usize,
}

/// A kind of elements: their tag, and a name without digits.
type Kind = (Tag, String);

/// Maximum number of kinds in a region. Further ones are ignored.
const MAX_KINDS: usize = 64;

/// Returns the elements of the kind that gives the most comments in a region. Returns `None` if no kind gives any.
pub(super) fn items_of_region(context: &Context, region: Range<NodeId>) -> Option<Vec<Item>> {
    let mut kinds: FxHashMap<Kind, Vec<NodeId>> = FxHashMap::default();
    for node in region.clone() {
        for kind in kinds_of(context, node) {
            if kinds.len() < MAX_KINDS || kinds.contains_key(&kind) {
                let nodes = kinds.entry(kind).or_default();
                // An element may have a name twice.
                if nodes.last() != Some(&node) {
                    nodes.push(node);
                }
            }
        }
    }
    let counted = kinds.into_values().map(|starts| {
        let items = ranges(context, &starts, region.end);
        let comments = items.iter().filter(|item| is_comment(context, item)).count();
        (comments, items)
    });
    // If fewer than half of the items are comments, the items are parts of comments.
    let counted = counted.filter(|(comments, items)| *comments > 0 && comments * 2 >= items.len());
    // A form for the first comment is often named a comment, too. It has no date.
    let counted = counted.filter(|(_, items)| items.len() > 1 || is_dated(context, &items[0]));
    let best = counted.max_by_key(|(comments, items)| (*comments, std::cmp::Reverse(items[0].nodes.start)));
    best.map(|(_, items)| items)
}

/// The kinds of an element: one for each name that may be that of a comment, one for a type of microdata, and one for items of
/// lists and articles.
fn kinds_of(context: &Context, node: NodeId) -> Vec<Kind> {
    let tag = context.tree.tag(node);
    let mut kinds = Vec::new();
    if context.has_within_comments(node, NameClasses::COMMENT_ITEM) {
        let names = element_names(context.tree, node).filter(|name| name_has(name, NameClasses::COMMENT_ITEM));
        kinds.extend(names.map(|name| (tag, without_digits(name))));
    }
    if context.tree.attr(node, AttrKey::Itemtype).is_some_and(|kind| kind.ends_with("Comment")) {
        kinds.push((tag, "itemtype".to_owned()));
    }
    if matches!(tag, Tag::Li | Tag::Article) {
        kinds.push((tag, String::new()));
    }
    kinds
}

/// "comment" for "Comment-12"
fn without_digits(name: &str) -> String {
    let name: String = name.chars().filter(|c| !c.is_ascii_digit()).collect();
    name.to_ascii_lowercase().trim_matches(['-', '_']).to_owned()
}

fn ranges(context: &Context, starts: &[NodeId], end: NodeId) -> Vec<Item> {
    let tree = context.tree;
    let mut open: Vec<NodeId> = Vec::new();
    let ends = starts.iter().skip(1).copied().chain([end]);
    let items = starts.iter().zip(ends).map(|(&start, next)| {
        while open.last().is_some_and(|&up| tree.end(up) <= start) {
            open.pop();
        }
        let depth = declared_depth(context, start).unwrap_or(open.len());
        open.push(start);
        Item { nodes: start..next.min(tree.end(tree.parent(start))), depth }
    });
    items.collect()
}

/// The depth that a name such as `depth-2` declares. Depth 1 is that of a comment on the story.
fn declared_depth(context: &Context, node: NodeId) -> Option<usize> {
    element_names(context.tree, node).find_map(|name| {
        let number: usize = name.strip_prefix("depth-")?.parse().ok()?;
        Some(number.saturating_sub(1))
    })
}

/// Whether an item has text, and an author or a date.
fn is_comment(context: &Context, item: &Item) -> bool {
    let comment = read(context, item, DateOrder::DayFirst);
    comment.is_some_and(|comment| comment.author.is_some() || comment.date.is_some())
}
