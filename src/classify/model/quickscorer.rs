//! Evaluates trees for many rows side by side.
//!
//! Which way a row goes at a node cannot be foretold, so that a walk down a tree costs a wrong guess of the processor at
//! every other node. Here no row walks: each node of a tree is looked at once, for [`LANES`] rows, and takes the leaves
//! that it rules out from the row's set of leaves, a word of bits. The leftmost of what is left is the row's leaf
//! (Lucchese et al. 2015, "QuickScorer: a fast algorithm to rank documents with additive ensembles of regression trees").

use fearless_simd::{Level, dispatch};
use std::ops::Range;

/// How many leaves a tree may have: one bit each.
pub(super) const MOST_LEAVES: usize = u32::BITS as usize;

/// Rows side by side: as many numbers as fill four registers of 128 bits, which every processor of 64 bits has.
const LANES: usize = 16;

/// How many trees are evaluated between two looks at the sums.
const CHECKED_EVERY: usize = 20;

/// Goes left at or below the threshold.
#[derive(Clone, Copy, Debug)]
pub(super) struct Split {
    pub threshold: f32,
    pub feature: u16,
    /// The leaves of its left child.
    pub left: u32,
    /// The leaves of its right child.
    pub right: u32,
}

/// Trees as sets of splits.
#[derive(Clone, Debug, Default)]
pub(super) struct Ensemble {
    /// A tree's splits in preorder.
    splits: Vec<Split>,
    /// Where each tree's splits end.
    ends: Vec<usize>,
    /// The values of each tree's leaves, from left to right.
    leaves: Vec<[f32; MOST_LEAVES]>,
}

/// A set of leaves that has all of any tree.
const ALL_LEAVES: u32 = u32::MAX;

/// A number for each lane.
type Lane<T> = [T; LANES];

/// How many features a row may have: a power of two, so that no access needs to be checked.
pub(super) const MOST_FEATURES: usize = 512;

impl Ensemble {
    /// Adds a tree. It has at most [`MOST_LEAVES`] leaves, one more than splits, which come in preorder.
    pub fn push(&mut self, splits: impl IntoIterator<Item = Split>, leaves: impl IntoIterator<Item = f32>) {
        self.splits.extend(splits);
        self.ends.push(self.splits.len());
        let mut values = [0.0; MOST_LEAVES];
        values.iter_mut().zip(leaves).for_each(|(value, leaf)| *value = leaf);
        self.leaves.push(values);
    }

    /// The trees' sum for each row. A row whose sum is beyond `sure` after some of the trees is not taken further.
    pub fn sums<const WIDTH: usize>(&self, rows: &[[f32; WIDTH]], sure: f32) -> Vec<f32> {
        // The compiler fills the registers by itself; it has to know how wide they are.
        dispatch!(Level::new(), _ => self.sums_in_lanes(rows, sure))
    }

    #[inline(always)]
    fn sums_in_lanes<const WIDTH: usize>(&self, rows: &[[f32; WIDTH]], sure: f32) -> Vec<f32> {
        const { assert!(WIDTH <= MOST_FEATURES) };
        let mut open_trees = self.open_trees(&Ranges::of(rows));
        let features = open_trees.number_columns();
        let mut sums = vec![0.0; rows.len()];
        let mut columns: Vec<Lane<f32>> = Vec::with_capacity(features.len());
        for (rows, sums) in rows.chunks(LANES).zip(sums.chunks_mut(LANES)) {
            let rows: Lane<&[f32; WIDTH]> = std::array::from_fn(|lane| &rows[lane.min(rows.len() - 1)]);
            columns.clear();
            columns.extend(features.iter().map(|&feature| side_by_side(rows, usize::from(feature))));
            sums.copy_from_slice(&open_trees.sums(&columns, sure)[..sums.len()]);
        }
        sums
    }

    /// Decides the splits at which all rows go the same way, and leaves out what is below the other way: about half of
    /// the splits of a page, since much is the same in all of its rows.
    #[inline(always)]
    fn open_trees(&self, ranges: &Ranges) -> OpenTrees<'_> {
        let mut splits = Vec::with_capacity(self.splits.len());
        let mut trees = Vec::with_capacity(self.ends.len());
        let mut open = [OpenSplit::default(); MOST_LEAVES];
        // Whether all rows go left at a split, and whether all go right.
        let mut decisions = [(0, 0); MOST_LEAVES];
        let mut start = 0;
        for (&end, leaves) in self.ends.iter().zip(&self.leaves) {
            let of_tree = &self.splits[start..end];
            // On its own, since the compiler makes branches of it otherwise, which cannot be foretold.
            for (split, decision) in of_tree.iter().zip(&mut decisions) {
                let column = usize::from(split.feature) % MOST_FEATURES;
                let all_left = all_or_none(ranges.greatest[column] <= split.threshold);
                let all_right = all_or_none(ranges.least[column] > split.threshold);
                *decision = (all_left, all_right);
            }
            let (mut left, mut count) = (ALL_LEAVES, 0);
            for (split, &(all_left, all_right)) in of_tree.iter().zip(&decisions) {
                let &Split { threshold, feature, left: below_left, right: below_right } = split;
                left &= !(all_left & below_right | all_right & below_left);
                open[count % MOST_LEAVES] = OpenSplit { threshold, feature, right: !below_left };
                // Out of reach is what has no leaves left.
                count += usize::from(left & below_left & !(all_left | all_right) != 0);
            }
            let first = splits.len();
            splits.extend_from_slice(&open[..count.min(MOST_LEAVES)]);
            trees.push(OpenTree { splits: first..splits.len(), leaves, left });
            start = end;
        }
        OpenTrees { splits, trees }
    }
}

const LAST_LEAF: u32 = 1 << (MOST_LEAVES - 1);

/// The trees as far as rows within some ranges can go different ways.
struct OpenTrees<'e> {
    splits: Vec<OpenSplit>,
    trees: Vec<OpenTree<'e>>,
}

impl OpenTrees<'_> {
    /// Makes the splits ask for columns, which stand side by side, instead of features; the features of these. Half of
    /// the features are asked for by no split that is left.
    #[inline(always)]
    fn number_columns(&mut self) -> Vec<u16> {
        const NONE: u16 = u16::MAX;
        let mut columns = [NONE; MOST_FEATURES];
        let mut features = Vec::with_capacity(MOST_FEATURES);
        for OpenSplit { feature, .. } in &mut self.splits {
            let column = &mut columns[usize::from(*feature) % MOST_FEATURES];
            if *column == NONE {
                *column = features.len() as u16;
                features.push(*feature);
            }
            *feature = *column;
        }
        features
    }

    /// The sum for each lane.
    #[inline(always)]
    fn sums(&self, columns: &[Lane<f32>], sure: f32) -> Lane<f32> {
        let mut totals = [0.0; LANES];
        let mut running = totals;
        let mut is_open = [true; LANES];
        for trees in self.trees.chunks(CHECKED_EVERY) {
            for tree in trees {
                let left = leaves_left(&self.splits[tree.splits.clone()], tree.left, columns);
                for (total, left) in running.iter_mut().zip(left) {
                    // One leaf is always left; where the compiler knows it, finding it takes one instruction.
                    *total += tree.leaves[(left | LAST_LEAF).trailing_zeros() as usize];
                }
            }
            for ((total, running), is_open) in totals.iter_mut().zip(running).zip(&mut is_open) {
                *total = if *is_open { running } else { *total };
                *is_open &= running.abs() < sure;
            }
            if !is_open.contains(&true) {
                break;
            }
        }
        totals
    }
}

struct OpenTree<'e> {
    splits: Range<usize>,
    leaves: &'e [f32; MOST_LEAVES],
    /// The leaves that no row is kept from by the splits that are decided.
    left: u32,
}

#[derive(Clone, Copy, Default)]
struct OpenSplit {
    threshold: f32,
    feature: u16,
    /// The leaves that are left where a row goes right: all but those of the left child.
    right: u32,
}

/// The least and the greatest value of each feature among some rows.
struct Ranges {
    least: [f32; MOST_FEATURES],
    greatest: [f32; MOST_FEATURES],
}

impl Ranges {
    #[inline(always)]
    fn of<const WIDTH: usize>(rows: &[[f32; WIDTH]]) -> Ranges {
        let mut ranges = Ranges { least: [f32::INFINITY; MOST_FEATURES], greatest: [f32::NEG_INFINITY; MOST_FEATURES] };
        // Some rows at a time, so that bounds are loaded and stored once for all of them.
        for rows in rows.chunks(4) {
            let [a, b, c, d] = std::array::from_fn(|at| &rows[at.min(rows.len() - 1)]);
            for column in 0..WIDTH {
                let (least, greatest) = (&mut ranges.least[column], &mut ranges.greatest[column]);
                let [a, b, c, d] = [a[column], b[column], c[column], d[column]];
                *least = lesser(lesser(lesser(a, b), lesser(c, d)), *least);
                *greatest = greater(greater(greater(a, b), greater(c, d)), *greatest);
            }
        }
        ranges
    }
}

/// A feature of each row.
#[inline(always)]
fn side_by_side<const WIDTH: usize>(rows: Lane<&[f32; WIDTH]>, feature: usize) -> Lane<f32> {
    let mut column = [0.0; LANES];
    for (value, row) in column.iter_mut().zip(rows) {
        *value = row[feature];
    }
    column
}

/// [`f32::min`] is slower, since it minds what is not a number.
fn lesser(a: f32, b: f32) -> f32 {
    if a < b { a } else { b }
}

fn greater(a: f32, b: f32) -> f32 {
    if a > b { a } else { b }
}

/// A set of leaves.
fn all_or_none(is_all: bool) -> u32 {
    u32::from(is_all).wrapping_neg()
}

/// What the splits leave of these leaves to each row.
#[inline(always)]
fn leaves_left(splits: &[OpenSplit], left: u32, columns: &[Lane<f32>]) -> Lane<u32> {
    let mut left = [left; LANES];
    for &OpenSplit { threshold, feature, right } in splits {
        let column = &columns[usize::from(feature)];
        for lane in 0..LANES {
            left[lane] &= all_or_none(column[lane] <= threshold) | right;
        }
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;
    use fastrand::Rng;

    const WIDTH: usize = 5;

    /// A tree as it is walked down: a split's feature and threshold with what stands left and right, or a value.
    #[derive(Debug)]
    enum Walked {
        Split(u16, f32, Box<Walked>, Box<Walked>),
        Leaf(f32),
    }

    impl Walked {
        fn value(&self, row: &[f32]) -> f32 {
            match self {
                Walked::Leaf(value) => *value,
                Walked::Split(feature, threshold, left, right) => {
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
                Walked::Leaf(value) => leaves.push(*value),
                Walked::Split(feature, threshold, left, right) => {
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

    /// A tree of at most this depth.
    fn tree(rng: &mut Rng, depth: usize) -> Walked {
        if depth == 0 || rng.usize(..4) == 0 {
            return Walked::Leaf(f32::from(rng.i8(-4..4)) / 4.0);
        }
        let (feature, threshold) = (rng.u16(..WIDTH as u16), f32::from(rng.i8(-2..3)));
        Walked::Split(feature, threshold, Box::new(tree(rng, depth - 1)), Box::new(tree(rng, depth - 1)))
    }

    #[test]
    fn sums_are_those_of_a_walk() {
        let mut rng = Rng::with_seed(1);
        for _ in 0..32 {
            let count = rng.usize(..8 * CHECKED_EVERY + CHECKED_EVERY / 2);
            let trees: Vec<Walked> = (0..count).map(|_| tree(&mut rng, 5)).collect();
            let count = rng.usize(..3 * LANES);
            let rows: Vec<[f32; WIDTH]> =
                (0..count).map(|_| std::array::from_fn(|_| f32::from(rng.i8(-3..4)))).collect();
            let mut ensemble = Ensemble::default();
            for tree in &trees {
                let (mut splits, mut leaves) = (Vec::new(), Vec::new());
                tree.push_to(&mut splits, &mut leaves);
                ensemble.push(splits, leaves);
            }
            for sure in [2.0, f32::INFINITY] {
                let sum = |row: &[f32; WIDTH]| {
                    trees.chunks(CHECKED_EVERY).fold(0.0_f32, |sum, trees| match sum.abs() < sure {
                        true => trees.iter().fold(sum, |sum, tree| sum + tree.value(row)),
                        false => sum,
                    })
                };
                let walked: Vec<f32> = rows.iter().map(sum).collect();
                assert_eq!(ensemble.sums(&rows, sure), walked);
            }
        }
    }
}
