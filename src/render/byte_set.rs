//! Sets of bytes, and the search for the next of them.

/// A set of bytes.
pub(super) struct ByteSet([bool; 256]);

/// The search looks at this many bytes between two branches.
const CHUNK: usize = 16;

impl ByteSet {
    pub const fn new(bytes: &[u8]) -> ByteSet {
        let mut set = [false; 256];
        let mut at = 0;
        while at < bytes.len() {
            set[bytes[at] as usize] = true;
            at += 1;
        }
        ByteSet(set)
    }

    pub fn contains(&self, byte: u8) -> bool {
        self.0[byte as usize]
    }

    /// Returns the position of the first byte of the set at or after `from`.
    pub fn find(&self, bytes: &[u8], from: usize) -> Option<usize> {
        let mut at = from;
        for chunk in bytes[from..].chunks_exact(CHUNK) {
            if chunk.iter().fold(false, |found, &byte| found | self.contains(byte)) {
                break;
            }
            at += CHUNK;
        }
        let rest = bytes[at..].iter().position(|&byte| self.contains(byte))?;
        Some(at + rest)
    }
}

#[cfg(test)]
mod tests {
    use super::ByteSet;

    #[test]
    fn next_byte_of_a_set_is_found() {
        let set = ByteSet::new(b"<&");
        let text = format!("{}<{}&b", "a".repeat(40), "é".repeat(9));
        assert_eq!(set.find(text.as_bytes(), 0), Some(40));
        assert_eq!(set.find(text.as_bytes(), 40), Some(40));
        assert_eq!(set.find(text.as_bytes(), 41), Some(59));
        assert_eq!(set.find(text.as_bytes(), 60), None);
    }
}
