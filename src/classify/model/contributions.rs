//! How much each feature contributes to the sum of the trees (Saabas 2014, "Interpreting random forests"): on the way
//! from the root of a tree to the leaf of a row, each split changes the mean of the leaves that are left.

use super::trees::{Node, Trees};

/// Returns the contribution of each feature for one row, in logits.
pub(super) fn contributions(trees: &Trees, row: &[f32]) -> Vec<f32> {
    let mut contributions = vec![0.0; row.len()];
    for tree in trees.iter() {
        let means = leaf_means(tree);
        let mut at = 0;
        while !tree[at].is_leaf() {
            let next = child(tree, at, row);
            contributions[usize::from(tree[at].feature)] += means[next].0 - means[at].0;
            at = next;
        }
    }
    contributions
}

/// Returns the child that the row goes to.
fn child(tree: &[Node], at: usize, row: &[f32]) -> usize {
    let node = tree[at];
    at + if row[usize::from(node.feature)] <= node.threshold { 1 } else { usize::from(node.right) }
}

/// Returns for each node the mean and the number of the leaves below it.
fn leaf_means(tree: &[Node]) -> Vec<(f32, f32)> {
    let mut means = vec![(0.0, 1.0); tree.len()];
    for at in (0..tree.len()).rev() {
        let node = tree[at];
        means[at] = match node.is_leaf() {
            true => (node.threshold, 1.0),
            false => {
                let (left, right) = (means[at + 1], means[at + usize::from(node.right)]);
                let leaves = left.1 + right.1;
                ((left.0 * left.1 + right.0 * right.1) / leaves, leaves)
            }
        };
    }
    means
}
