//! QuickScorer: evaluates an ensemble of decision trees without walking down the trees.
//!
//! Lucchese, Nardini, Orlando, Perego, Tonellotto, Venturini 2015, "QuickScorer: a fast algorithm to rank documents
//! with additive ensembles of regression trees"; and, for several rows at once, the same authors 2016, "Exploiting CPU
//! SIMD extensions to speed-up document scoring with tree ensembles".
//!
//! A walk down a tree has a branch at every node, which a processor cannot predict. QuickScorer instead looks at all
//! splits of a tree, in any order. Each tree has a set of leaves that are still possible, one bit per leaf, and each
//! split whose test fails removes the leaves of its left child. The leftmost leaf that remains is the leaf that a walk
//! would reach.

mod batch;
mod pruning;

pub(super) use batch::TREES_PER_CHECK;
use fearless_simd::{Level, dispatch};
use pruning::Ranges;

/// Maximum number of leaves of a tree: one bit each.
pub(super) const MAX_LEAVES: usize = u32::BITS as usize;

/// Maximum number of features of a row. A power of two, so that the compiler can omit bounds checks.
pub(super) const MAX_FEATURES: usize = 512;

/// A set of the leaves of a tree.
pub(super) type LeafSet = u32;

const ALL_LEAVES: LeafSet = LeafSet::MAX;

/// Returns all leaves or none, without a branch.
fn all_or_none(is_all: bool) -> LeafSet {
    LeafSet::from(is_all).wrapping_neg()
}

/// A test of one feature. A row goes left if its value is at most the threshold.
#[derive(Clone, Copy, Debug)]
pub(super) struct Split {
    pub threshold: f32,
    pub feature: u16,
    /// The leaves below the left child.
    pub left: LeafSet,
    /// The leaves below the right child.
    pub right: LeafSet,
}

/// A tree: its splits in preorder, and the values of its leaves from left to right.
pub(super) struct Tree<'q> {
    pub splits: &'q [Split],
    pub leaves: &'q [f32; MAX_LEAVES],
}

/// An ensemble of trees, as sets of splits.
#[derive(Clone, Debug, Default)]
pub(super) struct QuickScorer {
    /// The splits of all trees, those of each tree in preorder.
    splits: Vec<Split>,
    /// For each tree the end of its splits.
    ends: Vec<usize>,
    /// For each tree the values of its leaves, from left to right.
    leaves: Vec<[f32; MAX_LEAVES]>,
}

impl QuickScorer {
    /// Adds a tree with at most [`MAX_LEAVES`] leaves, its splits in preorder and its leaves from left to right.
    pub fn push(&mut self, splits: impl IntoIterator<Item = Split>, leaves: impl IntoIterator<Item = f32>) {
        self.splits.extend(splits);
        self.ends.push(self.splits.len());
        let mut values = [0.0; MAX_LEAVES];
        values.iter_mut().zip(leaves).for_each(|(value, leaf)| *value = leaf);
        self.leaves.push(values);
    }

    /// Returns the trees one by one.
    pub fn trees(&self) -> impl Iterator<Item = Tree<'_>> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        let splits = starts.zip(&self.ends).map(|(start, &end)| &self.splits[start..end]);
        splits.zip(&self.leaves).map(|(splits, leaves)| Tree { splits, leaves })
    }

    /// Returns the sum of the trees for each row. A row leaves early if the absolute value of its sum after some of the
    /// trees is at least `early_exit`.
    pub fn sums<const WIDTH: usize>(&self, rows: &[[f32; WIDTH]], early_exit: f32) -> Vec<f32> {
        // The compiler vectorizes the loops itself. It only has to know the width of the registers.
        dispatch!(Level::new(), _ => self.sums_of_rows(rows, early_exit))
    }

    #[inline(always)]
    fn sums_of_rows<const WIDTH: usize>(&self, rows: &[[f32; WIDTH]], early_exit: f32) -> Vec<f32> {
        const { assert!(WIDTH <= MAX_FEATURES) };
        let mut trees = self.prune(&Ranges::of(rows));
        let features = trees.number_columns();
        batch::sums(&trees, &features, rows, early_exit)
    }
}

#[cfg(test)]
mod tests {
    use super::batch::BATCH;
    use super::*;
    use fastrand::Rng;

    const WIDTH: usize = 5;

    /// A tree with pointers, to be walked down.
    enum Node {
        Split(u16, f32, Box<Node>, Box<Node>),
        Leaf(f32),
    }

    impl Node {
        fn value(&self, row: &[f32]) -> f32 {
            match self {
                Node::Leaf(value) => *value,
                Node::Split(feature, threshold, left, right) => {
                    if row[usize::from(*feature)] <= *threshold {
                        left.value(row)
                    } else {
                        right.value(row)
                    }
                }
            }
        }

        fn push_to(&self, splits: &mut Vec<Split>, leaves: &mut Vec<f32>) {
            match self {
                Node::Leaf(value) => leaves.push(*value),
                Node::Split(feature, threshold, left, right) => {
                    let (at, first) = (splits.len(), leaves.len());
                    splits.push(Split { threshold: *threshold, feature: *feature, left: 0, right: 0 });
                    let set = |leaves: std::ops::Range<usize>| leaves.fold(0, |set, leaf| set | 1 << leaf);
                    left.push_to(splits, leaves);
                    let middle = leaves.len();
                    right.push_to(splits, leaves);
                    (splits[at].left, splits[at].right) = (set(first..middle), set(middle..leaves.len()));
                }
            }
        }
    }

    fn random_tree(rng: &mut Rng, max_depth: usize) -> Node {
        if max_depth == 0 || rng.usize(..4) == 0 {
            return Node::Leaf(f32::from(rng.i8(-4..4)) / 4.0);
        }
        let (feature, threshold) = (rng.u16(..WIDTH as u16), f32::from(rng.i8(-2..3)));
        let mut child = || Box::new(random_tree(rng, max_depth - 1));
        Node::Split(feature, threshold, child(), child())
    }

    #[test]
    fn sums_agree_with_walks_down_the_trees() {
        let mut rng = Rng::with_seed(1);
        for _ in 0..32 {
            let count = rng.usize(..8 * TREES_PER_CHECK + TREES_PER_CHECK / 2);
            let trees: Vec<Node> = (0..count).map(|_| random_tree(&mut rng, 5)).collect();
            let count = rng.usize(..3 * BATCH);
            let rows: Vec<[f32; WIDTH]> =
                (0..count).map(|_| std::array::from_fn(|_| f32::from(rng.i8(-3..4)))).collect();
            let mut scorer = QuickScorer::default();
            for tree in &trees {
                let (mut splits, mut leaves) = (Vec::new(), Vec::new());
                tree.push_to(&mut splits, &mut leaves);
                scorer.push(splits, leaves);
            }
            for early_exit in [2.0, f32::INFINITY] {
                let walk = |row: &[f32; WIDTH]| {
                    trees.chunks(TREES_PER_CHECK).fold(0.0_f32, |sum, trees| match sum.abs() < early_exit {
                        true => trees.iter().fold(sum, |sum, tree| sum + tree.value(row)),
                        false => sum,
                    })
                };
                let walked: Vec<f32> = rows.iter().map(walk).collect();
                assert_eq!(scorer.sums(&rows, early_exit), walked);
            }
        }
    }
}
