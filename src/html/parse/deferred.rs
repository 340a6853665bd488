//! Elements in the tree that html5ever's tree builder does not know of yet.
//!
//! Most start tags in a body only insert an element into the current node, and most end tags only close it. The tree
//! builder takes about two thousand instructions for such a pair. If a start tag can do nothing else, its element is
//! inserted at once and recorded here as open. When a token comes that the tree builder has to decide, it first gets
//! the start tags of all deferred elements that are still open; the sink answers with the existing nodes
//! (`TokenDriver::catch_up`).

use super::element_names::Name;
use super::html5ever_contract::SharedAttrs;
use super::start_tag_rule::StartTagRule;
use crate::html::arena::ArenaId;
use crate::html::tag::Tag;

/// Maximum number of open deferred elements. They do not count towards the limits in `open_elements.rs` while they are
/// deferred.
const MAX_DEFERRED: usize = 32;

/// An open element that the tree builder does not know of.
pub(super) struct DeferredElement {
    pub node: ArenaId,
    pub name: Name,
    /// Attributes of a formatting element, which the tree builder may create again.
    pub attrs: Option<SharedAttrs>,
    /// Whether it is `<svg>` or inside one.
    pub is_foreign: bool,
}

/// The open deferred elements, each a child of the one before it.
#[derive(Default)]
pub(super) struct DeferredElements {
    open: Vec<DeferredElement>,
    /// Whether one of them is a `<p>`. There is never more than one.
    has_paragraph: bool,
}

/// Properties of the tree builder's current node, the parent of the first deferred element.
#[derive(Clone, Copy)]
pub(super) struct CurrentNode {
    pub tag: Tag,
    /// Whether it is in, or is, a `<p>` or `<select>`, which start tags of blocks may close.
    pub is_in_paragraph: bool,
    /// Whether it is in, or is, a `<button>`.
    pub is_in_button: bool,
}

impl DeferredElements {
    pub fn is_empty(&self) -> bool {
        self.open.is_empty()
    }

    /// Returns the innermost element.
    pub fn innermost(&self) -> Option<&DeferredElement> {
        self.open.last()
    }

    /// Whether the innermost element is in `<svg>`.
    pub fn is_foreign(&self) -> bool {
        self.open.last().is_some_and(|open| open.is_foreign)
    }

    /// Prepares for the element of a start tag: closes the innermost element if the tag implies its end. Returns
    /// false, and does nothing, if the tag may have any other effect. Assumes that all active formatting elements are
    /// open.
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
        // A paragraph that the tag closes must be the innermost element.
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

    /// Adds an open element.
    pub fn push(&mut self, open: DeferredElement) {
        self.has_paragraph |= open.name.tag == Tag::P;
        self.open.push(open);
    }

    /// Closes the innermost element if that is all that an end tag does.
    pub fn end(&mut self, name: &Name) -> Option<DeferredElement> {
        let is_own = self.open.last().is_some_and(|open| open.name.local == name.local);
        if is_own { self.close() } else { None }
    }

    fn close(&mut self) -> Option<DeferredElement> {
        let closed = self.open.pop();
        self.has_paragraph &= closed.as_ref().is_some_and(|open| open.name.tag != Tag::P);
        closed
    }

    /// Moves all elements to `to`.
    pub fn hand_over(&mut self, to: &mut Vec<DeferredElement>) {
        self.has_paragraph = false;
        to.append(&mut self.open);
    }
}

/// Whether a start tag implies the end of the current element.
fn implies_end(current: Tag, next: Tag) -> bool {
    match current {
        Tag::P => !matches!(next, Tag::Li | Tag::Dd | Tag::Dt),
        Tag::Li => next == Tag::Li,
        Tag::Dd | Tag::Dt => matches!(next, Tag::Dd | Tag::Dt),
        _ => false,
    }
}

/// Whether an item closes nothing in this element, whatever its ancestors are.
fn holds_items(current: Tag, item: Tag) -> bool {
    match item {
        Tag::Li => matches!(current, Tag::Ul | Tag::Ol | Tag::Menu | Tag::Dir),
        _ => current == Tag::Dl,
    }
}
