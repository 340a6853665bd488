//! Offsets in UTF-16, by which JavaScript slices strings.

use std::ops::Range;

/// Bytes between two offsets that are known.
const STEP: usize = 128;

/// Translates byte offsets of a text into offsets in UTF-16.
pub struct Utf16Offsets<'t> {
    text: &'t str,
    /// For each multiple of [`STEP`], how many code units begin before it. Empty if the text is ASCII.
    counts: Vec<usize>,
}

impl<'t> Utf16Offsets<'t> {
    pub fn new(text: &'t str) -> Utf16Offsets<'t> {
        let mut before = 0;
        let counts = text.as_bytes().chunks(STEP).map(|bytes| {
            let count = before;
            before += code_units(bytes);
            count
        });
        Utf16Offsets { text, counts: if text.is_ascii() { Vec::new() } else { counts.collect() } }
    }

    /// Returns the number of code units before a byte, at which a character begins or the text ends.
    pub fn get(&self, byte: usize) -> usize {
        if self.counts.is_empty() {
            return byte;
        }
        let step = (byte / STEP).min(self.counts.len() - 1);
        self.counts[step] + code_units(&self.text.as_bytes()[step * STEP..byte])
    }

    pub fn range(&self, bytes: &Range<usize>) -> Range<usize> {
        self.get(bytes.start)..self.get(bytes.end)
    }
}

/// Counts the UTF-16 code units of the characters that begin in these bytes of UTF-8: a character of four bytes has two.
fn code_units(bytes: &[u8]) -> usize {
    bytes.iter().map(|&byte| usize::from(byte & 0xC0 != 0x80) + usize::from(byte >= 0xF0)).sum()
}

#[cfg(test)]
mod tests {
    use super::Utf16Offsets;

    #[test]
    fn every_byte_offset_becomes_its_utf16_offset() {
        for text in ["", "a", &"plain".repeat(100), &"aé中🚀".repeat(100), &"🚀".repeat(64), &"é".repeat(64)] {
            let offsets = Utf16Offsets::new(text);
            for (byte, _) in text.char_indices() {
                assert_eq!(offsets.get(byte), text[..byte].encode_utf16().count(), "{byte}");
            }
            assert_eq!(offsets.get(text.len()), text.encode_utf16().count());
        }
    }
}
