//! Hands the tokenizer's tokens to html5ever's tree builder, or past it.
//!
//! The tree builder decides the shape of the tree, but reads few attributes. Those of most elements are therefore
//! staged in the arena, where the element created for the tag claims them. The attributes of `<a>`, `<b>` and other
//! elements that the tree builder may create again are stored once; the tree builder gets a reference to them. See
//! `html5ever_contract.rs` for both tricks.

use super::Outcome;
use super::deferred::DeferredElement;
use super::degraded_mode::DegradedMode;
use super::element_names::{AttrUse, Name};
use super::fast_path::FastPath;
use super::html5ever_contract::{Builder, SharedAttrs, start_tag_token};
use super::lazy_images;
use super::open_elements::{Admission, OpenElementLimits};
use super::tree_sink::{ArenaSink, Handle};
use crate::html::attributes::{AttrKey, CustomAttrs};
use crate::html::limits::{Budget, Limit};
use crate::html::tag::Tag;
use crate::html::tokenizer::char_ref::Decoded;
use crate::html::tokenizer::{self, Attr, Content, Doctype, Receiver, Span, lower_case};
use html5ever::interface::TreeSink;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{self as html5, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, LocalName, QualName, local_name, ns};

/// Receives tokens and builds the tree.
pub(super) struct TokenDriver<'p> {
    builder: Builder,
    page: &'p str,
    limits: OpenElementLimits,
    fast_path: FastPath,
    /// Buffer for the deferred elements that are handed over.
    handed_over: Vec<DeferredElement>,
    /// Elements open in degraded mode, while it is on.
    degraded: Option<DegradedMode>,
    was_degraded: bool,
    /// Whether degraded mode lasts to the end of the page.
    is_degraded_to_end: bool,
    budget: Budget,
    /// The limit that was exceeded.
    exceeded: Option<Limit>,
    /// Whether U+0000 in the next text stands for U+FFFD.
    is_raw: bool,
    /// Whether the next text is dropped, such as that of a script.
    is_dropped: bool,
}

impl<'p> TokenDriver<'p> {
    pub fn new(page: &'p str, options: TreeBuilderOpts, custom: CustomAttrs, budget: Budget) -> TokenDriver<'p> {
        let builder = TreeBuilder::new(ArenaSink::new(page.len(), custom), options);
        TokenDriver {
            builder,
            page,
            limits: OpenElementLimits::new(page.len()),
            fast_path: FastPath::new(),
            handed_over: Vec::new(),
            degraded: None,
            was_degraded: false,
            is_degraded_to_end: false,
            budget,
            exceeded: None,
            is_raw: false,
            is_dropped: false,
        }
    }

    /// Whether degraded mode was ever on.
    #[cfg(feature = "_internals")]
    pub fn was_degraded(&self) -> bool {
        self.was_degraded
    }

    /// Returns the tree.
    pub fn finish(self) -> Outcome {
        Outcome { ends_in_raw_text: self.is_raw, passed: self.exceeded, tree: self.builder.sink.finish() }
    }

    fn process(&mut self, token: Token) -> TokenSinkResult<Handle> {
        // The line number is only used in error messages.
        self.builder.process_token(token, 1)
    }

    /// Processes a token that never changes the state of the tokenizer.
    fn process_simple(&mut self, token: Token) {
        let _ = self.process(token);
    }

    /// Returns the attributes of a start tag for the tree builder, and whether they are staged instead.
    fn attrs(&mut self, name: &Name, attrs: &[Attr<'_>]) -> (Vec<Attribute>, bool) {
        let is_foreign = self.is_in_foreign_content();
        match name.attr_use {
            AttrUse::None if !is_foreign => {
                self.builder.sink.stage(name.tag, attrs);
                (Vec::new(), true)
            }
            _ if attrs.is_empty() => (Vec::new(), false),
            AttrUse::Copied | AttrUse::Compared => {
                let mut shared: Vec<Attribute> =
                    self.builder.sink.share(name, attrs).map(SharedAttrs::to_attribute).into_iter().collect();
                if name.tag == Tag::Font {
                    shared.extend(font_attribute(attrs));
                }
                (shared, false)
            }
            _ => (read_attributes(&self.builder.sink, name, attrs), false),
        }
    }

    /// Hands the deferred elements that are still open to the tree builder.
    fn catch_up(&mut self) {
        let mut handed_over = std::mem::take(&mut self.handed_over);
        self.fast_path.hand_over(&mut handed_over);
        for DeferredElement { node, name, attrs, .. } in handed_over.drain(..) {
            self.limits.note_handed_over(&name);
            self.builder.sink.expect(node);
            let attrs = attrs.map(SharedAttrs::to_attribute).into_iter().collect();
            self.process_simple(start_tag_token(name.local, false, attrs, false));
        }
        self.handed_over = handed_over;
    }

    /// Whether a start tag is handled in degraded mode; enters and leaves it.
    fn is_degraded_for(&mut self, name: &Name) -> bool {
        if let Some(degraded) = &self.degraded {
            if self.is_degraded_to_end || !degraded.is_exited_by(name) {
                return true;
            }
            self.degraded = None;
        }
        let root = match self.limits.admit(&self.builder, name) {
            Admission::Accept => return false,
            Admission::Degrade(root) => root,
            Admission::DegradeRest(root) => {
                self.is_degraded_to_end = true;
                root
            }
        };
        self.was_degraded = true;
        self.fast_path.disable();
        self.degraded = Some(DegradedMode::new(root, self.is_in_foreign_content()));
        true
    }

    /// Processes a start tag with the tree builder.
    fn build(&mut self, name: &Name, tag: &tokenizer::Tag<'_>) -> Content {
        self.fast_path.before_start_tag(name, &self.builder);
        let (attrs, are_staged) = self.attrs(name, tag.attrs);
        let result = self.process(start_tag_token(name.local.clone(), tag.is_self_closing, attrs, are_staged));
        self.fast_path.after_start_tag(name, &self.builder);
        match result {
            TokenSinkResult::RawData(RawKind::Rcdata) => Content::Rcdata,
            TokenSinkResult::RawData(RawKind::Rawtext) => Content::Rawtext,
            TokenSinkResult::RawData(RawKind::ScriptData | RawKind::ScriptDataEscaped(_)) => Content::Script,
            TokenSinkResult::Plaintext => Content::Plaintext,
            TokenSinkResult::Continue | TokenSinkResult::Script(_) | TokenSinkResult::EncodingIndicator(_) => {
                Content::Data
            }
        }
    }

    /// Processes a start tag that cannot take the fast path.
    fn process_start_tag(&mut self, name: &Name, tag: &tokenizer::Tag<'_>) -> Content {
        let is_over = self.is_degraded_for(name);
        match &mut self.degraded {
            Some(degraded) if is_over => degraded.start_tag(&self.builder.sink, name, tag),
            _ => self.build(name, tag),
        }
    }

    fn characters(&mut self, text: &str) {
        if let Some(degraded) = &mut self.degraded {
            degraded.text(&self.builder.sink, text);
        } else if let Some(place) = self.fast_path.text_target(&self.builder) {
            self.builder.sink.place_text(place, text, |arena, text| arena.append_text(place, text));
        } else {
            self.fast_path.note_text(text);
            self.process_simple(Token::CharacterTokens(StrTendril::from_slice(text)));
        }
    }
}

impl Receiver for TokenDriver<'_> {
    fn text(&mut self, run: Span) {
        let text = &self.page[run];
        if self.is_dropped {
            return self.builder.sink.note_dropped(text);
        }
        if self.is_raw && text.contains('\0') {
            self.characters(&text.replace('\0', "\u{fffd}"));
        } else {
            self.characters(text);
        }
    }

    fn reference(&mut self, decoded: Decoded) {
        let text: StrTendril = decoded.chars().collect();
        self.characters(&text);
    }

    fn null(&mut self) {
        // The tree builder drops U+0000 in the body, and replaces it by U+FFFD in foreign content.
        if self.fast_path.is_in_svg() {
            self.characters("\u{fffd}");
        } else if self.degraded.is_none() && !self.fast_path.has_deferred() {
            self.process_simple(Token::NullCharacterToken);
        }
    }

    fn start_tag(&mut self, tag: &tokenizer::Tag<'_>) -> Content {
        let name = self.builder.sink.name(tag.name);
        let straight = if self.degraded.is_none() { self.fast_path.start_tag(&name, tag, &self.builder) } else { None };
        let content = match straight {
            Some(content) => {
                self.limits.note_deferred();
                content
            }
            None => {
                self.catch_up();
                self.process_start_tag(&name, tag)
            }
        };
        self.is_raw = content != Content::Data;
        self.is_dropped = self.is_raw && self.builder.sink.drops_text();
        self.exceeded = self.budget.check_nodes(self.builder.sink.nodes()).err();
        content
    }

    fn end_tag(&mut self, name: &str) {
        self.is_raw = false;
        self.is_dropped = false;
        let name = self.builder.sink.name(name);
        if let Some(degraded) = &mut self.degraded {
            if degraded.end_tag(&name) || self.is_degraded_to_end {
                return;
            }
            self.degraded = None;
        }
        if self.fast_path.end_tag(&name) {
            return;
        }
        self.catch_up();
        self.fast_path.before_end_tag(&name, &self.builder);
        self.process_simple(end_tag_token(name.local));
    }

    fn comment(&mut self, _text: &str) {
        // The tree keeps no comments. But where a text is placed by rules of its own, such as in a table, a comment
        // separates the texts before and after it.
        if self.degraded.is_none() && self.fast_path.text_target(&self.builder).is_some() {
            return;
        }
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
        match &self.degraded {
            Some(degraded) => degraded.is_in_foreign_content(),
            None if self.fast_path.has_deferred() => self.fast_path.is_in_svg(),
            None => self.builder.adjusted_current_node_present_but_not_in_html_namespace(),
        }
    }

    fn is_full(&self) -> bool {
        self.exceeded.is_some()
    }

    fn end(&mut self) {
        self.process_simple(Token::EOFToken);
        self.builder.end();
    }
}

fn end_tag_token(name: LocalName) -> Token {
    let (kind, attrs) = (TagKind::EndTag, Vec::new());
    Token::TagToken(html5::Tag { kind, name, self_closing: false, attrs, had_duplicate_attributes: false })
}

/// Returns the attributes that the tree builder or the tree reads.
fn read_attributes(sink: &ArenaSink, name: &Name, attrs: &[Attr<'_>]) -> Vec<Attribute> {
    // `<image>` becomes `<img>`, except in SVG.
    let is_image = lazy_images::has_address(name.tag) || name.local == local_name!("image");
    let lazy_name = |name| lazy_images::is_lazy_name(name).then(|| LocalName::from(lower_case(name)));
    let mut read: Vec<Attribute> = Vec::new();
    for attr in attrs {
        // Each is compared with all before it.
        let is_lazy = is_image && read.len() < 2 * AttrKey::ALL.len();
        // Limits the number of comparisons below.
        if let Some(name) = sink.read_name(attr.name).or_else(|| if is_lazy { lazy_name(attr.name) } else { None })
            && read.iter().all(|other| other.name.local != name)
        {
            read.push(attribute(name, &attr.decoded()));
        }
    }
    read
}

/// Returns an attribute that makes `<font>` in foreign content an HTML element. It must not depend on the order of the
/// tag's attributes, since the tree builder counts equal elements.
fn font_attribute(attrs: &[Attr<'_>]) -> Option<Attribute> {
    let names = [local_name!("color"), local_name!("face"), local_name!("size")];
    let is_among = |name: &LocalName| attrs.iter().any(|attr| attr.name.eq_ignore_ascii_case(name));
    names.into_iter().find(is_among).map(|name| attribute(name, ""))
}

/// Returns an attribute without a namespace. The tree builder adds the namespaces of foreign attributes.
fn attribute(name: LocalName, value: &str) -> Attribute {
    Attribute { name: QualName::new(None, ns!(), name), value: StrTendril::from_slice(value) }
}
