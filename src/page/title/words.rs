//! Texts reduced to their words, and how many words two texts share.

use crate::text::word_hash::Hash;

/// Returns the words of a text in lower case and without punctuation, with a space before, between and after them. This
/// way `contains` and `starts_with` match whole words only. Returns a single space if there are no words.
pub(super) fn plain_words(text: &str) -> String {
    let mut plain = String::with_capacity(text.len() + 2);
    plain.push(' ');
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if word.is_ascii() {
            plain.extend(word.bytes().map(|byte| char::from(byte.to_ascii_lowercase())));
        } else {
            plain += &word.to_lowercase();
        }
        plain.push(' ');
    }
    plain
}

/// Returns a text with single spaces as its only white space.
pub(super) fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the Dice coefficient of two sorted sets, 2 |A ∩ B| / (|A| + |B|); 0 if one is empty.
pub(super) fn dice(a: &[Hash], b: &[Hash]) -> f32 {
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let common = a.iter().filter(|word| b.binary_search(word).is_ok()).count();
    2.0 * common as f32 / (a.len() + b.len()) as f32
}
