//! Start and end tags with their attributes.
//!
//! Names and values are slices of the page. A tag that the end of the page cuts off is not a token.

use super::char_ref::{attribute_value, decode_attribute_value};
use super::{Content, Ends, Receiver, Tokenizer, is_space, space_and};
use memchr::{memchr, memchr2};
use std::borrow::Cow;

/// A start tag, as written in the page: names in upper or lower case, U+0000 not replaced.
#[derive(Debug)]
pub(crate) struct Tag<'a> {
    pub name: &'a str,
    /// In order of occurrence. If two have the same name, the first one counts.
    pub attrs: &'a [Attr<'a>],
    pub is_self_closing: bool,
}

/// An attribute as written in the page: the value may contain character references.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Attr<'a> {
    pub name: &'a str,
    pub value: &'a str,
    /// Whether the value contains neither references nor U+0000.
    pub is_plain: bool,
}

impl<'a> Attr<'a> {
    /// Returns the decoded value.
    pub fn decoded(&self) -> Cow<'a, str> {
        if self.is_plain { Cow::Borrowed(self.value) } else { attribute_value(self.value) }
    }

    /// Returns the decoded value, using `buffer` as the buffer if it differs from the value as written.
    pub fn decoded_in<'r>(&self, buffer: &'r mut String) -> &'r str
    where
        'a: 'r,
    {
        if !self.is_plain && decode_attribute_value(self.value, buffer) { buffer } else { self.value }
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
        if self.is_xhtml && end == TagEnd::SelfClosing && self.content != Content::Data {
            self.close_self_closed(name);
        }
    }

    /// An end tag, at its `<`. Its attributes are ignored.
    pub(super) fn end_tag(&mut self) {
        self.at += 2;
        let name = self.tag_name();
        if self.attributes() != TagEnd::PageEnd {
            self.receiver.end_tag(name);
        }
    }

    /// Whether the next byte, a `<`, starts an [appropriate end
    /// tag](https://html.spec.whatwg.org/#appropriate-end-tag-token): one that matches the last start tag.
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

    /// The states from the [before attribute name state](https://html.spec.whatwg.org/#before-attribute-name-state) to
    /// the end of the tag. Leaves the attributes in `attrs`.
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

    /// The [attribute name state](https://html.spec.whatwg.org/#attribute-name-state). A leading `=` belongs to the
    /// name.
    fn attribute_name(&mut self) -> &'p str {
        static ENDS: Ends = space_and(b"/>=");
        let start = self.at;
        if self.peek(0) == Some(b'=') {
            self.at += 1;
        }
        self.take_until(|byte| ENDS[usize::from(byte)]);
        &self.page[start..self.at]
    }

    /// The [attribute value states](https://html.spec.whatwg.org/#before-attribute-value-state), after the `=` and
    /// white space. Returns the value and whether it is plain.
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
