//! From our tokenizer to html5ever's tree builder.
//!
//! The tree builder decides what the tree is, and for that it reads few attributes. Those of most elements therefore go
//! past it: they are staged in the draft of the tree, and the element that the tree builder then creates for the tag
//! claims them. It is told apart from elements that the same tag implies by a flag that the tree builder hands through
//! unread, that of duplicate attributes. The attributes of an `<a>`, which the tree builder may create again later, are
//! stored in the draft once, and the tree builder gets their number for an attribute.

use super::names::{self, Name, Names, Reading};
use super::sink::{Handle, Sink};
use super::tokenizer::char_ref::{Decoded, attribute_value};
use super::tokenizer::{self, Attr, Content, Doctype, Receiver, Span};
use crate::tree::Tree;
use html5ever::interface::TreeSink;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{self as html5, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, LocalName, QualName, ns};

/// Feeds the tokens of a page to the tree builder.
pub(super) struct Feed<'p> {
    builder: TreeBuilder<Handle, Sink>,
    page: &'p str,
    names: Names,
    /// Whether U+0000 stands for U+FFFD in the text to come.
    is_raw: bool,
    /// Whether the text to come is that of a script or the like, which goes nowhere.
    is_dropped: bool,
}

impl<'p> Feed<'p> {
    pub fn new(page: &'p str, options: TreeBuilderOpts) -> Feed<'p> {
        let builder = TreeBuilder::new(Sink::new(page.len()), options);
        Feed { builder, page, names: Names::default(), is_raw: false, is_dropped: false }
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
    fn attrs(&mut self, name: &Name, attrs: &[Attr<'_>]) -> (Vec<Attribute>, bool) {
        match name.reading {
            Reading::Nothing if !self.is_in_foreign_content() => {
                self.builder.sink.stage(name.tag, attrs);
                (Vec::new(), true)
            }
            _ if attrs.is_empty() => (Vec::new(), false),
            Reading::Copied if !self.is_in_foreign_content() => (self.builder.sink.share(attrs), false),
            _ => (all_attributes(attrs), false),
        }
    }
}

impl Receiver for Feed<'_> {
    fn text(&mut self, run: Span) {
        if self.is_dropped {
            return;
        }
        let text = &self.page[run];
        self.process_simple(Token::CharacterTokens(if self.is_raw && text.contains('\0') {
            text.replace('\0', "\u{fffd}").into()
        } else {
            StrTendril::from_slice(text)
        }));
    }

    fn reference(&mut self, decoded: Decoded) {
        self.process_simple(Token::CharacterTokens(decoded.chars().collect()));
    }

    fn null(&mut self) {
        self.process_simple(Token::NullCharacterToken);
    }

    fn start_tag(&mut self, tag: &tokenizer::Tag<'_>) -> Content {
        let name = self.names.name(tag.name);
        let (attrs, had_duplicate_attributes) = self.attrs(&name, tag.attrs);
        let self_closing = tag.is_self_closing;
        let tag =
            html5::Tag { kind: TagKind::StartTag, name: name.local, self_closing, attrs, had_duplicate_attributes };
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
        self.is_dropped = self.is_raw && self.builder.sink.drops_text();
        content
    }

    fn end_tag(&mut self, name: &str) {
        self.is_raw = false;
        self.is_dropped = false;
        let name = self.names.name(name).local;
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

/// An attribute of no namespace; the tree builder gives those of foreign elements theirs.
fn attribute(name: LocalName, value: &str) -> Attribute {
    Attribute { name: QualName::new(None, ns!(), name), value: StrTendril::from_slice(&attribute_value(value)) }
}
