//! Classes of characters.
//!
//! Most text and every element name is mostly ASCII. A table look-up per byte is cheaper than the Unicode properties
//! of `char`.

/// Class of a byte of UTF-8.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum CharClass {
    Digit,
    Lower,
    Upper,
    /// Part of a character beyond ASCII.
    NotAscii,
    /// White space.
    Space,
    /// Anything else: punctuation, symbols, control characters.
    Symbol,
}

static CLASSES: [CharClass; 256] = {
    let mut classes = [CharClass::NotAscii; 256];
    let mut byte = 0_u8;
    while byte < 0x80 {
        classes[byte as usize] = match byte {
            b'a'..=b'z' => CharClass::Lower,
            b'A'..=b'Z' => CharClass::Upper,
            b'0'..=b'9' => CharClass::Digit,
            b'\t'..=b'\r' | b' ' => CharClass::Space,
            _ => CharClass::Symbol,
        };
        byte += 1;
    }
    classes
};

impl CharClass {
    /// Returns the class of a character. Letters beyond ASCII that are not lower case are [`CharClass::NotAscii`].
    pub fn of_char(c: char) -> CharClass {
        match c {
            '\0'..='\x7f' => CharClass::of(c as u8),
            _ if c.is_lowercase() => CharClass::Lower,
            _ if c.is_alphabetic() => CharClass::NotAscii,
            _ => CharClass::Symbol,
        }
    }

    /// Returns the class of a byte.
    pub fn of(byte: u8) -> CharClass {
        CLASSES[usize::from(byte)]
    }

    /// Whether the byte is an ASCII letter or digit.
    pub fn is_alphanumeric(self) -> bool {
        matches!(self, CharClass::Digit | CharClass::Lower | CharClass::Upper)
    }

    /// Whether the byte is an ASCII letter or part of a character beyond ASCII.
    pub fn is_letter(self) -> bool {
        matches!(self, CharClass::Lower | CharClass::Upper | CharClass::NotAscii)
    }
}
