//! The regions around a block: elements that hold more and more blocks, and the repeated unit among them.

use super::Measures;
use super::columns::Feature;
use super::row::Row;
use super::sums::{Sums, ratio};
use crate::html::tag::Tag;
use crate::html::tree::NodeId;

/// How many regions around a block have features.
const REGIONS: usize = 8;
/// Features of a region.
const REGION_FEATURES: usize = 12;
/// Which of them belongs to the element through which the region is reached.
const NAMES: usize = Feature::Region0Names as usize - Feature::Region0Share as usize;
/// How many blocks of a unit before this one are counted.
const MOST_IN_UNIT: usize = 30;
/// A repeated unit has at least so many like siblings.
const FEWEST_ALIKE: f32 = 3.0;

/// For every element the region that it belongs to: the elements around it with the same blocks.
pub(super) struct Regions {
    /// The region of each node.
    of: Vec<u32>,
    /// The learned weights of the names from each node up to the top of its region.
    names: Vec<f32>,
    all: Vec<Region>,
    /// Features of regions, but for the names.
    values: Vec<[f32; REGION_FEATURES]>,
}

struct Region {
    /// The largest element with the same blocks.
    top: NodeId,
    /// The element above that.
    up: NodeId,
    /// The number of its features, once they are known: most regions hold no block.
    values: Option<u32>,
}

impl Regions {
    pub fn new(page: &Measures) -> Regions {
        let count = page.tree.len();
        let all = vec![Region { top: 0, up: 0, values: None }];
        let mut regions = Regions { of: vec![0; count], names: vec![0.0; count], all, values: Vec::new() };
        for node in 1..count {
            if page.tree.tag(node as NodeId) == Tag::Text {
                continue;
            }
            let parent = page.tree.parent(node as NodeId);
            let weight = page.hints.weight(node as NodeId);
            if page.sums[parent as usize].blocks == page.sums[node].blocks {
                regions.of[node] = regions.of[parent as usize];
                regions.names[node] = weight + regions.names[parent as usize];
            } else {
                regions.of[node] = regions.all.len() as u32;
                regions.names[node] = weight;
                regions.all.push(Region { top: node as NodeId, up: parent, values: None });
            }
        }
        regions
    }

    pub fn write(&mut self, page: &Measures, i: usize, row: &mut Row) {
        let mut node = page.blocks.list[i].node as usize;
        let mut unit = None;
        for level in 0..REGIONS {
            let region = &mut self.all[self.of[node] as usize];
            let number = *region.values.get_or_insert_with(|| {
                self.values.push(values(page, region.top, region.up));
                self.values.len() as u32 - 1
            });
            row.set_all_behind(Feature::Region0Share, level * REGION_FEATURES, &self.values[number as usize]);
            row.set_behind(Feature::Region0Share, level * REGION_FEATURES + NAMES, self.names[node]);
            let top = region.top;
            if unit.is_none()
                && top != 0
                && page.siblings.alike(top) >= FEWEST_ALIKE
                && page.sums[top as usize].blocks > 1.0
            {
                unit = Some(top);
            }
            node = region.up as usize;
        }
        if let Some(unit) = unit {
            write_unit(page, i, unit, row);
        }
    }
}

fn values(page: &Measures, top: NodeId, up: NodeId) -> [f32; REGION_FEATURES] {
    let sum = &page.sums[top as usize];
    let around = &page.sums[up as usize];
    let blocks = sum.blocks.max(1.0);
    [
        ratio(sum.words, page.page.words),
        sum.link_density(),
        ratio(sum.good_words, sum.words),
        sum.words / blocks,
        page.siblings.alike(top),
        0.0,
        ratio(sum.words, around.words),
        f32::from(page.tree.tag(top) as u8),
        sum.images / blocks,
        sum.controls / blocks,
        sum.wording / blocks,
        sum.targets / blocks,
    ]
}

fn write_unit(page: &Measures, i: usize, unit: NodeId, row: &mut Row) {
    use Feature::*;
    let sum: &Sums = &page.sums[unit as usize];
    let parent: &Sums = &page.sums[page.tree.parent(unit) as usize];
    row.set(UnitAlike, page.siblings.alike(unit));
    row.set(UnitWords, sum.words);
    row.set(UnitLinkDensity, sum.link_density());
    row.set(UnitHeadings, sum.headings);
    row.set(UnitLinks, sum.links / sum.headings.max(1.0));
    row.set(UnitCut, sum.cut);
    row.set(UnitsShare, ratio(parent.words, page.page.words));
    row.set(UnitsGood, ratio(parent.good_words, page.page.good_words));
    let before = page.blocks.list[..i].iter().rev().take(MOST_IN_UNIT);
    row.set(UnitIndex, before.take_while(|block| page.tree.contains(unit, block.node)).count() as f32);
    row.set(UnitPart, ratio(page.stats[i].words, sum.words));
    row.set(UnitImages, sum.images);
    row.set(UnitTimes, sum.times);
}
