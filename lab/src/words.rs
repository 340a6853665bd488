//! Splits text into words as Python's `\w+` does, so that figures can be compared with those published for the sets.

use std::ops::Range;
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

/// The unit of word scores.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Runs of word characters.
    Word,
    /// Single word characters, for scripts without spaces between words.
    Character,
}

/// Returns the byte ranges of the words of a text, in order.
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

/// Whether a character matches Python's `\w`: letters, numbers and the underscore. `char::is_alphanumeric` differs: it
/// includes combining marks, such as the vowel signs of Devanagari, at which Python ends a word.
fn is_word_char(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || c == '_';
    }
    matches!(c.general_category_group(), GeneralCategoryGroup::Letter | GeneralCategoryGroup::Number)
}

/// Whether most word characters of a text are Chinese characters or kana. The library's rule is not used, so that a
/// change of the library does not change how it is measured.
pub fn is_unsegmented(text: &str) -> bool {
    let (mut unsegmented, mut all) = (0usize, 0usize);
    for c in text.chars().filter(|&c| is_word_char(c)) {
        all += 1;
        unsegmented +=
            usize::from(matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}'));
    }
    unsegmented * 2 > all
}

/// Collapses white space to single spaces, as Python's `" ".join(text.split())`.
pub fn collapse_whitespace(text: &str) -> String {
    // Python also splits at the four information separators of ASCII, which are not white space in Unicode.
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
    fn words_are_split_as_in_python() {
        assert_eq!(
            list("Don't use snake_case, 3.5 x²!", Unit::Word),
            ["Don", "t", "use", "snake_case", "3", "5", "x²"]
        );
        // re.findall(r"\w+", "हिन्दी") splits at each mark.
        assert_eq!(list("हिन्दी", Unit::Word), ["ह", "न", "द"]);
        assert_eq!(list("e\u{301}té ⅷ ٣ ㊀", Unit::Word), ["e", "té", "ⅷ", "٣", "㊀"]);
        assert_eq!(list(" -- ", Unit::Word), [""; 0]);
    }

    #[test]
    fn words_by_character_are_single_characters() {
        assert_eq!(list("你好，a1", Unit::Character), ["你", "好", "a", "1"]);
    }

    #[test]
    fn chinese_and_japanese_are_unsegmented() {
        assert!(is_unsegmented("これは日本語です。 ok"));
        assert!(is_unsegmented("中文"));
        assert!(!is_unsegmented("한국어 문장"));
        assert!(!is_unsegmented("plain English 中"));
        assert!(!is_unsegmented(""));
    }

    #[test]
    fn white_space_is_collapsed_as_in_python() {
        assert_eq!(collapse_whitespace("\u{a0}a \n\u{3000}b\u{1c}c\u{200b}d "), "a b c\u{200b}d");
    }
}
