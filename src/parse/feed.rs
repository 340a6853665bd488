//! From our tokenizer to html5ever's tree builder.
//!
//! The tree builder decides what the tree is, and for that it reads few attributes. Those of most elements therefore go
//! past it: they are staged in the draft of the tree, and the element that the tree builder then creates for the tag
//! claims them. It is told apart from elements that the same tag implies by a flag that the tree builder hands through
//! unread, that of duplicate attributes.

use super::names::{self, LocalNames};
use super::sink::{Handle, Sink};
use super::tokenizer::char_ref::{Decoded, attribute_value};
use super::tokenizer::{self, Attr, Content, Doctype, Receiver, Span};
use crate::tree::Tree;
use html5ever::interface::TreeSink;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{self as html5, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, LocalName, QualName, local_name, ns};

/// Feeds the tokens of a page to the tree builder.
pub(super) struct Feed {
    builder: TreeBuilder<Handle, Sink>,
    /// The page: text is handed on as parts of it, without a copy.
    page: StrTendril,
    names: LocalNames,
    /// Whether U+0000 stands for U+FFFD in the text to come.
    is_raw: bool,
}

impl Feed {
    pub fn new(page: StrTendril, options: TreeBuilderOpts) -> Feed {
        let builder = TreeBuilder::new(Sink::new(page.len()), options);
        Feed { builder, page, names: LocalNames::default(), is_raw: false }
    }

    pub fn finish(self) -> Tree {
        self.builder.sink.finish()
    }

    fn process(&mut self, token: Token) -> TokenSinkResult<Handle> {
        // Nobody asks for line numbers.
        self.builder.process_token(token, 1)
    }

    /// For tokens after which the tokenizer always continues as it is.
    fn process_simple(&mut self, token: Token) {
        let _ = self.process(token);
    }

    /// The attributes of a start tag as the tree builder gets them, and whether they are staged instead.
    fn attrs(&mut self, name: &LocalName, attrs: &[Attr<'_>]) -> (Vec<Attribute>, bool) {
        self.builder.sink.clear_staged();
        if attrs.is_empty() {
            return (Vec::new(), false);
        }
        match reading(name) {
            _ if self.is_in_foreign_content() => (all_attributes(attrs), false),
            Reading::All => (all_attributes(attrs), false),
            Reading::Copied => (kept_attributes(attrs), false),
            Reading::Nothing => {
                self.builder.sink.stage(attrs);
                (Vec::new(), true)
            }
        }
    }
}

impl Receiver for Feed {
    fn text(&mut self, run: Span) {
        let text = self.page.subtendril(run.start as u32, run.len() as u32);
        let text = if self.is_raw && text.contains('\0') { text.replace('\0', "\u{fffd}").into() } else { text };
        self.process_simple(Token::CharacterTokens(text));
    }

    fn reference(&mut self, decoded: Decoded) {
        self.process_simple(Token::CharacterTokens(decoded.chars().collect()));
    }

    fn null(&mut self) {
        self.process_simple(Token::NullCharacterToken);
    }

    fn start_tag(&mut self, tag: &tokenizer::Tag<'_>) -> Content {
        let name = self.names.local_name(tag.name);
        let (attrs, had_duplicate_attributes) = self.attrs(&name, tag.attrs);
        let self_closing = tag.is_self_closing;
        let tag = html5::Tag { kind: TagKind::StartTag, name, self_closing, attrs, had_duplicate_attributes };
        let content = match self.process(Token::TagToken(tag)) {
            TokenSinkResult::RawData(RawKind::Rcdata) => Content::Rcdata,
            TokenSinkResult::RawData(RawKind::Rawtext) => Content::Rawtext,
            TokenSinkResult::RawData(RawKind::ScriptData | RawKind::ScriptDataEscaped(_)) => Content::Script,
            TokenSinkResult::Plaintext => Content::Plaintext,
            TokenSinkResult::Continue | TokenSinkResult::Script(_) | TokenSinkResult::EncodingIndicator(_) => {
                Content::Data
            }
        };
        self.is_raw = content != Content::Data;
        content
    }

    fn end_tag(&mut self, name: &str) {
        self.is_raw = false;
        let name = self.names.local_name(name);
        self.process_simple(Token::TagToken(html5::Tag {
            kind: TagKind::EndTag,
            name,
            self_closing: false,
            attrs: Vec::new(),
            had_duplicate_attributes: false,
        }));
    }

    fn comment(&mut self, _text: &str) {
        // The tree keeps no comments, but where one stands, text before and behind it is placed apart.
        self.process_simple(Token::CommentToken(StrTendril::new()));
    }

    fn doctype(&mut self, doctype: &Doctype) {
        let tendril = |field: &Option<String>| field.as_deref().map(StrTendril::from_slice);
        self.process_simple(Token::DoctypeToken(html5::Doctype {
            name: tendril(&doctype.name),
            public_id: tendril(&doctype.public_id),
            system_id: tendril(&doctype.system_id),
            force_quirks: doctype.force_quirks,
        }));
    }

    fn is_in_foreign_content(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }

    fn end(&mut self) {
        self.process_simple(Token::EOFToken);
        self.builder.end();
    }
}

/// Which attributes of an element the tree builder reads.
enum Reading {
    Nothing,
    /// None, but it makes further elements with the same attributes.
    Copied,
    All,
}

/// Elements whose attributes the tree builder reads or compares: those that may be of another namespace, `<input>` (its
/// type), `<html>` and `<body>` (later ones add to the first), and the formatting elements, of which three with the
/// same attributes are enough ("the Noah's Ark clause"). There is never a second `<a>` to compare with.
fn reading(name: &LocalName) -> Reading {
    match *name {
        local_name!("a") => Reading::Copied,
        local_name!("b")
        | local_name!("big")
        | local_name!("code")
        | local_name!("em")
        | local_name!("font")
        | local_name!("i")
        | local_name!("nobr")
        | local_name!("s")
        | local_name!("small")
        | local_name!("strike")
        | local_name!("strong")
        | local_name!("tt")
        | local_name!("u")
        | local_name!("html")
        | local_name!("body")
        | local_name!("input")
        | local_name!("svg")
        | local_name!("math") => Reading::All,
        _ => Reading::Nothing,
    }
}

fn all_attributes(attrs: &[Attr<'_>]) -> Vec<Attribute> {
    let mut all: Vec<Attribute> = Vec::with_capacity(attrs.len());
    for attr in attrs {
        let name = names::lower_case(attr.name);
        if all.iter().all(|other| *other.name.local != *name) {
            all.push(attribute(LocalName::from(name), attr.value));
        }
    }
    all
}

fn kept_attributes(attrs: &[Attr<'_>]) -> Vec<Attribute> {
    let kept = attrs.iter().filter_map(|attr| Some((names::key_as_written(attr.name)?, attr.value)));
    kept.map(|(key, value)| attribute(LocalName::from(key.name()), value)).collect()
}

/// An attribute of no namespace; the tree builder gives those of foreign elements theirs.
fn attribute(name: LocalName, value: &str) -> Attribute {
    Attribute { name: QualName::new(None, ns!(), name), value: StrTendril::from_slice(&attribute_value(value)) }
}
