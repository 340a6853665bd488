//! Whether comments stand below a story or are the page's main content, as the posts of a thread are.

use super::items::{Item, items as items_of};
use super::regions::{holds_comments, regions};
use crate::blocks::Blocks;
use crate::metadata::{Metadata, Page, PageType};
use crate::tree::{NodeId, Tree};
use std::ops::Range;

/// A story has at least this many bytes of main text outside of its comments; what has less is a thread.
const LEAST_STORY: usize = 200;
/// One of less than this many bytes, with this many times as much main text in its comments, is the first post of a thread.
const SHORT_STORY: usize = 1000;
const TIMES_STORY: usize = 5;

/// The items of each region of comments; none where they are the page's main content.
pub(super) fn items(page: &Page) -> Vec<Vec<Item>> {
    let regions = regions(page);
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
    story < LEAST_STORY || story < SHORT_STORY && commented >= TIMES_STORY * story
}

/// Whether a node lies in one of the ranges, which are in order.
fn is_within(ranges: &[Range<NodeId>], node: NodeId) -> bool {
    let next = ranges.partition_point(|range| range.start <= node);
    next > 0 && ranges[next - 1].contains(&node)
}

/// The blocks of comments below a story.
pub(crate) fn blocks_below_story(page: &Page) -> Vec<usize> {
    if Metadata::read(page).page_type() == Some(PageType::Thread) {
        return Vec::new();
    }
    let mut nodes: Vec<Range<NodeId>> = items(page).into_iter().flatten().map(|item| item.nodes).collect();
    nodes.sort_unstable_by_key(|nodes| nodes.start);
    (0..page.blocks.list.len()).filter(|&block| is_within(&nodes, page.blocks.list[block].first)).collect()
}

/// Whether any of the kept blocks stands in an element that is called comments: few pages need a closer look.
pub(crate) fn may_have_comments(tree: &Tree, blocks: &Blocks, kept: &[bool]) -> bool {
    // Of elements around a block that lie around the one before, too, it is known.
    let mut seen_to: NodeId = 0;
    blocks.list.iter().zip(kept).filter(|(_, kept)| **kept).any(|(block, _)| {
        let around = std::iter::once(block.node).chain(tree.ancestors(block.node));
        let found = around.take_while(|&node| node > seen_to).any(|node| holds_comments(tree, node));
        seen_to = seen_to.max(block.node);
        found
    })
}
