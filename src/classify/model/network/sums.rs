//! Weighted sums in SIMD registers. With plain arrays the compiler would split the sums into single numbers in
//! functions that hold several of them.

use super::{HIDDEN, Hidden};
use fearless_simd::{Simd, f32x8, prelude::*};

/// Numbers of a register. Narrower and wider registers are handled so that all processors add in the same order.
pub(super) const LANES: usize = 8;

/// Returns the indices of the bits that are set.
#[inline(always)]
pub(super) fn bits(mut word: u32) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let bit = (word != 0).then(|| word.trailing_zeros() as usize % u32::BITS as usize);
        word &= word.wrapping_sub(1);
        bit
    })
}

/// Sums that fill some registers.
#[derive(Clone, Copy)]
pub(super) struct Sums<S: Simd, const REGISTERS: usize>([f32x8<S>; REGISTERS]);

/// The sums of a hidden layer.
pub(super) type HiddenSums<S> = Sums<S, { HIDDEN / LANES }>;

impl<S: Simd, const REGISTERS: usize> Sums<S, REGISTERS> {
    #[inline(always)]
    pub fn load<const N: usize>(simd: S, numbers: &[f32; N]) -> Self {
        const { assert!(N == REGISTERS * LANES) };
        let (registers, _) = numbers.as_chunks();
        Sums(std::array::from_fn(|i| f32x8::load_array_ref(simd, &registers[i])))
    }

    #[inline(always)]
    pub fn store<const N: usize>(&self, numbers: &mut [f32; N]) {
        const { assert!(N == REGISTERS * LANES) };
        let (registers, _) = numbers.as_chunks_mut::<LANES>();
        for (to, register) in registers.iter_mut().zip(&self.0) {
            register.store_array(to);
        }
    }

    /// Adds `value` times the weights.
    #[inline(always)]
    pub fn add<const N: usize>(&mut self, weights: &[f32; N], value: f32) {
        const { assert!(N == REGISTERS * LANES) };
        let (weights, _) = weights.as_chunks();
        for (sum, weights) in self.0.iter_mut().zip(weights) {
            *sum += f32x8::load_array_ref(sum.token(), weights) * value;
        }
    }

    /// Adds each value times its row of weights.
    #[inline(always)]
    pub fn add_all<const IN: usize, const OUT: usize>(&mut self, weights: &[[f32; OUT]; IN], values: &[f32; IN]) {
        for (weights, &value) in weights.iter().zip(values) {
            self.add(weights, value);
        }
    }

    /// Like [`Self::add`], but faster if many values are 0. The values must not be negative.
    #[inline(always)]
    pub fn add_active<const OUT: usize>(&mut self, weights: &[[f32; OUT]; HIDDEN], values: &Hidden) {
        let active = HiddenSums::load(self.0[0].token(), values).positive();
        let mut sums = *self;
        for value in bits(active) {
            sums.add(&weights[value], values[value]);
        }
        *self = sums;
    }

    /// Returns a bit for each number above 0.
    #[inline(always)]
    fn positive(&self) -> u32 {
        let of_register = |register: &f32x8<S>| register.simd_gt(0.0).to_bitmask() as u32;
        self.0.iter().rev().fold(0, |bits, register| bits << LANES | of_register(register))
    }

    /// Replaces negative numbers by 0.
    #[inline(always)]
    pub fn relu(mut self) -> Self {
        for register in &mut self.0 {
            *register = register.max(0.0);
        }
        self
    }

    /// Adds the products of the numbers at the same index.
    #[inline(always)]
    pub fn add_products<const N: usize>(&mut self, a: &[f32; N], b: &[f32; N]) {
        let simd = self.0[0].token();
        let (a, b) = (Self::load(simd, a), Self::load(simd, b));
        for ((sum, a), b) in self.0.iter_mut().zip(a.0).zip(b.0) {
            *sum += a * b;
        }
    }

    /// Returns the dot product with the weights.
    #[inline(always)]
    pub fn dot<const N: usize>(&self, weights: &[f32; N]) -> f32 {
        let simd = self.0[0].token();
        let weights = Self::load(simd, weights);
        let products = self.0.iter().zip(weights.0).map(|(&number, weight)| number * weight);
        let mut lanes = [0.0; LANES];
        products.fold(f32x8::splat(simd, 0.0), |sum, product| sum + product).store_array(&mut lanes);
        lanes.iter().sum()
    }

    /// Returns the numbers of each register.
    #[inline(always)]
    pub fn parts(&self) -> [[f32; LANES]; REGISTERS] {
        let mut parts = [[0.0; LANES]; REGISTERS];
        for (part, register) in parts.iter_mut().zip(&self.0) {
            register.store_array(part);
        }
        parts
    }
}

impl<S: Simd, const REGISTERS: usize> std::ops::Add for Sums<S, REGISTERS> {
    type Output = Self;

    #[inline(always)]
    fn add(mut self, other: Self) -> Self {
        for (sum, other) in self.0.iter_mut().zip(other.0) {
            *sum += other;
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use fearless_simd::{Level, dispatch};

    /// Returns sums after each kind of addition.
    #[inline(always)]
    fn sums<S: Simd>(simd: S, weights: &[Hidden; HIDDEN], values: &Hidden) -> (Hidden, f32) {
        let mut sums = HiddenSums::load(simd, &weights[0]);
        sums.add(&weights[1], 0.3);
        sums.add_active(weights, values);
        sums.add_all(weights, values);
        sums.add_products(&weights[2], values);
        let mut stored = [0.0; HIDDEN];
        (sums.relu() + sums).store(&mut stored);
        (stored, sums.dot(&weights[3]))
    }

    fn example() -> ([Hidden; HIDDEN], Hidden) {
        let number = |seed: usize| ((seed * 2_654_435_761) % 1_000) as f32 / 700.0 - 0.7;
        let weights = std::array::from_fn(|row| std::array::from_fn(|column| number(row * HIDDEN + column)));
        (weights, std::array::from_fn(|at| number(at + 5_000).max(0.0)))
    }

    #[test]
    fn sums_agree_with_plain_loops() {
        let (weights, values) = example();
        let mut plain: Hidden = std::array::from_fn(|at| weights[0][at] + weights[1][at] * 0.3);
        for _ in 0..2 {
            for (weights, value) in weights.iter().zip(values) {
                plain.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += weight * value);
            }
        }
        for at in 0..HIDDEN {
            plain[at] += weights[2][at] * values[at];
        }
        let dot: f32 = plain.iter().zip(weights[3]).map(|(sum, weight)| sum * weight).sum();
        let (found, found_dot) = dispatch!(Level::new(), simd => sums(simd, &weights, &values));
        assert_eq!(found, plain.map(|sum| sum.max(0.0) + sum));
        assert!((found_dot - dot).abs() < 1e-4, "{found_dot} {dot}");
    }

    #[test]
    fn narrowest_and_widest_registers_give_equal_sums() {
        let (weights, values) = example();
        let widest = dispatch!(Level::new(), simd => sums(simd, &weights, &values));
        let narrowest = dispatch!(Level::baseline(), simd => sums(simd, &weights, &values));
        assert_eq!(widest, narrowest);
    }
}
