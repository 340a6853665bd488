//! Hashes of words, ignoring case.

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
    /// Adds a character.
    pub fn push(&mut self, c: char) {
        if c.is_ascii() {
            self.add(c.to_ascii_lowercase() as u32);
        } else {
            c.to_lowercase().for_each(|c| self.add(c as u32));
        }
    }

    /// Adds an ASCII letter or digit.
    #[inline(always)]
    pub fn push_ascii(&mut self, byte: u8) {
        // The bit distinguishes lower from upper case letters, and every digit has it.
        self.add(u32::from(byte | 0x20));
    }

    const fn add(&mut self, value: u32) {
        self.0 = fnv::with(self.0, value);
    }

    /// Returns the hash.
    pub const fn finish(self) -> Hash {
        // The low bits of FNV are the best ones: fold the high ones into them.
        self.0 ^ self.0 >> 15
    }
}

/// Returns the hash of a word.
pub(crate) fn hash(word: &str) -> Hash {
    let mut hash = WordHash::default();
    word.chars().for_each(|c| hash.push(c));
    hash.finish()
}

/// Returns the hash of an ASCII word at compile time.
pub(crate) const fn hash_of_ascii(word: &str) -> Hash {
    let mut hash = WordHash(fnv::EMPTY);
    let mut at = 0;
    while at < word.len() {
        hash.add(word.as_bytes()[at].to_ascii_lowercase() as u32);
        at += 1;
    }
    hash.finish()
}
