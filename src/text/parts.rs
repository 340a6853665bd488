//! Which of some texts stand in another one. Nearly always none does, which its pairs of letters tell without a search.

/// A text that is looked for, of two bytes or more.
pub(crate) struct Part {
    pub text: &'static str,
    pairs: Pairs,
}

/// The pairs of neighbouring bytes of a text, as bits: several pairs share one, so that the set may be too large, but is
/// never too small. Letters of ASCII are taken without regard to case.
#[derive(Clone, Copy)]
pub(crate) struct Pairs(u64);

impl Pairs {
    pub const fn of(text: &str) -> Pairs {
        let bytes = text.as_bytes();
        let mut pairs = 0;
        let mut at = 1;
        while at < bytes.len() {
            pairs |= 1 << (((bytes[at - 1] & 31) << 1 ^ (bytes[at] & 31)) & 63);
            at += 1;
        }
        Pairs(pairs)
    }
}

impl Part {
    /// Whether it may stand in a text with these pairs.
    pub fn may_be_in(&self, pairs: Pairs) -> bool {
        self.pairs.0 & !pairs.0 == 0
    }
}

/// Makes texts ready to be looked for.
pub(crate) const fn parts<const N: usize>(texts: &[&'static str]) -> [Part; N] {
    let mut parts = [const { Part { text: "", pairs: Pairs(0) } }; N];
    let mut at = 0;
    while at < N {
        assert!(texts[at].len() >= 2);
        parts[at] = Part { text: texts[at], pairs: Pairs::of(texts[at]) };
        at += 1;
    }
    parts
}

/// Whether any of the parts stands in the text.
pub(crate) fn has_any(text: &str, parts: &[Part]) -> bool {
    let pairs = Pairs::of(text);
    parts.iter().any(|part| part.may_be_in(pairs) && text.contains(part.text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_found_as_by_a_search() {
        const TEXTS: &[&str] = &["date", "geändert", " — ", "更新"];
        const PARTS: [Part; TEXTS.len()] = parts(TEXTS);
        for text in ["", "d", "update", "dat e", "zuletzt geändert", "a — b", "a - b", "已更新", "更 新"] {
            assert_eq!(has_any(text, &PARTS), TEXTS.iter().any(|part| text.contains(part)), "{text}");
        }
        assert!(PARTS[0].may_be_in(Pairs::of("UPDATE")));
    }
}
