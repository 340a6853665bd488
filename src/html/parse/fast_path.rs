//! Text and elements that go straight into the tree.
//!
//! Nearly always the tree builder does no more with text than append it to the current node, which takes it some 650
//! instructions. It would do something else only
//!
//! - where formatting elements are to be opened again: where one of its attrs of active formatting elements is not open,
//! - in elements whose text is placed by rules of their own, such as `<table>` or `<head>`,
//! - right behind `<pre>` and its kin, whose first newline counts for nothing,
//! - behind the end of the body,
//! - at the first text of a page without `<body>`, after which there are no framesets any more.
//!
//! Where all of that is out of the question, text goes past it, and so do elements of which it would do no more with the
//! start tag than put them there (`pending.rs`). What the current node is it tells by itself: it asks for that node's name
//! when it is asked whether foreign content stands there.

use super::deferred::{CurrentNode, DeferredElement, DeferredElements};
use super::element_names::Name;
use super::lazy_images;
use super::open_elements::{inserts_marker, open_and_formatting};
use super::start_tag_rule::{StartTagRule, content_model, is_formatting_tag, is_void};
use super::tree_sink::{ArenaSink, Handle};
use crate::html::arena::ArenaId;
use crate::html::tag::Tag;
use crate::html::tokenizer::{self, Content};
use html5ever::tokenizer::TokenSink;
use html5ever::tree_builder::TreeBuilder;

/// How far above the current node its formatting elements are looked for.
const MAX_ANCESTORS: usize = 16;

/// After how many texts it is looked anew which formatting elements are active, where that has become texts_since_unknown.
const RECHECK_INTERVAL: u32 = 16;

/// Watches where text and elements go.
pub(super) struct FastPath {
    text_target: TextTarget,
    /// What is known of the tree builder's current node, once somebody has asked.
    base: Option<CurrentNode>,
    deferred: DeferredElements,
    /// The active formatting elements, all of them open; `None` where that is not known.
    formatting: Option<Vec<ArenaId>>,
    /// How many texts ago that became texts_since_unknown.
    texts_since_unknown: u32,
    /// Whether the page has a body in any case, and no frameset.
    has_body: bool,
    /// Whether there were elements that begin a scope of formatting elements (`inserts_marker`). Scopes end in ways that are
    /// not followed here: what closes a formatting element may leave it in the attrs.
    has_markers: bool,
    /// Whether a newline would count for nothing, right behind `<pre>`.
    ignores_newline: bool,
    /// Whether all the rest of the page goes through the tree builder.
    is_disabled: bool,
}

/// Where text goes.
#[derive(Clone, Copy)]
enum TextTarget {
    /// Not looked at since the last tag.
    Unknown,
    /// As the tree builder decides.
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

    /// The element to which the tree builder would append text, where that is sure.
    pub fn text_target(&mut self, builder: &TreeBuilder<Handle, ArenaSink>) -> Option<ArenaId> {
        match self.deferred.innermost() {
            Some(open) => Some(open.node),
            None => self.base(builder),
        }
    }

    /// The current node of the tree builder, where text goes to its end.
    fn base(&mut self, builder: &TreeBuilder<Handle, ArenaSink>) -> Option<ArenaId> {
        if matches!(self.text_target, TextTarget::Unknown) {
            self.text_target = self.find_text_target(builder).map_or(TextTarget::ByTreeBuilder, TextTarget::EndOf);
        }
        match self.text_target {
            TextTarget::EndOf(node) if self.has_body => Some(node),
            _ => None,
        }
    }

    /// Puts the element of a start tag into the tree, where the tree builder would do no more; then tells how what follows
    /// is to be read.
    pub fn start_tag(
        &mut self,
        name: &Name,
        tag: &tokenizer::Tag<'_>,
        builder: &TreeBuilder<Handle, ArenaSink>,
    ) -> Option<Content> {
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
            sink.add_late_addresses(node, tag.attrs);
        }
        Some(content_model(name.tag))
    }

    /// Whether a formatting element does nothing to those that are active: of two links one ends the other, and of more
    /// than three equal elements the first is active no more ("the Noah's Ark clause").
    fn keeps_active_formatting(&self, name: &Name, builder: &TreeBuilder<Handle, ArenaSink>) -> bool {
        let most = if name.tag == Tag::A { 0 } else { 2 };
        self.active_with_name(name, builder).is_some_and(|active| active <= most)
    }

    /// How many active formatting elements have this name, where that is known.
    fn active_with_name(&self, name: &Name, builder: &TreeBuilder<Handle, ArenaSink>) -> Option<usize> {
        let arena = builder.sink.arena();
        let is_like = |&&node: &&ArenaId| arena.tag(node) == name.tag;
        self.formatting.as_ref().map(|all| all.iter().filter(is_like).count())
    }

    /// Closes an element that the tree builder has not heard of, where the end tag does no more. Whether it does.
    pub fn end_tag(&mut self, name: &Name) -> bool {
        let closed = self.deferred.end(name);
        if closed.as_ref().is_some_and(|open| open.name.rule == StartTagRule::Formatting)
            && let Some(formatting) = &mut self.formatting
        {
            formatting.pop();
        }
        closed.is_some()
    }

    /// Hands over the open elements that the tree builder has not heard of: it hears of them now.
    pub fn hand_over(&mut self, to: &mut Vec<DeferredElement>) {
        if !self.deferred.is_empty() {
            self.note_move();
            self.deferred.hand_over(to);
        }
    }

    /// Whether what follows is content of an `<svg>` that the tree builder has not heard of.
    pub fn is_in_svg(&self) -> bool {
        self.deferred.is_foreign()
    }

    /// Whether there are such elements.
    pub fn has_deferred(&self) -> bool {
        !self.deferred.is_empty()
    }

    /// Takes note of text that the tree builder gets.
    pub fn note_text(&mut self, text: &str) {
        let is_in_body = matches!(self.text_target, TextTarget::EndOf(_));
        self.has_body |= is_in_body && text.bytes().any(|byte| !byte.is_ascii_whitespace());
    }

    /// Takes note of a token after which the current node may be another.
    pub fn note_move(&mut self) {
        self.text_target = TextTarget::Unknown;
        self.base = None;
    }

    /// From here on all text goes through the tree builder.
    pub fn disable(&mut self) {
        self.text_target = TextTarget::ByTreeBuilder;
        self.is_disabled = true;
    }

    /// Before the tree builder gets a start tag.
    pub fn before_start_tag(&mut self, name: &Name, builder: &TreeBuilder<Handle, ArenaSink>) {
        // Framesets remove the body.
        if name.tag == Tag::Frameset {
            self.disable();
        }
        if inserts_marker(name) {
            self.has_markers = true;
            self.formatting = None;
        }
        // Of these one ends the other.
        if matches!(name.tag, Tag::A | Tag::Nobr) && self.active_with_name(name, builder) != Some(0) {
            self.formatting = None;
        }
    }

    /// When the tree builder has had a start tag.
    pub fn after_start_tag(&mut self, name: &Name, builder: &TreeBuilder<Handle, ArenaSink>) {
        self.note_move();
        self.ignores_newline = matches!(name.tag, Tag::Pre | Tag::Listing);
        // That of a template is none.
        self.has_body |= name.tag == Tag::Body && !self.has_markers;
        if is_formatting_tag(name.tag)
            && let Some(formatting) = &mut self.formatting
        {
            match current_html_node(builder) {
                Some(node) if node == builder.sink.arena().last() => formatting.push(node),
                // In foreign content, or left out.
                _ => self.formatting = None,
            }
        }
    }

    /// Before the tree builder gets an end tag.
    pub fn before_end_tag(&mut self, name: &Name, builder: &TreeBuilder<Handle, ArenaSink>) {
        self.note_move();
        self.ignores_newline = false;
        if matches!(name.tag, Tag::Body | Tag::Html) {
            self.disable();
        }
        if is_formatting_tag(name.tag)
            && let Some(formatting) = &mut self.formatting
            && !formatting.is_empty()
        {
            // That of the innermost formatting element closes it where it is the current node.
            let is_plain = current_html_node(builder)
                .is_some_and(|node| formatting.last() == Some(&node) && builder.sink.arena().tag(node) == name.tag);
            if is_plain && !self.has_markers {
                formatting.pop();
            } else {
                self.formatting = None;
            }
        }
    }

    fn find_text_target(&mut self, builder: &TreeBuilder<Handle, ArenaSink>) -> Option<ArenaId> {
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

/// The current node, where it is one of HTML.
fn current_html_node(builder: &TreeBuilder<Handle, ArenaSink>) -> Option<ArenaId> {
    builder.sink.forget_asked();
    let is_foreign = builder.adjusted_current_node_present_but_not_in_html_namespace();
    builder.sink.asked().filter(|_| !is_foreign)
}

/// What stands around the current node of the tree builder.
fn describe(builder: &TreeBuilder<Handle, ArenaSink>, node: ArenaId) -> CurrentNode {
    let arena = builder.sink.arena();
    let mut base = CurrentNode { tag: arena.tag(node), is_in_paragraph: false, is_in_button: false };
    for node in std::iter::successors(Some(node), |&node| arena.parent(node)) {
        let tag = arena.tag(node);
        base.is_in_paragraph |= matches!(tag, Tag::P | Tag::Select);
        base.is_in_button |= tag == Tag::Button;
    }
    base
}

/// Whether a node is or stands in each of these nodes: they are open then, since what is closed gets no more content.
fn is_inside_all(builder: &TreeBuilder<Handle, ArenaSink>, node: ArenaId, all: &[ArenaId]) -> bool {
    let arena = builder.sink.arena();
    let mut around = std::iter::successors(Some(node), |&node| arena.parent(node)).take(MAX_ANCESTORS);
    let mut left = all.len();
    while left > 0 {
        let Some(node) = around.next() else { return false };
        left -= usize::from(all.contains(&node));
    }
    true
}

/// The active formatting elements, if all of them are open.
fn active_if_open(builder: &TreeBuilder<Handle, ArenaSink>, current: ArenaId) -> Option<Vec<ArenaId>> {
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
