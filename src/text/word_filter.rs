//! A set of words that answers most lookups of other words with a single comparison.

use crate::text::word_hash::Hash;

/// A Bloom filter (Bloom 1970) with one hash function: the lowest six bits of a word's hash. It may contain words that
/// were not inserted.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct WordFilter(u64);

impl WordFilter {
    #[inline]
    pub fn may_contain(self, word: Hash) -> bool {
        self.0 & bit(word) != 0
    }
}

impl<'w> FromIterator<&'w Hash> for WordFilter {
    fn from_iter<I: IntoIterator<Item = &'w Hash>>(words: I) -> WordFilter {
        WordFilter(words.into_iter().fold(0, |filter, &word| filter | bit(word)))
    }
}

#[inline]
fn bit(word: Hash) -> u64 {
    1 << (word % u64::BITS)
}

#[cfg(test)]
mod tests {
    use super::WordFilter;

    #[test]
    fn inserted_words_are_contained_and_few_others() {
        let filter: WordFilter = [3, 70].iter().collect();
        assert!(filter.may_contain(3) && filter.may_contain(70) && filter.may_contain(67));
        assert_eq!((0..64).filter(|&word| filter.may_contain(word)).count(), 2);
        assert!(!WordFilter::default().may_contain(3));
    }
}
