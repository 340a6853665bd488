//! Text and elements that bypass html5ever's tree builder.
//!
//! The tree builder takes about 650 instructions for a text, nearly always to append it to the current node. It does
//! something else only
//!
//! - where formatting elements have to be opened again, because an active formatting element is not open,
//! - in elements such as `<table>` or `<head>` that place text by rules of their own,
//! - directly after `<pre>` and `<listing>`, whose first newline is dropped,
//! - after the end of the body,
//! - at the first text of a page without `<body>`, after which framesets are no longer allowed.
//!
//! If none of this can apply, text is appended directly. The same holds for elements whose start tag does nothing but
//! insert them; they become [deferred elements](super::deferred). html5ever does not expose its current node: we infer
//! it from the namespace query that it makes (`html5ever_contract.rs`).

use super::deferred::{CurrentNode, DeferredElement, DeferredElements};
use super::element_names::Name;
use super::html5ever_contract::{Builder, current_html_node};
use super::lazy_images;
use super::open_elements::{inserts_marker, open_and_formatting};
use super::start_tag_rule::{StartTagRule, content_model, is_formatting_tag, is_void};
use crate::html::arena::ArenaId;
use crate::html::tag::Tag;
use crate::html::tokenizer::{self, Content};

/// Number of ancestors of the current node among which its formatting elements are searched. Chosen by hand.
const MAX_ANCESTORS: usize = 16;

/// Number of texts after which the active formatting elements are determined again once they are unknown. Chosen by
/// hand.
const RECHECK_INTERVAL: u32 = 16;

/// Tracks where text and elements can be appended.
pub(super) struct FastPath {
    text_target: TextTarget,
    /// Properties of the tree builder's current node, once they were needed.
    base: Option<CurrentNode>,
    deferred: DeferredElements,
    /// The active formatting elements, all of them open; `None` if unknown.
    formatting: Option<Vec<ArenaId>>,
    /// Number of texts since that became unknown.
    texts_since_unknown: u32,
    /// Whether the page certainly has a body and no frameset.
    has_body: bool,
    /// Whether an element has inserted a marker ([`inserts_marker`]). The removal of markers is not tracked, so an end
    /// tag may leave its formatting element in the list.
    has_markers: bool,
    /// Whether the next newline is dropped: directly after `<pre>`.
    ignores_newline: bool,
    /// Whether the rest of the page goes to the tree builder.
    is_disabled: bool,
}

/// Where text goes.
#[derive(Clone, Copy)]
enum TextTarget {
    /// Not determined since the last tag.
    Unknown,
    /// The tree builder decides.
    ByTreeBuilder,
    /// To the end of this element.
    EndOf(ArenaId),
}

impl FastPath {
    pub fn new() -> FastPath {
        FastPath {
            text_target: TextTarget::Unknown,
            base: None,
            deferred: DeferredElements::default(),
            formatting: Some(Vec::new()),
            texts_since_unknown: 0,
            has_body: false,
            has_markers: false,
            ignores_newline: false,
            is_disabled: false,
        }
    }

    /// Returns the element to which the tree builder would append text, if that is certain.
    pub fn text_target(&mut self, builder: &Builder) -> Option<ArenaId> {
        match self.deferred.innermost() {
            Some(open) => Some(open.node),
            None => self.base(builder),
        }
    }

    /// Returns the tree builder's current node if text is appended to it.
    fn base(&mut self, builder: &Builder) -> Option<ArenaId> {
        if matches!(self.text_target, TextTarget::Unknown) {
            self.text_target = self.find_text_target(builder).map_or(TextTarget::ByTreeBuilder, TextTarget::EndOf);
        }
        match self.text_target {
            TextTarget::EndOf(node) if self.has_body => Some(node),
            _ => None,
        }
    }

    /// Inserts the element of a start tag if the tree builder would do nothing else. Returns the kind of content that
    /// follows, or `None` if the tree builder has to decide.
    pub fn start_tag(&mut self, name: &Name, tag: &tokenizer::Tag<'_>, builder: &Builder) -> Option<Content> {
        let is_formatting = name.rule == StartTagRule::Formatting;
        if name.rule == StartTagRule::TreeBuilder || is_formatting && !self.keeps_active_formatting(name, builder) {
            return None;
        }
        let base = self.base(builder)?;
        if !self.deferred.make_way(name, || *self.base.get_or_insert_with(|| describe(builder, base))) {
            return None;
        }
        let sink = &builder.sink;
        let place = self.deferred.innermost().map_or(base, |open| open.node);
        let is_foreign = self.deferred.is_foreign() || name.rule == StartTagRule::Svg;
        let attrs = if is_formatting { sink.share(name, tag.attrs) } else { None };
        let node = match attrs {
            Some(attrs) => sink.make_with(name, attrs),
            None if is_foreign => sink.make_foreign(name, tag.attrs),
            None => sink.make(name, tag.attrs),
        };
        sink.arena().append(place, node);
        if is_formatting {
            self.formatting.get_or_insert_default().push(node);
        }
        let stays_open = if is_foreign { !tag.is_self_closing } else { !is_void(name.tag) };
        if stays_open {
            self.deferred.push(DeferredElement { node, name: name.clone(), attrs, is_foreign });
        } else if !is_foreign && lazy_images::has_address(name.tag) {
            sink.add_lazy_addresses(node, tag.attrs);
        }
        Some(content_model(name.tag))
    }

    /// Whether a formatting element leaves the active ones as they are. A second `<a>` closes the first; of more than
    /// three equal elements the first becomes inactive ("the Noah's Ark clause").
    fn keeps_active_formatting(&self, name: &Name, builder: &Builder) -> bool {
        let most = if name.tag == Tag::A { 0 } else { 2 };
        self.active_with_name(name, builder).is_some_and(|active| active <= most)
    }

    /// Returns the number of active formatting elements with this name, if known.
    fn active_with_name(&self, name: &Name, builder: &Builder) -> Option<usize> {
        let arena = builder.sink.arena();
        let is_like = |&&node: &&ArenaId| arena.tag(node) == name.tag;
        self.formatting.as_ref().map(|all| all.iter().filter(is_like).count())
    }

    /// Closes the innermost deferred element if the end tag does nothing else. Returns whether it does.
    pub fn end_tag(&mut self, name: &Name) -> bool {
        let closed = self.deferred.end(name);
        if closed.as_ref().is_some_and(|open| open.name.rule == StartTagRule::Formatting)
            && let Some(formatting) = &mut self.formatting
        {
            formatting.pop();
        }
        closed.is_some()
    }

    /// Moves the open deferred elements to `to`, for the tree builder.
    pub fn hand_over(&mut self, to: &mut Vec<DeferredElement>) {
        if !self.deferred.is_empty() {
            self.note_move();
            self.deferred.hand_over(to);
        }
    }

    /// Whether the innermost deferred element is in `<svg>`.
    pub fn is_in_svg(&self) -> bool {
        self.deferred.is_foreign()
    }

    /// Whether there are open deferred elements.
    pub fn has_deferred(&self) -> bool {
        !self.deferred.is_empty()
    }

    /// Records a text given to the tree builder.
    pub fn note_text(&mut self, text: &str) {
        let is_in_body = matches!(self.text_target, TextTarget::EndOf(_));
        self.has_body |= is_in_body && text.bytes().any(|byte| !byte.is_ascii_whitespace());
    }

    /// Records a token that may change the current node.
    pub fn note_move(&mut self) {
        self.text_target = TextTarget::Unknown;
        self.base = None;
    }

    /// Sends the rest of the page to the tree builder.
    pub fn disable(&mut self) {
        self.text_target = TextTarget::ByTreeBuilder;
        self.is_disabled = true;
    }

    /// Called before the tree builder processes a start tag.
    pub fn before_start_tag(&mut self, name: &Name, builder: &Builder) {
        // A frameset removes the body.
        if name.tag == Tag::Frameset {
            self.disable();
        }
        if inserts_marker(name) {
            self.has_markers = true;
            self.formatting = None;
        }
        // A second `<a>` or `<nobr>` closes the first.
        if matches!(name.tag, Tag::A | Tag::Nobr) && self.active_with_name(name, builder) != Some(0) {
            self.formatting = None;
        }
    }

    /// Called after the tree builder has processed a start tag.
    pub fn after_start_tag(&mut self, name: &Name, builder: &Builder) {
        self.note_move();
        self.ignores_newline = matches!(name.tag, Tag::Pre | Tag::Listing);
        // A `<body>` in a template is ignored.
        self.has_body |= name.tag == Tag::Body && !self.has_markers;
        if is_formatting_tag(name.tag)
            && let Some(formatting) = &mut self.formatting
        {
            match current_html_node(builder) {
                Some(node) if node == builder.sink.arena().last() => formatting.push(node),
                // In foreign content, or ignored.
                _ => self.formatting = None,
            }
        }
    }

    /// Called before the tree builder processes an end tag.
    pub fn before_end_tag(&mut self, name: &Name, builder: &Builder) {
        self.note_move();
        self.ignores_newline = false;
        if matches!(name.tag, Tag::Body | Tag::Html) {
            self.disable();
        }
        if is_formatting_tag(name.tag)
            && let Some(formatting) = &mut self.formatting
            && !formatting.is_empty()
        {
            // If the innermost formatting element is the current node, its end tag only closes it.
            let is_plain = current_html_node(builder)
                .is_some_and(|node| formatting.last() == Some(&node) && builder.sink.arena().tag(node) == name.tag);
            if is_plain && !self.has_markers {
                formatting.pop();
            } else {
                self.formatting = None;
            }
        }
    }

    fn find_text_target(&mut self, builder: &Builder) -> Option<ArenaId> {
        if self.is_disabled || self.ignores_newline {
            return None;
        }
        let node = current_html_node(builder)?;
        if !is_plain(builder.sink.arena().tag(node)) {
            return None;
        }
        if self.formatting.is_none() {
            self.texts_since_unknown += 1;
            if self.texts_since_unknown.is_multiple_of(RECHECK_INTERVAL) {
                self.formatting = active_if_open(builder, node);
            }
        }
        let is_settled =
            self.formatting.as_ref().is_some_and(|all| all.is_empty() || is_inside_all(builder, node, all));
        if !is_settled {
            self.formatting = None;
        }
        is_settled.then_some(node)
    }
}

/// Returns the properties of the tree builder's current node.
fn describe(builder: &Builder, node: ArenaId) -> CurrentNode {
    let arena = builder.sink.arena();
    let mut base = CurrentNode { tag: arena.tag(node), is_in_paragraph: false, is_in_button: false };
    for node in std::iter::successors(Some(node), |&node| arena.parent(node)) {
        let tag = arena.tag(node);
        base.is_in_paragraph |= matches!(tag, Tag::P | Tag::Select);
        base.is_in_button |= tag == Tag::Button;
    }
    base
}

/// Whether a node is, or is inside, each of these nodes. They are then open, since closed elements get no more
/// content.
fn is_inside_all(builder: &Builder, node: ArenaId, all: &[ArenaId]) -> bool {
    let arena = builder.sink.arena();
    let mut around = std::iter::successors(Some(node), |&node| arena.parent(node)).take(MAX_ANCESTORS);
    let mut left = all.len();
    while left > 0 {
        let Some(node) = around.next() else { return false };
        left -= usize::from(all.contains(&node));
    }
    true
}

/// Returns the active formatting elements if all of them are open.
fn active_if_open(builder: &Builder, current: ArenaId) -> Option<Vec<ArenaId>> {
    let (open, formatting) = open_and_formatting(builder, current);
    formatting.iter().all(|node| open.contains(node)).then_some(formatting)
}

/// Whether text in an element is ordinary content of the body.
fn is_plain(tag: Tag) -> bool {
    use Tag::*;
    matches!(
        tag,
        A | Abbr
            | Acronym
            | Address
            | Article
            | Aside
            | B
            | Bdi
            | Bdo
            | Big
            | Blockquote
            | Body
            | Button
            | Center
            | Cite
            | Code
            | Data
            | Dd
            | Del
            | Details
            | Dfn
            | Dialog
            | Dir
            | Div
            | Dl
            | Dt
            | Em
            | Fieldset
            | Figcaption
            | Figure
            | Font
            | Footer
            | Form
            | H1
            | H2
            | H3
            | H4
            | H5
            | H6
            | Header
            | Hgroup
            | I
            | Ins
            | Kbd
            | Label
            | Legend
            | Li
            | Listing
            | Main
            | Mark
            | Menu
            | Nav
            | Nobr
            | Ol
            | Other
            | P
            | Picture
            | Pre
            | Q
            | S
            | Samp
            | Search
            | Section
            | Small
            | Span
            | Strike
            | Strong
            | Sub
            | Summary
            | Sup
            | Td
            | Th
            | Time
            | Tt
            | U
            | Ul
            | Var
            | Video
    )
}
