//! Whether a string is prose: by its letters and sentences, in any language.

use crate::html::parse::parse;
use crate::text::unsegmented::is_unsegmented;
use std::borrow::Cow;

/// The least characters of a text to be prose; scripts without spaces say as much in a third, and so does Hangul.
const LEAST: usize = 60;
const LEAST_DENSE: usize = 20;

/// The least share of letters and spaces in prose, and the most of the characters that code is full of. English prose
/// has some 0.96 and 0.002, minified code 0.7 and 0.1.
const LETTERS: f32 = 0.8;
const MARKS: f32 = 0.02;

/// How many characters of prose a string has; 0 where it is none: a label, an address, code.
pub(super) fn prose_chars(text: &str) -> usize {
    let text = without_tags(text);
    let (mut chars, mut letters, mut marks, mut dense, mut ends) = (0, 0, 0, 0, 0);
    for c in text.chars() {
        chars += 1;
        letters += usize::from(c.is_alphabetic() || c.is_whitespace());
        marks += usize::from(matches!(c, '{' | '}' | '<' | '>' | '=' | ';' | '_' | '\\' | '$' | '#' | '|' | '['));
        dense += usize::from(is_unsegmented(c) || matches!(c, '\u{ac00}'..='\u{d7af}'));
        ends += usize::from(matches!(c, '.' | '!' | '?' | '。' | '！' | '？' | '।' | '؟' | '…'));
    }
    let least = if dense * 2 > chars { LEAST_DENSE } else { LEAST };
    let has_words = dense * 2 > chars || text.split_whitespace().nth(7).is_some();
    let share = |count: usize| count as f32 / chars.max(1) as f32;
    let is_prose = chars >= least && ends > 0 && has_words && share(letters) >= LETTERS && share(marks) <= MARKS;
    if is_prose { chars } else { 0 }
}

/// The text of markup.
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
    fn prose_and_what_is_none() {
        for text in [
            "The pier at Lower Wick is open again, ten weeks after a storm tore two hundred metres from it.",
            "<p>The pier at Lower Wick is open again, ten weeks after a <b>storm</b> tore the planking away.</p>",
            "码头在暴风雨过后十周重新开放，每小时都有船只离开。第一艘船上有八十人。",
        ] {
            assert!(prose_chars(text) > 20, "{text}");
        }
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
