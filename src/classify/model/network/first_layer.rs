//! The layer that sees the features of one row.

use super::linear::{HiddenSums, LANES, bits};
use super::{HIDDEN, Hidden};
use crate::classify::features::COUNT;
use fearless_simd::{Simd, f32x8, prelude::*};

/// How many groups the features fall into.
const GROUPS: usize = COUNT.div_ceil(LANES);

/// The weights.
pub(super) struct FirstLayer {
    groups: Box<[Group]>,
    bias: Hidden,
}

/// Features that follow each other, as many as are looked at at a time.
struct Group {
    /// The first of them.
    start: usize,
    /// A bit for each whose weights are not all 0: others need no look.
    seen: u32,
    /// The value of each that is squashed to one half.
    scales: [f32; LANES],
    weights: [Hidden; LANES],
}

impl Group {
    fn new(number: usize, scales: &[f32; COUNT], weights: &[Hidden]) -> Group {
        // The last group is as long as the others, and does not see what the one before it sees.
        let start = (number * LANES).min(COUNT - LANES);
        let own = number * LANES - start;
        let mut group = Group { start, seen: 0, scales: [1.0; LANES], weights: [[0.0; HIDDEN]; LANES] };
        for lane in own..LANES {
            group.seen |= u32::from(weights[start + lane] != [0.0; HIDDEN]) << lane;
            (group.scales[lane], group.weights[lane]) = (scales[start + lane], weights[start + lane]);
        }
        group
    }
}

impl FirstLayer {
    pub fn new(scales: &[f32; COUNT], weights: &[Hidden], bias: Hidden) -> FirstLayer {
        let groups = (0..GROUPS).map(|number| Group::new(number, scales, weights));
        FirstLayer { groups: groups.filter(|group| group.seen != 0).collect(), bias }
    }

    /// The layer for rows that follow each other.
    #[inline(always)]
    pub fn start<S: Simd>(&self, simd: S) -> Rows<'_, S> {
        Rows {
            layer: self,
            before: &[0.0; COUNT],
            squashed: [[0.0; LANES]; GROUPS],
            sums: HiddenSums::load(simd, &self.bias),
        }
    }
}

/// Of 274 features some 30 that are seen differ from one row to the next, and only these are worked out anew.
pub(super) struct Rows<'r, S: Simd> {
    layer: &'r FirstLayer,
    before: &'r [f32; COUNT],
    /// The features of the row before, squashed: those of each group of the layer.
    squashed: [[f32; LANES]; GROUPS],
    sums: HiddenSums<S>,
}

impl<'r, S: Simd> Rows<'r, S> {
    /// What the layer gives for the next row.
    #[inline(always)]
    pub fn next(&mut self, simd: S, row: &'r [f32; COUNT]) -> HiddenSums<S> {
        let mut sums = self.sums;
        for (group, squashed) in self.layer.groups.iter().zip(&mut self.squashed) {
            let features = group.start..group.start + LANES;
            let values = f32x8::from_slice(simd, &row[features.clone()]);
            let before = f32x8::from_slice(simd, &self.before[features]);
            let differ = values.simd_ne(before).to_bitmask() as u32 & group.seen;
            if differ == 0 {
                continue;
            }
            let values = squash(values, f32x8::load_array_ref(simd, &group.scales));
            let changes = values - f32x8::load_array_ref(simd, squashed);
            values.store_array(squashed);
            let mut change = [0.0; LANES];
            changes.store_array(&mut change);
            for lane in bits(differ) {
                sums.add(&group.weights[lane % LANES], change[lane % LANES]);
            }
        }
        (self.before, self.sums) = (row, sums);
        sums
    }
}

/// Any numbers to -1..1, most of the change near 0.
#[inline(always)]
fn squash<S: Simd>(values: f32x8<S>, scales: f32x8<S>) -> f32x8<S> {
    values / (values.abs() + scales)
}

#[cfg(test)]
mod tests {
    use super::*;
    use fearless_simd::{Level, dispatch};

    /// The sums of each row by itself.
    fn plainly(scales: &[f32; COUNT], weights: &[Hidden], bias: Hidden, row: &[f32; COUNT]) -> Hidden {
        let mut sums = bias;
        for ((value, scale), weights) in row.iter().zip(scales).zip(weights) {
            let squashed = value / (value.abs() + scale);
            sums.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += weight * squashed);
        }
        sums
    }

    /// The sums of rows that follow each other.
    #[inline(always)]
    fn followed<S: Simd>(simd: S, layer: &FirstLayer, rows: &[[f32; COUNT]]) -> Vec<Hidden> {
        let mut followed = layer.start(simd);
        let mut sums = vec![[0.0; HIDDEN]; rows.len()];
        for (sums, row) in sums.iter_mut().zip(rows) {
            followed.next(simd, row).store(sums);
        }
        sums
    }

    #[test]
    fn rows_that_follow_each_other_are_as_by_themselves() {
        let scales: [f32; COUNT] = std::array::from_fn(|feature| 1.0 + (feature % 5) as f32);
        // Every third feature is not seen.
        let weight = |feature: usize, out: usize| match feature % 3 {
            0 => 0.0,
            _ => ((feature * 7 + out) % 11) as f32 - 5.0,
        };
        let weights: Vec<Hidden> = (0..COUNT).map(|feature| std::array::from_fn(|out| weight(feature, out))).collect();
        let bias: Hidden = std::array::from_fn(|out| out as f32);
        let layer = FirstLayer::new(&scales, &weights, bias);
        let rows: Vec<[f32; COUNT]> = (0..5)
            .map(|row| std::array::from_fn(|feature| if feature % 4 == row { row as f32 } else { feature as f32 }))
            .collect();
        let found = dispatch!(Level::new(), simd => followed(simd, &layer, &rows));
        for (found, row) in found.iter().zip(&rows) {
            let expected = plainly(&scales, &weights, bias, row);
            assert!(found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-3), "{found:?} {expected:?}");
        }
    }
}
