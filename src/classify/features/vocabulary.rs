//! Learned weights of the tokens in classes, ids and roles, of the words of short texts and of where links lead.

use crate::text::word_hash::Hash;

/// Log-odds of content, learned from annotated pages, for the tokens of naming attributes, the words of short texts, the
/// words with which longer ones open and close, and the words in the targets of links.
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
    /// A hash table in which no two tokens share a cell.
    cells: Box<[Cell]>,
    /// A token's lower bits tell its row, and each row has a factor of its own, such that all of its tokens, multiplied
    /// with it, lead to cells that nobody else has (after Belazzougui, Botelho, Dietzfelbinger 2009, "Hash, displace, and
    /// compress").
    factors: Box<[u16]>,
    /// A token's cell is told by the upper bits of the product: all but so many.
    shift: u32,
}

/// The lower 24 bits of a token, and its weight in steps above [`NO_WEIGHT`]; 0 where there is no token. The other bits
/// are told by the cell's place: the lower ones tell the factor, which is odd.
type Cell = u32;

const NO_WEIGHT: i32 = 128;

/// Weights are kept in so many steps a unit, as signed bytes, which is how models store them.
pub(crate) const WEIGHT_STEPS: f32 = 32.0;

/// How many of a token's bits a cell lacks.
const LACKING: u32 = 8;

/// There are two to the power of so many cells at least, so that places tell what cells lack.
const LEAST_BITS: u32 = LACKING;

/// The table is filled to three quarters at most: with less room factors are hard to find.
const MOST_FILLED: (usize, usize) = (3, 4);

/// A row for so many cells: more rows take room in the nearest cache, fewer have so many tokens each that factors are
/// hard to find.
const CELLS_A_ROW: usize = 8;

/// So that the bits of a token that its cell has tell its row.
const MOST_ROWS: usize = 1 << (u32::BITS - 2 * LACKING);

/// Tokens of a row at most: factors are tried with each pair of them.
const LONGEST_ROW: usize = 256;

/// How often the room may be doubled where a row fits nowhere.
const MOST_SPARE: u32 = 4;

impl Vocabulary {
    /// The vocabulary of tokens and their weights, which are rounded to [`WEIGHT_STEPS`]; `None` where so many tokens are
    /// alike that a table would have to be far larger than they are, which words never are.
    pub(crate) fn new(entries: impl IntoIterator<Item = (Hash, f32)>) -> Option<Vocabulary> {
        let cell = |(token, weight): (Hash, f32)| {
            let steps = (weight * WEIGHT_STEPS).round().clamp(-127.0, 127.0) as i32;
            (token, token << LACKING | (steps + NO_WEIGHT) as u32)
        };
        let mut entries: Vec<(Hash, Cell)> = entries.into_iter().map(cell).collect();
        // Of a token that is there twice, the last counts. Models have them in order already.
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
        let cells = entries.len() * MOST_FILLED.1 / MOST_FILLED.0;
        let least = cells.next_power_of_two().trailing_zeros().max(LEAST_BITS);
        (least..=least + MOST_SPARE).find_map(|bits| Vocabulary::with_bits(&entries, bits))
    }

    /// The table with two to the power of `bits` cells; `None` where a row fits nowhere.
    fn with_bits(entries: &[(Hash, Cell)], bits: u32) -> Option<Vocabulary> {
        let mut vocabulary = Vocabulary {
            cells: vec![0; 1 << bits].into(),
            factors: vec![1; ((1 << bits) / CELLS_A_ROW).min(MOST_ROWS)].into(),
            shift: u32::BITS - bits,
        };
        let sorted = vocabulary.by_row(entries);
        let mut rows: Vec<&[(Hash, Cell)]> =
            sorted.chunk_by(|a, b| vocabulary.row(a.0) == vocabulary.row(b.0)).collect();
        // Long rows first, while there is room.
        rows.sort_by_key(|row| std::cmp::Reverse(row.len()));
        if rows.first().is_some_and(|row| row.len() > LONGEST_ROW) {
            return None;
        }
        for row in rows {
            let factor = (0..=u16::MAX / 2).map(|half| 2 * half + 1).find(|&factor| vocabulary.fits(row, factor))?;
            let number = vocabulary.row(row[0].0);
            vocabulary.factors[number] = factor;
            for &(token, cell) in row {
                let place = vocabulary.place(token, factor);
                vocabulary.cells[place] = cell;
            }
        }
        Some(vocabulary)
    }

    /// The entries in the order of their rows.
    fn by_row(&self, entries: &[(Hash, Cell)]) -> Vec<(Hash, Cell)> {
        // A counting sort: where each row starts, and then, where its next entry goes.
        let mut places = vec![0; self.factors.len() + 1];
        for &(token, _) in entries {
            places[self.row(token) + 1] += 1;
        }
        for row in 1..places.len() {
            places[row] += places[row - 1];
        }
        let mut sorted = vec![(0, 0); entries.len()];
        for &entry in entries {
            let place = &mut places[self.row(entry.0)];
            sorted[*place] = entry;
            *place += 1;
        }
        sorted
    }

    /// Whether a row's tokens lead to cells of their own by this factor.
    fn fits(&self, row: &[(Hash, Cell)], factor: u16) -> bool {
        let place = |at: usize| self.place(row[at].0, factor);
        (0..row.len()).all(|at| self.cells[place(at)] == 0)
            && (1..row.len()).all(|at| (0..at).all(|other| place(other) != place(at)))
    }

    /// The row of a token, by the bits that its cell has.
    #[inline(always)]
    fn row(&self, token: Hash) -> usize {
        (mix(token) >> LACKING) as usize & self.factors.len().wrapping_sub(1)
    }

    /// The cell of a token whose row has this factor.
    #[inline(always)]
    fn place(&self, token: Hash, factor: u16) -> usize {
        (token.wrapping_mul(u32::from(factor)) >> self.shift) as usize
    }

    /// Whether a token is known, and its weight in steps, 0 where it is not.
    ///
    /// A page looks up some ten thousand tokens, most of which lie beyond the nearest caches: without a branch, and in
    /// few instructions, so that the processor waits for many of them at once.
    #[inline(always)]
    pub(crate) fn look_up(&self, token: Hash) -> (bool, i32) {
        let factor = self.factors.get(self.row(token)).copied().unwrap_or(1);
        let cell = self.cells.get(self.place(token, factor)).copied().unwrap_or(0);
        let is_known = (cell != 0) & ((cell ^ token << LACKING) >> LACKING == 0);
        (is_known, if is_known { (cell & 0xff) as i32 - NO_WEIGHT } else { 0 })
    }

    /// Reads the table in order, which the processor does ahead, for a page that will look up a good part of it in none: what
    /// else the program does between pages drives it out of the nearest caches.
    pub(crate) fn warm(&self) {
        const LINE: usize = 64;
        let cells = self.cells.iter().step_by(LINE / size_of::<Cell>()).fold(0, |all, cell| all ^ cell);
        let factors = self.factors.iter().step_by(LINE / size_of::<u16>()).fold(0, |all, factor| all ^ factor);
        std::hint::black_box((cells, factors));
    }

    /// Whether no token is known.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }
}

impl std::fmt::Debug for Vocabulary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Vocabulary").field("cells", &self.cells.len()).finish_non_exhaustive()
    }
}

/// Spreads tokens over the upper bits; no two become the same.
fn mix(token: Hash) -> u32 {
    token.wrapping_mul(0x9e37_79b1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::word_hash::hash;
    use fastrand::Rng;
    use std::collections::HashMap;

    /// The token that [`mix`] makes this of.
    fn unmixed(mixed: u32) -> u32 {
        let inverse = (0..5).fold(1_u32, |x, _| x.wrapping_mul(2_u32.wrapping_sub(x.wrapping_mul(0x9e37_79b1))));
        mixed.wrapping_mul(inverse)
    }

    /// Any token, or one of a crowd that is next to each other in a table of any size.
    fn token(rng: &mut Rng) -> u32 {
        if rng.bool() { rng.u32(..) } else { unmixed(rng.u32(..4) << 30 | rng.u32(..64)) }
    }

    fn weight(vocabulary: &Vocabulary, token: u32) -> Option<f32> {
        let (is_known, steps) = vocabulary.look_up(token);
        assert!(is_known || steps == 0);
        is_known.then_some(steps as f32 / WEIGHT_STEPS)
    }

    #[test]
    fn weights_are_those_of_a_map() {
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
    fn tokens_that_are_alike_are_refused() {
        let crowd = |count: u32| (0..count).map(|at| (unmixed((at & 0xff) << 24 | at >> 8), 1.0));
        assert!(Vocabulary::new(crowd(LONGEST_ROW as u32)).is_some());
        assert!(Vocabulary::new(crowd(LONGEST_ROW as u32 + 1)).is_none());
        assert!(Vocabulary::new(crowd(1 << 16)).is_none());
    }

    #[test]
    fn weights_are_rounded_and_bounded() {
        let [one, two, three] = ["one", "two", "three"].map(hash);
        let vocabulary = Vocabulary::new([(one, 0.02), (two, 9.0), (three, -9.0)]).unwrap();
        assert_eq!(
            [one, two, three].map(|token| weight(&vocabulary, token)),
            [1.0, 127.0, -127.0].map(|steps| Some(steps / 32.0))
        );
        assert_eq!((weight(&vocabulary, hash("four")), weight(&Vocabulary::default(), one)), (None, None));
    }
}
