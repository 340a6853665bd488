//! FNV-1a (Fowler, Noll, Vo) of 32 bits: of the words that features look up, and of model files.

/// The hash of nothing.
pub(crate) const EMPTY: u32 = 0x811c_9dc5;

/// The hash with a value more.
#[inline(always)]
pub(crate) const fn with(hash: u32, value: u32) -> u32 {
    (hash ^ value).wrapping_mul(0x0100_0193)
}

/// The hash of bytes.
pub(crate) fn of_bytes(bytes: impl Iterator<Item = u8>) -> u32 {
    bytes.fold(EMPTY, |hash, byte| with(hash, u32::from(byte)))
}

#[cfg(test)]
mod tests {
    use super::of_bytes;

    #[test]
    fn published_values() {
        assert_eq!(of_bytes("".bytes()), 0x811c_9dc5);
        assert_eq!(of_bytes("a".bytes()), 0xe40c_292c);
        assert_eq!(of_bytes("foobar".bytes()), 0xbf9c_f968);
    }
}
