//! Keeps the stream of events well formed while the walk adds elements and content.
//!
//! An element is opened when its first content comes, so that no element is empty. Blocks within inline elements
//! and other things that HTML's content model forbids are put right here: inline elements are closed at the edge of a
//! block and opened again after it.

mod inlines;
mod nesting;

use super::document::{Direction, Document, Element, Embed, Event, Image, List, Source};
use crate::html::tree::NodeId;
use crate::text::controls::without_controls;
use Element::{Item, Paragraph, Row, Table};
use std::borrow::Cow;
use std::ops::Range;

/// Maximum depth of containers. Containers nested deeper are left out, and their content is written in the one around
/// them. Lists and quotes of real pages nest to 10 at most. Every level costs the Markdown writer some characters per
/// line.
const MAX_DEPTH: usize = 16;

/// Maximum number of blocks in which a link around blocks is written: a page can put any number of paragraphs into one
/// link.
const MAX_LINK_BLOCKS: u8 = 3;

/// Maximum number of events reserved for the cells of rows.
const MAX_CELL_EVENTS: usize = 4096;

/// The separator between a piece of text and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    Nothing,
    Space,
    Line,
}

/// A container or block around the current node.
struct Open {
    /// The first node after it.
    end: NodeId,
    element: Element,
    /// The index of its start event, once it is opened.
    start: usize,
    /// Number of blocks in it so far.
    children: u32,
    is_loose: bool,
    /// Whether it is an item that the page does not have, added for content directly in a list.
    is_implied: bool,
    /// Whether the box of an item is checked, if it has one.
    task: Option<bool>,
    direction: Direction,
}

struct Inline {
    end: NodeId,
    element: Element,
    uses: u8,
    /// Whether it has a start event without an end event so far. Bold text in a heading has no events.
    is_written: bool,
    /// The index of its start event.
    start: usize,
    /// Whether it holds more than punctuation.
    has_word: bool,
}

/// The stream being written.
pub(super) struct Assembly<'t> {
    pub document: Document<'t>,
    open: Vec<Open>,
    /// Number of elements of `open` with a start event.
    opened: usize,
    inlines: Vec<Inline>,
    inlines_opened: usize,
    /// Whether a paragraph is open in the innermost container.
    in_paragraph: bool,
    /// Whether the block that is open has content.
    has_content: bool,
    gap: Gap,
    has_rule: bool,
    /// The direction of the current node.
    pub direction: Direction,
}

impl<'t> Assembly<'t> {
    /// Reserves room for this number of blocks.
    pub fn new(blocks: usize) -> Assembly<'t> {
        // Four events are the start and the end of a block, and two pieces of text. Rows have more.
        let events = Vec::with_capacity(blocks * 4 + (blocks * 12).min(MAX_CELL_EVENTS));
        let sources = Vec::with_capacity(blocks * 2);
        Assembly {
            document: Document { events, sources, ..Document::default() },
            open: Vec::new(),
            opened: 0,
            inlines: Vec::new(),
            inlines_opened: 0,
            in_paragraph: false,
            has_content: false,
            gap: Gap::Nothing,
            has_rule: false,
            direction: Direction::default(),
        }
    }

    /// The innermost container or block, opened or not.
    pub fn top(&self) -> Option<Element> {
        self.open.last().map(|open| open.element)
    }

    /// Whether the current node is in a block with inline content.
    pub fn is_in_leaf(&self) -> bool {
        self.top().is_some_and(Element::is_leaf)
    }

    /// Whether the footnote around the current node has no content yet.
    pub fn is_at_start_of_footnote(&self) -> bool {
        matches!(self.top(), Some(Element::Footnote(_))) && !self.has_content
    }

    /// Whether the current node is in inline code.
    pub fn is_in_code(&self) -> bool {
        self.inlines.iter().any(|inline| matches!(inline.element, Element::Code | Element::Keyboard))
    }

    /// The number that an item of an ordered list will have, if the current node is in one without content so far.
    pub fn number_of_item(&self) -> Option<u32> {
        match &self.open[..] {
            [.., Open { element: Element::List(List { start, .. }), children, .. }, item]
                if item.element == Item && self.opened < self.open.len() =>
            {
                start.map(|start| start.saturating_add(*children))
            }
            _ => None,
        }
    }

    /// The text of the paragraph closed last, and its block, if the paragraph is a single piece of text.
    pub fn last_paragraph(&self) -> Option<(usize, &'t str)> {
        let [events @ .., Event::End(Paragraph)] = &self.document.events[..] else { return None };
        let start = self.start_of_last_paragraph()?;
        let mut texts = events[start..].iter().filter(|event| !matches!(event, Event::Start(_) | Event::End(_)));
        let &Source { event, block, .. } = self.document.sources.last()?;
        match (texts.next(), texts.next()) {
            (Some(Event::Text(text)), None) if event as usize > start => Some((block as usize, text)),
            _ => None,
        }
    }

    /// The start event of the last paragraph, if the paragraph is short and is the last content.
    fn start_of_last_paragraph(&self) -> Option<usize> {
        /// The events of a paragraph, a piece of text, and two inline elements around it.
        const MAX_EVENTS: usize = 7;
        let events = &self.document.events;
        (events.len().saturating_sub(MAX_EVENTS)..events.len()).rev().find(|&at| events[at] == Event::Start(Paragraph))
    }

    /// Removes the last paragraph, if it is short.
    pub fn drop_last_paragraph(&mut self) {
        let Some(start) = self.start_of_last_paragraph() else { return };
        self.document.events.truncate(start);
        while self.document.sources.pop_if(|source| source.event as usize >= start).is_some() {}
        while self.document.directions.pop_if(|(event, _)| *event as usize >= start).is_some() {}
        if let Some(parent) = self.opened.checked_sub(1) {
            self.open[parent].children -= 1;
        }
    }

    /// Closes the elements that end before `node`.
    pub fn leave_until(&mut self, node: NodeId) {
        while self.inlines.last().is_some_and(|inline| inline.end <= node) {
            self.close_inlines_from(self.inlines.len() - 1);
            self.inlines.pop();
        }
        while self.open.last().is_some_and(|open| open.end <= node) {
            self.close_top();
        }
    }

    /// Ends a block: what follows is another paragraph, or another line of the same block.
    pub fn boundary(&mut self) {
        self.close_inlines_from(0);
        if !self.inlines.is_empty() {
            self.inlines.retain(|inline| inline.uses < MAX_LINK_BLOCKS);
        }
        if self.is_in_leaf() {
            let has_lines = matches!(self.top(), Some(Element::Cell(_) | Element::Caption));
            self.widen(if has_lines { Gap::Line } else { Gap::Space });
        } else {
            self.close_paragraph();
        }
    }

    /// Sets the separator before the next text, if it is wider than the current one.
    pub fn widen(&mut self, gap: Gap) {
        self.gap = self.gap.max(gap);
    }

    /// Adds a thematic break (`<hr>`), which is written once content follows.
    pub fn rule(&mut self) {
        if self.open.is_empty() {
            self.boundary();
            self.has_rule = !self.document.events.is_empty();
        }
    }

    /// Drops the thematic break that is not written yet.
    pub fn drop_rule(&mut self) {
        self.has_rule = false;
    }

    /// Adds text, with its block and its range in the text of all blocks.
    pub fn text(&mut self, text: &'t str, source: Option<(usize, Range<usize>)>) {
        if !text.is_empty() && self.begin_inline() {
            self.document.has_closing_dollars |= self.is_in_code() && text.contains('$');
            self.emit(Event::Text(text), source);
            self.has_content = true;
            if !self.inlines.is_empty() {
                self.note_word(|is_in_code| is_in_code || text.contains(char::is_alphanumeric));
            }
        }
    }

    pub fn image(&mut self, image: Image<'t>) {
        if self.is_in_code() {
            return;
        }
        if self.has_content {
            self.widen(Gap::Space);
        }
        if self.begin_inline() {
            self.document.events.push(Event::Image(image));
            self.has_content = true;
            self.note_word(|_| true);
        }
    }

    /// Adds an embedded object.
    pub fn embed(&mut self, embed: Embed<'t>) {
        // Links do not nest.
        let in_link = self.inlines.iter().any(|inline| matches!(inline.element, Element::Link(_)));
        if in_link || self.is_in_code() {
            return;
        }
        if self.has_content {
            self.widen(Gap::Space);
        }
        if self.begin_inline() {
            self.document.events.push(Event::Embed(embed));
            self.has_content = true;
            self.note_word(|_| true);
        }
    }

    /// Adds the reading of the ruby text before it.
    pub fn reading(&mut self, text: &'t str) {
        if !text.is_empty()
            && self.inlines.last().is_some_and(|inline| inline.element == Element::Ruby && inline.is_written)
        {
            self.document.events.push(Event::Reading(text));
        }
    }

    /// Whether a checkbox here would be that of a task: the current node is in an item without content so far.
    pub fn may_be_task(&self) -> bool {
        self.open.last().is_some_and(|open| open.element == Item && open.children == 0 && open.task.is_none())
    }

    /// Whether a paragraph is open around the current node.
    pub fn is_in_paragraph(&self) -> bool {
        self.in_paragraph
    }

    /// Adds the checkbox of a task, which is written before the words of its item.
    pub fn task(&mut self, is_checked: bool) {
        if let Some(item) = self.open.last_mut().filter(|open| open.element == Item && open.children == 0) {
            item.task.get_or_insert(is_checked);
        }
    }

    /// Adds a formula or a reference to a footnote.
    pub fn inline(&mut self, mut event: Event<'t>, source: Option<(usize, Range<usize>)>) {
        if self.begin_inline() {
            if let Event::Math { tex, .. } = &mut event
                && let Cow::Owned(clean) = without_controls(tex)
            {
                *tex = clean;
            }
            self.document.has_closing_dollars |= matches!(event, Event::Math { .. });
            self.emit(event, source);
            self.has_content = true;
            self.note_word(|_| true);
        }
    }

    /// Adds a block without inline content.
    pub fn block(&mut self, event: Event<'t>, end: NodeId, source: Option<(usize, Range<usize>)>) {
        self.boundary();
        if self.is_in_leaf() {
            return;
        }
        self.imply(end);
        self.open_all();
        self.count_child(false);
        self.emit(event, source);
    }

    /// Notes the direction of the block or container that the next event starts, if it differs from the one around it.
    fn direct(&mut self, direction: Direction) {
        let around = self.opened.checked_sub(1).map_or(Direction::default(), |around| self.open[around].direction);
        if direction != around {
            self.document.directions.push((self.document.events.len() as u32, direction));
        }
    }

    /// Adds an event and its source.
    fn emit(&mut self, event: Event<'t>, source: Option<(usize, Range<usize>)>) {
        // Trees and texts have 32-bit offsets.
        self.document.sources.extend(source.map(|(block, text)| Source {
            event: self.document.events.len() as u32,
            block: block as u32,
            start: text.start as u32,
            end: text.end as u32,
        }));
        self.document.events.push(event);
    }

    /// Opens the innermost container or block although it is empty: empty cells count in a table.
    pub fn open_now(&mut self) {
        self.open_all();
    }

    /// Closes everything.
    pub fn finish(mut self) -> Document<'t> {
        self.leave_until(NodeId::MAX);
        self.boundary();
        self.document
    }

    /// Opens what inline content needs. Returns whether inline content is allowed here.
    fn begin_inline(&mut self) -> bool {
        if !self.is_in_leaf() {
            if matches!(self.top(), Some(Table | Row)) {
                return false;
            }
            if let Some(end) = self.open.last().map(|open| open.end) {
                self.imply(end);
            }
        }
        self.open_all();
        if !self.is_in_leaf() && !self.in_paragraph {
            let first_of = self.open.last_mut().filter(|open| open.children == 0);
            let task = first_of.and_then(|item| item.task.take());
            self.count_child(true);
            self.direct(self.direction);
            self.document.events.push(Event::Start(Paragraph));
            self.document.events.extend(task.map(Event::Task));
            self.in_paragraph = true;
            self.has_content = false;
        }
        if self.has_content {
            match self.gap {
                Gap::Nothing => {}
                Gap::Space => self.document.events.push(Event::Text(" ")),
                Gap::Line => self.document.events.push(Event::Break),
            }
        }
        self.gap = Gap::Nothing;
        self.open_inlines();
        true
    }

    fn end_paragraph(&mut self) {
        self.close_inlines_from(0);
        self.document.events.push(Event::End(Paragraph));
        self.in_paragraph = false;
    }

    #[inline]
    fn close_paragraph(&mut self) {
        if self.in_paragraph {
            self.end_paragraph();
        }
        if !self.is_in_leaf() {
            self.has_content = false;
            self.gap = Gap::Nothing;
        }
    }
}
