//! The tokenization stage of the HTML Standard (13.2.5), over a page that lies in memory as a whole.
//!
//! The states follow the standard, yet each is not a step of a loop over characters: a function reads a construct in
//! one go (a tag, a comment, a run of text) and leaves `at` behind it. Since the whole page is at hand, every piece is
//! a slice of it, and where nothing can end a piece but one or two bytes, they are searched for. Parse errors change
//! nothing in the tokens and are not told.
//!
//! What becomes of the pieces is the [`Receiver`]'s business: it decodes ([`char_ref`]) and lower-cases what it keeps,
//! so that an attribute which nobody reads costs no more than finding its end.

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

#[cfg(feature = "_internals")]
pub use collector::{Token, tokens};
pub(crate) use doctype::Doctype;
pub(crate) use tag::{Attr, Tag};

use std::borrow::Cow;

/// What the tokenizer reads next, by the element that the last start tag opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    /// Text and markup: the [data state](https://html.spec.whatwg.org/#data-state).
    Data,
    /// Text with character references up to the end tag: `<title>`, `<textarea>`.
    Rcdata,
    /// Text up to the end tag: `<style>`, `<iframe>` and others.
    Rawtext,
    /// Text up to the end tag, which does not count in some of the text: `<script>`.
    Script,
    /// Text up to the end of the page: `<plaintext>`.
    Plaintext,
    /// Text up to `]]>`.
    Cdata,
}

/// A piece of the page: the bytes from the first up to the second.
pub(crate) type Span = std::ops::Range<usize>;

/// What takes the tokens.
pub(crate) trait Receiver {
    /// A run of text as the page has it. It may hold U+0000 only where `Content` is not [`Content::Data`] or
    /// [`Content::Cdata`]; there the character stands for U+FFFD.
    fn text(&mut self, run: Span);

    /// What a character reference stands for.
    fn reference(&mut self, decoded: char_ref::Decoded);

    /// U+0000 among text, which the tree's construction drops or replaces by the place.
    fn null(&mut self);

    /// A start tag; says how what follows it is to be read.
    fn start_tag(&mut self, tag: &Tag<'_>) -> Content;

    /// An end tag, by its name as the page has it.
    fn end_tag(&mut self, name: &str);

    /// A comment; U+0000 in it stands for U+FFFD.
    fn comment(&mut self, text: &str);

    /// A `DOCTYPE`.
    fn doctype(&mut self, doctype: &Doctype);

    /// Whether `<![CDATA[` begins a CDATA section here: whether there is an adjusted current node outside the HTML
    /// namespace.
    fn is_in_foreign_content(&self) -> bool;

    /// Whether no more is taken.
    fn is_full(&self) -> bool {
        false
    }

    /// The end of the page.
    fn end(&mut self);
}

/// Reads `page`, whose newlines are normalized ([`input::normalize`]), from its beginning to its end.
pub(crate) fn tokenize(page: &str, receiver: &mut impl Receiver) {
    Tokenizer::new(page, receiver).run();
}

/// The same from another state, for tests: as behind the start tag `last_start_tag`.
#[cfg(feature = "_internals")]
pub(crate) fn tokenize_from(page: &str, content: Content, last_start_tag: &str, receiver: &mut impl Receiver) {
    let mut tokenizer = Tokenizer::new(page, receiver);
    tokenizer.content = content;
    tokenizer.last_start_tag = last_start_tag;
    tokenizer.run();
}

struct Tokenizer<'p, 'r, R> {
    page: &'p str,
    /// The next byte to read.
    at: usize,
    content: Content,
    /// The name of the start tag emitted last, as the page has it: the one whose end tag ends raw text.
    last_start_tag: &'p str,
    /// The attributes of the tag that is being read; kept for its memory.
    attrs: Vec<Attr<'p>>,
    /// Whether U+0000 occurs at all, which saves looking for it in each run of text.
    has_null: bool,
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

    /// The byte `ahead` of the next one; `None` behind the end of the page.
    fn peek(&self, ahead: usize) -> Option<u8> {
        self.page.as_bytes().get(self.at + ahead).copied()
    }

    /// What is still to be read.
    fn rest(&self) -> &'p [u8] {
        &self.page.as_bytes()[self.at..]
    }

    /// Leaves out white space: tab, line feed, form feed, space.
    fn skip_space(&mut self) {
        while self.peek(0).is_some_and(is_space) {
            self.at += 1;
        }
    }

    /// Whether the rest begins with `word`, upper or lower case being the same.
    fn is_next(&self, word: &[u8]) -> bool {
        self.rest().get(..word.len()).is_some_and(|next| next.eq_ignore_ascii_case(word))
    }

    /// The page from the next byte up to one for which `is_end` holds, or the page's end. `is_end` holds for ASCII
    /// only.
    fn take_until(&mut self, is_end: impl Fn(u8) -> bool) -> &'p str {
        let start = self.at;
        let length = self.rest().iter().position(|&byte| is_end(byte));
        self.at = length.map_or(self.page.len(), |length| start + length);
        &self.page[start..self.at]
    }

    /// The [character reference state](https://html.spec.whatwg.org/#character-reference-state) at the `&`, with the
    /// text from `start` up to it not yet handed on; where the text that is then still to be handed on starts.
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

    /// Hands on the page from `start` up to `end` as text, if there is any.
    fn emit_text(&mut self, start: usize, end: usize) {
        if self.has_null && matches!(self.content, Content::Data | Content::Cdata) {
            self.emit_text_and_nulls(start, end);
        } else if start < end {
            self.receiver.text(start..end);
        }
    }

    /// Hands on all that is left, from `start`.
    fn end_of_page(&mut self, start: usize) {
        self.at = self.page.len();
        self.emit_text(start, self.at);
    }
}

/// For each byte whether it ends a piece: all that do are of ASCII. One look into a table is cheaper than to compare.
type Ends = [bool; 256];

/// White space inside tags and these.
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

/// White space inside tags; a carriage return does not outlive the normalising of newlines.
const fn is_space(byte: u8) -> bool {
    matches!(byte, b'\t' | b'\n' | b'\x0c' | b' ')
}

/// A name as the tokenizer hands it on: in lower case, U+0000 replaced.
pub(crate) fn lower_case(name: &str) -> Cow<'_, str> {
    if name.bytes().any(|byte| byte.is_ascii_uppercase() || byte == 0) {
        return Cow::Owned(name.to_ascii_lowercase().replace('\0', "\u{fffd}"));
    }
    Cow::Borrowed(name)
}
