//! Control characters. HTML parsers keep them, terminals execute some of them, and none is text: outputs have none but tabs and
//! line feeds.

use std::borrow::Cow;

/// The characters of windows-1252 for U+0080 to U+009F; a control character if there is none. A page that has one of these
/// was decoded with the wrong charset before it was published. The HTML Standard maps them in the same way if they are written
/// as references ("numeric character reference end state").
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// Returns the character that U+0080 to U+009F stands for, except for U+0085, which is white space.
pub(crate) fn of_windows_1252(c: char) -> Option<char> {
    let index = (c as usize).checked_sub(0x80).filter(|_| !c.is_whitespace())?;
    WINDOWS_1252.get(index).copied().filter(|c| !c.is_control())
}

/// Whether a character is a control character that is dropped: one that is neither white space nor a character of
/// windows-1252. Tab, line feed, vertical tab, form feed, carriage return and U+0085 are white space.
pub(crate) fn is_control(c: char) -> bool {
    c.is_control() && !c.is_whitespace() && of_windows_1252(c).is_none()
}

/// Whether a text may have control characters other than tabs and line feeds, or any of U+0080 to U+00BF.
pub(crate) fn may_have_controls(text: &str) -> bool {
    // The first byte of U+0080 to U+00BF is 0xC2.
    let may_be_control = |byte: u8| (byte < b' ') & (byte != b'\n') & (byte != b'\t') | (byte == 0x7f) | (byte == 0xc2);
    // A chunk without a branch is compiled to vector instructions.
    text.as_bytes().chunks(64).any(|chunk| chunk.iter().fold(false, |found, &byte| found | may_be_control(byte)))
}

/// Returns a text without control characters. Tabs and line feeds stay, a carriage return becomes a line feed, other white
/// space among the control characters becomes a space, and characters of windows-1252 are decoded.
pub(crate) fn without_controls(text: &str) -> Cow<'_, str> {
    if !may_have_controls(text) {
        return Cow::Borrowed(text);
    }
    let replaced = |c: char| match c {
        '\n' | '\t' => Some(c),
        '\r' => Some('\n'),
        c if c.is_control() && c.is_whitespace() => Some(' '),
        c if c.is_control() => of_windows_1252(c),
        c => Some(c),
    };
    Cow::Owned(text.chars().filter_map(replaced).collect())
}

#[cfg(test)]
mod tests {
    use super::without_controls;

    #[test]
    fn controls_are_removed_and_white_space_among_them_is_replaced() {
        assert_eq!(without_controls("a\u{1b}[31mb\u{7}\u{7f}c\u{81}\u{9d}"), "a[31mbc");
        assert_eq!(without_controls("a\tb\nc\rd\u{b}e\u{c}f\u{85}g\u{a0}é"), "a\tb\nc\nd e f g\u{a0}é");
    }

    #[test]
    fn characters_of_windows_1252_are_decoded() {
        assert_eq!(without_controls("don\u{92}t \u{93}x\u{94} \u{80}5 \u{9b}\u{9f}"), "don’t “x” €5 ›Ÿ");
    }
}
