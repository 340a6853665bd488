//! Character references (HTML Standard [13.2.5.72](https://html.spec.whatwg.org/#character-reference-state) to
//! 13.2.5.80).

use html5ever::data::{C1_REPLACEMENTS, NAMED_ENTITIES};
use memchr::memchr2;
use std::borrow::Cow;

/// Length of the longest name, including its semicolon: `CounterClockwiseContourIntegral;`.
const MAX_NAME_LENGTH: usize = 32;

/// Length of the longest name that also counts without a semicolon: `Aacute` and others.
const MAX_BARE_NAME_LENGTH: usize = 6;

/// The characters of a reference: one, or two for a few names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Decoded(pub char, pub Option<char>);

impl Decoded {
    /// Returns the characters.
    pub fn chars(self) -> impl Iterator<Item = char> {
        std::iter::once(self.0).chain(self.1)
    }
}

/// Returns the reference at the start of `text`, which starts with `&`, and its length in bytes; `None` if the `&` is
/// literal.
pub(crate) fn reference(text: &str, in_attribute: bool) -> Option<(Decoded, usize)> {
    match text.as_bytes().get(1)? {
        b'#' => numeric(text.as_bytes()),
        b'a'..=b'z' | b'A'..=b'Z' => named(text, in_attribute),
        _ => None,
    }
}

/// Returns the value of an attribute with references decoded and U+0000 replaced.
pub(crate) fn attribute_value(value: &str) -> Cow<'_, str> {
    let mut decoded = String::new();
    match decode_attribute_value(value, &mut decoded) {
        true => Cow::Owned(decoded),
        false => Cow::Borrowed(value),
    }
}

/// Writes the decoded value to `decoded`, replacing its content. Returns false, and writes nothing, if the value needs
/// no decoding.
pub(crate) fn decode_attribute_value(value: &str, decoded: &mut String) -> bool {
    let Some(first) = memchr2(b'&', 0, value.as_bytes()) else { return false };
    decoded.clear();
    decoded.reserve(value.len());
    let (mut rest, mut at) = (value, Some(first));
    while let Some(found) = at {
        decoded.push_str(&rest[..found]);
        rest = &rest[found..];
        let length = match reference(rest, true) {
            _ if rest.starts_with('\0') => {
                decoded.push(char::REPLACEMENT_CHARACTER);
                1
            }
            Some((reference, length)) => {
                decoded.extend(reference.chars());
                length
            }
            None => {
                decoded.push('&');
                1
            }
        };
        rest = &rest[length..];
        at = memchr2(b'&', 0, rest.as_bytes());
    }
    decoded.push_str(rest);
    true
}

/// The [named character reference state](https://html.spec.whatwg.org/#named-character-reference-state): the longest
/// name in the table counts.
fn named(text: &str, in_attribute: bool) -> Option<(Decoded, usize)> {
    let name = &text[1..];
    let run = name.bytes().take(MAX_NAME_LENGTH).take_while(u8::is_ascii_alphanumeric).count();
    if name.as_bytes().get(run) == Some(&b';')
        && let Some(decoded) = look_up(&name[..=run])
    {
        return Some((decoded, run + 2));
    }
    let (decoded, length) =
        (1..=run.min(MAX_BARE_NAME_LENGTH)).rev().find_map(|length| Some((look_up(&name[..length])?, length)))?;
    // For historical reasons, `?a=1&copy=2` in an address is not a reference.
    let goes_on = name.as_bytes().get(length).is_some_and(|&next| next == b'=' || next.is_ascii_alphanumeric());
    (!(in_attribute && goes_on)).then_some((decoded, length + 1))
}

fn look_up(name: &str) -> Option<Decoded> {
    // The table also lists the prefixes of names, with U+0000 as their value.
    let &(first, second) = NAMED_ENTITIES.get(name).filter(|&&(first, _)| first != 0)?;
    Some(Decoded(char::from_u32(first)?, char::from_u32(second).filter(|&second| second != '\0')))
}

/// The [numeric character reference states](https://html.spec.whatwg.org/#numeric-character-reference-state).
fn numeric(text: &[u8]) -> Option<(Decoded, usize)> {
    let (radix, start) = if matches!(text.get(2), Some(b'x' | b'X')) { (16, 3) } else { (10, 2) };
    let digits = text[start..].iter().map_while(|&byte| char::from(byte).to_digit(radix));
    let (code, count) =
        digits.fold((0_u32, 0), |(code, count), digit| (code.saturating_mul(radix).saturating_add(digit), count + 1));
    let end = start + count;
    let has_semicolon = text.get(end) == Some(&b';');
    (count > 0).then(|| (Decoded(character(code), None), end + usize::from(has_semicolon)))
}

/// The [numeric character reference end state](https://html.spec.whatwg.org/#numeric-character-reference-end-state).
fn character(code: u32) -> char {
    match code {
        0 => char::REPLACEMENT_CHARACTER,
        // Code points that mean windows-1252 in practice.
        0x80..=0x9f => C1_REPLACEMENTS[code as usize - 0x80].or(char::from_u32(code)).unwrap_or_default(),
        code => char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table_has_no_name_beyond_the_length_limits() {
        let names = || NAMED_ENTITIES.entries().filter(|(_, codes)| codes.0 != 0).map(|(name, _)| name);
        assert_eq!(names().map(|name| name.len()).max(), Some(MAX_NAME_LENGTH));
        assert_eq!(
            names().filter(|name| !name.ends_with(';')).map(|name| name.len()).max(),
            Some(MAX_BARE_NAME_LENGTH)
        );
        assert!(names().all(|name| name.trim_end_matches(';').bytes().all(|byte| byte.is_ascii_alphanumeric())));
    }

    #[test]
    fn attribute_values_are_decoded() {
        assert_eq!(attribute_value("a&amp;b&copy=1&copy;&#65&\0"), "a&b&copy=1©A&\u{fffd}");
        assert_eq!(attribute_value("\0amp;\0&lt;"), "\u{fffd}amp;\u{fffd}<");
        assert!(matches!(attribute_value("plain"), Cow::Borrowed("plain")));
    }

    #[test]
    fn longest_name_in_the_table_wins() {
        let first =
            |text| reference(text, false).map(|(decoded, length)| (decoded.chars().collect::<String>(), length));
        assert_eq!(first("&notin;"), Some(("∉".to_owned(), 7)));
        assert_eq!(first("&notit;"), Some(("¬".to_owned(), 4)));
        assert_eq!(first("&NotEqualTilde;"), Some(("≂\u{338}".to_owned(), 15)));
        assert_eq!(first("&nosuch;"), None);
        assert_eq!(first("&#x110000;&#xd800"), Some(("\u{fffd}".to_owned(), 10)));
        assert_eq!(first("&#128;"), Some(("€".to_owned(), 6)));
    }
}
