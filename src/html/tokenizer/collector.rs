//! A list of a page's tokens, for tests of the tokenizer.

use super::char_ref::Decoded;
use super::{Content, Doctype, Receiver, Span, Tag, input, tokenize_from};
use crate::html::tokenizer::lower_case;

/// A token of the HTML Standard's tokenization stage.
#[derive(Debug, PartialEq, Eq)]
pub enum Token {
    /// Name, public identifier, system identifier, force-quirks flag.
    Doctype(Option<String>, Option<String>, Option<String>, bool),
    /// Name, attributes in order, self-closing flag.
    StartTag(String, Vec<(String, String)>, bool),
    /// Name.
    EndTag(String),
    /// Text.
    Comment(String),
    /// Text; consecutive texts are one token.
    Characters(String),
}

/// Tokenizes `page` from the state that the standard calls `state` ("Data state"), as if after the start tag
/// `last_start_tag`. Returns `None` for states in which the tokenizer does not start.
pub fn tokens(page: &str, state: &str, last_start_tag: &str) -> Option<Vec<Token>> {
    let content = match state {
        "Data state" => Content::Data,
        "RCDATA state" => Content::Rcdata,
        "RAWTEXT state" => Content::Rawtext,
        "Script data state" => Content::Script,
        "PLAINTEXT state" => Content::Plaintext,
        "CDATA section state" => Content::Cdata,
        _ => return None,
    };
    let page = input::normalize(page);
    let mut collector =
        Collector { page: &page, is_raw: !matches!(content, Content::Data | Content::Cdata), tokens: vec![] };
    tokenize_from(&page, content, last_start_tag, &mut collector);
    Some(collector.tokens)
}

struct Collector<'p> {
    page: &'p str,
    /// Whether U+0000 in the next text stands for U+FFFD.
    is_raw: bool,
    tokens: Vec<Token>,
}

impl Collector<'_> {
    fn characters(&mut self, text: &str) {
        match self.tokens.last_mut() {
            Some(Token::Characters(last)) => last.push_str(text),
            _ => self.tokens.push(Token::Characters(text.to_owned())),
        }
    }
}

impl Receiver for Collector<'_> {
    fn text(&mut self, run: Span) {
        let text = &self.page[run];
        self.characters(&if self.is_raw { text.replace('\0', "\u{fffd}") } else { text.to_owned() });
    }

    fn reference(&mut self, decoded: Decoded) {
        self.characters(&decoded.chars().collect::<String>());
    }

    fn null(&mut self) {
        self.characters("\0");
    }

    fn start_tag(&mut self, tag: &Tag<'_>) -> Content {
        let mut attrs: Vec<(String, String)> = Vec::new();
        for attr in tag.attrs {
            let name = lower_case(attr.name).into_owned();
            if attrs.iter().all(|(other, _)| *other != name) {
                attrs.push((name, attr.decoded().into_owned()));
            }
        }
        self.tokens.push(Token::StartTag(lower_case(tag.name).into_owned(), attrs, tag.is_self_closing));
        Content::Data
    }

    fn end_tag(&mut self, name: &str) {
        self.is_raw = false;
        self.tokens.push(Token::EndTag(lower_case(name).into_owned()));
    }

    fn comment(&mut self, text: &str) {
        self.tokens.push(Token::Comment(text.replace('\0', "\u{fffd}")));
    }

    fn doctype(&mut self, doctype: &Doctype) {
        let Doctype { name, public_id, system_id, force_quirks } = doctype;
        self.tokens.push(Token::Doctype(name.clone(), public_id.clone(), system_id.clone(), *force_quirks));
    }

    fn is_in_foreign_content(&self) -> bool {
        false
    }

    fn end(&mut self) {}
}
