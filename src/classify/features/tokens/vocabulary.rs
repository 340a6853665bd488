//! The learned weights of tokens, as a perfect hash table.

use crate::text::word_hash::Hash;
use std::ops::RangeInclusive;
use std::sync::Arc;

/// The learned weights of tokens: of element names, of the words of short texts, of the first and last words of long
/// texts, and of the words of link addresses. A weight is a difference in logits. Empty by default.
///
/// The table is a perfect hash (hash and displace; Belazzougui, Botelho, Dietzfelbinger 2009, "Hash, displace, and
/// compress"): the low bits of a token select a bucket, each bucket stores a multiplier, and the high bits of the
/// product give a slot that no other token has.
#[derive(Clone, Default)]
pub struct Vocabulary {
    slots: Arc<[Slot]>,
    /// The multiplier of each bucket.
    multipliers: Arc<[u16]>,
    /// A product is shifted right by this to give a slot.
    shift: u32,
}

/// The lower 24 bits of a token, and its weight in steps above [`ZERO_STEPS`]; 0 if the slot is empty. The other bits
/// of the token follow from the position of the slot, since the low bits give the multiplier, which is odd.
type Slot = u32;

const ZERO_STEPS: i32 = 128;

/// Steps per unit of weight. Models store weights as signed bytes, in steps.
pub(crate) const WEIGHT_STEPS: f32 = 32.0;

/// Bits of a token that its slot does not store.
const MISSING_BITS: u32 = 8;

/// Binary logarithms of the number of slots: the position of a slot must give the bits that it does not store, and a model
/// file has at most 4,194,304 slots.
pub(crate) const SLOT_BITS: RangeInclusive<u32> = MISSING_BITS..=22;

/// Slots per bucket. With fewer, the multipliers take more of the nearest cache; with more, they are hard to find.
const SLOTS_PER_BUCKET: usize = 8;

/// Maximum number of buckets: the stored bits of a token must give its bucket.
const MAX_BUCKETS: usize = 1 << (u32::BITS - 2 * MISSING_BITS);

impl Vocabulary {
    /// Makes a table with two to the power of `bits` slots. Each bucket has its multiplier, each token its weight in steps.
    /// Returns `None` if a multiplier does not give each token of its bucket a slot of its own.
    pub(crate) fn from_multipliers(
        bits: u32,
        multipliers: Arc<[u16]>,
        tokens: impl Iterator<Item = (Hash, i8)>,
    ) -> Option<Vocabulary> {
        let shift = u32::BITS - bits;
        let mut slots = vec![0; 1 << bits];
        let mut collisions = 0;
        for (token, steps) in tokens {
            let multiplier = multipliers[bucket(token, multipliers.len())];
            let slot: &mut Slot = &mut slots[position(token, multiplier, shift)];
            collisions += u32::from(*slot != 0);
            *slot = filled(token, i32::from(steps));
        }
        (collisions == 0).then(|| Vocabulary { slots: slots.into(), multipliers, shift })
    }

    /// Returns whether a token is known, and its weight in steps, which is 0 for an unknown token.
    ///
    /// A page looks up some ten thousand tokens, and most slots are not in the nearest caches. So there is no branch
    /// and there are few instructions: the processor waits for many slots at once.
    #[inline(always)]
    pub(crate) fn look_up(&self, token: Hash) -> (bool, i32) {
        let multiplier = self.multipliers.get(bucket(token, self.multipliers.len())).copied().unwrap_or(1);
        let slot = self.slots.get(position(token, multiplier, self.shift)).copied().unwrap_or(0);
        let is_known = (slot != 0) & ((slot ^ token << MISSING_BITS) >> MISSING_BITS == 0);
        (is_known, if is_known { (slot & 0xff) as i32 - ZERO_STEPS } else { 0 })
    }

    /// Reads the table in order, which brings it into the nearest caches faster than lookups in random order. The rest
    /// of the program drives it out of them between pages.
    pub(crate) fn prefetch(&self) {
        const CACHE_LINE: usize = 64;
        let slots = self.slots.iter().step_by(CACHE_LINE / size_of::<Slot>()).fold(0, |all, slot| all ^ slot);
        let multipliers = self.multipliers.iter().step_by(CACHE_LINE / size_of::<u16>()).fold(0, |all, x| all ^ x);
        std::hint::black_box((slots, multipliers));
    }

    /// Whether no token is known.
    pub fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// Whether both are the same table: clones of one vocabulary.
    pub(crate) fn is_same(&self, other: &Vocabulary) -> bool {
        Arc::ptr_eq(&self.slots, &other.slots)
    }
}

impl std::fmt::Debug for Vocabulary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Vocabulary").field("slots", &self.slots.len()).finish_non_exhaustive()
    }
}

/// Returns the slot of a token with a weight.
fn filled(token: Hash, steps: i32) -> Slot {
    token << MISSING_BITS | (steps + ZERO_STEPS) as u32
}

/// Returns the number of buckets of a table with two to the power of `bits` slots.
pub(crate) fn bucket_count(bits: u32) -> usize {
    ((1 << bits) / SLOTS_PER_BUCKET).min(MAX_BUCKETS)
}

/// Returns the bucket of a token, by bits that its slot stores.
#[inline(always)]
pub(super) fn bucket(token: Hash, buckets: usize) -> usize {
    (mix(token) >> MISSING_BITS) as usize & buckets.wrapping_sub(1)
}

/// Returns the slot of a token whose bucket has this multiplier.
#[inline(always)]
pub(super) fn position(token: Hash, multiplier: u16, shift: u32) -> usize {
    (token.wrapping_mul(u32::from(multiplier)) >> shift) as usize
}

/// Fibonacci hashing (Knuth, The Art of Computer Programming, 6.4): a bijection that spreads tokens over the high bits.
fn mix(token: Hash) -> u32 {
    token.wrapping_mul(0x9e37_79b1)
}
