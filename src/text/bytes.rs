//! What the bytes of a text are: nearly all text and every name of an element is ASCII for the most part, and a look into
//! a table is cheaper than what the properties of Unicode's characters cost.

/// What a byte of UTF-8 is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Class {
    Digit,
    Lower,
    Upper,
    /// Part of a character beyond ASCII.
    NotAscii,
    /// White space.
    Space,
    Sign,
}

static CLASSES: [Class; 256] = {
    let mut classes = [Class::NotAscii; 256];
    let mut byte = 0_u8;
    while byte < 0x80 {
        classes[byte as usize] = match byte {
            b'a'..=b'z' => Class::Lower,
            b'A'..=b'Z' => Class::Upper,
            b'0'..=b'9' => Class::Digit,
            b'\t'..=b'\r' | b' ' => Class::Space,
            _ => Class::Sign,
        };
        byte += 1;
    }
    classes
};

impl Class {
    /// The class of a letter or something else; letters beyond ASCII are as good as those of ASCII, but for capitals.
    pub fn of_char(c: char) -> Class {
        match c {
            '\0'..='\x7f' => Class::of(c as u8),
            _ if c.is_lowercase() => Class::Lower,
            _ if c.is_alphabetic() => Class::NotAscii,
            _ => Class::Sign,
        }
    }

    pub fn of(byte: u8) -> Class {
        CLASSES[usize::from(byte)]
    }

    /// Whether it is a letter or digit of ASCII.
    pub fn is_alphanumeric(self) -> bool {
        matches!(self, Class::Digit | Class::Lower | Class::Upper)
    }

    pub fn is_letter(self) -> bool {
        matches!(self, Class::Lower | Class::Upper | Class::NotAscii)
    }
}
