//! Gradient-boosted decision trees (Friedman 2001, "Greedy function approximation: a gradient boosting machine"), as
//! LightGBM trains them.

use super::error::ModelError;
use super::quickscorer::{MAX_LEAVES, QuickScorer, Split};
use super::reader::Reader;
use std::ops::Range;

/// The feature of a node that is a leaf.
const LEAF: u16 = u16::MAX;

/// A node of a tree. The nodes of a tree are in preorder: the left child follows its parent.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    /// The maximum value that goes left; for a leaf, its value.
    pub threshold: f32,
    pub feature: u16,
    /// The right child is this many nodes after its parent.
    pub right: u16,
}

impl Node {
    pub fn is_leaf(self) -> bool {
        self.feature == LEAF
    }
}

/// An ensemble of trees, whose values add up.
#[derive(Clone, Debug, Default)]
pub(crate) struct Trees {
    /// The nodes of all trees.
    nodes: Vec<Node>,
    /// The first node of each tree.
    roots: Vec<u32>,
    /// The same trees for fast evaluation.
    quickscorer: QuickScorer,
}

impl Trees {
    /// Reads trees for rows of `features` numbers.
    ///
    /// # Errors
    ///
    /// If a node has a child outside its tree, a feature that does not exist or a value that is not finite, or if a
    /// tree has too many leaves.
    pub fn read(reader: &mut Reader, features: usize) -> Result<Trees, ModelError> {
        let count = reader.u32()?;
        let mut trees = Trees::default();
        for _ in 0..count {
            let size = usize::from(reader.u16()?);
            let root = trees.nodes.len();
            trees.roots.push(root as u32);
            for at in 0..size {
                let [threshold] = reader.finite()?;
                let node = Node { threshold, feature: reader.u16()?, right: reader.u16()? };
                let right = usize::from(node.right);
                if !node.is_leaf() && (usize::from(node.feature) >= features || right <= 1 || at + right >= size) {
                    return Err(ModelError::malformed("a tree node refers to a feature or node that does not exist"));
                }
                trees.nodes.push(node);
            }
            // In preorder the last node is a leaf, so that every left child is within the tree.
            if !trees.nodes[root..].last().is_some_and(|node| node.is_leaf()) {
                return Err(ModelError::malformed("a tree does not end with a leaf"));
            }
            trees.prepare(root)?;
        }
        Ok(trees)
    }

    /// Adds the last tree, which begins at `root`, to the fast evaluation.
    fn prepare(&mut self, root: usize) -> Result<(), ModelError> {
        let tree = &self.nodes[root..];
        // The number of leaves before each node, and at the end.
        let leaves_before: Vec<usize> = std::iter::once(0)
            .chain(tree.iter().scan(0, |leaves, node| {
                *leaves += usize::from(node.is_leaf());
                Some(*leaves)
            }))
            .collect();
        if leaves_before[tree.len()] > MAX_LEAVES {
            return Err(ModelError::malformed("a tree has more than 32 leaves"));
        }
        let ends = subtree_ends(tree);
        let splits = tree.iter().enumerate().filter(|(_, node)| !node.is_leaf()).map(|(at, node)| {
            let leaf_set = |nodes: Range<usize>| {
                (leaves_before[nodes.start]..leaves_before[nodes.end]).fold(0, |set, leaf| set | 1_u32 << leaf)
            };
            let right = at + usize::from(node.right);
            let (left, right) = (leaf_set(at..right), leaf_set(right..ends[at]));
            Split { threshold: node.threshold, feature: node.feature, left, right }
        });
        let leaves = tree.iter().filter(|node| node.is_leaf()).map(|node| node.threshold);
        self.quickscorer.push(splits, leaves);
        Ok(())
    }

    /// Returns the sum of the trees for each row. A row leaves early if the absolute value of its sum after some of the
    /// trees is at least `early_exit`.
    pub fn sums<const WIDTH: usize>(&self, rows: &[[f32; WIDTH]], early_exit: f32) -> Vec<f32> {
        self.quickscorer.sums(rows, early_exit)
    }

    /// Returns the nodes of each tree.
    pub(super) fn iter(&self) -> impl Iterator<Item = &[Node]> {
        let ends = self.roots.iter().skip(1).map(|&root| root as usize).chain([self.nodes.len()]);
        self.roots.iter().zip(ends).map(|(&root, end)| &self.nodes[root as usize..end])
    }
}

/// Returns for each node the end of its subtree.
fn subtree_ends(tree: &[Node]) -> Vec<usize> {
    let mut ends: Vec<usize> = (1..=tree.len()).collect();
    for (at, node) in tree.iter().enumerate().rev().filter(|(_, node)| !node.is_leaf()) {
        ends[at] = ends[at + usize::from(node.right)];
    }
    ends
}
