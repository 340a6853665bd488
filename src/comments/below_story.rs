//! Tells comments below a story from the posts of a thread, which are the main content of their page.

use super::items::{Item, items_of_region};
use super::regions::regions;
use crate::html::tree::NodeId;
use crate::metadata::{Context, PageType};
use crate::page::Page;
use crate::page::names::{self, NameClasses};
use crate::select::Selection;
use std::ops::Range;

/// Minimum bytes of main text outside of the comments. With less, the comments are the posts of a thread. Without this rule three threads
/// of WCXB's development split lose their posts; 350 bytes give the same.
const MIN_STORY: usize = 200;

/// Comments and, on pages of products, reviews.
const COMMENTS_OR_REVIEWS: NameClasses = NameClasses::COMMENTS.or(NameClasses::REVIEWS);

/// Returns the items of each region of comments. Returns none if they are the main content of the page.
pub(super) fn items(context: &Context, page_type: Option<PageType>) -> Vec<Vec<Item>> {
    let classes = match page_type {
        Some(PageType::Thread) => return Vec::new(),
        // On other pages a review is the story itself.
        Some(PageType::Product) => COMMENTS_OR_REVIEWS,
        _ => NameClasses::COMMENTS,
    };
    let regions = regions(context, classes);
    if are_posts(context, &regions) {
        return Vec::new();
    }
    regions.into_iter().filter_map(|region| items_of_region(context, region)).collect()
}

/// Whether the regions hold the posts of a thread.
fn are_posts(context: &Context, regions: &[Range<NodeId>]) -> bool {
    let kept = context.blocks.list.iter().zip(context.kept).filter(|(_, kept)| **kept);
    let story = kept.filter(|(block, _)| !is_within(regions, block.first)).map(|(block, _)| block.text.len());
    story.sum::<usize>() < MIN_STORY
}

/// Whether a node is in one of the ranges, which are in document order.
fn is_within(ranges: &[Range<NodeId>], node: NodeId) -> bool {
    let next = ranges.partition_point(|range| range.start <= node);
    next > 0 && ranges[next - 1].contains(&node)
}

/// Returns the blocks of the comments below a story.
pub(crate) fn blocks_below_story(context: &Context, page_type: Option<PageType>) -> Vec<usize> {
    let items = items(context, page_type).into_iter().flatten();
    items.flat_map(|item| context.blocks.beginning_in(&item.nodes)).collect()
}

/// Whether a kept block is in an element that is named after comments or reviews. Most pages have none, and need no closer look.
pub(crate) fn may_have_comments(page: &Page, selection: &Selection) -> bool {
    let tree = &page.tree;
    // Consecutive blocks share most of their ancestors, which are tested once.
    let mut tested: NodeId = 0;
    selection.blocks(page).any(|block| {
        let ancestors = std::iter::once(block.node).chain(tree.ancestors(block.node));
        let found = ancestors.take_while(|&node| node > tested).any(|node| names::has(tree, node, COMMENTS_OR_REVIEWS));
        tested = tested.max(block.node);
        found
    })
}
