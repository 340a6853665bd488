//! Elements that go straight into the tree.
//!
//! Most start tags in the body of a page do no more than put an element into the current one, and most end tags close the
//! current one; the tree builder takes some two thousand instructions for such a pair. Where nothing else can come of a
//! start tag, its element is put into the tree at once, and noted here as open. The tree builder hears of it when
//! something comes that it has to decide: then it gets the start tags of all that is still open, and finds their elements
//! made (`TokenDriver::catch_up`).

use super::element_names::Name;
use super::start_tag_rule::StartTagRule;
use super::tree_sink::SharedAttrs;
use crate::html::arena::ArenaId;
use crate::html::tag::Tag;

/// How many elements may be open here; the tree builder's own bounds (`bounds.rs`) are not watched meanwhile.
const MAX_DEFERRED: usize = 32;

/// An element that the tree builder has not heard of.
pub(super) struct DeferredElement {
    pub node: ArenaId,
    pub name: Name,
    /// The attributes of a formatting element, which the tree builder may make again.
    pub attrs: Option<SharedAttrs>,
    /// Whether it is `<svg>` or stands in it.
    pub is_foreign: bool,
}

/// The elements that the tree builder has not heard of, each in the one before it.
#[derive(Default)]
pub(super) struct DeferredElements {
    open: Vec<DeferredElement>,
    /// Whether one of them is a `<p>`; there is never more than one.
    has_paragraph: bool,
}

/// The tree builder's current node, in which the first of the pending elements stands.
#[derive(Clone, Copy)]
pub(super) struct CurrentNode {
    pub tag: Tag,
    /// Whether it is a `<p>` or `<select>` or stands in one, which start tags of blocks may end.
    pub is_in_paragraph: bool,
    /// Whether it is a `<button>` or stands in one.
    pub is_in_button: bool,
}

impl DeferredElements {
    pub fn is_empty(&self) -> bool {
        self.open.is_empty()
    }

    /// The innermost element.
    pub fn innermost(&self) -> Option<&DeferredElement> {
        self.open.last()
    }

    /// Whether what follows is content of `<svg>`.
    pub fn is_foreign(&self) -> bool {
        self.open.last().is_some_and(|open| open.is_foreign)
    }

    /// Makes way for the element of a start tag: closes the innermost pending element where the tag does. `false`, and
    /// nothing done, where the tag may do anything else but put its element into the current one, given that all active
    /// formatting elements are open.
    pub fn make_way(&mut self, name: &Name, base: impl FnOnce() -> CurrentNode) -> bool {
        if self.open.len() == MAX_DEFERRED {
            return false;
        }
        match name.rule {
            StartTagRule::Svg | StartTagRule::Shape if self.is_foreign() => return true,
            _ if self.is_foreign() => return false,
            StartTagRule::TreeBuilder => return false,
            StartTagRule::Plain | StartTagRule::Shape | StartTagRule::Formatting | StartTagRule::Svg => return true,
            StartTagRule::Input => return !base().is_in_paragraph,
            StartTagRule::Button => {
                return !base().is_in_button && self.open.iter().all(|open| open.name.tag != Tag::Button);
            }
            StartTagRule::Block | StartTagRule::Heading | StartTagRule::Item => {}
        }
        let base = base();
        let mut innermost = self.open.iter().rev().map(|open| open.name.tag).chain([base.tag]);
        let current = innermost.next().unwrap_or(base.tag);
        let ends_innermost = !self.open.is_empty() && implies_end(current, name.tag);
        // The paragraph that the tag ends must be the innermost element.
        let is_blocked_by_paragraph = base.is_in_paragraph || self.has_paragraph && current != Tag::P;
        let is_clear = match name.rule {
            StartTagRule::Heading => {
                let around = if ends_innermost { innermost.next() } else { Some(current) };
                around.is_none_or(|around| around.heading_level().is_none())
            }
            StartTagRule::Item => ends_innermost || holds_items(current, name.tag),
            _ => true,
        };
        if is_blocked_by_paragraph || !is_clear {
            return false;
        }
        if ends_innermost {
            self.close();
        }
        true
    }

    /// Notes an element as open.
    pub fn push(&mut self, open: DeferredElement) {
        self.has_paragraph |= open.name.tag == Tag::P;
        self.open.push(open);
    }

    /// Closes the innermost element where that is what an end tag does.
    pub fn end(&mut self, name: &Name) -> Option<DeferredElement> {
        let is_own = self.open.last().is_some_and(|open| open.name.local == name.local);
        if is_own { self.close() } else { None }
    }

    fn close(&mut self) -> Option<DeferredElement> {
        let closed = self.open.pop();
        self.has_paragraph &= closed.as_ref().is_some_and(|open| open.name.tag != Tag::P);
        closed
    }

    /// Hands all elements over; they are no longer pending then.
    pub fn hand_over(&mut self, to: &mut Vec<DeferredElement>) {
        self.has_paragraph = false;
        to.append(&mut self.open);
    }
}

/// Whether a start tag ends the current element.
fn implies_end(current: Tag, next: Tag) -> bool {
    match current {
        Tag::P => !matches!(next, Tag::Li | Tag::Dd | Tag::Dt),
        Tag::Li => next == Tag::Li,
        Tag::Dd | Tag::Dt => matches!(next, Tag::Dd | Tag::Dt),
        _ => false,
    }
}

/// Whether an item ends nothing in this element, whatever stands around it.
fn holds_items(current: Tag, item: Tag) -> bool {
    match item {
        Tag::Li => matches!(current, Tag::Ul | Tag::Ol | Tag::Menu | Tag::Dir),
        _ => current == Tag::Dl,
    }
}
