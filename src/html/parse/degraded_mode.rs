//! Linear-time tree construction without html5ever, for pages beyond the limits of `open_elements.rs`.
//!
//! A tag costs the same however many elements are open, and no element is created twice. Some rules of the HTML
//! Standard are not applied: misnested formatting is not opened again, and nothing is moved out of tables.

use super::depth_limiter::DepthLimiter;
use super::element_names::Name;
use super::lazy_images;
use super::start_tag_rule::{content_model, is_void};
use super::tree_sink::ArenaSink;
use crate::html::arena::ArenaId;
use crate::html::tag::Tag;
use crate::html::tokenizer::{self, Content};
use html5ever::LocalName;
use rustc_hash::FxHashMap;

/// Maximum nesting depth below the elements that the tree builder has open.
const MAX_DEPTH: usize = 256;

/// The elements open in degraded mode.
pub(super) struct DegradedMode {
    depth: DepthLimiter,
    names: Vec<LocalName>,
    /// Number of open elements by name, so that an end tag without a start tag is found in constant time.
    counts: FxHashMap<LocalName, usize>,
    /// Whether the tree builder is in `<svg>` or `<math>`.
    is_root_foreign: bool,
    /// Number of open `<svg>` and `<math>` elements.
    foreign: usize,
}

impl DegradedMode {
    /// Starts below a node of the arena.
    pub fn new(root: ArenaId, is_root_foreign: bool) -> DegradedMode {
        DegradedMode {
            depth: DepthLimiter::new(root, MAX_DEPTH),
            names: Vec::new(),
            counts: FxHashMap::default(),
            is_root_foreign,
            foreign: 0,
        }
    }

    /// Whether the current node is in `<svg>` or `<math>`.
    pub fn is_in_foreign_content(&self) -> bool {
        self.is_root_foreign || self.foreign > 0
    }

    /// Whether a start tag closes the tree builder's `<svg>` or `<math>`. The tree builder then has fewer elements
    /// open and can continue.
    pub fn is_exited_by(&self, name: &Name) -> bool {
        self.is_root_foreign && leaves_foreign_content(name.tag)
    }

    /// Processes a start tag. Returns the kind of content that follows.
    pub fn start_tag(&mut self, sink: &ArenaSink, name: &Name, tag: &tokenizer::Tag<'_>) -> Content {
        while self.foreign > 0 && leaves_foreign_content(name.tag) {
            self.close();
        }
        while self.depth.innermost().is_some_and(|open| is_closed_by(open, name.tag)) {
            self.close();
        }
        let node = sink.make(name, tag.attrs);
        if lazy_images::has_address(name.tag) {
            sink.add_lazy_addresses(node, tag.attrs);
        }
        let arena = &mut *sink.arena();
        if is_void(name.tag) || tag.is_self_closing && self.is_in_foreign_content() {
            let place = self.depth.insertion_point(arena);
            arena.append(place, node);
            return Content::Data;
        }
        self.depth.open(arena, node);
        self.names.push(name.local.clone());
        *self.counts.entry(name.local.clone()).or_insert(0) += 1;
        self.foreign += usize::from(is_foreign_root(name.tag));
        if self.is_in_foreign_content() { Content::Data } else { content_model(name.tag) }
    }

    /// Processes an end tag. Returns whether it closes an element of this mode.
    pub fn end_tag(&mut self, name: &Name) -> bool {
        if self.counts.get(&name.local).is_none_or(|&count| count == 0) {
            return false;
        }
        while self.names.last().is_some_and(|innermost| *innermost != name.local) {
            self.close();
        }
        self.close();
        true
    }

    /// Appends text.
    pub fn text(&mut self, sink: &ArenaSink, text: &str) {
        let place = self.depth.insertion_point(&mut sink.arena());
        sink.place_text(place, text, |arena, text| arena.append_text(place, text));
    }

    fn close(&mut self) {
        let tag = self.depth.innermost();
        self.depth.close();
        self.foreign -= usize::from(tag.is_some_and(is_foreign_root));
        if let Some(count) = self.names.pop().and_then(|name| self.counts.get_mut(&name)) {
            *count -= 1;
        }
    }
}

fn is_foreign_root(tag: Tag) -> bool {
    matches!(tag, Tag::Svg | Tag::Math)
}

/// Whether a start tag closes `<svg>` and `<math>`, by the HTML Standard's rules for [parsing tokens in foreign
/// content](https://html.spec.whatwg.org/#parsing-main-inforeign). `<font>`, which does so only with certain
/// attributes, is not listed.
fn leaves_foreign_content(tag: Tag) -> bool {
    use Tag::*;
    matches!(
        tag,
        B | Big
            | Blockquote
            | Body
            | Br
            | Center
            | Code
            | Dd
            | Div
            | Dl
            | Dt
            | Em
            | Embed
            | H1
            | H2
            | H3
            | H4
            | H5
            | H6
    ) || matches!(
        tag,
        Head | Hr | I | Img | Li | Listing | Menu | Meta | Nobr | Ol | P | Pre | Ruby | S | Small | Span | Strong
    ) || matches!(tag, Strike | Sub | Sup | Table | Tt | U | Ul | Var)
}

/// Whether a start tag implies the end of the innermost element.
fn is_closed_by(open: Tag, next: Tag) -> bool {
    use Tag::*;
    match open {
        P => next.is_block(),
        Li => next == Li,
        Dd | Dt => matches!(next, Dd | Dt),
        OptionTag => matches!(next, OptionTag | Optgroup),
        Td | Th => matches!(next, Td | Th | Tr | Tbody | Thead | Tfoot),
        Tr => matches!(next, Tr | Tbody | Thead | Tfoot),
        Tbody | Thead | Tfoot => matches!(next, Tbody | Thead | Tfoot),
        _ => false,
    }
}
