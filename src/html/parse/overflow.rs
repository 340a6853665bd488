//! What is too much for the tree builder goes past it, straight into the draft of the tree.
//!
//! Here a tag costs the same however many elements are open, and no element is ever made twice. What is lost are the
//! finer rules of the HTML Standard: misnested formatting is not opened again, and nothing moves out of tables.

use super::lazy;
use super::names::Name;
use super::nesting::Nesting;
use super::rule::{content, is_void};
use super::sink::Sink;
use super::tokenizer::{self, Content};
use crate::html::arena::DraftId;
use crate::html::tag::Tag;
use html5ever::LocalName;
use rustc_hash::FxHashMap;

/// How many elements nest here, below those that the tree builder has open.
const MOST_NESTED: usize = 256;

/// The elements that are open past the tree builder.
pub(super) struct Overflow {
    nesting: Nesting,
    names: Vec<LocalName>,
    /// How many elements of each name are open, so that an end tag without a start tag is told at once.
    counts: FxHashMap<LocalName, usize>,
    /// Whether the tree builder is in `<svg>` or `<math>`.
    is_base_foreign: bool,
    /// How many `<svg>` and `<math>` are open.
    foreign: usize,
}

impl Overflow {
    /// Begins below `base`, a node of the draft.
    pub fn new(base: DraftId, is_base_foreign: bool) -> Overflow {
        Overflow {
            nesting: Nesting::new(base, MOST_NESTED),
            names: Vec::new(),
            counts: FxHashMap::default(),
            is_base_foreign,
            foreign: 0,
        }
    }

    /// Whether what follows is content of `<svg>` or `<math>`.
    pub fn is_in_foreign_content(&self) -> bool {
        self.is_base_foreign || self.foreign > 0
    }

    /// Whether a start tag ends the `<svg>` or `<math>` of the tree builder, which then has fewer elements open.
    pub fn is_left_at(&self, name: &Name) -> bool {
        self.is_base_foreign && breaks_out(name.tag)
    }

    /// Takes a start tag; how what follows it is to be read.
    pub fn start_tag(&mut self, sink: &Sink, name: &Name, tag: &tokenizer::Tag<'_>) -> Content {
        while self.foreign > 0 && breaks_out(name.tag) {
            self.close();
        }
        while self.nesting.innermost().is_some_and(|open| is_ended_by(open, name.tag)) {
            self.close();
        }
        let node = sink.make(name, tag.attrs);
        if lazy::has_address(name.tag) {
            sink.add_late_addresses(node, tag.attrs);
        }
        let draft = &mut *sink.draft();
        if is_void(name.tag) || tag.is_self_closing && self.is_in_foreign_content() {
            let place = self.nesting.place(draft);
            draft.append(place, node);
            return Content::Data;
        }
        self.nesting.open(draft, node);
        self.names.push(name.local.clone());
        *self.counts.entry(name.local.clone()).or_insert(0) += 1;
        self.foreign += usize::from(is_foreign_root(name.tag));
        if self.is_in_foreign_content() { Content::Data } else { content(name.tag) }
    }

    /// Takes an end tag; whether it ends an element that is open here.
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

    /// Takes text.
    pub fn text(&mut self, sink: &Sink, text: &str) {
        let place = self.nesting.place(&mut sink.draft());
        sink.place_text(place, text, |draft, text| draft.append_text(place, text));
    }

    fn close(&mut self) {
        let tag = self.nesting.innermost();
        self.nesting.close();
        self.foreign -= usize::from(tag.is_some_and(is_foreign_root));
        if let Some(count) = self.names.pop().and_then(|name| self.counts.get_mut(&name)) {
            *count -= 1;
        }
    }
}

fn is_foreign_root(tag: Tag) -> bool {
    matches!(tag, Tag::Svg | Tag::Math)
}

/// Start tags that end `<svg>` and `<math>` (the HTML Standard's rules for tokens in foreign content), `<font>` aside.
fn breaks_out(tag: Tag) -> bool {
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
fn is_ended_by(open: Tag, next: Tag) -> bool {
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
