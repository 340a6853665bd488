//! The data state, the states after `<`, and CDATA sections.

use super::{Content, Receiver, Tokenizer};
use memchr::{memchr, memchr2, memmem};

impl<R: Receiver> Tokenizer<'_, '_, R> {
    /// The [data state](https://html.spec.whatwg.org/#data-state): reads up to the next markup, and that markup.
    pub(super) fn data(&mut self) {
        let mut start = self.at;
        while let Some(length) = memchr2(b'<', b'&', self.rest()) {
            self.at += length;
            if self.page.as_bytes()[self.at] == b'&' {
                start = self.character_reference(start);
            } else if self.is_at_markup() {
                self.emit_text(start, self.at);
                return self.markup();
            } else {
                self.at += 1;
            }
        }
        self.end_of_page(start);
    }

    /// Whether the `<` at the next byte starts markup.
    fn is_at_markup(&self) -> bool {
        match self.peek(1) {
            Some(b'/') => self.peek(2).is_some(),
            Some(next) => next.is_ascii_alphabetic() || matches!(next, b'!' | b'?'),
            None => false,
        }
    }

    /// The [tag open state](https://html.spec.whatwg.org/#tag-open-state), at the `<`.
    fn markup(&mut self) {
        match self.peek(1) {
            Some(b'/') => self.end_tag_open(),
            Some(b'!') => self.markup_declaration_open(),
            Some(b'?') => self.bogus_comment(self.at + 1),
            _ => self.start_tag(),
        }
    }

    /// The [end tag open state](https://html.spec.whatwg.org/#end-tag-open-state), at the `<` of `</`.
    fn end_tag_open(&mut self) {
        match self.peek(2) {
            Some(next) if next.is_ascii_alphabetic() => self.end_tag(),
            Some(b'>') => self.at += 3,
            _ => self.bogus_comment(self.at + 2),
        }
    }

    /// The [markup declaration open state](https://html.spec.whatwg.org/#markup-declaration-open-state), at the `<` of
    /// `<!`.
    fn markup_declaration_open(&mut self) {
        const CDATA: &[u8] = b"<![CDATA[";
        if self.rest().starts_with(b"<!--") {
            self.comment();
        } else if self.is_next(b"<!doctype") {
            self.doctype();
        } else if self.rest().starts_with(CDATA) && self.receiver.is_in_foreign_content() {
            self.at += CDATA.len();
            self.content = Content::Cdata;
        } else {
            self.bogus_comment(self.at + 2);
        }
    }

    /// The [CDATA section state](https://html.spec.whatwg.org/#cdata-section-state).
    pub(super) fn cdata(&mut self) {
        let start = self.at;
        let Some(length) = memmem::find(self.rest(), b"]]>") else { return self.end_of_page(start) };
        self.at += length;
        self.emit_text(start, self.at);
        self.at += 3;
        self.content = Content::Data;
    }

    /// Emits text, with each U+0000 as a token of its own.
    pub(super) fn emit_text_and_nulls(&mut self, mut start: usize, end: usize) {
        while let Some(length) = memchr(0, &self.page.as_bytes()[start..end]) {
            if length > 0 {
                self.receiver.text(start..start + length);
            }
            self.receiver.null();
            start += length + 1;
        }
        if start < end {
            self.receiver.text(start..end);
        }
    }
}
