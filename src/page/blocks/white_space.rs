//! White space in blocks, normalised: one space between words, and nothing that is not seen.

/// Writes words with one space between them, without characters that are not seen; how many characters.
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
        if is_joiner(next) {
            out.push(next);
        } else if is_space(next) && !rest.is_empty() {
            out.push(' ');
        }
    }
}

pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace()
}

/// Characters that are not seen and tell a text nothing: the soft hyphen, the zero width space, the word joiner and the
/// byte order mark.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

/// Characters that only tell how those beside them look: a text of these alone is none.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

pub(super) fn count_chars(text: &str) -> u32 {
    text.chars().filter(|&c| !is_space(c) && !is_joiner(c)).count() as u32
}

/// How a byte of UTF-8 matters to [`clean_length`].
#[derive(Clone, Copy, PartialEq, Eq)]
enum ByteClass {
    /// Within a word, whatever stands around it.
    Word,
    Space,
    /// Other white space in ASCII, or the first byte of a character that may be white space or not seen.
    Doubtful,
}

static BYTE_CLASSES: [ByteClass; 256] = {
    let mut classes = [ByteClass::Word; 256];
    let mut byte = 0;
    while byte < 256 {
        if is_doubtful(byte as u8) {
            classes[byte] = ByteClass::Doubtful;
        }
        byte += 1;
    }
    classes[b' ' as usize] = ByteClass::Space;
    classes
};

/// How much of the text can be copied as it is: words with lone spaces between them.
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
                Some(ByteClass::Doubtful) => match text[at..].chars().next() {
                    Some(c) if !is_space(c) && !is_invisible(c) && !is_joiner(c) => at += c.len_utf8(),
                    _ => return at,
                },
                _ => return at,
            }
        }
    }
}

/// As many bytes as the processor looks at side by side.
const CHUNK: usize = 16;

/// Whether there is nothing in a chunk but bytes of words and lone spaces before them; the byte behind it tells of the
/// last one.
fn is_clean(chunk: &[u8; CHUNK + 1]) -> bool {
    let mut is_clean = true;
    for (&byte, &next) in chunk.iter().zip(&chunk[1..]) {
        // Without branches and tables, so that it is done for all bytes at once.
        let is_pair = (byte == b' ') & ((next == b' ') | is_doubtful(next));
        is_clean &= !(is_pair | is_doubtful(byte));
    }
    is_clean
}

/// Whether a byte is [`ByteClass::Doubtful`].
const fn is_doubtful(byte: u8) -> bool {
    // Tab to carriage return; U+001C to U+001F are not white space in Unicode.
    (byte.wrapping_sub(b'\t') <= b'\r' - b'\t')
        // U+0085, U+00A0 and the soft hyphen; U+1680; U+2000 and on; U+3000; the byte order mark.
        | (byte == 0xc2)
        | (byte.wrapping_sub(0xe1) <= 2)
        | (byte == 0xef)
}

/// [`count_chars`] of a text whose only white space are spaces.
fn count_chars_of_clean(text: &str) -> u32 {
    // Each character has one byte that does not begin with the bits 10. Chunks whose count fits into a byte are added up
    // side by side.
    let is_counted = |byte: u8| u8::from((byte != b' ') & (byte & 0xc0 != 0x80));
    let chunks = text.as_bytes().chunks(128);
    chunks.map(|chunk| u32::from(chunk.iter().map(|&byte| is_counted(byte)).sum::<u8>())).sum()
}

/// [`str::trim_start`], fast for the white space between tags, most of which indents.
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

    /// Words of up to nine letters, each followed by up to one space and one character of another kind.
    fn spaced_words(rng: &mut Rng) -> String {
        const OTHERS: [char; 20] = [
            ' ', '\t', '\n', '\x0b', '\u{1c}', '\u{85}', '\u{a0}', '\u{ad}', '\u{1680}', '\u{2003}', '\u{200b}',
            '\u{200d}', '\u{2060}', '\u{3000}', '\u{feff}', 'é', 'あ', '漢', '🌍', ' ',
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
    fn words_are_separated_by_one_space() {
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
    fn the_byte_classes_miss_no_character() {
        for c in ('\0'..=char::MAX).filter(|&c| c != ' ' && (is_space(c) || is_invisible(c) || is_joiner(c))) {
            let first = c.to_string().as_bytes()[0];
            assert!(BYTE_CLASSES[first as usize] == ByteClass::Doubtful, "{c:?}");
        }
    }
}
