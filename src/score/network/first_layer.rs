//! The layer that sees the features of one row.

use super::linear::add;
use super::{HIDDEN, Hidden};
use crate::features::COUNT;

/// Features that are looked at at a time: a byte of a word tells of each whether it differs.
const LANES: usize = 8;

/// How many groups the features fall into.
const GROUPS: usize = COUNT.div_ceil(LANES);

/// The weights.
pub(super) struct FirstLayer {
    groups: Box<[Group]>,
    bias: Hidden,
}

/// Features that follow each other.
struct Group {
    /// Which of the groups of a row it is.
    number: usize,
    /// A byte of 1 for each whose weights are not all 0: others need no look.
    seen: u64,
    /// The value of each that is squashed to one half.
    scales: [f32; LANES],
    weights: [Hidden; LANES],
}

impl Group {
    fn new(number: usize, scales: &[f32; COUNT], weights: &[Hidden]) -> Group {
        let mut group = Group { number, seen: 0, scales: [1.0; LANES], weights: [[0.0; HIDDEN]; LANES] };
        let features = scales.iter().zip(weights).skip(number * LANES).take(LANES);
        for (lane, (&scale, weights)) in features.enumerate() {
            group.seen |= u64::from(*weights != [0.0; HIDDEN]) << (8 * lane);
            (group.scales[lane], group.weights[lane]) = (scale, *weights);
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
    pub fn start(&self) -> Rows<'_> {
        let (differ, squashed) = ([0; GROUPS * LANES], [[0.0; LANES]; GROUPS]);
        Rows { layer: self, before: &[0.0; COUNT], differ, squashed, sums: self.bias }
    }
}

/// Of 274 features some 30 that are seen differ from one row to the next, and only these are worked out anew.
pub(super) struct Rows<'r> {
    layer: &'r FirstLayer,
    before: &'r [f32; COUNT],
    /// 1 for each feature that differs from the row before.
    differ: [u8; GROUPS * LANES],
    /// The features of the row before, squashed.
    squashed: [[f32; LANES]; GROUPS],
    sums: Hidden,
}

impl<'r> Rows<'r> {
    /// What the layer gives for the next row.
    #[inline(always)]
    pub fn next(&mut self, row: &'r [f32; COUNT]) -> Hidden {
        for ((differs, now), before) in self.differ.iter_mut().zip(row).zip(self.before) {
            *differs = u8::from(now != before);
        }
        let mut sums = self.sums;
        let (words, _) = self.differ.as_chunks();
        for group in &self.layer.groups {
            let (start, squashed) = (group.number * LANES, &mut self.squashed[group.number]);
            let mut left = u64::from_le_bytes(words[group.number]) & group.seen;
            while left != 0 {
                let lane = left.trailing_zeros() as usize / 8;
                left &= left - 1;
                let value = squash(row[start + lane], group.scales[lane]);
                add(&mut sums, &group.weights[lane], value - squashed[lane]);
                squashed[lane] = value;
            }
        }
        (self.before, self.sums) = (row, sums);
        sums
    }
}

/// Any number to -1..1, most of the change near 0.
fn squash(value: f32, scale: f32) -> f32 {
    value / (value.abs() + scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sums of each row by itself.
    fn plainly(scales: &[f32; COUNT], weights: &[Hidden], bias: Hidden, row: &[f32; COUNT]) -> Hidden {
        let mut sums = bias;
        for ((&value, &scale), weights) in row.iter().zip(scales).zip(weights) {
            add(&mut sums, weights, squash(value, scale));
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
        let mut followed = layer.start();
        for row in &rows {
            let expected = plainly(&scales, &weights, bias, row);
            let found = followed.next(row);
            assert!(found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-3), "{found:?} {expected:?}");
        }
    }
}
