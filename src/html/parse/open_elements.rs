//! How much the tree builder may have open at once.
//!
//! For each tag the tree builder looks through the stack of open elements and the list of active formatting elements,
//! and it opens formatting elements again that a page has misnested. Without bounds that is quadratic, and a megabyte
//! of markup can become gigabytes of tree. What is beyond the bounds goes past it (`overflow.rs`).

use super::element_names::Name;
use super::start_tag_rule::is_formatting_tag;
use super::tree_sink::{ArenaSink, Handle};
use crate::html::arena::ArenaId;
use crate::html::tag::Tag;
use html5ever::interface::Tracer;
use html5ever::local_name;
use html5ever::tokenizer::{Token, TokenSink};
use html5ever::tree_builder::TreeBuilder;
use std::cell::RefCell;

/// Elements that may be open, with the active formatting elements. Pages of the public sets have at most 57.
const MAX_OPEN: usize = 256;

/// Active formatting elements: those that a page leaves open are opened again in every paragraph. Pages of
/// the public sets have at most 10.
const MAX_FORMATTING: usize = 64;

/// Elements that begin a list of active formatting elements of their own. Where such an element is closed by another's
/// end tag, the tree builder never forgets it. Pages of the public sets have
/// at most 171 such elements.
const MAX_MARKERS: usize = 2048;

/// Elements and attributes that may be made beyond those that the page has: so many and one for each
/// [`BYTES_PER_EXTRA`]th byte. Pages of the public sets have at most 1,539.
const MAX_EXTRA: usize = 4096;
const BYTES_PER_EXTRA: usize = 8;

/// What is to be done with a start tag.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Admission {
    /// The tree builder takes it.
    Accept,
    /// It goes past the tree builder, and so does what it holds, into this node.
    Degrade(ArenaId),
    /// So does all the rest of the page.
    DegradeRest(ArenaId),
}

/// Watches what the tree builder has open. Only it knows exactly: it is asked when the bound is near.
pub(super) struct OpenElementLimits {
    /// At most so many elements are open or active formatting elements, but for those made since.
    open: usize,
    created: usize,
    /// At most so many formatting elements are active.
    formatting: usize,
    markers: usize,
    start_tags: usize,
    max_extra: usize,
}

impl OpenElementLimits {
    pub fn new(bytes: usize) -> OpenElementLimits {
        let max_extra = MAX_EXTRA + bytes / BYTES_PER_EXTRA;
        OpenElementLimits { open: 0, created: 0, formatting: 0, markers: 0, start_tags: 0, max_extra }
    }

    /// Takes note of a start tag whose element goes straight into the tree (`pending.rs`).
    pub fn note_deferred(&mut self) {
        self.start_tags += 1;
    }

    /// Takes note of such an element of which the tree builder hears after all.
    pub fn note_late(&mut self, name: &Name) {
        self.formatting += usize::from(is_formatting_tag(name.tag));
    }

    /// Whether the tree builder takes this start tag.
    pub fn admit(&mut self, builder: &TreeBuilder<Handle, ArenaSink>, name: &Name) -> Admission {
        self.start_tags += 1;
        let is_formatting = is_formatting_tag(name.tag);
        self.formatting += usize::from(is_formatting);
        self.markers += usize::from(inserts_marker(name));
        let created = builder.sink.created();
        if created + builder.sink.copied() > self.start_tags + self.max_extra || self.markers > MAX_MARKERS {
            return Admission::DegradeRest(Census::take(builder).current);
        }
        let may_be_open = self.open + created - self.created;
        if may_be_open < MAX_OPEN && self.formatting < MAX_FORMATTING {
            return Admission::Accept;
        }
        let census = Census::take(builder);
        self.open = census.open;
        self.created = created;
        self.formatting = census.formatting + usize::from(is_formatting);
        if census.open >= MAX_OPEN || is_formatting && census.formatting >= MAX_FORMATTING {
            return Admission::Degrade(census.current);
        }
        Admission::Accept
    }
}

/// What the tree builder has open.
struct Census {
    /// Elements that are open, and active formatting elements.
    open: usize,
    /// Active formatting elements, or more.
    formatting: usize,
    /// The innermost open element.
    current: ArenaId,
}

impl Census {
    fn take(builder: &TreeBuilder<Handle, ArenaSink>) -> Census {
        // The tree keeps no comments, so that one can be put in to see where it goes.
        let _ = builder.process_token(Token::CommentToken(Default::default()), 1);
        let current = builder.sink.last_comment();
        let (open, others) = open_and_others(builder, current);
        Census { open: open.len() + others.len(), formatting: others.len() + 1, current }
    }
}

/// The elements that are open, up to the current one, and behind them the active formatting elements and some others.
fn open_and_others(builder: &TreeBuilder<Handle, ArenaSink>, current: ArenaId) -> (Vec<ArenaId>, Vec<ArenaId>) {
    let trace = Trace::default();
    builder.trace_handles(&trace);
    let mut open = trace.0.into_inner();
    let stack = open.iter().position(|&handle| handle == current).unwrap_or(0);
    let others = open.split_off(open.len().min(stack + 1));
    (open, others)
}

/// The elements that are open, up to the current one, and the active formatting elements.
pub(super) fn open_and_formatting(
    builder: &TreeBuilder<Handle, ArenaSink>,
    current: ArenaId,
) -> (Vec<ArenaId>, Vec<ArenaId>) {
    let (open, mut others) = open_and_others(builder, current);
    others.retain(|&node| is_formatting_tag(builder.sink.arena().tag(node)));
    (open, others)
}

#[derive(Default)]
struct Trace(RefCell<Vec<ArenaId>>);

impl Tracer for Trace {
    type Handle = Handle;

    fn trace_handle(&self, node: &Handle) {
        self.0.borrow_mut().push(node.id());
    }
}

/// Whether the tree builder puts a marker into that list, which an end tag of another element does not take out.
pub(super) fn inserts_marker(name: &Name) -> bool {
    matches!(name.tag, Tag::Object | Tag::Marquee | Tag::Template) || name.local == local_name!("applet")
}
