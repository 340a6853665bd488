//! Comments.
//!
//! Whatever states lead to the end of a comment, its text is a slice of the page. The tokenizer therefore searches for
//! the end.

use super::{Receiver, Tokenizer};
use memchr::memchr;

impl<R: Receiver> Tokenizer<'_, '_, R> {
    /// The states from the [comment start state](https://html.spec.whatwg.org/#comment-start-state), at the `<` of
    /// `<!--`.
    pub(super) fn comment(&mut self) {
        let start = self.at + 4;
        let mut from = start;
        while let Some(length) = memchr(b'>', &self.page.as_bytes()[from..]) {
            let end = from + length;
            let inside = &self.page[start..end];
            // `<!-->` and `<!--->` close abruptly; otherwise `-->` and `--!>` close.
            let text = match inside {
                "" | "-" => Some(""),
                _ => inside.strip_suffix("--").or_else(|| inside.strip_suffix("--!")),
            };
            if let Some(text) = text {
                self.at = end + 1;
                return self.receiver.comment(text);
            }
            from = end + 1;
        }
        // At the end of the page, an incomplete comment end does not belong to the text.
        let inside = &self.page[start..];
        let text = ["--!", "--", "-"].iter().find_map(|end| inside.strip_suffix(end)).unwrap_or(inside);
        self.at = self.page.len();
        self.receiver.comment(text);
    }

    /// The [bogus comment state](https://html.spec.whatwg.org/#bogus-comment-state), for a comment whose text starts
    /// at `start`.
    pub(super) fn bogus_comment(&mut self, start: usize) {
        let length = memchr(b'>', &self.page.as_bytes()[start..]);
        let end = length.map_or(self.page.len(), |length| start + length);
        self.at = length.map_or(end, |_| end + 1);
        self.receiver.comment(&self.page[start..end]);
    }
}
