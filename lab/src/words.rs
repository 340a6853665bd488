//! What a word is: `\w+` as Python's `re` reads it, so that figures can be compared with those published for the sets.

use std::ops::Range;
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Runs of word characters.
    Word,
    /// Single word characters: for scripts that put no space between words.
    Character,
}

/// The byte ranges of a text's words, in order.
pub fn words(text: &str, unit: Unit) -> impl Iterator<Item = Range<usize>> {
    let mut chars = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, first) = chars.find(|&(_, c)| is_word_char(c))?;
        let mut end = start + first.len_utf8();
        while let Some((at, c)) = chars.next_if(|&(_, c)| unit == Unit::Word && is_word_char(c)) {
            end = at + c.len_utf8();
        }
        Some(start..end)
    })
}

/// Python's `\w`: letters, numbers and the underscore. `char::is_alphanumeric` will not do: it takes in combining marks,
/// such as the vowel signs of Devanagari, at which Python parts a word.
fn is_word_char(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || c == '_';
    }
    matches!(c.general_category_group(), GeneralCategoryGroup::Letter | GeneralCategoryGroup::Number)
}

/// Whether most of a text's word characters are Chinese characters or kana. Not as the library has it (`unspaced.rs`): a
/// measure does not move with what it measures.
pub fn is_unsegmented(text: &str) -> bool {
    let (mut unspaced, mut all) = (0usize, 0usize);
    for c in text.chars().filter(|&c| is_word_char(c)) {
        all += 1;
        unspaced +=
            usize::from(matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}'));
    }
    unspaced * 2 > all
}

/// White space collapsed to single spaces, as Python's `" ".join(text.split())`.
pub fn collapse_whitespace(text: &str) -> String {
    // Python also parts at the four separators of ASCII, which have no White_Space property.
    let is_space = |c: char| c.is_whitespace() || matches!(c, '\u{1C}'..='\u{1F}');
    text.split(is_space).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(text: &str, unit: Unit) -> Vec<&str> {
        words(text, unit).map(|range| &text[range]).collect()
    }

    #[test]
    fn words_are_those_of_python() {
        assert_eq!(
            list("Don't use snake_case, 3.5 x²!", Unit::Word),
            ["Don", "t", "use", "snake_case", "3", "5", "x²"]
        );
        // re.findall(r"\w+", "हिन्दी") parts at each mark.
        assert_eq!(list("हिन्दी", Unit::Word), ["ह", "न", "द"]);
        assert_eq!(list("e\u{301}té ⅷ ٣ ㊀", Unit::Word), ["e", "té", "ⅷ", "٣", "㊀"]);
        assert_eq!(list(" -- ", Unit::Word), [""; 0]);
    }

    #[test]
    fn characters_are_words_of_one() {
        assert_eq!(list("你好，a1", Unit::Character), ["你", "好", "a", "1"]);
    }

    #[test]
    fn unspaced_scripts_are_known() {
        assert!(is_unsegmented("これは日本語です。 ok"));
        assert!(is_unsegmented("中文"));
        assert!(!is_unsegmented("한국어 문장"));
        assert!(!is_unsegmented("plain English 中"));
        assert!(!is_unsegmented(""));
    }

    #[test]
    fn whitespace_collapses_as_in_python() {
        assert_eq!(collapse_whitespace("\u{a0}a \n\u{3000}b\u{1c}c\u{200b}d "), "a b c\u{200b}d");
    }
}
