//! Text of scripts.
//!
//! A script ends at `</script>`, yet not where that stands between `<!--` and `-->` behind another `<script>`: pages
//! once hid scripts from old browsers in comments.

use super::{Receiver, Tokenizer, is_space};
use memchr::{memchr, memchr2};

/// Where in a script the text is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Escape {
    /// The [script data state](https://html.spec.whatwg.org/#script-data-state).
    No,
    /// Behind `<!--`: the [script data escaped state](https://html.spec.whatwg.org/#script-data-escaped-state).
    Escaped,
    /// Behind a `<script` in there: the
    /// [script data double escaped state](https://html.spec.whatwg.org/#script-data-double-escaped-state).
    DoubleEscaped,
}

impl<R: Receiver> Tokenizer<'_, '_, R> {
    /// The script data states up to the end tag.
    pub(super) fn script(&mut self) {
        let start = self.at;
        let mut escape = Escape::No;
        while let Some(length) = match escape {
            Escape::No => memchr(b'<', self.rest()),
            _ => memchr2(b'<', b'-', self.rest()),
        } {
            self.at += length;
            if escape != Escape::DoubleEscaped && self.is_at_appropriate_end_tag() {
                return self.end_raw_text(start);
            }
            escape = self.script_escape(escape);
        }
        self.end_of_page(start);
    }

    /// The state behind the next byte, a `<` or, in escaped text, a `-`; leaves out what has been looked at.
    fn script_escape(&mut self, escape: Escape) -> Escape {
        match escape {
            Escape::No if self.rest().starts_with(b"<!--") => {
                // The dashes stay: they may be those of a `-->`.
                self.at += 2;
                Escape::Escaped
            }
            Escape::Escaped | Escape::DoubleEscaped if self.rest().starts_with(b"-->") => {
                self.at += 3;
                Escape::No
            }
            Escape::Escaped if self.is_script_word(b"<script") => Escape::DoubleEscaped,
            Escape::DoubleEscaped if self.is_script_word(b"</script") => Escape::Escaped,
            _ => {
                self.at += 1;
                escape
            }
        }
    }

    /// Whether `word` and what ends a tag's name come next; leaves them out if so.
    fn is_script_word(&mut self, word: &[u8]) -> bool {
        let is_next = self.is_next(word)
            && self.peek(word.len()).is_some_and(|next| is_space(next) || matches!(next, b'/' | b'>'));
        if is_next {
            self.at += word.len() + 1;
        }
        is_next
    }
}
