//! Texts reduced to their words, and how many words two texts share.

use crate::text::word_hash::Hash;

/// Returns the words of a text in lower case and without punctuation, with a space before, between and after them. This
/// way `contains` and `starts_with` match whole words only. Returns a single space if there are no words.
pub(super) fn plain_words(text: &str) -> String {
    let mut plain = String::with_capacity(text.len() + 2);
    plain.push(' ');
    for word in text.split(is_no_letter).filter(is_word) {
        let start = plain.len();
        plain += word;
        match plain.get_mut(start..) {
            Some(word) if word.is_ascii() => word.make_ascii_lowercase(),
            _ => plain.replace_range(start.., &word.to_lowercase()),
        }
        plain.push(' ');
    }
    plain
}

/// Whether all words of a text are the first ones of `plain`, which [`plain_words`] returned.
pub(super) fn begins(text: &str, plain: &str) -> bool {
    let mut first = plain.split(' ').filter(is_word);
    text.split(is_no_letter).filter(is_word).all(|word| first.next().is_some_and(|lower| is_same_word(word, lower)))
}

/// Whether all words of a text are the last ones of `plain`.
pub(super) fn ends(text: &str, plain: &str) -> bool {
    let mut last = plain.rsplit(' ').filter(is_word);
    text.rsplit(is_no_letter).filter(is_word).all(|word| last.next().is_some_and(|lower| is_same_word(word, lower)))
}

fn is_no_letter(c: char) -> bool {
    !c.is_alphanumeric()
}

fn is_word(part: &&str) -> bool {
    !part.is_empty()
}

/// Whether a word is the same as one in lower case.
fn is_same_word(word: &str, lower: &str) -> bool {
    if word.is_ascii() { word.eq_ignore_ascii_case(lower) } else { word.to_lowercase() == lower }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_at_the_ends_of_plain_words_are_found() {
        let plain = plain_words("Über alle Flüsse");
        assert_eq!(plain, " über alle flüsse ");
        assert!(begins("„ÜBER“ alle", &plain) && ends("Alle Flüsse!", &plain) && begins("...", &plain));
        assert!(!begins("Über Flüsse", &plain) && !ends("Über Flüsse", &plain));
        assert!(!begins("Über alle Flüsse hinweg", &plain) && !ends("Hinweg über alle Flüsse", &plain));
    }
}
