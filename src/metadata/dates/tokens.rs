//! The numbers and words of a text with a date, in the scripts of most pages.

use std::ops::Range;

/// Minimum digits of a date, as in 1/2/25.
const MIN_DIGITS: usize = 4;

/// The Japanese eras, and the year before the first year of each.
pub(super) const ERAS: &[(&str, i32)] = &[("令和", 2018), ("平成", 1988), ("昭和", 1925)];

/// A number or a word of a text.
pub(super) struct Token {
    /// The bytes of the token in the text.
    pub span: Range<usize>,
    /// The value and the number of digits, if the token is a number.
    pub number: Option<(i32, usize)>,
}

/// Whether a text has enough digits for a date. Most texts do not.
pub(super) fn has_digits(text: &str) -> bool {
    let digits = match text.is_ascii() {
        true => text.bytes().filter(u8::is_ascii_digit).count(),
        false => text.chars().filter(|&c| digit(c).is_some()).take(MIN_DIGITS).count(),
    };
    // The years of eras are short: 令和7年3月9日.
    digits >= MIN_DIGITS || digits > 1 && ERAS.iter().any(|(era, _)| text.contains(era))
}

pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    for (at, c) in text.char_indices() {
        let digit = digit(c);
        // Thai abbreviations have inner dots: "มี.ค."
        let is_within = || text[..at].ends_with(is_thai) && text[at + 1..].starts_with(is_thai);
        let is_of_word = c.is_alphabetic() || is_mark(c) || c == '.' && is_within();
        if digit.is_none() && !is_of_word {
            continue;
        }
        let end = at + c.len_utf8();
        match (tokens.last_mut().filter(|token| token.span.end == at), digit) {
            (Some(Token { span, number: Some((value, digits)) }), Some(digit)) if *digits < 9 => {
                *value = *value * 10 + digit;
                *digits += 1;
                span.end = end;
            }
            (Some(Token { span, number: None }), None) => span.end = end,
            _ => tokens.push(Token { span: at..end, number: digit.map(|digit| (digit, 1)) }),
        }
    }
    tokens
}

/// Vowel signs and the like within words.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{900}'..='\u{903}' | '\u{93a}'..='\u{94f}' | '\u{e47}'..='\u{e4e}')
}

pub(super) fn is_thai(c: char) -> bool {
    matches!(c, '\u{e01}'..='\u{e4e}')
}

/// The value of a digit, in the scripts whose own digits are used on pages.
fn digit(c: char) -> Option<i32> {
    let zero = match c {
        '0'..='9' => '0',
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6f0}'..='\u{6f9}' => '\u{6f0}',
        '\u{966}'..='\u{96f}' => '\u{966}',
        '\u{e50}'..='\u{e59}' => '\u{e50}',
        '\u{ff10}'..='\u{ff19}' => '\u{ff10}',
        _ => return None,
    };
    Some((u32::from(c) - u32::from(zero)) as i32)
}
