//! The tokenization stage of the HTML Standard ([13.2.5](https://html.spec.whatwg.org/#tokenization)), over a page
//! that is in memory as a whole.
//!
//! The states follow the standard, but they are not steps of a loop over characters: each function reads a whole
//! construct (a tag, a comment, a run of text) and leaves `at` after it. Every piece is a slice of the page, and where
//! only one or two bytes can end a piece, `memchr` finds them. Parse errors are not reported, since they change no
//! token.
//!
//! The [`Receiver`] decodes ([`char_ref`]) and lower-cases the pieces that it keeps. An attribute that nobody reads
//! costs no more than finding its end.

pub(crate) mod char_ref;
#[cfg(feature = "_internals")]
mod collector;
mod comment;
mod data;
mod doctype;
pub(crate) mod input;
mod raw_text;
mod script;
mod tag;
mod xml;

#[cfg(feature = "_internals")]
pub use collector::{Token, tokens};
pub(crate) use doctype::Doctype;
pub(crate) use tag::{Attr, Tag};

use std::borrow::Cow;

/// The kind of content that follows a start tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    /// Text and markup: the [data state](https://html.spec.whatwg.org/#data-state).
    Data,
    /// Text with character references, up to the end tag: `<title>`, `<textarea>`.
    Rcdata,
    /// Text up to the end tag: `<style>`, `<iframe>` and others.
    Rawtext,
    /// Text up to the end tag, except end tags inside `<!--`: `<script>`.
    Script,
    /// Text up to the end of the page: `<plaintext>`.
    Plaintext,
    /// Text up to `]]>`.
    Cdata,
}

/// A range of bytes of the page.
pub(crate) type Span = std::ops::Range<usize>;

/// Receives the tokens of a page.
pub(crate) trait Receiver {
    /// Text as written in the page. It contains U+0000 only if the content is neither [`Content::Data`] nor
    /// [`Content::Cdata`]; there the character stands for U+FFFD.
    fn text(&mut self, run: Span);

    /// The characters of a character reference.
    fn reference(&mut self, decoded: char_ref::Decoded);

    /// U+0000 in text. Tree construction drops or replaces it, depending on the current node.
    fn null(&mut self);

    /// A start tag. Returns the kind of content that follows it.
    fn start_tag(&mut self, tag: &Tag<'_>) -> Content;

    /// An end tag, with its name as written in the page.
    fn end_tag(&mut self, name: &str);

    /// A comment; U+0000 in it stands for U+FFFD.
    fn comment(&mut self, text: &str);

    /// A `DOCTYPE`.
    fn doctype(&mut self, doctype: &Doctype);

    /// Whether `<![CDATA[` starts a CDATA section here, that is, whether the adjusted current node is not an HTML
    /// element.
    fn is_in_foreign_content(&self) -> bool;

    /// Whether the receiver wants no more tokens.
    fn is_full(&self) -> bool {
        false
    }

    /// The end of the page.
    fn end(&mut self);
}

/// Tokenizes a page whose newlines are normalized ([`input::normalize`]).
pub(crate) fn tokenize(page: &str, receiver: &mut impl Receiver) {
    Tokenizer::new(page, receiver).run();
}

/// Tokenizes from another state, as if after the start tag `last_start_tag`. For tests.
#[cfg(feature = "_internals")]
pub(crate) fn tokenize_from(page: &str, content: Content, last_start_tag: &str, receiver: &mut impl Receiver) {
    let mut tokenizer = Tokenizer::new(page, receiver);
    tokenizer.content = content;
    tokenizer.last_start_tag = last_start_tag;
    tokenizer.run();
}

struct Tokenizer<'p, 'r, R> {
    page: &'p str,
    /// Position of the next byte.
    at: usize,
    content: Content,
    /// Name of the last start tag, as written in the page: its end tag ends raw text.
    last_start_tag: &'p str,
    /// Attributes of the current tag; the buffer is reused.
    attrs: Vec<Attr<'p>>,
    /// Whether the page contains U+0000 at all. If not, no text is searched for it.
    has_null: bool,
    /// Whether the page says that it is XHTML.
    is_xhtml: bool,
    next_tags: Vec<xml::NextTags<'p>>,
    receiver: &'r mut R,
}

impl<'p, 'r, R: Receiver> Tokenizer<'p, 'r, R> {
    fn new(page: &'p str, receiver: &'r mut R) -> Self {
        Tokenizer {
            page,
            at: 0,
            content: Content::Data,
            last_start_tag: "",
            attrs: Vec::new(),
            has_null: memchr::memchr(0, page.as_bytes()).is_some(),
            is_xhtml: xml::is_xhtml(page),
            next_tags: Vec::new(),
            receiver,
        }
    }

    fn run(&mut self) {
        while self.at < self.page.len() && !self.receiver.is_full() {
            match self.content {
                Content::Data => self.data(),
                Content::Rcdata => self.rcdata(),
                Content::Rawtext => self.rawtext(),
                Content::Script => self.script(),
                Content::Plaintext => self.plaintext(),
                Content::Cdata => self.cdata(),
            }
        }
        self.receiver.end();
    }

    /// Returns the byte `ahead` of the next one; `None` after the end of the page.
    fn peek(&self, ahead: usize) -> Option<u8> {
        self.page.as_bytes().get(self.at + ahead).copied()
    }

    /// Returns the unread part of the page.
    fn rest(&self) -> &'p [u8] {
        &self.page.as_bytes()[self.at..]
    }

    /// Skips white space: tab, line feed, form feed, space.
    fn skip_space(&mut self) {
        while self.peek(0).is_some_and(is_space) {
            self.at += 1;
        }
    }

    /// Whether `word` comes next, ignoring ASCII case.
    fn is_next(&self, word: &[u8]) -> bool {
        self.rest().get(..word.len()).is_some_and(|next| next.eq_ignore_ascii_case(word))
    }

    /// Reads up to the first byte that satisfies `is_end`, or to the end of the page. `is_end` must hold for ASCII
    /// only.
    fn take_until(&mut self, is_end: impl Fn(u8) -> bool) -> &'p str {
        let start = self.at;
        let length = self.rest().iter().position(|&byte| is_end(byte));
        self.at = length.map_or(self.page.len(), |length| start + length);
        &self.page[start..self.at]
    }

    /// The [character reference state](https://html.spec.whatwg.org/#character-reference-state), at the `&`. The text
    /// from `start` to the `&` is not emitted yet. Returns the start of the text that is then still to be emitted.
    fn character_reference(&mut self, start: usize) -> usize {
        let Some((decoded, length)) = char_ref::reference(&self.page[self.at..], false) else {
            self.at += 1;
            return start;
        };
        self.emit_text(start, self.at);
        self.receiver.reference(decoded);
        self.at += length;
        self.at
    }

    /// Emits the page from `start` to `end` as text, unless it is empty.
    fn emit_text(&mut self, start: usize, end: usize) {
        if self.has_null && matches!(self.content, Content::Data | Content::Cdata) {
            self.emit_text_and_nulls(start, end);
        } else if start < end {
            self.receiver.text(start..end);
        }
    }

    /// Emits the rest of the page from `start`.
    fn end_of_page(&mut self, start: usize) {
        self.at = self.page.len();
        self.emit_text(start, self.at);
    }
}

/// For each byte, whether it ends a piece. All such bytes are ASCII. One table look-up is cheaper than several
/// comparisons.
type Ends = [bool; 256];

/// Returns the table of white space in tags and some other bytes.
const fn space_and(others: &[u8]) -> Ends {
    let mut ends = [false; 256];
    let mut byte = 0;
    while byte < ends.len() {
        ends[byte] = is_space(byte as u8);
        byte += 1;
    }
    let mut at = 0;
    while at < others.len() {
        ends[others[at] as usize] = true;
        at += 1;
    }
    ends
}

/// Whether a byte is white space in tags. Carriage returns are gone after newlines are normalized.
const fn is_space(byte: u8) -> bool {
    matches!(byte, b'\t' | b'\n' | b'\x0c' | b' ')
}

/// Returns a name in lower case, with U+0000 replaced.
pub(crate) fn lower_case(name: &str) -> Cow<'_, str> {
    if name.bytes().any(|byte| byte.is_ascii_uppercase() || byte == 0) {
        return Cow::Owned(name.to_ascii_lowercase().replace('\0', "\u{fffd}"));
    }
    Cow::Borrowed(name)
}
