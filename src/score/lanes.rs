//! Evaluates trees for many rows side by side.
//!
//! Which way a row goes at a node cannot be foretold, so that a walk down a tree costs a wrong guess of the processor at
//! every other node. Here no row walks: each node of a tree is looked at once, for [`LANES`] rows, and takes the leaves
//! that it rules out from the row's set of leaves, a word of bits. The leftmost of what is left is the row's leaf
//! (Lucchese et al. 2015, "QuickScorer: a fast algorithm to rank documents with additive ensembles of regression trees").

use std::ops::Range;

/// How many leaves a tree may have: one bit each.
pub(super) const MOST_LEAVES: usize = u32::BITS as usize;

/// Rows side by side: as many numbers as fill four registers of 128 bits, which every processor of 64 bits has.
const LANES: usize = 16;

/// How many trees are evaluated between two looks at the sums.
const CHECKED_EVERY: usize = 20;

/// After so many trees the rows that are still open are put side by side anew, since most of the others have left.
const REGROUPED_EVERY: usize = 5 * CHECKED_EVERY;

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

/// A column for each feature, and room for more: a power of two, so that no access needs to be checked.
type Columns = [Lane<f32>; MOST_FEATURES];

/// How many features a row may have.
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

    /// The trees' sum for each row of `width` numbers in `rows`. A row whose sum is beyond `sure` after some of the trees
    /// is not taken further.
    pub fn sums(&self, rows: &[f32], width: usize, sure: f32) -> Vec<f32> {
        let open_trees = self.open_trees(&Ranges::of(rows, width));
        let mut sums = vec![0.0; rows.len() / width];
        let mut open: Vec<usize> = (0..sums.len()).collect();
        let mut columns = Box::new([[0.0; LANES]; MOST_FEATURES]);
        for trees in open_trees.trees.chunks(REGROUPED_EVERY) {
            for group in open.chunks(LANES) {
                let starts: Lane<usize> = std::array::from_fn(|lane| group.get(lane).unwrap_or(&group[0]) * width);
                transpose(starts.map(|start| &rows[start..start + width]), &mut columns);
                let mut totals = [0.0; LANES];
                for (total, &row) in totals.iter_mut().zip(group) {
                    *total = sums[row];
                }
                add(&open_trees.splits, trees, &columns, sure, &mut totals);
                for (total, &row) in totals.iter().zip(group) {
                    sums[row] = *total;
                }
            }
            open.retain(|&row| sums[row].abs() < sure);
        }
        sums
    }

    /// Decides the splits at which all rows go the same way, and leaves out what is below the other way: about half of
    /// the splits of a page, since much is the same in all of its rows.
    fn open_trees(&self, ranges: &Ranges) -> OpenTrees<'_> {
        let mut splits = vec![OpenSplit::default(); self.splits.len()];
        let mut trees = Vec::with_capacity(self.ends.len());
        let (mut count, mut start) = (0, 0);
        for (&end, leaves) in self.ends.iter().zip(&self.leaves) {
            let (mut left, first) = (ALL_LEAVES, count);
            for split in &self.splits[start..end] {
                let &Split { threshold, feature, left: below_left, right: below_right } = split;
                let column = usize::from(feature) % MOST_FEATURES;
                let (all_left, all_right) = (ranges.greatest[column] <= threshold, ranges.least[column] > threshold);
                left &= !(if all_left { below_right } else { 0 } | if all_right { below_left } else { 0 });
                // Without branches, which could not be foretold. Out of reach is what has no leaves left.
                splits[count] = OpenSplit { threshold, feature, right: !below_left };
                count += usize::from(!all_left & !all_right & (left & below_left != 0));
            }
            trees.push(OpenTree { splits: first..count, leaves, left });
            start = end;
        }
        OpenTrees { splits, trees }
    }
}

/// Adds the given trees to the totals, as far as these are not `sure`.
fn add(splits: &[OpenSplit], trees: &[OpenTree], columns: &Columns, sure: f32, totals: &mut Lane<f32>) {
    let mut running = *totals;
    let mut is_open = [true; LANES];
    for trees in trees.chunks(CHECKED_EVERY) {
        for tree in trees {
            let left = leaves_left(&splits[tree.splits.clone()], tree.left, columns);
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
            return;
        }
    }
}

const LAST_LEAF: u32 = 1 << (MOST_LEAVES - 1);

/// The trees as far as rows within some ranges can go different ways.
struct OpenTrees<'e> {
    splits: Vec<OpenSplit>,
    trees: Vec<OpenTree<'e>>,
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
    fn of(rows: &[f32], width: usize) -> Ranges {
        let mut ranges = Ranges { least: [f32::INFINITY; MOST_FEATURES], greatest: [f32::NEG_INFINITY; MOST_FEATURES] };
        for row in rows.chunks_exact(width) {
            for ((least, greatest), &value) in ranges.least.iter_mut().zip(&mut ranges.greatest).zip(row) {
                *least = if value < *least { value } else { *least };
                *greatest = if value > *greatest { value } else { *greatest };
            }
        }
        ranges
    }
}

/// Puts rows of the same length side by side.
fn transpose(rows: [&[f32]; LANES], columns: &mut Columns) {
    // Squares of four by four are turned within registers.
    const SIDE: usize = 4;
    let width = rows[0].len();
    for (quarter, rows) in rows.chunks_exact(SIDE).enumerate() {
        let (first, _) = rows[0].as_chunks::<SIDE>();
        let (second, _) = rows[1].as_chunks::<SIDE>();
        let (third, _) = rows[2].as_chunks::<SIDE>();
        let (fourth, _) = rows[3].as_chunks::<SIDE>();
        let squares = first.iter().zip(second).zip(third).zip(fourth);
        for ((((a, b), c), d), columns) in squares.zip(columns.chunks_exact_mut(SIDE)) {
            for (side, column) in columns.iter_mut().enumerate() {
                column[SIDE * quarter..][..SIDE].copy_from_slice(&[a[side], b[side], c[side], d[side]]);
            }
        }
        for at in width / SIDE * SIDE..width {
            for (lane, row) in rows.iter().enumerate() {
                columns[at][SIDE * quarter + lane] = row[at];
            }
        }
    }
}

/// What the splits leave of these leaves to each row. On its own, so that the compiler sees four registers of lanes.
#[inline(never)]
fn leaves_left(splits: &[OpenSplit], left: u32, columns: &Columns) -> Lane<u32> {
    let mut left = [left; LANES];
    for &OpenSplit { threshold, feature, right } in splits {
        let column = &columns[usize::from(feature) % MOST_FEATURES];
        for lane in 0..LANES {
            let all_or_none = u32::from(column[lane] <= threshold).wrapping_neg();
            left[lane] &= all_or_none | right;
        }
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const WIDTH: usize = 5;

    /// A tree as it is walked down: a split's feature and threshold with what stands left and right, or a value.
    #[derive(Clone, Debug)]
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

    fn trees() -> impl Strategy<Value = Vec<Walked>> {
        let leaf = (-4_i8..4).prop_map(|value| Walked::Leaf(f32::from(value) / 4.0));
        let tree = leaf.prop_recursive(5, 31, 2, |inner| {
            (0..WIDTH as u16, -2_i8..3, inner.clone(), inner).prop_map(|(feature, threshold, left, right)| {
                Walked::Split(feature, f32::from(threshold), Box::new(left), Box::new(right))
            })
        });
        proptest::collection::vec(tree, 0..2 * REGROUPED_EVERY + CHECKED_EVERY / 2)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn sums_are_those_of_a_walk(trees in trees(), cells in proptest::collection::vec(-3_i8..4, 0..3 * LANES * WIDTH)) {
            let rows: Vec<f32> = cells.chunks_exact(WIDTH).flatten().map(|&cell| f32::from(cell)).collect();
            let mut ensemble = Ensemble::default();
            for tree in &trees {
                let (mut splits, mut leaves) = (Vec::new(), Vec::new());
                tree.push_to(&mut splits, &mut leaves);
                ensemble.push(splits, leaves);
            }
            for sure in [2.0, f32::INFINITY] {
                let walked: Vec<f32> = rows.chunks(WIDTH).map(|row| {
                    let mut sum = 0.0_f32;
                    for trees in trees.chunks(CHECKED_EVERY) {
                        if sum.abs() < sure {
                            sum = trees.iter().fold(sum, |sum, tree| sum + tree.value(row));
                        }
                    }
                    sum
                }).collect();
                prop_assert_eq!(ensemble.sums(&rows, WIDTH, sure), walked);
            }
        }
    }
}
