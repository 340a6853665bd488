//! Start and end tags with their attributes.
//!
//! Names and values are left as the page has them; a tag that the page's end cuts off is no token.

use super::char_ref::{attribute_value, decode_attribute_value};
use super::{Ends, Receiver, Tokenizer, is_space, space_and};
use memchr::{memchr, memchr2};
use std::borrow::Cow;

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
    /// Whether the value holds neither references nor U+0000.
    pub is_plain: bool,
}

impl<'a> Attr<'a> {
    /// The value as it is meant.
    pub fn decoded(&self) -> Cow<'a, str> {
        if self.is_plain { Cow::Borrowed(self.value) } else { attribute_value(self.value) }
    }

    /// The same without memory of its own: where it is not as it stands, it is written into `room`.
    pub fn decoded_in<'r>(&self, room: &'r mut String) -> &'r str
    where
        'a: 'r,
    {
        if !self.is_plain && decode_attribute_value(self.value, room) { room } else { self.value }
    }
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
        static ENDS: Ends = space_and(b"/>");
        self.take_until(|byte| ENDS[usize::from(byte)])
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
        let (value, is_plain) = match self.peek(0) {
            Some(b'=') => {
                self.at += 1;
                self.skip_space();
                self.attribute_value()
            }
            _ => ("", true),
        };
        self.attrs.push(Attr { name, value, is_plain });
    }

    /// The [attribute name state](https://html.spec.whatwg.org/#attribute-name-state). A `=` at the very beginning is
    /// part of the name.
    fn attribute_name(&mut self) -> &'p str {
        static ENDS: Ends = space_and(b"/>=");
        let start = self.at;
        if self.peek(0) == Some(b'=') {
            self.at += 1;
        }
        self.take_until(|byte| ENDS[usize::from(byte)]);
        &self.page[start..self.at]
    }

    /// The [attribute value states](https://html.spec.whatwg.org/#before-attribute-value-state), behind the `=` and
    /// white space; and whether the value is plain.
    fn attribute_value(&mut self) -> (&'p str, bool) {
        static UNQUOTED_ENDS: Ends = space_and(b">");
        match self.peek(0) {
            Some(quote @ (b'"' | b'\'')) => {
                let start = self.at + 1;
                let value = &self.page.as_bytes()[start..];
                let first = memchr2(quote, b'&', value);
                let has_ampersand = first.is_some_and(|first| value[first] == b'&');
                let length = if has_ampersand { memchr(quote, value) } else { first };
                let end = length.map_or(self.page.len(), |length| start + length);
                self.at = length.map_or(end, |_| end + 1);
                (&self.page[start..end], !has_ampersand && !self.has_null)
            }
            // Unquoted; empty before a `>`.
            _ => {
                let value = self.take_until(|byte| UNQUOTED_ENDS[usize::from(byte)]);
                (value, !self.has_null && memchr(b'&', value.as_bytes()).is_none())
            }
        }
    }
}
