//! How much the tree builder may have open at once.
//!
//! For each tag the tree builder looks through the stack of open elements and the list of active formatting elements,
//! and it opens formatting elements again that a page has misnested. Without bounds that is quadratic, and a megabyte
//! of markup can become gigabytes of tree. What is beyond the bounds goes past it (`overflow.rs`).

use super::names::Name;
use super::rule::formats;
use super::sink::{Handle, Sink};
use crate::html::arena::DraftId;
use crate::html::tag::Tag;
use html5ever::interface::Tracer;
use html5ever::local_name;
use html5ever::tokenizer::{Token, TokenSink};
use html5ever::tree_builder::TreeBuilder;
use std::cell::RefCell;

/// Elements that may be open, with the active formatting elements. Pages of the public sets have at most 57.
const MOST_OPEN: usize = 256;

/// Active formatting elements: those that a page leaves open are opened again in every paragraph. Pages of
/// the public sets have at most 10.
const MOST_FORMATTING: usize = 64;

/// Elements that begin a list of active formatting elements of their own. Where such an element is closed by another's
/// end tag, the tree builder never forgets it. Pages of the public sets have
/// at most 171 such elements.
const MOST_SCOPES: usize = 2048;

/// Elements and attributes that may be made beyond those that the page has: so many and one for each
/// [`BYTES_PER_EXTRA`]th byte. Pages of the public sets have at most 1,539.
const MOST_EXTRA: usize = 4096;
const BYTES_PER_EXTRA: usize = 8;

/// What is to be done with a start tag.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The tree builder takes it.
    Take,
    /// It goes past the tree builder, and so does what it holds, into this node.
    Pass(DraftId),
    /// So does all the rest of the page.
    PassRest(DraftId),
}

/// Watches what the tree builder has open. Only it knows exactly: it is asked when the bound is near.
pub(super) struct Bounds {
    /// At most so many elements are open or active formatting elements, but for those made since.
    open: usize,
    created: usize,
    /// At most so many formatting elements are active.
    formatting: usize,
    scopes: usize,
    start_tags: usize,
    most_extra: usize,
}

impl Bounds {
    pub fn new(bytes: usize) -> Bounds {
        let most_extra = MOST_EXTRA + bytes / BYTES_PER_EXTRA;
        Bounds { open: 0, created: 0, formatting: 0, scopes: 0, start_tags: 0, most_extra }
    }

    /// Takes note of a start tag whose element goes straight into the tree (`pending.rs`).
    pub fn note_pending(&mut self) {
        self.start_tags += 1;
    }

    /// Takes note of such an element of which the tree builder hears after all.
    pub fn note_late(&mut self, name: &Name) {
        self.formatting += usize::from(formats(name.tag));
    }

    /// Whether the tree builder takes this start tag.
    pub fn judge(&mut self, builder: &TreeBuilder<Handle, Sink>, name: &Name) -> Verdict {
        self.start_tags += 1;
        let formats = formats(name.tag);
        self.formatting += usize::from(formats);
        self.scopes += usize::from(begins_scope(name));
        let created = builder.sink.created();
        if created + builder.sink.copied() > self.start_tags + self.most_extra || self.scopes > MOST_SCOPES {
            return Verdict::PassRest(Census::take(builder).place);
        }
        let may_be_open = self.open + created - self.created;
        if may_be_open < MOST_OPEN && self.formatting < MOST_FORMATTING {
            return Verdict::Take;
        }
        let census = Census::take(builder);
        self.open = census.open;
        self.created = created;
        self.formatting = census.formatting + usize::from(formats);
        if census.open >= MOST_OPEN || formats && census.formatting >= MOST_FORMATTING {
            return Verdict::Pass(census.place);
        }
        Verdict::Take
    }
}

/// What the tree builder has open.
struct Census {
    /// Elements that are open, and active formatting elements.
    open: usize,
    /// Active formatting elements, or more.
    formatting: usize,
    /// The innermost open element.
    place: DraftId,
}

impl Census {
    fn take(builder: &TreeBuilder<Handle, Sink>) -> Census {
        // The tree keeps no comments, so that one can be put in to see where it goes.
        let _ = builder.process_token(Token::CommentToken(Default::default()), 1);
        let place = builder.sink.last_comment();
        let (open, others) = open_and_others(builder, place);
        Census { open: open.len() + others.len(), formatting: others.len() + 1, place }
    }
}

/// The elements that are open, up to the current one, and behind them the active formatting elements and some others.
fn open_and_others(builder: &TreeBuilder<Handle, Sink>, current: DraftId) -> (Vec<DraftId>, Vec<DraftId>) {
    let trace = Trace::default();
    builder.trace_handles(&trace);
    let mut open = trace.0.into_inner();
    let stack = open.iter().position(|&handle| handle == current).unwrap_or(0);
    let others = open.split_off(open.len().min(stack + 1));
    (open, others)
}

/// The elements that are open, up to the current one, and the active formatting elements.
pub(super) fn open_and_formatting(
    builder: &TreeBuilder<Handle, Sink>,
    current: DraftId,
) -> (Vec<DraftId>, Vec<DraftId>) {
    let (open, mut others) = open_and_others(builder, current);
    others.retain(|&node| formats(builder.sink.draft().tag(node)));
    (open, others)
}

#[derive(Default)]
struct Trace(RefCell<Vec<DraftId>>);

impl Tracer for Trace {
    type Handle = Handle;

    fn trace_handle(&self, node: &Handle) {
        self.0.borrow_mut().push(node.id());
    }
}

/// Whether the tree builder puts a marker into that list, which an end tag of another element does not take out.
pub(super) fn begins_scope(name: &Name) -> bool {
    matches!(name.tag, Tag::Object | Tag::Marquee | Tag::Template) || name.local == local_name!("applet")
}
