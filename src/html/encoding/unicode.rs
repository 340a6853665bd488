//! UTF-16 and UTF-32 without a label.

use super::CharsetSource;
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

/// Number of bytes that are looked at.
const SAMPLE: usize = 512;

/// Decodes UTF-32, with or without a byte order mark. It is not in the Encoding Standard, but some programs write it.
pub(super) fn utf32(bytes: &[u8]) -> Option<(String, &'static str, CharsetSource)> {
    let is_text = |unit: u32| unit != 0 && char::from_u32(unit).is_some();
    type Read = fn([u8; 4]) -> u32;
    let orders: [(Read, _); 2] = [(u32::from_le_bytes, "UTF-32LE"), (u32::from_be_bytes, "UTF-32BE")];
    for (read, name) in orders {
        let mut units = bytes.chunks_exact(4).filter_map(|bytes| bytes.try_into().ok()).map(read).peekable();
        let is_marked = units.next_if_eq(&0xfeff).is_some();
        if (is_marked || units.peek().is_some_and(|&unit| unit < 0x80)) && units.clone().take(SAMPLE / 4).all(is_text) {
            let cut = (!bytes.len().is_multiple_of(4)).then_some(char::REPLACEMENT_CHARACTER);
            let chars = units.map(|unit| char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER));
            let source = if is_marked { CharsetSource::ByteOrderMark } else { CharsetSource::Detection };
            return Some((chars.chain(cut).collect(), name, source));
        }
    }
    None
}

/// Detects UTF-16: markup in it has a NUL in every other byte of its first tags.
pub(super) fn utf16_without_bom(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE) & !1];
    memchr::memchr(0, sample)?;
    let nul = |offset: usize| sample.iter().skip(offset).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd) = (nul(0), nul(1));
    // Latin markup is all NUL in one half. 60 % leaves room for text of another script in the sample.
    let many = sample.len() * 3 / 10;
    match () {
        () if sample.len() < 4 => None,
        () if odd > many && odd > even * 4 => Some(UTF_16LE),
        () if even > many && even > odd * 4 => Some(UTF_16BE),
        () => None,
    }
}
