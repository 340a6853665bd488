//! Evaluates pruned trees for a batch of rows at once.

use super::pruning::{PrunedSplit, PrunedTrees};
use super::{LeafSet, MAX_LEAVES, all_or_none};

/// Rows of a batch: as many numbers as four registers of 128 bits hold, which every 64-bit processor has.
pub(super) const BATCH: usize = 16;

/// Trees that are evaluated between two checks for an early exit. Chosen by hand.
pub(in crate::classify::model) const TREES_PER_CHECK: usize = 20;

/// A value for each row of a batch.
type Batch<T> = [T; BATCH];

const LAST_LEAF: LeafSet = 1 << (MAX_LEAVES - 1);

/// Returns the sum of the trees for each row. `features` has the feature of each column of the trees.
#[inline(always)]
pub(super) fn sums<const WIDTH: usize>(
    trees: &PrunedTrees,
    features: &[u16],
    rows: &[[f32; WIDTH]],
    early_exit: f32,
) -> Vec<f32> {
    let mut sums = vec![0.0; rows.len()];
    let mut columns: Vec<Batch<f32>> = Vec::with_capacity(features.len());
    for (rows, sums) in rows.chunks(BATCH).zip(sums.chunks_mut(BATCH)) {
        // The last batch is filled up with copies of its last row.
        let batch: Batch<&[f32; WIDTH]> = std::array::from_fn(|at| &rows[at.min(rows.len() - 1)]);
        columns.clear();
        columns.extend(features.iter().map(|&feature| column(batch, usize::from(feature))));
        sums.copy_from_slice(&sums_of_batch(trees, &columns, early_exit)[..sums.len()]);
    }
    sums
}

#[inline(always)]
fn sums_of_batch(trees: &PrunedTrees, columns: &[Batch<f32>], early_exit: f32) -> Batch<f32> {
    let mut totals = [0.0; BATCH];
    let mut running = totals;
    let mut is_open = [true; BATCH];
    for some_trees in trees.trees.chunks(TREES_PER_CHECK) {
        for tree in some_trees {
            let remaining = remaining_leaves(&trees.splits[tree.splits.clone()], tree.remaining, columns);
            for (total, remaining) in running.iter_mut().zip(remaining) {
                // One leaf always remains. If the compiler knows that, finding it takes one instruction.
                *total += tree.leaves[(remaining | LAST_LEAF).trailing_zeros() as usize];
            }
        }
        for ((total, running), is_open) in totals.iter_mut().zip(running).zip(&mut is_open) {
            *total = if *is_open { running } else { *total };
            *is_open &= running.abs() < early_exit;
        }
        if !is_open.contains(&true) {
            break;
        }
    }
    totals
}

/// Returns one feature of each row.
#[inline(always)]
fn column<const WIDTH: usize>(rows: Batch<&[f32; WIDTH]>, feature: usize) -> Batch<f32> {
    let mut column = [0.0; BATCH];
    for (value, row) in column.iter_mut().zip(rows) {
        *value = row[feature];
    }
    column
}

/// Returns the leaves that remain for each row after the splits.
#[inline(always)]
fn remaining_leaves(splits: &[PrunedSplit], remaining: LeafSet, columns: &[Batch<f32>]) -> Batch<LeafSet> {
    let mut remaining = [remaining; BATCH];
    for &PrunedSplit { threshold, feature, mask } in splits {
        let column = &columns[usize::from(feature)];
        for at in 0..BATCH {
            remaining[at] &= all_or_none(column[at] <= threshold) | mask;
        }
    }
    remaining
}
