//! Tells prose from labels, URLs and code, in any language.

use crate::html::parse::parse;
use crate::text::unsegmented::is_unsegmented;
use std::borrow::Cow;

/// Minimum characters of prose in an alphabet. Hangul and scripts without spaces say as much in a third of the characters. With 120 a page of
/// the corpus loses its text; 30 changes none.
const MIN_CHARS: usize = 60;
const MIN_CHARS_DENSE: usize = 20;

/// Minimum words of prose in an alphabet. With 12 a page of the corpus loses its text; 4 changes none.
const MIN_WORDS: usize = 8;

/// Minimum share of letters and spaces. English prose has about 0.96, minified code 0.7.
const MIN_LETTERS: f32 = 0.8;

/// Maximum share of the signs that are frequent in code. English prose has about 0.002, minified code 0.1.
const MAX_CODE_SIGNS: f32 = 0.02;

/// Counts the characters of a string if it is prose. Returns 0 for a label, a URL or code.
pub(super) fn prose_chars(text: &str) -> usize {
    let text = without_tags(text);
    let (mut chars, mut letters, mut signs, mut dense, mut ends) = (0, 0, 0, 0, 0);
    for c in text.chars() {
        chars += 1;
        letters += usize::from(c.is_alphabetic() || c.is_whitespace());
        signs += usize::from(matches!(c, '{' | '}' | '<' | '>' | '=' | ';' | '_' | '\\' | '$' | '#' | '|' | '['));
        dense += usize::from(is_unsegmented(c) || matches!(c, '\u{ac00}'..='\u{d7af}'));
        ends += usize::from(matches!(c, '.' | '!' | '?' | '。' | '！' | '？' | '।' | '؟' | '…'));
    }
    let is_dense = dense * 2 > chars;
    let min_chars = if is_dense { MIN_CHARS_DENSE } else { MIN_CHARS };
    let has_words = is_dense || text.split_whitespace().nth(MIN_WORDS - 1).is_some();
    let share = |count: usize| count as f32 / chars.max(1) as f32;
    let is_prose =
        chars >= min_chars && ends > 0 && has_words && share(letters) >= MIN_LETTERS && share(signs) <= MAX_CODE_SIGNS;
    if is_prose { chars } else { 0 }
}

/// Returns the text of markup.
fn without_tags(text: &str) -> Cow<'_, str> {
    if !super::has_tags(text) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(parse(text).text(0).to_owned())
}

#[cfg(test)]
mod tests {
    use super::prose_chars;

    #[test]
    fn sentences_with_or_without_tags_are_prose() {
        for text in [
            "The pier at Lower Wick is open again, ten weeks after a storm tore two hundred metres from it.",
            "<p>The pier at Lower Wick is open again, ten weeks after a <b>storm</b> tore the planking away.</p>",
            "码头在暴风雨过后十周重新开放，每小时都有船只离开。第一艘船上有八十人。",
        ] {
            assert!(prose_chars(text) > 20, "{text}");
        }
    }

    #[test]
    fn labels_urls_code_and_lists_of_words_are_not_prose() {
        for text in [
            "Read more",
            "https://example.org/a/long/address/with/many/parts/in/it/and/more/of/them?a=1&b=2.",
            "function a(b){return b.c&&b.d?e[0]:{f:1,g:2};} var h=[1,2,3]; if(h.length){a(h[0]);}",
            "navigation header footer sidebar menu search button label title subtitle heading text",
        ] {
            assert_eq!(prose_chars(text), 0, "{text}");
        }
    }
}
