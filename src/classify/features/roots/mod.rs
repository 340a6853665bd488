//! Candidate roots: elements that may hold the main content, each by a simple rule.
//!
//! No rule is right on all pages. The study that the learned scorer is based on found the position of a block relative
//! to the candidates to be the strongest evidence.

mod density;
mod depths;
mod readability;

pub(crate) use depths::Depths;

use super::columns::Column;
use super::elements::names::ElementNames;
use super::sums::Sums;
use super::text::stats::TextStats;
use crate::html::tree::{NodeId, Tree};
use crate::page::blocks::Blocks;

/// Number of rules.
pub(crate) const RULES: usize = 6;

/// For each rule the columns of the steps up from its root and of the steps down to the block.
pub(super) const COLUMNS: [(Column, Column); RULES] = [
    (Column::Root60Up, Column::Root60Down),
    (Column::Root90Up, Column::Root90Down),
    (Column::ReadabilityRootUp, Column::ReadabilityRootDown),
    (Column::DensestRootUp, Column::DensestRootDown),
    (Column::SemanticRootUp, Column::SemanticRootDown),
    (Column::TitleRootUp, Column::TitleRootDown),
];

/// The candidate roots of a page. A rule that finds no element has the document, node 0.
#[derive(Clone, Copy)]
pub(crate) struct Roots {
    /// The smallest element with 60 % of the prose.
    pub prose60: NodeId,
    /// The smallest element with 90 % of the prose.
    pub prose90: NodeId,
    /// The element with the maximum score of Readability.js.
    pub readability: NodeId,
    /// The element with the maximum density sum.
    pub densest: NodeId,
    /// The largest main or article element.
    pub semantic: NodeId,
    /// The smallest element around the title with a quarter of the prose.
    pub title: NodeId,
}

impl Roots {
    /// `title` is the block that shows the page title.
    pub fn new(
        tree: &Tree,
        blocks: &Blocks,
        stats: &[TextStats],
        sums: &[Sums],
        names: &ElementNames,
        title: Option<usize>,
    ) -> Roots {
        Roots {
            prose60: smallest_with_prose(tree, sums, 0.6),
            prose90: smallest_with_prose(tree, sums, 0.9),
            readability: readability::root(tree, blocks, stats, sums, names),
            densest: density::root(tree, sums),
            semantic: largest_main(sums, names),
            title: around_title(tree, blocks, sums, title),
        }
    }

    /// Returns the root of each rule, in the order of [`COLUMNS`].
    pub fn in_column_order(&self) -> [NodeId; RULES] {
        [self.prose60, self.prose90, self.readability, self.densest, self.semantic, self.title]
    }
}

/// Returns the smallest subtree with this share of the words in prose blocks, or of all words if the page has no prose.
/// The share must be above one half, so that at most one child has it.
fn smallest_with_prose(tree: &Tree, sums: &[Sums], share: f32) -> NodeId {
    let words = |node: NodeId| match sums[0].prose_words {
        0.0 => sums[node as usize].words,
        _ => sums[node as usize].prose_words,
    };
    let wanted = words(0) * share;
    let mut root = 0;
    while let Some(child) = tree.children(root).find(|&child| words(child) >= wanted && words(child) > 0.0) {
        root = child;
    }
    root
}

/// Returns the element with the most words among those that declare themselves to be the main content.
fn largest_main(sums: &[Sums], names: &ElementNames) -> NodeId {
    let larger = |best: (f32, NodeId), &node: &NodeId| {
        let words = sums[node as usize].words;
        if words > best.0 { (words, node) } else { best }
    };
    names.main.iter().fold((0.0, 0), larger).1
}

/// Returns the smallest element around the title that has a quarter of the prose; the share was chosen by hand.
fn around_title(tree: &Tree, blocks: &Blocks, sums: &[Sums], title: Option<usize>) -> NodeId {
    let Some(title) = title else { return 0 };
    let wanted = sums[0].prose_words * 0.25;
    tree.ancestors(blocks.list[title].node).find(|&node| sums[node as usize].prose_words >= wanted).unwrap_or(0)
}
