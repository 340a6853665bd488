//! The path of a row through a tree, and what each split on it contributes (Saabas 2014, "Interpreting random forests"): each
//! split changes the mean of the leaves that are left.

use super::quickscorer::Tree;
use crate::classify::features::COUNT;

/// A tree with the mean of the leaves below each of its splits.
pub(super) struct ExplainedTree<'t> {
    tree: Tree<'t>,
    splits: Vec<Leaves>,
}

/// The leaves below a split.
#[derive(Clone, Copy)]
struct Leaves {
    mean: f32,
    count: f32,
}

#[derive(Clone, Copy)]
enum Node {
    /// The number of a split.
    Split(usize),
    /// The number of a leaf.
    Leaf(usize),
}

impl<'t> ExplainedTree<'t> {
    pub fn new(tree: Tree<'t>) -> ExplainedTree<'t> {
        let count = tree.splits.len();
        let mut explained = ExplainedTree { tree, splits: vec![Leaves { mean: 0.0, count: 0.0 }; count] };
        for at in (0..count).rev() {
            let [left, right] = [true, false].map(|is_left| explained.leaves(explained.child(at, is_left)));
            let count = left.count + right.count;
            let mean = (left.mean * left.count + right.mean * right.count) / count;
            explained.splits[at] = Leaves { mean, count };
        }
        explained
    }

    /// Returns the mean of all leaves.
    pub fn mean(&self) -> f32 {
        self.leaves(self.root()).mean
    }

    /// Adds the contribution of each column for one row, and returns the value of the leaf that it reaches.
    pub fn follow(&self, row: &[f32; COUNT], columns: &mut [f32; COUNT]) -> f32 {
        let mut node = self.root();
        loop {
            match node {
                Node::Leaf(leaf) => return self.tree.leaves[leaf],
                Node::Split(at) => {
                    let column = usize::from(self.tree.splits[at].feature);
                    let child = self.child(at, row[column] <= self.tree.splits[at].threshold);
                    columns[column] += self.leaves(child).mean - self.leaves(node).mean;
                    node = child;
                }
            }
        }
    }

    fn root(&self) -> Node {
        if self.splits.is_empty() { Node::Leaf(0) } else { Node::Split(0) }
    }

    /// Returns a child of a split. The splits are in preorder, and a subtree has one split fewer than leaves.
    fn child(&self, at: usize, is_left: bool) -> Node {
        let split = self.tree.splits[at];
        let (leaves, first_split) = match is_left {
            true => (split.left, at + 1),
            false => (split.right, at + split.left.count_ones() as usize),
        };
        match leaves.count_ones() {
            1 => Node::Leaf(leaves.trailing_zeros() as usize),
            _ => Node::Split(first_split),
        }
    }

    /// Returns the leaves below a node.
    fn leaves(&self, node: Node) -> Leaves {
        match node {
            Node::Split(at) => self.splits[at],
            Node::Leaf(leaf) => Leaves { mean: self.tree.leaves[leaf], count: 1.0 },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::classify::model::quickscorer::{MAX_LEAVES, Split};

    #[test]
    fn contributions_on_a_path_add_up_to_its_leaf() {
        // x0 <= 1 ? (x1 <= 2 ? 10 : 20) : 60
        let splits = [
            Split { threshold: 1.0, feature: 0, left: 0b011, right: 0b100 },
            Split { threshold: 2.0, feature: 1, left: 0b001, right: 0b010 },
        ];
        let mut leaves = [0.0; MAX_LEAVES];
        leaves[..3].copy_from_slice(&[10.0, 20.0, 60.0]);
        let tree = ExplainedTree::new(Tree { splits: &splits, leaves: &leaves });
        assert_eq!(tree.mean(), 30.0);
        for (x0, x1, leaf, of_x0, of_x1) in
            [(1.0, 2.0, 10.0, -15.0, -5.0), (0.0, 3.0, 20.0, -15.0, 5.0), (2.0, 0.0, 60.0, 30.0, 0.0)]
        {
            let (mut row, mut columns) = ([0.0; COUNT], [0.0; COUNT]);
            (row[0], row[1]) = (x0, x1);
            assert_eq!(tree.follow(&row, &mut columns), leaf);
            assert_eq!(columns[..2], [of_x0, of_x1]);
        }
    }

    #[test]
    fn tree_without_splits_is_its_leaf() {
        let tree = ExplainedTree::new(Tree { splits: &[], leaves: &[7.0; MAX_LEAVES] });
        assert_eq!((tree.mean(), tree.follow(&[0.0; COUNT], &mut [0.0; COUNT])), (7.0, 7.0));
    }
}
