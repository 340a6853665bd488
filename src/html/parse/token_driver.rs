//! From our tokenizer to html5ever's tree builder.
//!
//! The tree builder decides what the tree is, and for that it reads few attributes. Those of most elements therefore go
//! past it: they are staged in the arena of the tree, and the element that the tree builder then creates for the tag
//! claims them. It is told apart from elements that the same tag implies by a flag that the tree builder hands through
//! unread, that of duplicate attributes. The attributes of `<a>`, `<b>` and other elements that the tree builder may
//! create again later are stored in the arena once, and the tree builder gets their number for an attribute.
//!
//! What is too much for the tree builder (`bounds.rs`) goes past it (`degraded.rs`), and so do most text and most
//! elements (`direct.rs`, `pending.rs`).

use super::Outcome;
use super::deferred::DeferredElement;
use super::degraded_mode::DegradedMode;
use super::element_names::{self, AttrUse, Name};
use super::fast_path::FastPath;
use super::lazy_images;
use super::open_elements::{Admission, OpenElementLimits};
use super::tree_sink::{ArenaSink, Handle, SharedAttrs};
use crate::html::attributes::AttrKey;
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

/// Feeds the tokens of a page to the tree builder.
pub(super) struct TokenDriver<'p> {
    builder: TreeBuilder<Handle, ArenaSink>,
    page: &'p str,
    limits: OpenElementLimits,
    fast_path: FastPath,
    /// Room for elements of which the tree builder hears late.
    late: Vec<DeferredElement>,
    /// What goes past the tree builder, while something does.
    degraded: Option<DegradedMode>,
    was_degraded: bool,
    /// Whether all the rest of the page does.
    is_degraded_to_end: bool,
    budget: Budget,
    /// The limit that was exceeded, if one was.
    exceeded: Option<Limit>,
    /// Whether U+0000 stands for U+FFFD in the text to come.
    is_raw: bool,
    /// Whether the text to come is that of a script or the like, which goes nowhere.
    is_dropped: bool,
}

impl<'p> TokenDriver<'p> {
    pub fn new(page: &'p str, options: TreeBuilderOpts, budget: Budget) -> TokenDriver<'p> {
        let builder = TreeBuilder::new(ArenaSink::new(page.len()), options);
        TokenDriver {
            builder,
            page,
            limits: OpenElementLimits::new(page.len()),
            fast_path: FastPath::new(),
            late: Vec::new(),
            degraded: None,
            was_degraded: false,
            is_degraded_to_end: false,
            budget,
            exceeded: None,
            is_raw: false,
            is_dropped: false,
        }
    }

    /// Whether anything went past the tree builder.
    #[cfg(feature = "_internals")]
    pub fn was_degraded(&self) -> bool {
        self.was_degraded
    }

    /// What has come of the page.
    pub fn finish(self) -> Outcome {
        Outcome { ends_in_raw_text: self.is_raw, passed: self.exceeded, tree: self.builder.sink.finish() }
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
        let is_foreign = self.is_in_foreign_content();
        match name.attr_use {
            AttrUse::None if !is_foreign => {
                self.builder.sink.stage(name.tag, attrs);
                (Vec::new(), true)
            }
            _ if attrs.is_empty() => (Vec::new(), false),
            AttrUse::Copied | AttrUse::Compared => {
                let mut shared: Vec<Attribute> =
                    self.builder.sink.share(name, attrs).map(SharedAttrs::attribute).into_iter().collect();
                if name.tag == Tag::Font {
                    shared.extend(font_attribute(attrs));
                }
                (shared, false)
            }
            _ => (read_attributes(name, attrs), false),
        }
    }

    /// Tells the tree builder of the elements that went straight into the tree and are still open.
    fn catch_up(&mut self) {
        let mut late = std::mem::take(&mut self.late);
        self.fast_path.hand_over(&mut late);
        for DeferredElement { node, name, attrs, .. } in late.drain(..) {
            self.limits.note_late(&name);
            self.builder.sink.expect(node);
            let attrs = attrs.map(SharedAttrs::attribute).into_iter().collect();
            self.process_simple(tag_token(TagKind::StartTag, name.local, attrs));
        }
        self.late = late;
    }

    /// Whether a start tag goes past the tree builder.
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

    /// A start tag that the tree builder takes.
    fn build(&mut self, name: &Name, tag: &tokenizer::Tag<'_>) -> Content {
        self.fast_path.before_start_tag(name, &self.builder);
        let (attrs, had_duplicate_attributes) = self.attrs(name, tag.attrs);
        let (self_closing, local) = (tag.is_self_closing, name.local.clone());
        let tag = html5::Tag { kind: TagKind::StartTag, name: local, self_closing, attrs, had_duplicate_attributes };
        let result = self.process(Token::TagToken(tag));
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

    /// A start tag that does not go straight into the tree.
    fn take(&mut self, name: &Name, tag: &tokenizer::Tag<'_>) -> Content {
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
        if self.is_dropped {
            return;
        }
        let text = &self.page[run];
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
        // The body has none of them, but foreign content has U+FFFD.
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
                self.take(&name, tag)
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
        self.process_simple(tag_token(TagKind::EndTag, name.local, Vec::new()));
    }

    fn comment(&mut self, _text: &str) {
        // The tree keeps no comments, but where text is placed by rules of its own, what stands before and behind one is
        // placed apart.
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

fn tag_token(kind: TagKind, name: LocalName, attrs: Vec<Attribute>) -> Token {
    Token::TagToken(html5::Tag { kind, name, self_closing: false, attrs, had_duplicate_attributes: false })
}

/// The attributes that the tree builder or the tree reads.
fn read_attributes(name: &Name, attrs: &[Attr<'_>]) -> Vec<Attribute> {
    // An `<image>` becomes an `<img>`, unless it is one of SVG.
    let is_image = lazy_images::has_address(name.tag) || name.local == local_name!("image");
    let late = |name| lazy_images::is_like(name).then(|| LocalName::from(lower_case(name)));
    let mut read: Vec<Attribute> = Vec::new();
    for attr in attrs {
        // Each is compared with all before it.
        let is_late = is_image && read.len() < 2 * AttrKey::ALL.len();
        if let Some(name) = element_names::read_name(attr.name).or_else(|| if is_late { late(attr.name) } else { None })
            && read.iter().all(|other| other.name.local != name)
        {
            read.push(attribute(name, &attr.decoded()));
        }
    }
    read
}

/// The attribute that makes a `<font>` in foreign content one of HTML. Where the `<font>` stands and how its attributes
/// are ordered must not tell, since equal elements are counted.
fn font_attribute(attrs: &[Attr<'_>]) -> Option<Attribute> {
    let names = [local_name!("color"), local_name!("face"), local_name!("size")];
    let is_among = |name: &LocalName| attrs.iter().any(|attr| attr.name.eq_ignore_ascii_case(name));
    names.into_iter().find(is_among).map(|name| attribute(name, ""))
}

/// An attribute of no namespace; the tree builder gives those of foreign elements theirs.
fn attribute(name: LocalName, value: &str) -> Attribute {
    Attribute { name: QualName::new(None, ns!(), name), value: StrTendril::from_slice(value) }
}
