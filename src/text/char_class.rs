//! What the bytes of a text are: nearly all text and every name of an element is ASCII for the most part, and a look into
//! a table is cheaper than what the properties of Unicode's characters cost.

/// What a byte of UTF-8 is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum CharClass {
    Digit,
    Lower,
    Upper,
    /// Part of a character beyond ASCII.
    NotAscii,
    /// White space.
    Space,
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
    /// The class of a letter or something else; letters beyond ASCII are as good as those of ASCII, but for capitals.
    pub fn of_char(c: char) -> CharClass {
        match c {
            '\0'..='\x7f' => CharClass::of(c as u8),
            _ if c.is_lowercase() => CharClass::Lower,
            _ if c.is_alphabetic() => CharClass::NotAscii,
            _ => CharClass::Symbol,
        }
    }

    pub fn of(byte: u8) -> CharClass {
        CLASSES[usize::from(byte)]
    }

    /// Whether it is a letter or digit of ASCII.
    pub fn is_alphanumeric(self) -> bool {
        matches!(self, CharClass::Digit | CharClass::Lower | CharClass::Upper)
    }

    pub fn is_letter(self) -> bool {
        matches!(self, CharClass::Lower | CharClass::Upper | CharClass::NotAscii)
    }
}
