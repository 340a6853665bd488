//! Scripts that are written without spaces between words.

/// Whether a character belongs to such a script: Han, kana, Thai, Lao, Myanmar, Khmer.
#[inline]
pub(crate) fn is_unsegmented(c: char) -> bool {
    matches!(
        u32::from(c),
        0x0e00..=0x0eff | 0x1000..=0x109f | 0x1780..=0x17ff | 0x2e80..=0x2fdf | 0x3005..=0x3007 | 0x3040..=0x30ff
            | 0x31f0..=0x31ff | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x3ffff
    )
}

#[cfg(test)]
mod tests {
    use super::is_unsegmented;

    #[test]
    fn letters_but_not_punctuation_are_unsegmented() {
        assert!("漢かカไทยລາວမြန်មាន".chars().all(is_unsegmented));
        assert!(!"aäжα한،。 １".chars().any(is_unsegmented));
    }
}
