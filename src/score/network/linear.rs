//! Sums of weights, laid out for what the compiler makes of loops over arrays.

/// Numbers that are looked at at a time: a word of bits tells which are not 0.
const LANES: usize = u32::BITS as usize;

/// A bit for each number that is not 0.
#[inline(always)]
fn active(values: &[f32; LANES]) -> u32 {
    let bit = |lane: usize| if values[lane] != 0.0 { 1 << lane } else { 0 };
    (0..LANES).fold(0, |bits, lane| bits | bit(lane))
}

/// The numbers of the bits that are set.
#[inline(always)]
fn bits(mut word: u32) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let bit = (word != 0).then(|| word.trailing_zeros() as usize % LANES);
        word &= word.wrapping_sub(1);
        bit
    })
}

pub(super) fn relu<const N: usize>(values: [f32; N]) -> [f32; N] {
    values.map(|value| value.max(0.0))
}

#[inline(always)]
pub(super) fn add<const N: usize>(sums: &mut [f32; N], weights: &[f32; N], value: f32) {
    for (sum, weight) in sums.iter_mut().zip(weights) {
        *sum += weight * value;
    }
}

/// Adds what each of the values adds.
#[inline(always)]
pub(super) fn add_all<const IN: usize, const OUT: usize>(
    sums: &mut [f32; OUT],
    weights: &[[f32; OUT]; IN],
    values: &[f32; IN],
) {
    for (weights, &value) in weights.iter().zip(values) {
        add(sums, weights, value);
    }
}

/// The same for the values of a hidden layer, about half of which are 0.
#[inline(always)]
pub(super) fn add_active<const OUT: usize>(
    sums: &mut [f32; OUT],
    weights: &[[f32; OUT]; LANES],
    values: &[f32; LANES],
) {
    let mut all = *sums;
    for lane in bits(active(values)) {
        add(&mut all, &weights[lane], values[lane]);
    }
    *sums = all;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_active_adds_nothing() {
        let weights: [[f32; 2]; LANES] = std::array::from_fn(|lane| [1.0, lane as f32]);
        let mut values = [0.0; LANES];
        for lane in [0, 5, 31] {
            values[lane] = 2.0;
        }
        let (mut sums, mut expected) = ([1.0; 2], [1.0; 2]);
        add_active(&mut sums, &weights, &values);
        add_all(&mut expected, &weights, &values);
        assert_eq!(sums, expected);
        assert_eq!(sums, [7.0, 73.0]);
    }
}
