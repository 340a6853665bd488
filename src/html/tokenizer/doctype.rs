//! The `DOCTYPE`, which decides whether the page is in quirks mode.

use super::{Receiver, Tokenizer, is_space};
use memchr::memchr;

/// A [DOCTYPE token](https://html.spec.whatwg.org/#tokenization). Missing fields are `None`.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Doctype {
    pub name: Option<String>,
    pub public_id: Option<String>,
    pub system_id: Option<String>,
    pub force_quirks: bool,
}

impl<R: Receiver> Tokenizer<'_, '_, R> {
    /// The states from the [DOCTYPE state](https://html.spec.whatwg.org/#doctype-state), at the `<`.
    pub(super) fn doctype(&mut self) {
        self.at += b"<!doctype".len();
        let mut doctype = Doctype::default();
        doctype.force_quirks = !self.doctype_fields(&mut doctype);
        self.bogus_doctype();
        self.receiver.doctype(&doctype);
    }

    /// Reads the name and the identifiers, up to the `>`, the end of the page, or anything unexpected. Returns whether
    /// they are well formed; if not, the page is in quirks mode.
    fn doctype_fields(&mut self, doctype: &mut Doctype) -> bool {
        self.skip_space();
        if matches!(self.peek(0), None | Some(b'>')) {
            return false;
        }
        doctype.name = Some(self.doctype_name());
        self.skip_space();
        if self.peek(0) == Some(b'>') {
            return true;
        }
        let is_public = self.is_next(b"public");
        if !is_public && !self.is_next(b"system") {
            return false;
        }
        self.at += b"public".len();
        if is_public {
            if !self.identifier(&mut doctype.public_id) {
                return false;
            }
            self.skip_space();
            // Only here may the system identifier be missing.
            match self.peek(0) {
                Some(b'>') => return true,
                Some(b'"' | b'\'') => {}
                _ => return false,
            }
        }
        // Anything after a complete identifier is an error, but does not force quirks mode.
        self.identifier(&mut doctype.system_id) && {
            self.skip_space();
            self.peek(0).is_some()
        }
    }

    /// The [DOCTYPE name state](https://html.spec.whatwg.org/#doctype-name-state).
    fn doctype_name(&mut self) -> String {
        let name = self.take_until(|byte| is_space(byte) || byte == b'>');
        name.to_ascii_lowercase().replace('\0', "\u{fffd}")
    }

    /// Reads white space and a quoted identifier. Returns whether it is present and complete.
    fn identifier(&mut self, identifier: &mut Option<String>) -> bool {
        self.skip_space();
        let Some(quote @ (b'"' | b'\'')) = self.peek(0) else { return false };
        self.at += 1;
        let value = self.take_until(|byte| byte == quote || byte == b'>');
        *identifier = Some(value.replace('\0', "\u{fffd}"));
        let is_complete = self.peek(0) == Some(quote);
        self.at += usize::from(is_complete);
        is_complete
    }

    /// The [bogus DOCTYPE state](https://html.spec.whatwg.org/#bogus-doctype-state): skips the rest.
    fn bogus_doctype(&mut self) {
        match memchr(b'>', self.rest()) {
            Some(length) => self.at += length + 1,
            None => self.at = self.page.len(),
        }
    }
}
