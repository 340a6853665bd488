//! Builds the table of a vocabulary, for training and tests.

use super::vocabulary::{
    MISSING_BITS, SLOT_BITS, Slot, Vocabulary, WEIGHT_STEPS, ZERO_STEPS, bucket, bucket_count, position,
};
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
        let slot = |(token, weight): (Hash, f32)| {
            let steps = (weight * WEIGHT_STEPS).round().clamp(-127.0, 127.0) as i32;
            (token, token << MISSING_BITS | (steps + ZERO_STEPS) as u32)
        };
        let mut entries: Vec<(Hash, Slot)> = entries.into_iter().map(slot).collect();
        entries.sort_by_key(|&(token, _)| token);
        entries.dedup_by(|later, first| {
            let is_same = later.0 == first.0;
            if is_same {
                first.1 = later.1;
            }
            is_same
        });
        if entries.is_empty() {
            return Some(Vocabulary::default());
        }
        let slots = entries.len() * MAX_LOAD.1 / MAX_LOAD.0;
        let min = slots.next_power_of_two().trailing_zeros().max(*SLOT_BITS.start());
        (min..=min + MAX_DOUBLINGS).find_map(|bits| Vocabulary::with_bits(&entries, bits))
    }

    /// Makes a table with two to the power of `bits` slots. Returns `None` if a bucket has no multiplier.
    fn with_bits(entries: &[(Hash, Slot)], bits: u32) -> Option<Vocabulary> {
        let mut table =
            Builder { slots: vec![0; 1 << bits], multipliers: vec![1; bucket_count(bits)], shift: u32::BITS - bits };
        let sorted = table.by_bucket(entries);
        let buckets = table.multipliers.len();
        let mut runs: Vec<&[(Hash, Slot)]> =
            sorted.chunk_by(|a, b| bucket(a.0, buckets) == bucket(b.0, buckets)).collect();
        // The longest buckets first, while most slots are empty.
        runs.sort_by_key(|run| std::cmp::Reverse(run.len()));
        if runs.first().is_some_and(|run| run.len() > MAX_BUCKET_TOKENS) {
            return None;
        }
        runs.into_iter().try_for_each(|run| table.insert(run))?;
        Some(Vocabulary::from_table(table.slots.into(), table.multipliers.into()))
    }

    /// Returns the table as a model file has it: the binary logarithm of the number of slots, the slots, and the
    /// multipliers; little-endian. An empty vocabulary is four zeros.
    pub fn to_bytes(&self) -> Vec<u8> {
        let bits = self.slots.len().max(1).trailing_zeros();
        let slots = self.slots.iter().flat_map(|slot| slot.to_le_bytes());
        let multipliers = self.multipliers.iter().flat_map(|multiplier| multiplier.to_le_bytes());
        bits.to_le_bytes().into_iter().chain(slots).chain(multipliers).collect()
    }
}

/// A table while it is filled.
struct Builder {
    slots: Vec<Slot>,
    multipliers: Vec<u16>,
    shift: u32,
}

impl Builder {
    /// Returns the entries in the order of their buckets (a counting sort).
    fn by_bucket(&self, entries: &[(Hash, Slot)]) -> Vec<(Hash, Slot)> {
        let buckets = self.multipliers.len();
        // First the number of entries of each bucket, then the position of the bucket's next entry.
        let mut positions = vec![0; buckets + 1];
        for &(token, _) in entries {
            positions[bucket(token, buckets) + 1] += 1;
        }
        for at in 1..positions.len() {
            positions[at] += positions[at - 1];
        }
        let mut sorted = vec![(0, 0); entries.len()];
        for &entry in entries {
            let position = &mut positions[bucket(entry.0, buckets)];
            sorted[*position] = entry;
            *position += 1;
        }
        sorted
    }

    /// Inserts the entries of one bucket with the first multiplier that fits.
    fn insert(&mut self, entries: &[(Hash, Slot)]) -> Option<()> {
        let odd = (0..=u16::MAX / 2).map(|half| 2 * half + 1);
        let multiplier = odd.into_iter().find(|&multiplier| self.fits(entries, multiplier))?;
        let bucket = bucket(entries[0].0, self.multipliers.len());
        self.multipliers[bucket] = multiplier;
        for &(token, slot) in entries {
            self.slots[position(token, multiplier, self.shift)] = slot;
        }
        Some(())
    }

    /// Whether the multiplier gives each token of a bucket an empty slot of its own.
    fn fits(&self, entries: &[(Hash, Slot)], multiplier: u16) -> bool {
        let position = |at: usize| position(entries[at].0, multiplier, self.shift);
        (0..entries.len()).all(|at| self.slots[position(at)] == 0)
            && (1..entries.len()).all(|at| (0..at).all(|other| position(other) != position(at)))
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
