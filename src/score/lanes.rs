//! Evaluates trees for many rows side by side.
//!
//! Which way a row goes at a node cannot be foretold, so that a walk down a tree costs a wrong guess of the processor at
//! every other node. Here no row walks: each node of a tree is looked at once, for [`LANES`] rows, and takes the leaves
//! that it rules out from the row's set of leaves, a word of bits. The leftmost of what is left is the row's leaf
//! (Lucchese et al. 2015, "QuickScorer: a fast algorithm to rank documents with additive ensembles of regression trees").

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
    /// The leaves that are left where a row goes right: all but those of the left child.
    pub right: u32,
}

/// Trees as sets of splits.
#[derive(Clone, Debug, Default)]
pub(super) struct Ensemble {
    splits: Vec<Split>,
    /// The values of the leaves, from left to right.
    leaves: Vec<f32>,
    /// Where each tree's splits and leaves end.
    ends: Vec<(usize, usize)>,
}

/// A number for each lane.
type Lane<T> = [T; LANES];

/// A column for each feature, and room for more: a power of two, so that no access needs to be checked.
type Columns = [Lane<f32>; MOST_FEATURES];

/// How many features a row may have.
pub(super) const MOST_FEATURES: usize = 512;

impl Ensemble {
    /// Adds a tree. It has at most [`MOST_LEAVES`] leaves, one more than splits.
    pub fn push(&mut self, splits: impl IntoIterator<Item = Split>, leaves: impl IntoIterator<Item = f32>) {
        self.splits.extend(splits);
        self.leaves.extend(leaves);
        self.ends.push((self.splits.len(), self.leaves.len()));
    }

    /// The trees' sum for each row of `width` numbers in `rows`. A row whose sum is beyond `sure` after some of the trees
    /// is not taken further.
    pub fn sums(&self, rows: &[f32], width: usize, sure: f32) -> Vec<f32> {
        let mut sums = vec![0.0; rows.len() / width];
        let mut open: Vec<usize> = (0..sums.len()).collect();
        let mut columns = Box::new([[0.0; LANES]; MOST_FEATURES]);
        let mut start = (0, 0);
        for trees in self.ends.chunks(REGROUPED_EVERY) {
            for group in open.chunks(LANES) {
                for (lane, &row) in group.iter().enumerate() {
                    for (column, &value) in columns.iter_mut().zip(&rows[row * width..][..width]) {
                        column[lane] = value;
                    }
                }
                let mut totals = [0.0; LANES];
                for (total, &row) in totals.iter_mut().zip(group) {
                    *total = sums[row];
                }
                self.add(start, trees, &columns, sure, &mut totals);
                for (total, &row) in totals.iter().zip(group) {
                    sums[row] = *total;
                }
            }
            open.retain(|&row| sums[row].abs() < sure);
            start = trees.last().copied().unwrap_or_default();
        }
        sums
    }

    /// Adds the trees from `start` on, whose ends are given, to the totals, as far as these are not `sure`.
    fn add(
        &self,
        mut start: (usize, usize),
        trees: &[(usize, usize)],
        columns: &Columns,
        sure: f32,
        totals: &mut Lane<f32>,
    ) {
        let mut running = *totals;
        let mut is_open = [true; LANES];
        for trees in trees.chunks(CHECKED_EVERY) {
            for &end in trees {
                let leaves = &self.leaves[start.1..end.1];
                let left = leaves_left(&self.splits[start.0..end.0], columns);
                for (total, left) in running.iter_mut().zip(left) {
                    *total += leaves[left.trailing_zeros() as usize];
                }
                start = end;
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
}

/// The leaves that the splits leave to each row. On its own, so that the compiler sees four registers of lanes.
#[inline(never)]
fn leaves_left(splits: &[Split], columns: &Columns) -> Lane<u32> {
    let mut left = [u32::MAX; LANES];
    for &Split { threshold, feature, right } in splits {
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
                    splits.push(Split { threshold: *threshold, feature: *feature, right: 0 });
                    left.push_to(splits, leaves);
                    splits[at].right = (first..leaves.len()).fold(u32::MAX, |set, leaf| set & !(1 << leaf));
                    right.push_to(splits, leaves);
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
