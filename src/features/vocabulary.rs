//! Learned weights of the tokens in classes, ids and roles, and of the words of short texts.

use super::hash::Hash;

/// How many tokens share a bucket in the mean: about what one line of the cache holds.
const BUCKET: usize = 4;

/// Log-odds of content for tokens of naming attributes and for words of short texts, learned from annotated pages.
/// Empty by default.
///
/// ```
/// use maintext::{LearnedScorer, Scorer, Vocabulary};
///
/// assert!(Vocabulary::default().is_empty());
/// assert!(!LearnedScorer::default().vocabulary().unwrap().is_empty());
/// ```
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    // Most tokens of a page are unknown, so the keys stand on their own, and there is no room between them: what is
    // looked at stays in the cache.
    /// Where each bucket of keys begins, and where the last one ends.
    starts: Vec<u32>,
    /// Mixed tokens, in order.
    keys: Vec<u32>,
    weights: Vec<f32>,
    /// A key's bucket is what stands above so many bits.
    shift: u32,
}

impl Vocabulary {
    /// The vocabulary of tokens and their weights. Of a token that is named twice, the last weight counts.
    pub(crate) fn new(entries: impl IntoIterator<Item = (Hash, f32)>) -> Vocabulary {
        let mut entries: Vec<(u32, f32)> = entries.into_iter().map(|(token, weight)| (mix(token), weight)).collect();
        // Stable: the last of those with the same key is the last one still.
        entries.sort_by_key(|&(key, _)| key);
        entries.reverse();
        entries.dedup_by_key(|&mut (key, _)| key);
        entries.reverse();
        let bits = (entries.len() / BUCKET).max(2).ilog2();
        let shift = u32::BITS - bits;
        let start = |bucket: u32| entries.partition_point(|&(key, _)| key >> shift < bucket) as u32;
        let starts = (0..=1 << bits).map(start).collect();
        let (keys, weights) = entries.into_iter().unzip();
        Vocabulary { starts, keys, weights, shift }
    }

    /// The weight of a token, where it is known.
    pub(crate) fn weight(&self, token: Hash) -> Option<f32> {
        let key = mix(token);
        let bucket = (key.checked_shr(self.shift)?) as usize;
        let (start, end) = (*self.starts.get(bucket)? as usize, *self.starts.get(bucket + 1)? as usize);
        let at = start + self.keys[start..end].iter().position(|&other| other == key)?;
        Some(self.weights[at])
    }

    /// Whether no token is known.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }
}

/// Spreads what the bits of a hash tell over the upper ones (Fibonacci hashing: 2^32 over the golden ratio); no two
/// tokens become one.
fn mix(token: Hash) -> u32 {
    token.wrapping_mul(0x9e37_79b1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_weight_of_a_token_counts() {
        for count in [0, 1, 3, 1000, 5000] {
            let token = |i: u32| i.wrapping_mul(i) ^ i << 7;
            let tokens: std::collections::BTreeSet<u32> = (0..count).map(token).collect();
            let entries = tokens.iter().flat_map(|&token| [(token, 1.0), (token, token as f32)]);
            let vocabulary = Vocabulary::new(entries);
            assert!(tokens.iter().all(|&token| vocabulary.weight(token) == Some(token as f32)));
            assert!(
                (0..10_000).filter(|token| !tokens.contains(token)).all(|token| vocabulary.weight(token).is_none())
            );
        }
    }
}
