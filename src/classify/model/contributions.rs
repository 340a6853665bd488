//! What the logit of a block is made of, exactly: the contributions add up to it.
//!
//! The trees are explained by the path of the block (Saabas 2014, "Interpreting random forests"): on the way from the root to
//! the leaf, each split changes the mean of the leaves that are left. The means at the roots are part of the base. The network
//! has a method of its own; see [`Attribution`].

use super::file::Ensemble;
use super::network::Attribution;
use super::quickscorer::TREES_PER_CHECK;
use super::trees::{Node, Trees};
use crate::classify::features::{COUNT, Feature, Features};
use crate::classify::scorer::Evidence;

/// Explains the blocks of one page.
pub(super) struct Explainer<'a> {
    ensemble: &'a Ensemble,
    features: &'a Features,
    means: Vec<Vec<f32>>,
    /// Empty without a network.
    networks: Vec<Attribution<'a>>,
}

impl<'a> Explainer<'a> {
    pub fn new(ensemble: &'a Ensemble, features: &'a Features) -> Explainer<'a> {
        let means = ensemble.trees.iter().map(leaf_means).collect();
        let network = ensemble.network.as_ref();
        let networks = network.map_or_else(Vec::new, |network| Attribution::of_page(network, features));
        Explainer { ensemble, features, means, networks }
    }

    /// Returns the contributions to the logit of a block. Empty if there is no such block.
    pub fn of_block(&self, block: usize) -> Vec<(Evidence, f32)> {
        let Some(row) = self.features.rows().get(block) else { return Vec::new() };
        let mut columns = [0.0; COUNT];
        let base = add_trees(&self.ensemble.trees, &self.means, self.ensemble.early_exit, row, &mut columns);
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

/// Adds the contribution of each column for one row, and returns the sum of the means at the roots. Like the evaluation, it
/// stops when the row leaves the trees early.
fn add_trees(
    trees: &Trees,
    means: &[Vec<f32>],
    early_exit: f32,
    row: &[f32; COUNT],
    columns: &mut [f32; COUNT],
) -> f32 {
    let (mut base, mut sum) = (0.0, 0.0_f32);
    for (number, (tree, means)) in trees.iter().zip(means).enumerate() {
        if number % TREES_PER_CHECK == 0 && sum.abs() >= early_exit {
            break;
        }
        base += means[0];
        let mut at = 0;
        while !tree[at].is_leaf() {
            let next = child(tree, at, row);
            columns[usize::from(tree[at].feature)] += means[next] - means[at];
            at = next;
        }
        sum += tree[at].threshold;
    }
    base
}

/// Returns the child that the row goes to.
fn child(tree: &[Node], at: usize, row: &[f32]) -> usize {
    let node = tree[at];
    at + if row[usize::from(node.feature)] <= node.threshold { 1 } else { usize::from(node.right) }
}

/// Returns for each node the mean of the leaves below it.
fn leaf_means(tree: &[Node]) -> Vec<f32> {
    let (mut means, mut leaves) = (vec![0.0; tree.len()], vec![1.0; tree.len()]);
    for at in (0..tree.len()).rev() {
        let node = tree[at];
        if node.is_leaf() {
            means[at] = node.threshold;
            continue;
        }
        let (left, right) = (at + 1, at + usize::from(node.right));
        leaves[at] = leaves[left] + leaves[right];
        means[at] = (means[left] * leaves[left] + means[right] * leaves[right]) / leaves[at];
    }
    means
}
