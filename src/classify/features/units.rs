//! The repeated unit around a block, such as a card or a post: the innermost region with several blocks and similar
//! siblings.

use super::Measures;
use super::rows::Row;
use super::sums::ratio;
use crate::html::tree::NodeId;

/// Minimum number of similar siblings, the unit itself included. Chosen by hand.
const MIN_SIMILAR: f32 = 3.0;

/// Maximum number of blocks of the unit before the block that are counted. Chosen by hand.
const MAX_INDEX: usize = 30;

/// Whether a region is a repeated unit.
pub(super) fn is_unit(page: &Measures, region: NodeId) -> bool {
    region != 0 && page.siblings.similar(region) >= MIN_SIMILAR && page.sums[region as usize].blocks > 1.0
}

/// Writes the columns of block `i` in this unit.
pub(super) fn write(page: &Measures, i: usize, unit: NodeId, row: &mut Row) {
    use super::columns::Column::*;
    let sums = &page.sums[unit as usize];
    let parent = &page.sums[page.tree.parent(unit) as usize];
    row.set(UnitSimilarSiblings, page.siblings.similar(unit));
    row.set(UnitWords, sums.words);
    row.set(UnitLinkDensity, sums.link_density());
    row.set(UnitHeadings, sums.headings);
    row.set(UnitLinksPerHeading, sums.links / sums.headings.max(1.0));
    row.set(UnitTruncated, sums.truncated);
    row.set(UnitParentShare, ratio(parent.words, page.stats_of_page.words));
    row.set(UnitParentProse, ratio(parent.prose_words, page.stats_of_page.prose_words));
    let before = page.blocks.list[..i].iter().rev().take(MAX_INDEX);
    row.set(UnitIndex, before.take_while(|block| page.tree.contains(unit, block.node)).count() as f32);
    row.set(UnitBlockShare, ratio(page.stats[i].words, sums.words));
    row.set(UnitImages, sums.images);
    row.set(UnitTimes, sums.times);
}
