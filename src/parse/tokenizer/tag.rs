//! Start and end tags with their attributes.
//!
//! Names and values are left as the page has them; a tag that the page's end cuts off is no token.

use super::{Receiver, Tokenizer, is_space};
use memchr::memchr;

/// A start tag. Everything in it is as the page has it: names in upper or lower case, U+0000 for U+FFFD.
#[derive(Debug)]
pub(crate) struct Tag<'a> {
    pub name: &'a str,
    /// In the page's order; where two have the same name, the first counts.
    pub attrs: &'a [Attr<'a>],
    pub is_self_closing: bool,
}

/// An attribute, as the page has it: its value may hold character references.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Attr<'a> {
    pub name: &'a str,
    pub value: &'a str,
}

/// How a tag ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum TagEnd {
    Plain,
    SelfClosing,
    PageEnd,
}

impl<'p, R: Receiver> Tokenizer<'p, '_, R> {
    /// A start tag, at its `<`.
    pub(super) fn start_tag(&mut self) {
        self.at += 1;
        let name = self.tag_name();
        let end = self.attributes();
        if end == TagEnd::PageEnd {
            return;
        }
        self.last_start_tag = name;
        let tag = Tag { name, attrs: &self.attrs, is_self_closing: end == TagEnd::SelfClosing };
        self.content = self.receiver.start_tag(&tag);
    }

    /// An end tag, at its `<`. What attributes it has count nowhere.
    pub(super) fn end_tag(&mut self) {
        self.at += 2;
        let name = self.tag_name();
        if self.attributes() != TagEnd::PageEnd {
            self.receiver.end_tag(name);
        }
    }

    /// Whether an [appropriate end tag](https://html.spec.whatwg.org/#appropriate-end-tag-token) begins at the next
    /// byte, a `<`: one for the start tag before the text.
    pub(super) fn is_at_appropriate_end_tag(&self) -> bool {
        let name = self.last_start_tag.as_bytes();
        let rest = self.rest();
        !name.is_empty()
            && rest.starts_with(b"</")
            && rest.get(2..2 + name.len()).is_some_and(|next| next.eq_ignore_ascii_case(name))
            && rest.get(2 + name.len()).is_some_and(|&next| is_space(next) || matches!(next, b'/' | b'>'))
    }

    /// The [tag name state](https://html.spec.whatwg.org/#tag-name-state).
    fn tag_name(&mut self) -> &'p str {
        self.take_until(|byte| is_space(byte) || matches!(byte, b'/' | b'>'))
    }

    /// The states from the [before attribute name state](https://html.spec.whatwg.org/#before-attribute-name-state)
    /// to the tag's end; leaves the attributes in `attrs`.
    fn attributes(&mut self) -> TagEnd {
        self.attrs.clear();
        loop {
            self.skip_space();
            match self.peek(0) {
                None => return TagEnd::PageEnd,
                Some(b'>') => {
                    self.at += 1;
                    return TagEnd::Plain;
                }
                // The self-closing start tag state: a slash elsewhere counts as white space.
                Some(b'/') => {
                    self.at += 1;
                    if self.peek(0) == Some(b'>') {
                        self.at += 1;
                        return TagEnd::SelfClosing;
                    }
                }
                Some(_) => self.attribute(),
            }
        }
    }

    /// One attribute, at its name.
    fn attribute(&mut self) {
        let name = self.attribute_name();
        self.skip_space();
        let value = match self.peek(0) {
            Some(b'=') => {
                self.at += 1;
                self.skip_space();
                self.attribute_value()
            }
            _ => "",
        };
        self.attrs.push(Attr { name, value });
    }

    /// The [attribute name state](https://html.spec.whatwg.org/#attribute-name-state). A `=` at the very beginning is
    /// part of the name.
    fn attribute_name(&mut self) -> &'p str {
        let start = self.at;
        if self.peek(0) == Some(b'=') {
            self.at += 1;
        }
        self.take_until(|byte| is_space(byte) || matches!(byte, b'/' | b'>' | b'='));
        &self.page[start..self.at]
    }

    /// The [attribute value states](https://html.spec.whatwg.org/#before-attribute-value-state), behind the `=` and
    /// white space.
    fn attribute_value(&mut self) -> &'p str {
        match self.peek(0) {
            Some(quote @ (b'"' | b'\'')) => {
                let start = self.at + 1;
                let length = memchr(quote, &self.page.as_bytes()[start..]);
                let end = length.map_or(self.page.len(), |length| start + length);
                self.at = length.map_or(end, |_| end + 1);
                &self.page[start..end]
            }
            // Unquoted; empty before a `>`.
            _ => self.take_until(|byte| is_space(byte) || byte == b'>'),
        }
    }
}
