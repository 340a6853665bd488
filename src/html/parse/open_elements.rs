//! Limits on the elements that html5ever's tree builder may keep open.
//!
//! For each tag, the tree builder searches the stack of open elements and the list of active formatting elements. It
//! also opens misnested formatting elements again. Without limits this takes quadratic time, and a megabyte of markup
//! can become gigabytes of tree. Beyond the limits the page goes to [degraded mode](super::degraded_mode).
//!
//! "Public sets" below are the annotated sets of pages listed in `docs/experiments`.

use super::element_names::Name;
use super::html5ever_contract::{self, Builder};
use super::start_tag_rule::is_formatting_tag;
use crate::html::arena::ArenaId;
use crate::html::tag::Tag;
use html5ever::local_name;

/// Maximum number of open elements and active formatting elements. Pages of the public sets have at most 57.
const MAX_OPEN: usize = 256;

/// Maximum number of active formatting elements. Those that a page leaves open are opened again in every paragraph.
/// Pages of the public sets have at most 10.
const MAX_FORMATTING: usize = 64;

/// Maximum number of elements that insert a marker into the list of active formatting elements. The tree builder keeps
/// the marker forever if the element is closed by the end tag of another. Pages of the public sets have at most 171
/// such elements.
const MAX_MARKERS: usize = 2048;

/// Maximum number of elements and attributes created beyond those in the markup, plus one for each [`BYTES_PER_EXTRA`]
/// bytes of the page. Pages of the public sets have at most 1,539.
const MAX_EXTRA: usize = 4096;
const BYTES_PER_EXTRA: usize = 8;

/// What to do with a start tag.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Admission {
    /// Give it to the tree builder.
    Accept,
    /// Handle it and its content in degraded mode, below this node.
    Degrade(ArenaId),
    /// Handle the rest of the page in degraded mode, below this node.
    DegradeRest(ArenaId),
}

/// Estimates what the tree builder has open. Exact counts are expensive, so they are taken only near the limits.
pub(super) struct OpenElementLimits {
    /// Open and active formatting elements at the last census.
    open: usize,
    // Elements created up to the last census.
    created: usize,
    /// Upper bound on the active formatting elements.
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

    /// Counts a start tag that took the fast path.
    pub fn note_deferred(&mut self) {
        self.start_tags += 1;
    }

    /// Counts a deferred element that is handed to the tree builder after all.
    pub fn note_handed_over(&mut self, name: &Name) {
        self.formatting += usize::from(is_formatting_tag(name.tag));
    }

    /// Decides who handles a start tag.
    #[inline]
    pub fn admit(&mut self, builder: &Builder, name: &Name) -> Admission {
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

/// An exact count of what the tree builder has open.
struct Census {
    /// Open elements and active formatting elements.
    open: usize,
    /// Upper bound on the active formatting elements.
    formatting: usize,
    /// The current node.
    current: ArenaId,
}

impl Census {
    fn take(builder: &Builder) -> Census {
        let current = html5ever_contract::current_node(builder);
        let (open, others) = html5ever_contract::open_elements(builder, current);
        Census { open: open.len() + others.len(), formatting: others.len() + 1, current }
    }
}

/// Returns the open elements, up to the current node, and the active formatting elements.
pub(super) fn open_and_formatting(builder: &Builder, current: ArenaId) -> (Vec<ArenaId>, Vec<ArenaId>) {
    let (open, mut others) = html5ever_contract::open_elements(builder, current);
    others.retain(|&node| is_formatting_tag(builder.sink.arena().tag(node)));
    (open, others)
}

/// Whether the tree builder inserts a marker for this element into the list of active formatting elements.
pub(super) fn inserts_marker(name: &Name) -> bool {
    matches!(name.tag, Tag::Object | Tag::Marquee | Tag::Template) || name.local == local_name!("applet")
}
