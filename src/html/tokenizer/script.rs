//! Text of scripts.
//!
//! A script ends at `</script>`, except between `<!--` and `-->` after another `<script>`. The exception dates from
//! pages that put scripts in comments to hide them from old browsers.

use super::{Receiver, Tokenizer, is_space};
use memchr::{memchr, memchr2};

/// State of the text in a script.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Escape {
    /// The [script data state](https://html.spec.whatwg.org/#script-data-state).
    No,
    /// After `<!--`: the [script data escaped state](https://html.spec.whatwg.org/#script-data-escaped-state).
    Escaped,
    /// After a `<script` in escaped text: the [script data double escaped
    /// state](https://html.spec.whatwg.org/#script-data-double-escaped-state).
    DoubleEscaped,
}

impl<R: Receiver> Tokenizer<'_, '_, R> {
    /// The script data states, up to the end tag.
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

    /// Returns the state after the next byte, which is a `<` or, in escaped text, a `-`. Skips the bytes that it has
    /// looked at.
    fn script_escape(&mut self, escape: Escape) -> Escape {
        match escape {
            Escape::No if self.rest().starts_with(b"<!--") => {
                // The dashes stay: they may belong to a `-->`.
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

    /// Whether `word` comes next, followed by a byte that ends a tag name. Skips them if so.
    fn is_script_word(&mut self, word: &[u8]) -> bool {
        let is_next = self.is_next(word)
            && self.peek(word.len()).is_some_and(|next| is_space(next) || matches!(next, b'/' | b'>'));
        if is_next {
            self.at += word.len() + 1;
        }
        is_next
    }
}
