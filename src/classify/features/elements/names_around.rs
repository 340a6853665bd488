//! The names of the elements around a block.

use crate::classify::features::Measures;
use crate::classify::features::columns::Column;
use crate::classify::features::elements::categories::{CATEGORIES, CategorySet};
use crate::classify::features::rows::Row;
use crate::html::tree::NodeId;

/// Maximum number of elements around a block whose names are read. Chosen by hand; few pages nest deeper on purpose.
const MAX_STEPS: u32 = 40;
/// Maximum number of elements around a block that are near. Chosen by hand.
const MAX_NEAR_STEPS: u32 = 8;

/// Finds the elements with known names around a block.
pub(crate) struct NamesAround {
    /// For each node the nearest element with a known name, which may be the node itself; 0 if there is none.
    nearest: Vec<NodeId>,
}

impl NamesAround {
    pub fn new(page: &Measures) -> NamesAround {
        let mut nearest = Vec::with_capacity(page.tree.len());
        nearest.push(0);
        for (node, &parent) in (1..).zip(page.tree.parent.iter().skip(1)) {
            nearest.push(if page.names.is_known(node) { node } else { nearest[parent as usize] });
        }
        NamesAround { nearest }
    }

    pub fn write(&self, page: &Measures, i: usize, row: &mut Row) {
        let block = page.blocks.list[i].node;
        let depth = page.depths.of(block);
        // Only names below the root are near.
        let root = page.roots.prose60;
        let to_root = if page.tree.contains(root, block) { depth - page.depths.of(root) } else { u32::MAX };
        let near_steps = to_root.min(MAX_NEAR_STEPS);
        let (mut sum, mut min, mut max, mut near) = (0.0_f32, 0.0_f32, 0.0_f32, 0.0_f32);
        let mut steps_to_categories = [0.0_f32; CATEGORIES];
        let mut seen = CategorySet::default();
        let mut node = self.nearest[block as usize];
        while node != 0 {
            let steps = depth - page.depths.of(node);
            if steps >= MAX_STEPS {
                break;
            }
            let weight = page.names.weight(node);
            sum += weight;
            min = min.min(weight);
            max = max.max(weight);
            near += if steps < near_steps { weight } else { 0.0 };
            let categories = page.names.categories(node);
            for category in categories.without(seen).numbers() {
                steps_to_categories[category] = steps as f32 + 1.0;
            }
            seen = seen.union(categories);
            node = self.nearest[page.tree.parent(node) as usize];
        }
        row.set(Column::NameWeightSum, sum);
        row.set(Column::NameWeightMin, min);
        row.set(Column::NameWeightMax, max);
        row.set(Column::NameWeightNear, near);
        row.set_run(Column::ToContent, 0, &steps_to_categories);
    }
}
