//! Normalizes the white space of blocks: one space between words, and no invisible characters.

use crate::text::controls::{is_control, of_windows_1252};

/// Writes words with one space between them, without invisible characters, and with characters of windows-1252 decoded. Returns the number of characters, without
/// spaces and zero-width joiners.
pub(super) fn push_words(out: &mut String, words: &str) -> u32 {
    let mut chars = 0;
    let mut rest = words;
    loop {
        let (clean, other) = rest.split_at(clean_length(rest));
        out.push_str(clean);
        chars += count_chars_of_clean(clean);
        let Some(next) = other.chars().next() else { return chars };
        rest = match is_space(next) {
            true => trim_start(other),
            false => &other[next.len_utf8()..],
        };
        if let Some(c) = of_windows_1252(next) {
            out.push(c);
            chars += 1;
        } else if is_joiner(next) {
            out.push(next);
        } else if is_space(next) && !rest.is_empty() {
            out.push(' ');
        }
    }
}

pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace()
}

/// Whether a character is invisible and carries no meaning: the soft hyphen, the zero-width space, the word joiner, the
/// byte order mark, and control characters that are not white space.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}') || is_control(c)
}

/// Whether a character is a zero-width joiner or non-joiner. These only change the shape of adjacent characters.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

/// Counts the characters of a text, without white space and zero-width joiners.
pub(super) fn count_chars(text: &str) -> u32 {
    text.chars().filter(|&c| !is_space(c) && !is_joiner(c)).count() as u32
}

/// How [`clean_length`] treats a byte of UTF-8.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ByteClass {
    /// Part of a word, whatever is around it.
    Word,
    Space,
    /// Other ASCII white space, or the first byte of a character that may be white space or invisible.
    Uncertain,
}

static BYTE_CLASSES: [ByteClass; 256] = {
    let mut classes = [ByteClass::Word; 256];
    let mut byte = 0;
    while byte < 256 {
        if is_uncertain(byte as u8) {
            classes[byte] = ByteClass::Uncertain;
        }
        byte += 1;
    }
    classes[b' ' as usize] = ByteClass::Space;
    classes
};

/// Returns the length of the prefix that can be copied unchanged: words with single spaces between them.
fn clean_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let class = |at: usize| bytes.get(at).map(|&byte| BYTE_CLASSES[byte as usize]);
    let mut at = 0;
    loop {
        while bytes[at..].first_chunk().is_some_and(is_clean) {
            at += CHUNK;
        }
        let next_chunk = at + CHUNK;
        while at < next_chunk {
            match class(at) {
                Some(ByteClass::Word) => at += 1,
                Some(ByteClass::Space) if class(at + 1) == Some(ByteClass::Word) => at += 2,
                Some(ByteClass::Uncertain) => match text[at..].chars().next() {
                    Some(c) if !(is_space(c) || is_invisible(c) || is_joiner(c) || c.is_control()) => {
                        at += c.len_utf8();
                    }
                    _ => return at,
                },
                _ => return at,
            }
        }
    }
}

/// Number of bytes that are checked at once: a 128-bit vector register.
const CHUNK: usize = 16;

/// Whether a chunk contains only words and single spaces. The extra byte shows whether a space at the end of the chunk
/// is followed by a word.
fn is_clean(chunk: &[u8; CHUNK + 1]) -> bool {
    let mut is_clean = true;
    for (&byte, &next) in chunk.iter().zip(&chunk[1..]) {
        // No branches and no table lookups, so that the compiler vectorizes the loop.
        let is_pair = (byte == b' ') & ((next == b' ') | is_uncertain(next));
        is_clean &= !(is_pair | is_uncertain(byte));
    }
    is_clean
}

/// Whether a byte is [`ByteClass::Uncertain`].
const fn is_uncertain(byte: u8) -> bool {
    (byte < b' ')
        | (byte == 0x7f)
        // U+0080 to U+009F, U+00A0 and the soft hyphen; U+1680; U+2000 and on; U+3000; the byte order mark.
        | (byte == 0xc2)
        | (byte.wrapping_sub(0xe1) <= 2)
        | (byte == 0xef)
}

/// [`count_chars`] for a text that contains no white space but spaces, and no joiners.
fn count_chars_of_clean(text: &str) -> u32 {
    // Each character has exactly one byte that does not begin with the bits 10. The count of a chunk fits into a byte,
    // so that the compiler vectorizes the sum.
    let is_counted = |byte: u8| u8::from((byte != b' ') & (byte & 0xc0 != 0x80));
    let chunks = text.as_bytes().chunks(128);
    chunks.map(|chunk| u32::from(chunk.iter().map(|&byte| is_counted(byte)).sum::<u8>())).sum()
}

/// [`str::trim_start`], optimized for indentation, the most common white space between tags.
pub(super) fn trim_start(text: &str) -> &str {
    const INDENT: &[u8; 8] = b"        ";
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if bytes[at..].first_chunk() == Some(INDENT) {
            at += INDENT.len();
        } else if byte.is_ascii_whitespace() {
            at += 1;
        } else {
            return text[at..].trim_start();
        }
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;
    use fastrand::Rng;

    /// Returns words of up to nine letters, each followed by at most one space and at most one special character.
    fn spaced_words(rng: &mut Rng) -> String {
        const OTHERS: [char; 22] = [
            ' ', '\t', '\n', '\x0b', '\u{1b}', '\u{1c}', '\u{85}', '\u{81}', '\u{a0}', '\u{ad}', '\u{1680}',
            '\u{2003}', '\u{200b}', '\u{200d}', '\u{2060}', '\u{3000}', '\u{feff}', 'é', 'あ', '漢', '🌍', ' ',
        ];
        let mut text = String::new();
        for _ in 0..rng.usize(..10) {
            text.extend((0..rng.usize(..10)).map(|_| rng.lowercase()));
            text.extend(rng.bool().then_some(' '));
            text.extend(rng.bool().then(|| OTHERS[rng.usize(..OTHERS.len())]));
        }
        text
    }

    #[test]
    fn words_with_random_white_space_are_separated_by_one_space() {
        let mut rng = Rng::with_seed(1);
        for _ in 0..256 {
            let text = spaced_words(&mut rng);
            let words: Vec<String> =
                text.split_whitespace().map(|word| word.chars().filter(|&c| !is_invisible(c)).collect()).collect();
            let mut out = String::new();
            let chars = push_words(&mut out, text.trim_start());
            assert_eq!(out, words.join(" "), "{text:?}");
            assert_eq!(chars, count_chars(&out), "{text:?}");
        }
    }

    #[test]
    fn first_bytes_of_white_space_and_invisible_characters_are_uncertain() {
        for c in ('\0'..=char::MAX).filter(|&c| c != ' ' && (is_space(c) || is_invisible(c) || is_joiner(c))) {
            let first = c.to_string().as_bytes()[0];
            assert!(BYTE_CLASSES[first as usize] == ByteClass::Uncertain, "{c:?}");
        }
    }
}
