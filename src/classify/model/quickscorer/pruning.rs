//! Prunes the splits that all rows decide in the same way, and the branches that no row takes. On most pages that is half
//! of the splits, since many columns have one value in all rows.

use super::{ALL_LEAVES, LeafSet, MAX_FEATURES, MAX_LEAVES, QuickScorer, Split, all_or_none};
use std::ops::Range;

/// Trees without the splits that were pruned.
pub(super) struct PrunedTrees<'e> {
    pub splits: Vec<PrunedSplit>,
    pub trees: Vec<PrunedTree<'e>>,
}

pub(super) struct PrunedTree<'e> {
    pub splits: Range<usize>,
    pub leaves: &'e [f32; MAX_LEAVES],
    /// The leaves that remain after the pruned splits.
    pub remaining: LeafSet,
}

#[derive(Clone, Copy, Default)]
pub(super) struct PrunedSplit {
    pub threshold: f32,
    /// The feature; after [`PrunedTrees::number_columns`] the column.
    pub feature: u16,
    /// The leaves that remain if a row goes right: all but those of the left child.
    pub mask: LeafSet,
}

impl QuickScorer {
    /// Decides the splits for which all rows are on one side.
    #[inline(always)]
    pub(super) fn prune(&self, ranges: &Ranges) -> PrunedTrees<'_> {
        let mut splits = Vec::with_capacity(self.splits.len());
        let mut trees = Vec::with_capacity(self.ends.len());
        let mut kept = [PrunedSplit::default(); MAX_LEAVES];
        // For each split, whether all rows go left, and whether all go right.
        let mut decisions = [(0, 0); MAX_LEAVES];
        let mut start = 0;
        for (&end, leaves) in self.ends.iter().zip(&self.leaves) {
            let of_tree = &self.splits[start..end];
            // A loop of its own: the compiler would make unpredictable branches of it otherwise.
            for (split, decision) in of_tree.iter().zip(&mut decisions) {
                let column = usize::from(split.feature) % MAX_FEATURES;
                let all_left = all_or_none(ranges.max[column] <= split.threshold);
                let all_right = all_or_none(ranges.min[column] > split.threshold);
                *decision = (all_left, all_right);
            }
            let (mut remaining, mut count) = (ALL_LEAVES, 0);
            for (split, &(all_left, all_right)) in of_tree.iter().zip(&decisions) {
                let &Split { threshold, feature, left, right } = split;
                remaining &= !(all_left & right | all_right & left);
                kept[count % MAX_LEAVES] = PrunedSplit { threshold, feature, mask: !left };
                // A split is kept if it is not decided, and if a split above it has not removed its leaves.
                count += usize::from(remaining & left & !(all_left | all_right) != 0);
            }
            let first = splits.len();
            splits.extend_from_slice(&kept[..count.min(MAX_LEAVES)]);
            trees.push(PrunedTree { splits: first..splits.len(), leaves, remaining });
            start = end;
        }
        PrunedTrees { splits, trees }
    }
}

impl PrunedTrees<'_> {
    /// Numbers the features that the splits still test, replaces the features of the splits by these column numbers,
    /// and returns the feature of each column. On most pages that is half of the features.
    #[inline(always)]
    pub fn number_columns(&mut self) -> Vec<u16> {
        const NONE: u16 = u16::MAX;
        let mut columns = [NONE; MAX_FEATURES];
        let mut features = Vec::with_capacity(MAX_FEATURES);
        for PrunedSplit { feature, .. } in &mut self.splits {
            let column = &mut columns[usize::from(*feature) % MAX_FEATURES];
            if *column == NONE {
                *column = features.len() as u16;
                features.push(*feature);
            }
            *feature = *column;
        }
        features
    }
}

/// The minimum and the maximum of each feature among some rows.
pub(super) struct Ranges {
    min: [f32; MAX_FEATURES],
    max: [f32; MAX_FEATURES],
}

impl Ranges {
    #[inline(always)]
    pub fn of<const WIDTH: usize>(rows: &[[f32; WIDTH]]) -> Ranges {
        let mut ranges = Ranges { min: [f32::INFINITY; MAX_FEATURES], max: [f32::NEG_INFINITY; MAX_FEATURES] };
        // Four rows at a time, so that bounds are loaded and stored once for all of them.
        for rows in rows.chunks(4) {
            let [a, b, c, d] = std::array::from_fn(|at| &rows[at.min(rows.len() - 1)]);
            for column in 0..WIDTH {
                let (range_min, range_max) = (&mut ranges.min[column], &mut ranges.max[column]);
                let [a, b, c, d] = [a[column], b[column], c[column], d[column]];
                *range_min = min(min(min(a, b), min(c, d)), *range_min);
                *range_max = max(max(max(a, b), max(c, d)), *range_max);
            }
        }
        ranges
    }
}

/// Faster than [`f32::min`], which handles NaN.
fn min(a: f32, b: f32) -> f32 {
    if a < b { a } else { b }
}

fn max(a: f32, b: f32) -> f32 {
    if a > b { a } else { b }
}
