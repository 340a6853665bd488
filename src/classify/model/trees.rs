//! Gradient-boosted trees as flat arrays of eight bytes a node, in preorder: the left child follows its parent.

use super::quickscorer::{Ensemble, MOST_LEAVES, Split};
use super::reader::Reader;
use crate::classify::model::ModelError;
use std::ops::Range;

/// In place of a feature: the node is a leaf.
const LEAF: u16 = u16::MAX;

#[derive(Clone, Copy, Debug)]
struct Node {
    /// Goes left at or below it; the value of a leaf.
    threshold: f32,
    feature: u16,
    /// How many nodes ahead the right child is.
    right: u16,
}

/// The sum of many trees.
#[derive(Clone, Debug)]
pub(crate) struct Trees {
    nodes: Vec<Node>,
    /// Where each tree begins.
    roots: Vec<u32>,
    /// The same for evaluation.
    ensemble: Ensemble,
}

impl Trees {
    /// No tree: every sum is 0.
    pub fn none() -> Trees {
        Trees { nodes: Vec::new(), roots: Vec::new(), ensemble: Ensemble::default() }
    }

    /// Reads trees over rows of `features` numbers; every path is checked to stay within its tree.
    pub fn read(reader: &mut Reader, features: usize) -> Result<Trees, ModelError> {
        let count = reader.u32()?;
        let mut trees = Trees::none();
        for _ in 0..count {
            let size = usize::from(reader.u16()?);
            let root = trees.nodes.len();
            trees.roots.push(root as u32);
            for at in 0..size {
                let node = Node { threshold: reader.f32()?, feature: reader.u16()?, right: reader.u16()? };
                let is_sound = node.threshold.is_finite()
                    && (node.feature == LEAF
                        || usize::from(node.feature) < features
                            && node.right > 1
                            && at + usize::from(node.right) < size);
                if !is_sound {
                    return Err(ModelError::Malformed { found: "a node that leads out of its tree" });
                }
                trees.nodes.push(node);
            }
            // Preorder: a tree ends with a leaf, so that no left child lies outside.
            if trees.nodes[root..].last().is_none_or(|node| node.feature != LEAF) {
                return Err(ModelError::Malformed { found: "a tree that does not end in a leaf" });
            }
            trees.push_to_ensemble(root)?;
        }
        Ok(trees)
    }

    /// Makes the tree that begins at `root`, the last one, ready for evaluation.
    fn push_to_ensemble(&mut self, root: usize) -> Result<(), ModelError> {
        let tree = &self.nodes[root..];
        // How many leaves stand before each node, and behind the last one.
        let before: Vec<usize> = std::iter::once(0)
            .chain(tree.iter().scan(0, |leaves, node| {
                *leaves += usize::from(node.feature == LEAF);
                Some(*leaves)
            }))
            .collect();
        if before[tree.len()] > MOST_LEAVES {
            return Err(ModelError::Malformed { found: "a tree with more than 32 leaves" });
        }
        let ends = subtree_ends(tree);
        let splits = tree.iter().enumerate().filter(|(_, node)| node.feature != LEAF).map(|(at, node)| {
            let leaves =
                |nodes: Range<usize>| (before[nodes.start]..before[nodes.end]).fold(0, |set, leaf| set | 1_u32 << leaf);
            let right = at + usize::from(node.right);
            let (left, right) = (leaves(at..right), leaves(right..ends[at]));
            Split { threshold: node.threshold, feature: node.feature, left, right }
        });
        let leaves = tree.iter().filter(|node| node.feature == LEAF).map(|node| node.threshold);
        self.ensemble.push(splits, leaves);
        Ok(())
    }

    /// The trees' sum for each row. A row whose sum is beyond `sure` after some of the trees is not taken further.
    pub fn sums<const WIDTH: usize>(&self, rows: &[[f32; WIDTH]], sure: f32) -> Vec<f32> {
        self.ensemble.sums(rows, sure)
    }

    /// How much each feature moved the sum for one row: at each node the change of the mean of the leaves below
    /// (Saabas 2014, "Interpreting random forests").
    pub fn contributions(&self, row: &[f32]) -> Vec<f32> {
        let mut contributions = vec![0.0; row.len()];
        for (i, &root) in self.roots.iter().enumerate() {
            let end = self.roots.get(i + 1).map_or(self.nodes.len(), |&end| end as usize);
            let tree = &self.nodes[root as usize..end];
            let means = means(tree);
            let mut at = 0;
            while tree[at].feature != LEAF {
                let next = step(tree, at, row);
                contributions[usize::from(tree[at].feature)] += means[next].0 - means[at].0;
                at = next;
            }
        }
        contributions
    }
}

/// For each node where the nodes below it end.
fn subtree_ends(tree: &[Node]) -> Vec<usize> {
    let mut ends: Vec<usize> = (1..=tree.len()).collect();
    for (at, node) in tree.iter().enumerate().rev().filter(|(_, node)| node.feature != LEAF) {
        ends[at] = ends[at + usize::from(node.right)];
    }
    ends
}

fn step(tree: &[Node], at: usize, row: &[f32]) -> usize {
    let node = tree[at];
    at + if row[usize::from(node.feature)] <= node.threshold { 1 } else { usize::from(node.right) }
}

/// The mean over the leaves below each node, and their number.
fn means(tree: &[Node]) -> Vec<(f32, f32)> {
    let mut means = vec![(0.0, 1.0); tree.len()];
    for at in (0..tree.len()).rev() {
        let node = tree[at];
        means[at] = match node.feature {
            LEAF => (node.threshold, 1.0),
            _ => {
                let (left, right) = (means[at + 1], means[at + usize::from(node.right)]);
                let leaves = left.1 + right.1;
                ((left.0 * left.1 + right.0 * right.1) / leaves, leaves)
            }
        };
    }
    means
}
