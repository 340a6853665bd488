//! Builds the table of a vocabulary, for training and tests.

use super::sorted_tokens;
use super::vocabulary::{SLOT_BITS, Vocabulary, WEIGHT_STEPS, bucket, bucket_count, position};
use crate::text::word_hash::Hash;

/// Maximum share of the slots that are used: with less room, multipliers are hard to find.
const MAX_LOAD: (usize, usize) = (3, 4);

/// Maximum number of tokens in a bucket. The search for a multiplier compares each pair of them.
const MAX_BUCKET_TOKENS: usize = 256;

/// How often the table may be doubled if a bucket has no multiplier.
const MAX_DOUBLINGS: u32 = 4;

impl Vocabulary {
    /// Makes the table of tokens and weights, which are rounded to steps of 1 / [`WEIGHT_STEPS`]. The last weight of a
    /// token counts. Returns `None` if too many tokens share low bits, which does not happen with hashes of words.
    pub(crate) fn new(entries: impl IntoIterator<Item = (Hash, f32)>) -> Option<Vocabulary> {
        let entries = sorted(entries);
        if entries.is_empty() {
            return Some(Vocabulary::default());
        }
        let Multipliers { bits, of_buckets } = multipliers(&entries)?;
        Vocabulary::from_multipliers(bits, of_buckets.into(), entries.into_iter())
    }

    /// Returns the vocabulary of tokens and weights as a model file has it, or `None` like [`Vocabulary::new`]. See
    /// `model/file.rs` for the format.
    pub(crate) fn pack(entries: impl IntoIterator<Item = (Hash, f32)>) -> Option<Vec<u8>> {
        let entries = sorted(entries);
        if entries.is_empty() {
            return Some(0_u32.to_le_bytes().to_vec());
        }
        let Multipliers { bits, of_buckets } = multipliers(&entries)?;
        let tokens: Vec<Hash> = entries.iter().map(|&(token, _)| token).collect();
        let (lower, words) = sorted_tokens::encode(&tokens);
        let mut out = [bits, tokens.len() as u32].map(u32::to_le_bytes).concat();
        out.extend(of_buckets.into_iter().flat_map(u16::to_le_bytes));
        out.extend(words.into_iter().flat_map(u32::to_le_bytes));
        out.extend(lower.into_iter().flat_map(u16::to_le_bytes));
        out.extend(entries.iter().map(|&(_, steps)| steps as u8));
        Some(out)
    }
}

/// Returns the tokens in order, each once, with their weights in steps.
fn sorted(entries: impl IntoIterator<Item = (Hash, f32)>) -> Vec<(Hash, i8)> {
    let steps = |weight: f32| (weight * WEIGHT_STEPS).round().clamp(-127.0, 127.0) as i8;
    let mut entries: Vec<(Hash, i8)> = entries.into_iter().map(|(token, weight)| (token, steps(weight))).collect();
    entries.sort_by_key(|&(token, _)| token);
    entries.dedup_by(|later, first| {
        let is_same = later.0 == first.0;
        if is_same {
            first.1 = later.1;
        }
        is_same
    });
    entries
}

/// The multipliers of a table with two to the power of `bits` slots.
struct Multipliers {
    bits: u32,
    of_buckets: Vec<u16>,
}

/// Finds the multipliers of the smallest table that has some.
fn multipliers(entries: &[(Hash, i8)]) -> Option<Multipliers> {
    let slots = entries.len() * MAX_LOAD.1 / MAX_LOAD.0;
    let min = slots.next_power_of_two().trailing_zeros().max(*SLOT_BITS.start());
    let of_bits = |bits: u32| Some(Multipliers { bits, of_buckets: Search::new(bits).run(entries)? });
    (min..=min + MAX_DOUBLINGS).find_map(of_bits)
}

/// A table while its multipliers are found.
struct Search {
    is_used: Vec<bool>,
    multipliers: Vec<u16>,
    shift: u32,
}

impl Search {
    fn new(bits: u32) -> Search {
        Search { is_used: vec![false; 1 << bits], multipliers: vec![1; bucket_count(bits)], shift: u32::BITS - bits }
    }

    /// Returns `None` if a bucket has no multiplier.
    fn run(mut self, entries: &[(Hash, i8)]) -> Option<Vec<u16>> {
        let buckets = self.multipliers.len();
        let mut tokens: Vec<Hash> = entries.iter().map(|&(token, _)| token).collect();
        tokens.sort_by_key(|&token| bucket(token, buckets));
        let mut runs: Vec<&[Hash]> = tokens.chunk_by(|&a, &b| bucket(a, buckets) == bucket(b, buckets)).collect();
        // The longest buckets first, while most slots are empty.
        runs.sort_by_key(|run| std::cmp::Reverse(run.len()));
        if runs.first().is_some_and(|run| run.len() > MAX_BUCKET_TOKENS) {
            return None;
        }
        runs.into_iter().try_for_each(|run| self.insert(run))?;
        Some(self.multipliers)
    }

    /// Inserts the tokens of one bucket with the first multiplier that fits.
    fn insert(&mut self, tokens: &[Hash]) -> Option<()> {
        let odd = (0..=u16::MAX / 2).map(|half| 2 * half + 1);
        let multiplier = odd.into_iter().find(|&multiplier| self.fits(tokens, multiplier))?;
        let bucket = bucket(tokens[0], self.multipliers.len());
        self.multipliers[bucket] = multiplier;
        for &token in tokens {
            self.is_used[position(token, multiplier, self.shift)] = true;
        }
        Some(())
    }

    /// Whether the multiplier gives each token of a bucket an empty slot of its own.
    fn fits(&self, tokens: &[Hash], multiplier: u16) -> bool {
        let position = |at: usize| position(tokens[at], multiplier, self.shift);
        (0..tokens.len()).all(|at| !self.is_used[position(at)])
            && (1..tokens.len()).all(|at| (0..at).all(|other| position(other) != position(at)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::word_hash::hash;
    use fastrand::Rng;
    use std::collections::HashMap;

    /// Inverts [`mix`].
    fn unmix(mixed: u32) -> u32 {
        let inverse = (0..5).fold(1_u32, |x, _| x.wrapping_mul(2_u32.wrapping_sub(x.wrapping_mul(0x9e37_79b1))));
        mixed.wrapping_mul(inverse)
    }

    /// Returns a random token, or one of a crowd whose slots are adjacent in a table of any size.
    fn token(rng: &mut Rng) -> u32 {
        if rng.bool() { rng.u32(..) } else { unmix(rng.u32(..4) << 30 | rng.u32(..64)) }
    }

    fn weight(vocabulary: &Vocabulary, token: u32) -> Option<f32> {
        let (is_known, steps) = vocabulary.look_up(token);
        assert!(is_known || steps == 0);
        is_known.then_some(steps as f32 / WEIGHT_STEPS)
    }

    #[test]
    fn lookups_agree_with_a_map() {
        let mut rng = Rng::with_seed(1);
        for _ in 0..256 {
            let entries: Vec<(u32, f32)> = (0..rng.usize(1..300))
                .map(|_| (token(&mut rng), f32::from(rng.i8(-127..=127)) / WEIGHT_STEPS))
                .collect();
            let map: HashMap<u32, f32> = entries.iter().copied().collect();
            let others: Vec<u32> = (0..50).map(|_| token(&mut rng)).collect();
            let vocabulary = Vocabulary::new(entries).unwrap();
            for &token in map.keys().chain(&others) {
                assert_eq!(weight(&vocabulary, token), map.get(&token).copied(), "{token}");
            }
        }
    }

    #[test]
    fn too_many_tokens_in_one_bucket_are_refused() {
        let crowd = |count: u32| (0..count).map(|at| (unmix((at & 0xff) << 24 | at >> 8), 1.0));
        assert!(Vocabulary::new(crowd(MAX_BUCKET_TOKENS as u32)).is_some());
        assert!(Vocabulary::new(crowd(MAX_BUCKET_TOKENS as u32 + 1)).is_none());
        assert!(Vocabulary::new(crowd(1 << 16)).is_none());
    }

    #[test]
    fn weights_are_rounded_and_clamped() {
        let [one, two, three] = ["one", "two", "three"].map(hash);
        let vocabulary = Vocabulary::new([(one, 0.02), (two, 9.0), (three, -9.0)]).unwrap();
        assert_eq!(
            [one, two, three].map(|token| weight(&vocabulary, token)),
            [1.0, 127.0, -127.0].map(|steps| Some(steps / 32.0))
        );
        assert_eq!((weight(&vocabulary, hash("four")), weight(&Vocabulary::default(), one)), (None, None));
    }
}
