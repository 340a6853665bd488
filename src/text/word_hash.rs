//! A hash of words without regard to case.

use crate::text::fnv;

/// The hash of a word.
pub(crate) type Hash = u32;

/// FNV-1a over the characters of a word in lower case.
#[derive(Clone, Copy)]
pub(crate) struct WordHash(u32);

impl Default for WordHash {
    fn default() -> WordHash {
        WordHash(fnv::EMPTY)
    }
}

impl WordHash {
    pub fn push(&mut self, c: char) {
        if c.is_ascii() {
            self.add(c.to_ascii_lowercase() as u32);
        } else {
            c.to_lowercase().for_each(|c| self.add(c as u32));
        }
    }

    /// The same for a letter or digit of ASCII.
    #[inline(always)]
    pub fn push_ascii(&mut self, byte: u8) {
        // The bit tells letters of upper case from those of lower case, and digits have it.
        self.add(u32::from(byte | 0x20));
    }

    const fn add(&mut self, value: u32) {
        self.0 = fnv::with(self.0, value);
    }

    pub const fn finish(self) -> Hash {
        // FNV's low bits are its best: fold the high ones in.
        self.0 ^ self.0 >> 15
    }
}

/// The hash of a whole word.
pub(crate) fn hash(word: &str) -> Hash {
    let mut hash = WordHash::default();
    word.chars().for_each(|c| hash.push(c));
    hash.finish()
}

/// The same for one of ASCII, once and for all.
pub(crate) const fn hash_of_ascii(word: &str) -> Hash {
    let mut hash = WordHash(fnv::EMPTY);
    let mut at = 0;
    while at < word.len() {
        hash.add(word.as_bytes()[at].to_ascii_lowercase() as u32);
        at += 1;
    }
    hash.finish()
}
