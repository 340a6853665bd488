//! Text up to an end tag: RCDATA, RAWTEXT and PLAINTEXT.

use super::{Content, Receiver, Tokenizer};
use memchr::{memchr, memchr2};

impl<R: Receiver> Tokenizer<'_, '_, R> {
    /// The [RCDATA state](https://html.spec.whatwg.org/#rcdata-state), up to the end tag.
    pub(super) fn rcdata(&mut self) {
        let mut start = self.at;
        while let Some(length) = memchr2(b'<', b'&', self.rest()) {
            self.at += length;
            if self.page.as_bytes()[self.at] == b'&' {
                start = self.character_reference(start);
            } else if self.is_at_appropriate_end_tag() {
                return self.end_raw_text(start);
            } else {
                self.at += 1;
            }
        }
        self.end_of_page(start);
    }

    /// The [RAWTEXT state](https://html.spec.whatwg.org/#rawtext-state), up to the end tag.
    pub(super) fn rawtext(&mut self) {
        let start = self.at;
        while let Some(length) = memchr(b'<', self.rest()) {
            self.at += length;
            if self.is_at_appropriate_end_tag() {
                return self.end_raw_text(start);
            }
            self.at += 1;
        }
        self.end_of_page(start);
    }

    /// The [PLAINTEXT state](https://html.spec.whatwg.org/#plaintext-state), which ends only with the page.
    pub(super) fn plaintext(&mut self) {
        self.end_of_page(self.at);
    }

    /// Emits the text from `start`, then the end tag at the next byte.
    pub(super) fn end_raw_text(&mut self, start: usize) {
        self.emit_text(start, self.at);
        self.content = Content::Data;
        self.end_tag();
    }
}
