//! Searches for fixed substrings. Most texts contain none of them, and their bigrams tell so without a search.

/// A substring of two bytes or more.
#[derive(Debug)]
pub(crate) struct Substring {
    pub text: &'static str,
    bigrams: Bigrams,
}

/// The set of the pairs of neighboring bytes of a text, hashed to 64 bits. ASCII letters are compared without regard to case.
/// Since several pairs share a bit, the set may contain a pair that the text does not have.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bigrams(u64);

impl Bigrams {
    /// The number of hashes that a bigram can have.
    pub const BITS: usize = u64::BITS as usize;

    pub const EMPTY: Bigrams = Bigrams(0);

    pub const fn of(text: &str) -> Bigrams {
        let bytes = text.as_bytes();
        let mut bigrams = Bigrams::EMPTY;
        let mut at = 1;
        while at < bytes.len() {
            bigrams = bigrams.with(bytes[at - 1], bytes[at]);
            at += 1;
        }
        bigrams
    }

    pub const fn with(self, first: u8, second: u8) -> Bigrams {
        Bigrams(self.0 | 1 << (((first & 31) << 1 ^ (second & 31)) & 63))
    }

    /// The set with one more hash.
    pub const fn with_bit(self, bit: usize) -> Bigrams {
        Bigrams(self.0 | 1 << bit)
    }

    /// The hashes that are in both sets.
    pub fn common(self, other: Bigrams) -> Bigrams {
        Bigrams(self.0 & other.0)
    }

    pub fn contains(self, other: Bigrams) -> bool {
        other.0 & !self.0 == 0
    }

    /// The smallest hash in the set.
    pub const fn first(self) -> usize {
        self.0.trailing_zeros() as usize
    }

    /// The hashes in the set.
    pub fn bits(self) -> impl Iterator<Item = usize> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            let bit = rest.trailing_zeros() as usize;
            rest &= rest.wrapping_sub(1);
            (bit < Bigrams::BITS).then_some(bit)
        })
    }
}

impl Substring {
    pub const fn new(text: &'static str) -> Substring {
        assert!(text.len() >= 2);
        Substring { text, bigrams: Bigrams::of(text) }
    }

    pub const fn bigrams(&self) -> Bigrams {
        self.bigrams
    }

    /// Whether a text with these bigrams may contain the substring.
    pub fn may_be_in(&self, bigrams: Bigrams) -> bool {
        bigrams.contains(self.bigrams)
    }
}

pub(crate) const fn substrings<const N: usize>(texts: &[&'static str]) -> [Substring; N] {
    let mut substrings = [const { Substring { text: "", bigrams: Bigrams::EMPTY } }; N];
    let mut at = 0;
    while at < N {
        substrings[at] = Substring::new(texts[at]);
        at += 1;
    }
    substrings
}

/// Whether the text contains any of the substrings.
pub(crate) fn contains_any(text: &str, substrings: &[Substring]) -> bool {
    let bigrams = Bigrams::of(text);
    substrings.iter().any(|substring| substring.may_be_in(bigrams) && text.contains(substring.text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contains_any_agrees_with_str_contains() {
        const TEXTS: &[&str] = &["date", "geändert", " — ", "更新"];
        const SUBSTRINGS: [Substring; TEXTS.len()] = substrings(TEXTS);
        for text in ["", "d", "update", "dat e", "zuletzt geändert", "a — b", "a - b", "已更新", "更 新"] {
            assert_eq!(contains_any(text, &SUBSTRINGS), TEXTS.iter().any(|part| text.contains(part)), "{text}");
        }
    }

    #[test]
    fn bigrams_ignore_case() {
        assert!(Substring::new("date").may_be_in(Bigrams::of("UPDATE")));
    }
}
