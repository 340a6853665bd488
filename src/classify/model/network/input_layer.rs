//! The input layer, which maps the features of a block to hidden values.

use super::sums::{HiddenSums, LANES, bits};
use super::{HIDDEN, Hidden};
use crate::classify::features::COUNT;
use fearless_simd::{Simd, f32x8, prelude::*};

/// Number of groups of features.
const GROUPS: usize = COUNT.div_ceil(LANES);

/// The weights of the layer.
pub(super) struct InputLayer {
    groups: Box<[Group]>,
    bias: Hidden,
}

/// Consecutive features that fill a register.
struct Group {
    /// The first feature.
    start: usize,
    /// A bit for each feature that the network uses: its weights are not all 0.
    used: u32,
    /// For each feature the value that is squashed to one half.
    scales: [f32; LANES],
    weights: [Hidden; LANES],
}

impl Group {
    fn new(number: usize, scales: &[f32; COUNT], weights: &[Hidden]) -> Group {
        // The last group overlaps with the one before it, and ignores what that one has.
        let start = (number * LANES).min(COUNT - LANES);
        let first = number * LANES - start;
        let mut group = Group { start, used: 0, scales: [1.0; LANES], weights: [[0.0; HIDDEN]; LANES] };
        for lane in first..LANES {
            group.used |= u32::from(weights[start + lane] != [0.0; HIDDEN]) << lane;
            (group.scales[lane], group.weights[lane]) = (scales[start + lane], weights[start + lane]);
        }
        group
    }
}

impl InputLayer {
    pub fn new(scales: &[f32; COUNT], weights: &[Hidden], bias: Hidden) -> InputLayer {
        let groups = (0..GROUPS).map(|number| Group::new(number, scales, weights));
        InputLayer { groups: groups.filter(|group| group.used != 0).collect(), bias }
    }

    /// Returns the bias.
    pub fn bias(&self) -> &Hidden {
        &self.bias
    }

    /// Returns each feature that the network uses, with its scale and its weights.
    pub fn features(&self) -> impl Iterator<Item = (usize, f32, &Hidden)> {
        self.groups.iter().flat_map(|group| {
            bits(group.used).map(|lane| (group.start + lane, group.scales[lane], &group.weights[lane]))
        })
    }

    /// Starts with the first of some consecutive rows.
    #[inline(always)]
    pub fn start<S: Simd>(&self, simd: S) -> Rows<'_, S> {
        Rows {
            layer: self,
            previous: &[0.0; COUNT],
            squashed: [[0.0; LANES]; GROUPS],
            sums: HiddenSums::load(simd, &self.bias),
        }
    }
}

/// Computes the layer for consecutive rows. Only about 30 of the features that the network uses differ from one row to
/// the next, so each row starts with the sums of the previous row and adds the differences.
pub(super) struct Rows<'r, S: Simd> {
    layer: &'r InputLayer,
    previous: &'r [f32; COUNT],
    /// The squashed features of the previous row, for each group.
    squashed: [[f32; LANES]; GROUPS],
    sums: HiddenSums<S>,
}

impl<'r, S: Simd> Rows<'r, S> {
    /// Returns the sums of the next row.
    #[inline(always)]
    pub fn next(&mut self, simd: S, row: &'r [f32; COUNT]) -> HiddenSums<S> {
        let mut sums = self.sums;
        for (group, squashed) in self.layer.groups.iter().zip(&mut self.squashed) {
            let features = group.start..group.start + LANES;
            let values = f32x8::from_slice(simd, &row[features.clone()]);
            let previous = f32x8::from_slice(simd, &self.previous[features]);
            let changed = values.simd_ne(previous).to_bitmask() as u32 & group.used;
            if changed == 0 {
                continue;
            }
            let values = squash(values, f32x8::load_array_ref(simd, &group.scales));
            let differences = values - f32x8::load_array_ref(simd, squashed);
            values.store_array(squashed);
            let mut difference = [0.0; LANES];
            differences.store_array(&mut difference);
            for lane in bits(changed) {
                sums.add(&group.weights[lane % LANES], difference[lane % LANES]);
            }
        }
        (self.previous, self.sums) = (row, sums);
        sums
    }
}

/// Maps any number to -1..1, with the steepest slope at 0 (the softsign function, scaled).
#[inline(always)]
fn squash<S: Simd>(values: f32x8<S>, scales: f32x8<S>) -> f32x8<S> {
    values / (values.abs() + scales)
}

#[cfg(test)]
mod tests {
    use super::*;
    use fearless_simd::{Level, dispatch};

    /// Computes one row by itself.
    fn sums_of_row(scales: &[f32; COUNT], weights: &[Hidden], bias: Hidden, row: &[f32; COUNT]) -> Hidden {
        let mut sums = bias;
        for ((value, scale), weights) in row.iter().zip(scales).zip(weights) {
            let squashed = value / (value.abs() + scale);
            sums.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += weight * squashed);
        }
        sums
    }

    #[inline(always)]
    fn sums_of_rows<S: Simd>(simd: S, layer: &InputLayer, rows: &[[f32; COUNT]]) -> Vec<Hidden> {
        let mut state = layer.start(simd);
        let mut sums = vec![[0.0; HIDDEN]; rows.len()];
        for (sums, row) in sums.iter_mut().zip(rows) {
            state.next(simd, row).store(sums);
        }
        sums
    }

    #[test]
    fn consecutive_rows_have_the_sums_of_single_rows() {
        let scales: [f32; COUNT] = std::array::from_fn(|feature| 1.0 + (feature % 5) as f32);
        // Every third feature is unused.
        let weight = |feature: usize, output: usize| match feature % 3 {
            0 => 0.0,
            _ => ((feature * 7 + output) % 11) as f32 - 5.0,
        };
        let weights: Vec<Hidden> = (0..COUNT).map(|feature| std::array::from_fn(|out| weight(feature, out))).collect();
        let bias: Hidden = std::array::from_fn(|output| output as f32);
        let layer = InputLayer::new(&scales, &weights, bias);
        let rows: Vec<[f32; COUNT]> = (0..5)
            .map(|row| std::array::from_fn(|feature| if feature % 4 == row { row as f32 } else { feature as f32 }))
            .collect();
        let found = dispatch!(Level::new(), simd => sums_of_rows(simd, &layer, &rows));
        for (found, row) in found.iter().zip(&rows) {
            let expected = sums_of_row(&scales, &weights, bias, row);
            assert!(found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-3), "{found:?} {expected:?}");
        }
    }
}
