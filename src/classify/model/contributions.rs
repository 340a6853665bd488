//! What the logit of a block is made of, exactly: the contributions add up to it.
//!
//! The trees are explained by the path of the block; see [`ExplainedTree`]. The means at the roots are part of the base. The
//! network has a method of its own; see [`Attribution`].

use super::file::Ensemble;
use super::network::Attribution;
use super::quickscorer::TREES_PER_CHECK;
use super::tree_path::ExplainedTree;
use crate::classify::features::{COUNT, Feature, Features};
use crate::classify::scorer::Evidence;

/// Explains the blocks of one page.
pub(super) struct Explainer<'a> {
    ensemble: &'a Ensemble,
    features: &'a Features,
    trees: Vec<ExplainedTree<'a>>,
    /// Empty without a network.
    networks: Vec<Attribution<'a>>,
}

impl<'a> Explainer<'a> {
    pub fn new(ensemble: &'a Ensemble, features: &'a Features) -> Explainer<'a> {
        let trees = ensemble.trees.iter().map(ExplainedTree::new).collect();
        let network = ensemble.network.as_ref();
        let networks = network.map_or_else(Vec::new, |network| Attribution::of_page(network, features));
        Explainer { ensemble, features, trees, networks }
    }

    /// Returns the contributions to the logit of a block. Empty if there is no such block.
    pub fn of_block(&self, block: usize) -> Vec<(Evidence, f32)> {
        let Some(row) = self.features.rows().get(block) else { return Vec::new() };
        let mut columns = [0.0; COUNT];
        let base = add_trees(&self.trees, self.ensemble.early_exit, row, &mut columns);
        let mut others = vec![(Evidence::Base, base)];
        if let Some(attribution) = self.networks.get(block / Attribution::MAX_BLOCKS) {
            let network = attribution.of_block(block % Attribution::MAX_BLOCKS, row, &mut columns);
            others[0].1 += network.base;
            others.extend([
                (Evidence::Neighbors, network.neighbors),
                (Evidence::PathGroup, network.path_group),
                (Evidence::Page, network.page),
            ]);
        }
        let of_features = Feature::all().map(Evidence::Feature).zip(columns);
        of_features.chain(others).filter(|&(_, contribution)| contribution != 0.0).collect()
    }
}

/// Adds the contribution of each column for one row, and returns the sum of the means of the trees. Like the evaluation, it
/// stops when the row leaves the trees early.
fn add_trees(trees: &[ExplainedTree], early_exit: f32, row: &[f32; COUNT], columns: &mut [f32; COUNT]) -> f32 {
    let (mut base, mut sum) = (0.0, 0.0_f32);
    for (number, tree) in trees.iter().enumerate() {
        if number % TREES_PER_CHECK == 0 && sum.abs() >= early_exit {
            break;
        }
        base += tree.mean();
        sum += tree.follow(row, columns);
    }
    base
}
