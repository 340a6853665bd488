//! Whether comments stand below a story or are the page's main content, as the posts of a thread are.

use super::items::{Item, items as items_of};
use super::regions::{Called, is_called, regions};
use crate::html::tree::NodeId;
use crate::metadata::{Declared, Page, PageType, page_type_of_comments};
use crate::select::Selection;
use std::ops::Range;

/// A story has at least this many bytes of main text outside of its comments; what has less is a thread.
const LEAST_STORY: usize = 200;
/// One of less than this many bytes is the first post of a thread where its comments have more main text: once for each
/// so many bytes of the story, so that little is asked of a short one. Fitted on the six pages for development with a story of 200 to
/// 1,000 bytes and comments that were kept.
const SHORT_STORY: usize = 1000;
const STORY_PER_TIME: usize = 150;

/// The items of each region of comments on a page of some type; none where they are the page's main content.
pub(super) fn items(page: &Page, kind: Option<PageType>) -> Vec<Vec<Item>> {
    let called = match kind {
        Some(PageType::Thread) => return Vec::new(),
        Some(PageType::Product) => Called::CommentsOrReviews,
        _ => Called::Comments,
    };
    let regions = regions(page, called);
    if is_thread(page, &regions) {
        return Vec::new();
    }
    regions.into_iter().filter_map(|region| items_of(page, region)).collect()
}

fn is_thread(page: &Page, regions: &[Range<NodeId>]) -> bool {
    let (mut story, mut commented) = (0, 0);
    for (block, _) in page.blocks.list.iter().zip(page.kept).filter(|(_, kept)| **kept) {
        *if is_within(regions, block.first) { &mut commented } else { &mut story } += block.text.len();
    }
    story < LEAST_STORY || story < SHORT_STORY && commented >= story * story / STORY_PER_TIME
}

/// Whether a node lies in one of the ranges, which are in order.
fn is_within(ranges: &[Range<NodeId>], node: NodeId) -> bool {
    let next = ranges.partition_point(|range| range.start <= node);
    next > 0 && ranges[next - 1].contains(&node)
}

/// The blocks of comments below a story.
pub(crate) fn blocks_below_story(page: &Page, declared: &Declared) -> Vec<usize> {
    let kind = page_type_of_comments(page, declared);
    items(page, kind).into_iter().flatten().flat_map(|item| page.blocks.beginning_in(&item.nodes)).collect()
}

/// Whether any of the kept blocks stands in an element that is called comments: few pages need a closer look.
pub(crate) fn may_have_comments(page: &crate::page::Page, selection: &Selection) -> bool {
    let tree = &page.tree;
    // Of elements around a block that lie around the one before, too, it is known.
    let mut seen_to: NodeId = 0;
    selection.blocks(page).any(|block| {
        let around = std::iter::once(block.node).chain(tree.ancestors(block.node));
        let found =
            around.take_while(|&node| node > seen_to).any(|node| is_called(tree, node, Called::CommentsOrReviews));
        seen_to = seen_to.max(block.node);
        found
    })
}
