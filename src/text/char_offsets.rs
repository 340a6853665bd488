//! Offsets in characters for offsets in bytes.

/// Characters are counted up to each multiple of this many bytes: 1/32 of the text's memory, and at most 127 bytes to look
/// at for an offset.
const STEP: usize = 128;

/// Translates byte offsets of a text into character offsets.
#[derive(Clone, Debug, Default)]
pub(crate) struct CharOffsets {
    /// For each multiple of [`STEP`], how many characters begin before it.
    counts: Vec<u32>,
}

impl CharOffsets {
    pub fn new(text: &str) -> CharOffsets {
        let mut before = 0;
        let counts = text.as_bytes().chunks(STEP).map(|bytes| {
            let count = before;
            before += count_starts(bytes);
            count
        });
        CharOffsets { counts: counts.collect() }
    }

    /// Returns how many characters of the text begin before a byte.
    pub fn get(&self, text: &str, byte: usize) -> usize {
        let step = (byte / STEP).min(self.counts.len().saturating_sub(1));
        let before = self.counts.get(step).copied().unwrap_or(0);
        (before + count_starts(&text.as_bytes()[step * STEP..byte])) as usize
    }
}

/// How many characters begin in a part of a text.
fn count_starts(bytes: &[u8]) -> u32 {
    bytes.iter().map(|&byte| u32::from(byte & 0xC0 != 0x80)).sum()
}

#[cfg(test)]
mod tests {
    use super::CharOffsets;

    #[test]
    fn every_byte_offset_becomes_its_character_offset() {
        for text in ["", "a", &"aé中🚀".repeat(100), &"é".repeat(64), &"x".repeat(128)] {
            let offsets = CharOffsets::new(text);
            for (count, (byte, _)) in text.char_indices().enumerate() {
                assert_eq!(offsets.get(text, byte), count);
            }
            assert_eq!(offsets.get(text, text.len()), text.chars().count());
        }
    }
}
