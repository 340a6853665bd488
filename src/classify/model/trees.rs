//! Gradient-boosted decision trees (Friedman 2001, "Greedy function approximation: a gradient boosting machine"), as
//! LightGBM trains them.

use super::error::ModelError;
use super::quickscorer::{LeafSet, MAX_LEAVES, QuickScorer, Split, Tree};
use super::reader::Reader;
use std::ops::Range;

/// Bytes of a split in a model file.
const SPLIT_BYTES: usize = 8;

/// An ensemble of trees, whose values add up.
#[derive(Clone, Debug, Default)]
pub(crate) struct Trees {
    quickscorer: QuickScorer,
}

impl Trees {
    /// Reads trees for rows of `features` numbers. A tree has its number of leaves, its splits in preorder, and the values
    /// of its leaves from left to right.
    ///
    /// # Errors
    ///
    /// If a split has a child without leaves, a feature that does not exist or a value that is not finite, or if a tree
    /// has no leaf or too many.
    pub fn read(reader: &mut Reader, features: usize) -> Result<Trees, ModelError> {
        let count = reader.u32()?;
        let mut quickscorer = QuickScorer::default();
        let mut splits = Vec::with_capacity(MAX_LEAVES);
        let mut values = [0.0; MAX_LEAVES];
        for _ in 0..count {
            let leaves = reader.u32()? as usize;
            if !(1..=MAX_LEAVES).contains(&leaves) {
                return Err(ModelError::malformed("a tree has no leaf or more than 32"));
            }
            read_splits(reader, leaves, features, &mut splits)?;
            reader.fill(&mut values[..leaves])?;
            quickscorer.push(splits.drain(..), values[..leaves].iter().copied());
        }
        Ok(Trees { quickscorer })
    }

    /// Returns the sum of the trees for each row. A row leaves early if the absolute value of its sum after some of the
    /// trees is at least `early_exit`.
    pub fn sums<const WIDTH: usize>(&self, rows: &[[f32; WIDTH]], early_exit: f32) -> Vec<f32> {
        self.quickscorer.sums(rows, early_exit)
    }

    /// Returns the trees one by one.
    pub(super) fn iter(&self) -> impl Iterator<Item = Tree<'_>> {
        self.quickscorer.trees()
    }
}

/// Reads the splits of a tree, in preorder. A split has its threshold, its feature, and the number of leaves below its
/// left child.
fn read_splits(reader: &mut Reader, leaves: usize, features: usize, splits: &mut Vec<Split>) -> Result<(), ModelError> {
    let (read, _) = reader.bytes((leaves - 1) * SPLIT_BYTES)?.as_chunks::<SPLIT_BYTES>();
    // The leaves below each node that was not read yet, that of the next one last. Nodes with one leaf are no splits.
    let mut open: Vec<Range<usize>> = Vec::with_capacity(MAX_LEAVES + 1);
    open.push(0..leaves);
    for &[a, b, c, d, feature_low, feature_high, left_low, left_high] in read {
        while open.pop_if(|below| below.len() == 1).is_some() {}
        let below = open.pop().unwrap_or_default();
        let threshold = f32::from_le_bytes([a, b, c, d]);
        let feature = u16::from_le_bytes([feature_low, feature_high]);
        let middle = below.start + usize::from(u16::from_le_bytes([left_low, left_high]));
        if usize::from(feature) >= features || middle <= below.start || middle >= below.end {
            return Err(ModelError::malformed("a split refers to a feature or leaf that does not exist"));
        }
        if !threshold.is_finite() {
            return Err(ModelError::malformed("a number is not finite"));
        }
        let (left, right) = (below.start..middle, middle..below.end);
        splits.push(Split { threshold, feature, left: leaf_set(&left), right: leaf_set(&right) });
        open.extend([right, left]);
    }
    Ok(())
}

/// Returns the set of consecutive leaves.
fn leaf_set(leaves: &Range<usize>) -> LeafSet {
    let below = |leaf: usize| (1_u64 << leaf) - 1;
    (below(leaves.end) & !below(leaves.start)) as LeafSet
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file with one tree: `x0 <= 1 ? (x1 <= 2 ? 10 : 20) : 30`.
    fn file() -> Vec<u8> {
        let split = |threshold: f32, feature: u16, left: u16| {
            [&threshold.to_le_bytes()[..], &feature.to_le_bytes(), &left.to_le_bytes()].concat()
        };
        let leaves = [10.0_f32, 20.0, 30.0].map(f32::to_le_bytes).concat();
        [&1_u32.to_le_bytes()[..], &3_u32.to_le_bytes(), &split(1.0, 0, 2), &split(2.0, 1, 1), &leaves].concat()
    }

    fn read(bytes: &[u8]) -> Result<Trees, ModelError> {
        Trees::read(&mut Reader::new(bytes), 2)
    }

    #[test]
    fn splits_lead_to_their_leaves() {
        let trees = read(&file()).unwrap();
        let rows = [[1.0, 2.0], [1.0, 2.5], [1.5, 0.0]];
        assert_eq!(trees.sums(&rows, f32::INFINITY), [10.0, 20.0, 30.0]);
    }

    #[test]
    fn invalid_tree_is_malformed() {
        let changed = |at: usize, bytes: &[u8]| {
            let mut file = file();
            file[at..at + bytes.len()].copy_from_slice(bytes);
            read(&file).err()
        };
        let split = "a split refers to a feature or leaf that does not exist";
        for (found, reason) in [
            (changed(4, &33_u32.to_le_bytes()), "a tree has no leaf or more than 32"),
            (changed(4, &0_u32.to_le_bytes()), "a tree has no leaf or more than 32"),
            (changed(8, &f32::NAN.to_le_bytes()), "a number is not finite"),
            (changed(12, &2_u16.to_le_bytes()), split),
            (changed(14, &0_u16.to_le_bytes()), split),
            (changed(14, &3_u16.to_le_bytes()), split),
            (changed(22, &2_u16.to_le_bytes()), split),
            (changed(24, &f32::INFINITY.to_le_bytes()), "a number is not finite"),
            (read(&file()[..35]).err(), "unexpected end of file"),
        ] {
            assert_eq!(found, Some(ModelError::malformed(reason)));
        }
    }
}
