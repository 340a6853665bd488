//! Learned weights of the tokens in classes, ids and roles, of the words of short texts and of where links lead.

use super::hash::Hash;

/// Log-odds of content for tokens of naming attributes and for words of short texts, learned from annotated pages.
/// Empty by default.
///
/// ```
/// use maintext::{LearnedScorer, Scorer, Vocabulary};
///
/// assert!(Vocabulary::default().is_empty());
/// assert!(!LearnedScorer::default().vocabulary().unwrap().is_empty());
/// ```
#[derive(Clone, Default)]
pub struct Vocabulary {
    /// A hash table of buckets, a power of two of them, which are filled from the front; a token stands in the first
    /// bucket with room for it from its own one on.
    buckets: Box<[Bucket]>,
    /// A token's own bucket is told by the upper bits of its mixed hash: all but so many.
    shift: u32,
}

/// As many cells as fill a line of the cache. A page looks up some ten thousand tokens, most of which lie beyond the
/// nearest caches: all cells are compared without a branch, so that the processor can wait for many lines at once.
#[derive(Clone, Copy)]
#[repr(align(64))]
struct Bucket([Cell; CELLS]);

const CELLS: usize = 16;

/// The lower 24 bits of a mixed token, and its weight in steps above [`NO_WEIGHT`]; 0 where there is no token.
type Cell = u32;

const NO_WEIGHT: i32 = 128;

/// Weights are kept in so many steps a unit, as signed bytes, which is how models store them.
pub(crate) const WEIGHT_STEPS: f32 = 32.0;

/// How many of a token's bits a cell lacks.
const LACKING: u32 = 8;

/// The smallest table has two to the power of so many buckets.
const LEAST_BITS: u32 = LACKING + 2;

/// The table is filled to three quarters at most: a few buckets are full then, and twice the room gives nothing more.
const MOST_FILLED: (usize, usize) = (3, 4);

impl Vocabulary {
    /// The vocabulary of tokens and their weights, which are rounded to [`WEIGHT_STEPS`].
    pub(crate) fn new(entries: impl IntoIterator<Item = (Hash, f32)>) -> Vocabulary {
        let cell = |(token, weight): (Hash, f32)| {
            let steps = (weight * WEIGHT_STEPS).round().clamp(-127.0, 127.0) as i32;
            (mix(token), mix(token) << LACKING | (steps + NO_WEIGHT) as u32)
        };
        let entries: Vec<(u32, Cell)> = entries.into_iter().map(cell).collect();
        if entries.is_empty() {
            return Vocabulary::default();
        }
        let cells = entries.len() * MOST_FILLED.1 / MOST_FILLED.0;
        let least = cells.div_ceil(CELLS).next_power_of_two().trailing_zeros().max(LEAST_BITS);
        (least..u32::BITS).find_map(|bits| Vocabulary::with_bits(&entries, bits)).unwrap_or_default()
    }

    /// The table with two to the power of `bits` buckets; `None` where a token would stand too far from its own one.
    fn with_bits(entries: &[(u32, Cell)], bits: u32) -> Option<Vocabulary> {
        let buckets = vec![Bucket([0; CELLS]); 1 << bits].into();
        let mut vocabulary = Vocabulary { buckets, shift: u32::BITS - bits };
        // Where a cell stands tells the bits that it lacks, as long as the token's own bucket is nearer than this.
        let farthest = 1 << (bits - LACKING);
        for &(token, cell) in entries {
            let has_room = |cells: &[Cell; CELLS]| cells.iter().position(|&other| other == 0 || is_of(other, token));
            let mut near = vocabulary.from(token).take(farthest);
            let (bucket, at) = near.find_map(|bucket| Some((bucket, has_room(&vocabulary.buckets[bucket].0)?)))?;
            vocabulary.buckets[bucket].0[at] = cell;
        }
        Some(vocabulary)
    }

    /// The buckets where a mixed token may stand, its own first.
    fn from(&self, token: u32) -> impl Iterator<Item = usize> + use<> {
        let (own, count) = (token as usize >> self.shift, self.buckets.len());
        (own..own + count).map(move |bucket| bucket & (count - 1))
    }

    /// Whether a token is known, and its weight in steps, 0 where it is not.
    #[inline(always)]
    pub(crate) fn look_up(&self, token: Hash) -> (bool, i32) {
        let token = mix(token);
        let Some(Bucket(cells)) = self.buckets.get(token as usize >> self.shift) else { return (false, 0) };
        let mut cell = in_bucket(cells, token);
        // At once, since the first alone could not be foretold.
        if (cell == 0) & (cells[CELLS - 1] != 0) {
            cell = self.behind(token);
        }
        (cell != 0, steps(cell))
    }

    /// The cell of a token whose own bucket is full, if it stands in one behind; else 0.
    #[cold]
    fn behind(&self, token: u32) -> Cell {
        for bucket in self.from(token).skip(1) {
            let cells = &self.buckets[bucket].0;
            let cell = in_bucket(cells, token);
            if cell != 0 || cells[CELLS - 1] == 0 {
                return cell;
            }
        }
        0
    }

    /// Whether no token is known.
    pub fn is_empty(&self) -> bool {
        self.buckets.is_empty()
    }
}

impl std::fmt::Debug for Vocabulary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Vocabulary").field("buckets", &self.buckets.len()).finish_non_exhaustive()
    }
}

/// Spreads tokens over the upper bits; no two become the same.
fn mix(token: Hash) -> u32 {
    token.wrapping_mul(0x9e37_79b1)
}

fn is_of(cell: Cell, token: u32) -> bool {
    (cell ^ token << LACKING) >> LACKING == 0
}

/// The cell of a token, 0 where the bucket has none.
#[inline(always)]
fn in_bucket(cells: &[Cell; CELLS], token: u32) -> Cell {
    cells.iter().fold(0, |found, &cell| found | if is_of(cell, token) { cell } else { 0 })
}

/// The weight in a cell, 0 where no token is.
#[inline(always)]
fn steps(cell: Cell) -> i32 {
    let steps = if cell == 0 { NO_WEIGHT } else { (cell & 0xff) as i32 };
    steps - NO_WEIGHT
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashMap;

    /// Tokens whose places are one beside the other in a table of any size, and any others.
    fn tokens() -> impl Strategy<Value = u32> {
        // The inverse of the factor in `mix`.
        let inverse = (0..5).fold(1_u32, |x, _| x.wrapping_mul(2_u32.wrapping_sub(x.wrapping_mul(0x9e37_79b1))));
        let crowded = (0_u32..4, 0_u32..64).prop_map(move |(upper, lower)| (upper << 30 | lower).wrapping_mul(inverse));
        prop_oneof![any::<u32>(), crowded]
    }

    fn weight(vocabulary: &Vocabulary, token: u32) -> Option<f32> {
        let (is_known, steps) = vocabulary.look_up(token);
        assert!(is_known || steps == 0);
        is_known.then_some(steps as f32 / WEIGHT_STEPS)
    }

    proptest! {
        #[test]
        fn weights_are_those_of_a_map(
            entries in prop::collection::vec((tokens(), -127_i8..=127), 1..300),
            others in prop::collection::vec(tokens(), 50),
        ) {
            let entries: Vec<_> = entries.into_iter().map(|(token, steps)| (token, f32::from(steps) / WEIGHT_STEPS)).collect();
            let map: HashMap<u32, f32> = entries.iter().copied().collect();
            let vocabulary = Vocabulary::new(entries);
            for &token in map.keys().chain(&others) {
                prop_assert_eq!(weight(&vocabulary, token), map.get(&token).copied());
            }
        }
    }

    #[test]
    fn weights_are_rounded_and_bounded() {
        let vocabulary = Vocabulary::new([(1, 0.02), (2, 9.0), (3, -9.0)]);
        assert_eq!(
            [1, 2, 3].map(|token| weight(&vocabulary, token)),
            [1.0, 127.0, -127.0].map(|steps| Some(steps / 32.0))
        );
        assert_eq!((weight(&vocabulary, 4), weight(&Vocabulary::default(), 1)), (None, None));
    }
}
