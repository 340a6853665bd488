//! The root that Mozilla's Readability.js would choose (`_grabArticle` in its source).

use crate::classify::features::elements::categories::Category;
use crate::classify::features::elements::names::ElementNames;
use crate::classify::features::sums::Sums;
use crate::classify::features::text::stats::TextStats;
use crate::html::tree::{NodeId, Tree};
use crate::page::blocks::Blocks;

// All numbers of this file are those of Readability.js.

/// Minimum number of characters of a paragraph that counts.
const MIN_CHARS: u32 = 25;

/// Added to the score for a class name of content, and subtracted for one of boilerplate.
const CLASS_WEIGHT: f32 = 25.0;

/// Number of ancestors that a paragraph gives points to.
const ANCESTORS: usize = 4;

/// Returns the element with the maximum score. Each paragraph gives points to its ancestors, by its commas and its
/// length: all to the parent, half to the grandparent, and less further up. Links reduce the score.
pub(super) fn root(tree: &Tree, blocks: &Blocks, stats: &[TextStats], sums: &[Sums], names: &ElementNames) -> NodeId {
    let mut scores = vec![0.0_f32; tree.len()];
    for (i, block) in blocks.list.iter().enumerate() {
        if block.hidden || block.chars < MIN_CHARS || block.link_chars * 2 > block.chars {
            continue;
        }
        let points = 1.0 + stats[i].commas + (block.chars as f32 / 100.0).min(3.0);
        for (level, node) in tree.ancestors(block.node).take(ANCESTORS).enumerate() {
            scores[node as usize] += match level {
                0 => points,
                1 => points / 2.0,
                level => points / (level as f32 * 3.0),
            };
        }
    }
    let mut best = (0.0, 0);
    for (node, &score) in scores.iter().enumerate() {
        if score > 0.0 {
            let node = node as NodeId;
            let categories = names.categories(node);
            let class = if categories.contains(Category::Content) { CLASS_WEIGHT } else { 0.0 }
                - if categories.is_boilerplate() { CLASS_WEIGHT } else { 0.0 };
            let score = (score + class) * (1.0 - sums[node as usize].link_density());
            if score > best.0 {
                best = (score, node);
            }
        }
    }
    best.1
}
