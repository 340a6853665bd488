//! What texts say: the learned weights of the words of short ones, and of how long ones begin and end. "Read more",
//! "Posted by", "Reply" and their like mark boilerplate on every site, and most of what is wrongly kept is short; notes
//! about authors, disclaimers and calls to subscribe are long, but begin or end alike.

use super::vocabulary::{Vocabulary, WEIGHT_STEPS};
use crate::text::word_hash::{Hash, hash_of_ascii};
use crate::text::words::{Word, words};

/// Of longer texts only the two ends are looked at: most of their words tell the subject, which is no matter here.
pub(crate) const MOST_WORDS: u32 = 16;

/// How many bytes at the beginning of a long text are looked at.
const OPENING: usize = 120;

/// How many bytes at the end of a long text are looked at.
const CLOSING: usize = 80;

/// The learned weights of a text's tokens; all 0 where nothing is known.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Wording {
    /// Their sum over the root of their number: one strong word counts for as much as several weak ones.
    pub mean: f32,
    pub least: f32,
    pub greatest: f32,
}

/// Adds up the weights of tokens.
pub(crate) struct Weigher<'v> {
    vocabulary: &'v Vocabulary,
    /// In steps, of which the weights are whole numbers.
    sum: i32,
    least: i32,
    greatest: i32,
    known: u32,
}

impl<'v> Weigher<'v> {
    pub fn new(vocabulary: &'v Vocabulary) -> Weigher<'v> {
        Weigher { vocabulary, sum: 0, least: 0, greatest: 0, known: 0 }
    }

    #[inline]
    pub fn add(&mut self, token: Hash) {
        // Without a branch: two thirds of the tokens are known, which cannot be foretold.
        let (is_known, steps) = self.vocabulary.look_up(token);
        self.known += u32::from(is_known);
        self.sum += steps;
        self.least = self.least.min(steps);
        self.greatest = self.greatest.max(steps);
    }

    pub fn finish(self) -> Wording {
        let weight = |steps: i32| steps as f32 * (1.0 / WEIGHT_STEPS);
        Wording {
            mean: weight(self.sum) / (self.known as f32).sqrt().max(1.0),
            least: weight(self.least),
            greatest: weight(self.greatest),
        }
    }
}

/// The weights of a text of so many words: of the whole of a short one, of the two ends of a long one.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Wordings {
    pub whole: Wording,
    pub opening: Wording,
    pub closing: Wording,
}

/// Weighs a text of so many words; of a short one, these are `words`.
pub(crate) fn weigh(text: &str, count: f32, words: &[Word], vocabulary: &Vocabulary) -> Wordings {
    if vocabulary.is_empty() {
        return Wordings::default();
    }
    let of = |text, salt| {
        let mut weigher = Weigher::new(vocabulary);
        tokens(text, |token| weigher.add(token ^ salt));
        weigher.finish()
    };
    match is_short(count) {
        true => {
            let mut weigher = Weigher::new(vocabulary);
            let mut tokens = Tokens::default();
            words.iter().for_each(|&word| tokens.word(word, |token| weigher.add(token)));
            tokens.end(|token| weigher.add(token));
            Wordings { whole: weigher.finish(), ..Wordings::default() }
        }
        false => Wordings {
            whole: Wording::default(),
            opening: of(opening(text), OPENS),
            closing: of(closing(text), CLOSES),
        },
    }
}

fn is_short(words: f32) -> bool {
    words <= MOST_WORDS as f32
}

/// The tokens that [`weigh`] looks up for a text of so many words, each once.
#[cfg(feature = "_internals")]
pub(crate) fn tokens_of_text(text: &str, words: f32) -> Vec<Hash> {
    let mut all = Vec::new();
    if is_short(words) {
        tokens(text, |token| all.push(token));
    } else {
        tokens(opening(text), |token| all.push(token ^ OPENS));
        tokens(closing(text), |token| all.push(token ^ CLOSES));
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// The first words.
fn opening(text: &str) -> &str {
    let cut = &text[..(0..=OPENING.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)];
    cut.rfind(char::is_whitespace).map_or(cut, |end| &cut[..end])
}

/// The last words.
fn closing(text: &str) -> &str {
    let cut = &text[(text.len().saturating_sub(CLOSING)..).find(|&at| text.is_char_boundary(at)).unwrap_or(0)..];
    cut.find(char::is_whitespace).map_or(cut, |start| &cut[start..])
}

/// Keep the tokens of beginnings and ends apart from those of short texts.
const OPENS: Hash = 0x8519_11f3;
const CLOSES: Hash = 0xc2b2_ae35;

/// Hands on the tokens of a text: its words, its pairs of words, and the whole of it; numbers are all alike. Single
/// characters stand for words in scripts without spaces.
fn tokens(text: &str, mut found: impl FnMut(Hash)) {
    let mut tokens = Tokens::default();
    words(text, |word| tokens.word(word, &mut found));
    tokens.end(found);
}

/// Makes tokens of words.
struct Tokens {
    last: Hash,
    whole: Hash,
    count: u32,
}

impl Default for Tokens {
    fn default() -> Tokens {
        Tokens { last: START, whole: START, count: 0 }
    }
}

impl Tokens {
    #[inline(always)]
    fn word(&mut self, word: Word, mut found: impl FnMut(Hash)) {
        let word = if word.is_number { NUMBER } else { word.hash };
        found(join(START, word));
        found(join(self.last, word) ^ PAIR);
        self.whole = join(self.whole, word);
        self.last = word;
        self.count += 1;
    }

    /// Behind the last word.
    fn end(self, mut found: impl FnMut(Hash)) {
        if self.count > 0 {
            found(join(self.last, START) ^ PAIR);
        }
        if self.count > 2 {
            found(self.whole ^ WHOLE);
        }
    }
}

/// Stands before the first word and behind the last; keeps the tokens apart from names of elements, too.
const START: Hash = 0x5bd1_e995;
const PAIR: Hash = 0x27d4_eb2f;
const WHOLE: Hash = 0x1656_67b1;

/// Stands for every number.
const NUMBER: Hash = hash_of_ascii("#");

fn join(before: Hash, word: Hash) -> Hash {
    (before.rotate_left(7) ^ word).wrapping_mul(0x9e37_79b1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<Hash> {
        let mut all = Vec::new();
        tokens(text, |token| all.push(token));
        all
    }

    #[test]
    fn words_pairs_and_the_whole_without_regard_to_numbers() {
        assert_eq!(all("12 comments"), all("7 Comments"));
        assert_eq!(all("read more").len(), 5);
        assert_eq!(all("read it now").len(), 8);
        assert!(all("...").is_empty());
        assert_ne!(all("more read")[1], all("read more")[1]);
    }

    #[test]
    fn known_words_weigh() {
        let token = all("share")[0];
        let vocabulary = Vocabulary::new([(token, -2.0)]).unwrap();
        let words = [Word { hash: hash_of_ascii("share"), is_number: false }];
        let wording = weigh("Share", 1.0, &words, &vocabulary);
        assert_eq!((wording.whole.mean, wording.whole.least, wording.whole.greatest), (-2.0, -2.0, 0.0));
        assert_eq!(weigh("Share", MOST_WORDS as f32 + 1.0, &words, &vocabulary).whole.mean, 0.0);
    }

    #[test]
    fn long_texts_are_judged_by_their_ends() {
        let text = format!("Ann is a writer. {} All rights reserved.", "Rivers carry water to the sea. ".repeat(9));
        let (first, last) = (all("ann")[0], all("reserved")[0]);
        let vocabulary = Vocabulary::new([(first ^ OPENS, -1.0), (last ^ CLOSES, -2.0)]).unwrap();
        let wording = weigh(&text, 60.0, &[], &vocabulary);
        assert_eq!((wording.whole.mean, wording.opening.least, wording.closing.least), (0.0, -1.0, -2.0));
        assert_eq!((opening("one"), closing("one")), ("one", "one"));
    }
}
