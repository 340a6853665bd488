//! Tokens of texts, and their learned weights.
//!
//! Words such as "Read more", "Posted by" or "Reply" mark boilerplate on every site, and most blocks that are kept by
//! mistake are short. Short texts are looked up as a whole. Author notes, disclaimers and calls to subscribe are long,
//! but they begin or end in the same way, so only the two ends of long texts are looked up.

use crate::classify::features::text::counter::{RecordedWord, Recording};
use crate::classify::features::tokens::vocabulary::Vocabulary;
use crate::classify::features::tokens::weights::{TokenWeights, WeightSum};
use crate::text::word_hash::{Hash, hash_of_ascii};
use crate::text::words::{Word, words};

/// Maximum number of words of a short text. Most words of longer texts tell the topic, which does not matter here.
pub(crate) const MAX_SHORT_WORDS: u32 = 16;

/// Bytes at the beginning of a long text that are looked up.
const START_BYTES: usize = 120;

/// Bytes at the end of a long text that are looked up.
const END_BYTES: usize = 80;

/// The weights of a text: of all tokens if it is short, otherwise of the tokens at its two ends.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct TextWeights {
    pub whole: TokenWeights,
    pub start: TokenWeights,
    pub end: TokenWeights,
}

/// The words that [`weights_of_text`] needs.
pub(crate) const RECORDING: Recording =
    Recording { max_words: MAX_SHORT_WORDS, start_bytes: START_BYTES, end_bytes: END_BYTES };

/// Returns the weights of a text with `count` words. `recorded` holds the words that [`RECORDING`] asks for.
pub(crate) fn weights_of_text(
    text: &str,
    count: f32,
    recorded: &[RecordedWord],
    vocabulary: &Vocabulary,
) -> TextWeights {
    if vocabulary.is_empty() {
        return TextWeights::default();
    }
    if is_short(count) {
        return TextWeights { whole: weights(recorded, 0, vocabulary), ..TextWeights::default() };
    }
    let (start, end) = (start_of(text), end_of(text));
    // If a cut is not at white space, a recorded word may be longer than its part in the cut.
    let is_cut = |at: usize| at < text.len() && !text[at..].starts_with(char::is_whitespace);
    let start_weights = match is_cut(start.len()) {
        true => weights_of_words(start, START_SALT, vocabulary),
        false => {
            let after = recorded.partition_point(|word| word.end as usize <= start.len());
            weights(&recorded[..after], START_SALT, vocabulary)
        }
    };
    let end_start = text.len() - end.len();
    let end_weights = match is_cut(end_start) {
        true => weights_of_words(end, END_SALT, vocabulary),
        false => {
            let before = recorded.partition_point(|word| word.end as usize <= end_start);
            weights(&recorded[before..], END_SALT, vocabulary)
        }
    };
    TextWeights { whole: TokenWeights::default(), start: start_weights, end: end_weights }
}

/// Returns the weights of the tokens of some consecutive words.
fn weights(words: &[RecordedWord], salt: Hash, vocabulary: &Vocabulary) -> TokenWeights {
    let mut sum = WeightSum::new(vocabulary);
    let mut tokens = Tokens::default();
    words.iter().for_each(|recorded| tokens.push(recorded.word, |token| sum.add(token ^ salt)));
    tokens.finish(|token| sum.add(token ^ salt));
    sum.finish()
}

/// The same for the words of a text.
fn weights_of_words(text: &str, salt: Hash, vocabulary: &Vocabulary) -> TokenWeights {
    let mut sum = WeightSum::new(vocabulary);
    for_each_token(text, |token| sum.add(token ^ salt));
    sum.finish()
}

pub(crate) fn is_short(words: f32) -> bool {
    words <= MAX_SHORT_WORDS as f32
}

/// Returns the first words of a long text.
pub(crate) fn start_of(text: &str) -> &str {
    let cut = &text[..(0..=START_BYTES.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)];
    cut.rfind(char::is_whitespace).map_or(cut, |end| &cut[..end])
}

/// Returns the last words of a long text.
pub(crate) fn end_of(text: &str) -> &str {
    let cut = &text[(text.len().saturating_sub(END_BYTES)..).find(|&at| text.is_char_boundary(at)).unwrap_or(0)..];
    cut.find(char::is_whitespace).map_or(cut, |start| &cut[start..])
}

/// Calls `found` with each token of a text: its words, its pairs of words, and the text as a whole. All numbers are the
/// same word. In scripts without spaces each character is a word.
pub(crate) fn for_each_token(text: &str, mut found: impl FnMut(Hash)) {
    let mut tokens = Tokens::default();
    words(text, |word| tokens.push(word, &mut found));
    tokens.finish(found);
}

/// Makes tokens of the words of a text.
struct Tokens {
    last: Hash,
    whole: Hash,
    count: u32,
}

impl Default for Tokens {
    fn default() -> Tokens {
        Tokens { last: BOUNDARY, whole: BOUNDARY, count: 0 }
    }
}

impl Tokens {
    #[inline(always)]
    fn push(&mut self, word: Word, mut found: impl FnMut(Hash)) {
        let word = if word.is_number { NUMBER } else { word.hash };
        found(combine(BOUNDARY, word));
        found(combine(self.last, word) ^ PAIR_SALT);
        self.whole = combine(self.whole, word);
        self.last = word;
        self.count += 1;
    }

    /// Adds the tokens that need the end of the text.
    fn finish(self, mut found: impl FnMut(Hash)) {
        if self.count > 0 {
            found(combine(self.last, BOUNDARY) ^ PAIR_SALT);
        }
        if self.count > 2 {
            found(self.whole ^ WHOLE_SALT);
        }
    }
}

// Random constants that keep the kinds of tokens apart. The model file has hashes made with them.
pub(crate) const START_SALT: Hash = 0x8519_11f3;
pub(crate) const END_SALT: Hash = 0xc2b2_ae35;
const PAIR_SALT: Hash = 0x27d4_eb2f;
const WHOLE_SALT: Hash = 0x1656_67b1;
/// The word before the first word and after the last one.
const BOUNDARY: Hash = 0x5bd1_e995;

/// The word for all numbers.
const NUMBER: Hash = hash_of_ascii("#");

fn combine(before: Hash, word: Hash) -> Hash {
    // 2^32 over the golden ratio, the multiplier of Fibonacci hashing (Knuth, The Art of Computer Programming, 6.4).
    (before.rotate_left(7) ^ word).wrapping_mul(0x9e37_79b1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::classify::features::text::counter::{self, WordLists};

    fn all(text: &str) -> Vec<Hash> {
        let mut all = Vec::new();
        for_each_token(text, |token| all.push(token));
        all
    }

    #[test]
    fn tokens_are_words_pairs_and_whole_text_with_all_numbers_alike() {
        assert_eq!(all("12 comments"), all("7 Comments"));
        assert_eq!(all("read more").len(), 5);
        assert_eq!(all("read it now").len(), 8);
        assert!(all("...").is_empty());
        assert_ne!(all("more read")[1], all("read more")[1]);
    }

    #[test]
    fn short_text_has_weight_of_its_known_word() {
        let token = all("share")[0];
        let vocabulary = Vocabulary::new([(token, -2.0)]).unwrap();
        let words = [RecordedWord { word: Word { hash: hash_of_ascii("share"), is_number: false }, end: 5 }];
        let weights = weights_of_text("Share", 1.0, &words, &vocabulary);
        assert_eq!((weights.whole.mean, weights.whole.min, weights.whole.max), (-2.0, -2.0, 0.0));
        assert_eq!(weights_of_text("Share", MAX_SHORT_WORDS as f32 + 1.0, &words, &vocabulary).whole.mean, 0.0);
    }

    #[test]
    fn weights_of_recorded_words_are_those_of_the_ends_of_the_text() {
        let words: Vec<&str> = "Ann is 3 l'été it's 漢字, ſ--x\u{ad}y http://example.org/a/long/address?of=many&words=and-numbers;1234567890, \
            \u{a0}sea.\nRead more"
            .split(' ')
            .collect();
        let mut rng = fastrand::Rng::with_seed(1);
        for _ in 0..256 {
            let text = (0..rng.usize(20..60)).map(|_| words[rng.usize(..words.len())]).collect::<Vec<_>>().join(" ");
            let tokens = all(start_of(&text)).into_iter().map(|token| token ^ START_SALT);
            let tokens = tokens.chain(all(end_of(&text)).into_iter().map(|token| token ^ END_SALT));
            let vocabulary = Vocabulary::new(tokens.map(|token| (token, (token % 7) as f32 - 3.0))).unwrap();
            let mut recorded = Vec::new();
            let stats = counter::count(&text, &WordLists::new(&[]), RECORDING, &mut recorded);
            let found = weights_of_text(&text, stats.words, &recorded, &vocabulary);
            for (found, text, salt) in
                [(found.start, start_of(&text), START_SALT), (found.end, end_of(&text), END_SALT)]
            {
                let expected = weights_of_words(text, salt, &vocabulary);
                assert_eq!((found.mean, found.min, found.max), (expected.mean, expected.min, expected.max), "{text:?}");
            }
        }
    }

    #[test]
    fn long_text_has_weights_of_its_ends_only() {
        let text = format!("Ann is a writer. {} All rights reserved.", "Rivers carry water to the sea. ".repeat(9));
        let (first, last) = (all("ann")[0], all("reserved")[0]);
        let vocabulary = Vocabulary::new([(first ^ START_SALT, -1.0), (last ^ END_SALT, -2.0)]).unwrap();
        let mut words = Vec::new();
        let stats = counter::count(&text, &WordLists::new(&[]), RECORDING, &mut words);
        let weights = weights_of_text(&text, stats.words, &words, &vocabulary);
        assert_eq!((weights.whole.mean, weights.start.min, weights.end.min), (0.0, -1.0, -2.0));
        assert_eq!((start_of("one"), end_of("one")), ("one", "one"));
    }
}
