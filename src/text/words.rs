//! The words of a text as hashes.

use super::char_class::CharClass;
use super::word_hash::{Hash, WordHash};
use crate::text::unsegmented::is_unsegmented;

/// A word: its hash, and whether it is a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    pub hash: Hash,
    pub is_number: bool,
}

impl Word {
    /// Returns the word that is a single letter of an unsegmented script.
    pub fn single(c: char) -> Word {
        let mut hash = WordHash::default();
        hash.push(c);
        Word { hash: hash.finish(), is_number: false }
    }
}

/// Returns the sorted, distinct hashes of a text's words.
pub(crate) fn word_set(text: &str) -> Vec<Hash> {
    let mut set = Vec::new();
    words(text, |word| set.push(word.hash));
    set.sort_unstable();
    set.dedup();
    set
}

/// Calls `found` for each word: a run of letters and digits, or a single character of an unsegmented script.
pub(crate) fn words(text: &str, mut found: impl FnMut(Word)) {
    let mut word = WordHash::default();
    let (mut is_open, mut is_number) = (false, true);
    let mut at = 0;
    while let Some(&byte) = text.as_bytes().get(at) {
        let class = CharClass::of(byte);
        if matches!(class, CharClass::Lower | CharClass::Upper | CharClass::Digit) {
            word.push_ascii(byte);
            is_open = true;
            is_number &= class == CharClass::Digit;
            at += 1;
            continue;
        }
        let other = if class == CharClass::NotAscii { text[at..].chars().next() } else { None };
        at += other.map_or(1, char::len_utf8);
        let unspaced = other.filter(|&c| is_unsegmented(c));
        if let Some(c) = other.filter(|&c| c.is_alphanumeric() && unspaced.is_none()) {
            word.push(c);
            is_open = true;
            is_number &= c.is_numeric();
            continue;
        }
        if is_open {
            found(Word { hash: std::mem::take(&mut word).finish(), is_number });
            (is_open, is_number) = (false, true);
        }
        if let Some(c) = unspaced {
            found(Word::single(c));
        }
    }
    if is_open {
        found(Word { hash: word.finish(), is_number });
    }
}
