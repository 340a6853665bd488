//! Elements that go straight into the tree.
//!
//! Most start tags in the body of a page do no more than put an element into the current one, and most end tags close the
//! current one; the tree builder takes some two thousand instructions for such a pair. Where nothing else can come of a
//! start tag, its element is put into the tree at once, and noted here as open. The tree builder hears of it when
//! something comes that it has to decide: then it gets the start tags of all that is still open, and finds their elements
//! made (`Feed::catch_up`).

use super::names::Name;
use super::sink::List;
use crate::draft::DraftId;
use crate::tag::Tag;
use html5ever::{LocalName, local_name};

/// How many elements may be open here; the tree builder's own bounds (`bounds.rs`) are not watched meanwhile.
const MOST_OPEN: usize = 32;

/// An element that the tree builder has not heard of.
pub(super) struct Open {
    pub node: DraftId,
    pub name: Name,
    /// The attributes of a formatting element, which the tree builder may make again.
    pub list: Option<List>,
}

/// The elements that the tree builder has not heard of, each in the one before it.
#[derive(Default)]
pub(super) struct Pending {
    open: Vec<Open>,
    /// Whether one of them is a `<p>`; there is never more than one.
    has_paragraph: bool,
}

/// The tree builder's current node, in which the first of the pending elements stands.
#[derive(Clone, Copy)]
pub(super) struct Base {
    pub tag: Tag,
    /// Whether it is a `<p>` or `<select>` or stands in one, which start tags of blocks may end.
    pub is_in_paragraph: bool,
}

/// What a start tag does in the body ([the "in body" insertion mode]), where that is simple.
///
/// [the "in body" insertion mode]: https://html.spec.whatwg.org/#parsing-main-inbody
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    /// The tree builder decides.
    Decided,
    /// Puts an element into the current one.
    Plain,
    /// The same, and the element is opened again where it is misnested.
    Formatting,
    /// The same, and there is nothing in the element.
    Void,
    /// The same, and a `<select>` ends before.
    Input,
    /// Ends a paragraph before.
    Block,
    /// The same of an element without content.
    VoidBlock,
    /// Ends a paragraph and the heading around.
    Heading,
    /// Ends a paragraph and the item before.
    Item,
}

impl Rule {
    /// The rule of an element, by its name.
    pub fn of(tag: Tag, local: &LocalName) -> Rule {
        use Tag::*;
        match tag {
            Abbr | Acronym | Audio | Bdi | Bdo | Canvas | Cite | Data | Del | Dfn | Ins | Kbd | Label | Map | Mark
            | Meter | Output | Picture | Progress | Q | Samp | Slot | Span | Sub | Sup | Time | Var | Video => {
                Rule::Plain
            }
            Other if !has_rule_of_its_own(local) => Rule::Plain,
            A | B | Big | Code | Em | I | S | Small | Strike | Strong | Tt | U => Rule::Formatting,
            Area | Br | Embed | Img | Link | Meta | Param | Source | Track | Wbr => Rule::Void,
            Address | Article | Aside | Blockquote | Center | Details | Dialog | Dir | Div | Dl | Fieldset
            | Figcaption | Figure | Footer | Header | Hgroup | Main | Menu | Nav | Ol | P | Search | Section
            | Summary | Ul => Rule::Block,
            Hr => Rule::VoidBlock,
            Input => Rule::Input,
            H1 | H2 | H3 | H4 | H5 | H6 => Rule::Heading,
            Li | Dd | Dt => Rule::Item,
            _ => Rule::Decided,
        }
    }
}

/// Whether the tree builder has a rule for an element that the tree does not know.
fn has_rule_of_its_own(local: &LocalName) -> bool {
    matches!(
        *local,
        local_name!("applet")
            | local_name!("basefont")
            | local_name!("bgsound")
            | local_name!("image")
            | local_name!("keygen")
    )
}

impl Pending {
    pub fn is_empty(&self) -> bool {
        self.open.is_empty()
    }

    /// The innermost element.
    pub fn innermost(&self) -> Option<&Open> {
        self.open.last()
    }

    /// Makes way for the element of a start tag: closes the innermost pending element where the tag does. `false`, and
    /// nothing done, where the tag may do anything else but put its element into the current one, given that all active
    /// formatting elements are open.
    pub fn make_way(&mut self, name: &Name, base: impl FnOnce() -> Base) -> bool {
        if self.open.len() == MOST_OPEN {
            return false;
        }
        match name.rule {
            Rule::Decided => return false,
            Rule::Plain | Rule::Formatting | Rule::Void => return true,
            Rule::Input => return !base().is_in_paragraph,
            Rule::Block | Rule::VoidBlock | Rule::Heading | Rule::Item => {}
        }
        let base = base();
        let mut innermost = self.open.iter().rev().map(|open| open.name.tag).chain([base.tag]);
        let current = innermost.next().unwrap_or(base.tag);
        let ends_pending = !self.open.is_empty() && is_ended(current, name.tag);
        // The paragraph that the tag ends must be the innermost element.
        let is_paragraph_in_the_way = base.is_in_paragraph || self.has_paragraph && current != Tag::P;
        let is_way_clear = match name.rule {
            Rule::Heading => {
                let around = if ends_pending { innermost.next() } else { Some(current) };
                around.is_none_or(|around| around.heading_level().is_none())
            }
            Rule::Item => ends_pending || holds_items(current, name.tag),
            _ => true,
        };
        if is_paragraph_in_the_way || !is_way_clear {
            return false;
        }
        if ends_pending {
            self.close();
        }
        true
    }

    /// Notes an element as open.
    pub fn push(&mut self, open: Open) {
        self.has_paragraph |= open.name.tag == Tag::P;
        self.open.push(open);
    }

    /// Closes the innermost element where that is what an end tag does.
    pub fn end(&mut self, name: &Name) -> Option<Open> {
        let is_own = self.open.last().is_some_and(|open| open.name.local == name.local);
        if is_own { self.close() } else { None }
    }

    fn close(&mut self) -> Option<Open> {
        let closed = self.open.pop();
        self.has_paragraph &= closed.as_ref().is_some_and(|open| open.name.tag != Tag::P);
        closed
    }

    /// The elements, which are no longer pending then.
    pub fn take(&mut self) -> Vec<Open> {
        self.has_paragraph = false;
        std::mem::take(&mut self.open)
    }
}

/// Whether a start tag ends the current element.
fn is_ended(current: Tag, next: Tag) -> bool {
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
