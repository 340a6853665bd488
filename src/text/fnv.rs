//! The hash function FNV-1a of 32 bits ([Fowler, Noll, Vo](https://datatracker.ietf.org/doc/html/draft-eastlake-fnv)),
//! for words and for the checksum of model files.

/// The hash of no bytes.
pub(crate) const EMPTY: u32 = 0x811c_9dc5;

/// Adds a value to a hash.
#[inline(always)]
pub(crate) const fn with(hash: u32, value: u32) -> u32 {
    (hash ^ value).wrapping_mul(0x0100_0193)
}

/// Returns the hash of some bytes.
pub(crate) fn of_bytes(bytes: impl Iterator<Item = u8>) -> u32 {
    bytes.fold(EMPTY, |hash, byte| with(hash, u32::from(byte)))
}

#[cfg(test)]
mod tests {
    use super::of_bytes;

    #[test]
    fn hashes_equal_published_test_vectors() {
        assert_eq!(of_bytes("".bytes()), 0x811c_9dc5);
        assert_eq!(of_bytes("a".bytes()), 0xe40c_292c);
        assert_eq!(of_bytes("foobar".bytes()), 0xbf9c_f968);
    }
}
