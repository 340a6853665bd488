//! What short texts say: the learned weights of their words. "Read more", "Posted by", "Reply" and their like mark
//! boilerplate on every site, and most of what is wrongly kept is short.

use super::hash::{Hash, hash};
use super::text::plain_words;
use super::vocabulary::Vocabulary;

/// Longer texts are judged by their form: their words tell the subject, which is no matter here.
pub(crate) const MOST_WORDS: f32 = 16.0;

/// The learned weights of a text's tokens; all 0 where nothing is known.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Wording {
    /// Their sum over the root of their number: one strong word counts for as much as several weak ones.
    pub mean: f32,
    pub least: f32,
    pub greatest: f32,
}

/// Weighs a text of so many words.
pub(crate) fn weigh(text: &str, words: f32, vocabulary: &Vocabulary) -> Wording {
    let mut wording = Wording::default();
    if words > MOST_WORDS || vocabulary.is_empty() {
        return wording;
    }
    let mut known = 0.0_f32;
    tokens(text, |token| {
        if let Some(weight) = vocabulary.weight(token) {
            known += 1.0;
            wording.mean += weight;
            wording.least = wording.least.min(weight);
            wording.greatest = wording.greatest.max(weight);
        }
    });
    wording.mean /= known.sqrt().max(1.0);
    wording
}

/// Hands on the tokens of a text: its words, its pairs of words, and the whole of it; numbers are all alike. Single
/// characters stand for words in scripts without spaces.
pub(crate) fn tokens(text: &str, mut found: impl FnMut(Hash)) {
    let mut last = START;
    let mut whole = START;
    let mut count = 0;
    let number = hash("#");
    plain_words(text, |word, is_number| {
        let word = if is_number { number } else { word };
        found(join(START, word));
        found(join(last, word) ^ PAIR);
        whole = join(whole, word);
        last = word;
        count += 1;
    });
    if count > 0 {
        found(join(last, START) ^ PAIR);
    }
    if count > 2 {
        found(whole ^ WHOLE);
    }
}

/// Stands before the first word and behind the last; keeps the tokens apart from names of elements, too.
const START: Hash = 0x5bd1_e995;
const PAIR: Hash = 0x27d4_eb2f;
const WHOLE: Hash = 0x1656_67b1;

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
        let vocabulary = Vocabulary::new([(token, -2.0)]);
        let wording = weigh("Share", 1.0, &vocabulary);
        assert_eq!((wording.mean, wording.least, wording.greatest), (-2.0, -2.0, 0.0));
        assert_eq!(weigh("Share", MOST_WORDS + 1.0, &vocabulary).mean, 0.0);
    }
}
