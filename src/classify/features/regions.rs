//! The regions around a block.
//!
//! A region is the largest element that has the same blocks as an inner one. From the block outward, each region has
//! more blocks than the region before it.

use super::Measures;
use super::columns::{Column, REGION_COLUMNS, REGIONS};
use super::rows::Row;
use super::sums::ratio;
use super::units;
use crate::html::tag::Tag;
use crate::html::tree::NodeId;

/// The regions of a page.
pub(super) struct Regions {
    /// The region of each element: the one with the same blocks.
    regions_of_nodes: Vec<u32>,
    /// For each element the sum of the learned name weights from it up to the element of its region.
    name_weights: Vec<f32>,
    regions: Vec<Region>,
    /// The columns of regions, without the name weights.
    columns: Vec<[f32; REGION_COLUMNS]>,
}

struct Region {
    node: NodeId,
    parent: NodeId,
    /// The index of its columns, which are computed on first use: most regions have no blocks.
    columns: Option<u32>,
}

impl Regions {
    pub fn new(page: &Measures) -> Regions {
        let count = page.tree.len();
        let mut regions = Regions {
            regions_of_nodes: vec![0; count],
            name_weights: vec![0.0; count],
            regions: vec![Region { node: 0, parent: 0, columns: None }],
            columns: Vec::with_capacity(page.blocks.list.len()),
        };
        for node in 1..count {
            if page.tree.tag(node as NodeId) == Tag::Text {
                continue;
            }
            let parent = page.tree.parent(node as NodeId);
            let weight = page.names.weight(node as NodeId);
            if page.sums[parent as usize].blocks == page.sums[node].blocks {
                regions.regions_of_nodes[node] = regions.regions_of_nodes[parent as usize];
                regions.name_weights[node] = weight + regions.name_weights[parent as usize];
            } else {
                regions.regions_of_nodes[node] = regions.regions.len() as u32;
                regions.name_weights[node] = weight;
                regions.regions.push(Region { node: node as NodeId, parent, columns: None });
            }
        }
        regions
    }

    /// Writes the columns of the regions around block `i`, and those of the unit among them.
    pub fn write(&mut self, page: &Measures, i: usize, row: &mut Row) {
        let mut node = page.blocks.list[i].node as usize;
        let mut unit = None;
        for level in 0..REGIONS {
            let region = &mut self.regions[self.regions_of_nodes[node] as usize];
            let index = *region.columns.get_or_insert_with(|| {
                self.columns.push(columns(page, region.node, region.parent));
                self.columns.len() as u32 - 1
            });
            let offset = level * REGION_COLUMNS;
            row.set_run(Column::Region0Share, offset, &self.columns[index as usize]);
            row.set_run(Column::Region0NameWeight, offset, &[self.name_weights[node]]);
            if unit.is_none() && units::is_unit(page, region.node) {
                unit = Some(region.node);
            }
            node = region.parent as usize;
        }
        if let Some(unit) = unit {
            units::write(page, i, unit, row);
        }
    }
}

/// Returns the columns of a region, without the name weight.
fn columns(page: &Measures, node: NodeId, parent: NodeId) -> [f32; REGION_COLUMNS] {
    let sums = &page.sums[node as usize];
    let blocks = sums.blocks.max(1.0);
    let mut columns = [0.0; REGION_COLUMNS];
    for (column, value) in [
        (Column::Region0Share, ratio(sums.words, page.stats_of_page.words)),
        (Column::Region0LinkDensity, sums.link_density()),
        (Column::Region0Prose, sums.prose()),
        (Column::Region0BlockWords, sums.words / blocks),
        (Column::Region0SimilarSiblings, page.siblings.similar(node)),
        (Column::Region0ParentShare, ratio(sums.words, page.sums[parent as usize].words)),
        (Column::Region0Tag, f32::from(page.tree.tag(node) as u8)),
        (Column::Region0Images, sums.images / blocks),
        (Column::Region0Controls, sums.controls / blocks),
        (Column::Region0TextWeight, sums.text_weight / blocks),
        (Column::Region0LinkWeight, sums.link_weight / blocks),
    ] {
        columns[column as usize - Column::Region0Share as usize] = value;
    }
    columns
}
