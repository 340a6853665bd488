//! Walks over the tree, tells the writer where blocks begin and end, and tracks what text inherits from its ancestors.

use super::code_lines::code_lines;
use super::custom_elements::{is_custom_element, is_part_of_line};
use super::edit_links::{edit_links, may_have_edit_links};
use super::element_kind::element_kind;
use super::inline_notes::{InlineNote, note_of_mark};
use super::visibility::{can_hide, hides, is_closed_dialog, is_for_screen_readers, is_only_form_of_formula};
use super::writer::Writer;
use super::{BlockKind, Blocks, has_no_text, line_numbers};
use crate::html::attributes::AttrKey;
use crate::html::limits::Budget;
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};
use std::iter::Peekable;

/// Returns the blocks of a page, given its data tables, as far as the time suffices.
pub(super) fn walk(tree: &Tree, data_tables: &[NodeId], budget: Budget) -> Blocks {
    let mut walk = Walk::new(tree, data_tables);
    let end = tree.len() as NodeId;
    let (mut node, mut steps) = (1, 0);
    while node < end && !budget.is_over_at(steps) {
        steps += 1;
        walk.leave_until(node);
        node = walk.enter(node);
    }
    walk.leave_until(end);
    walk.writer.flush();
    walk.writer.finish()
}

/// What text inherits from the elements around it.
#[derive(Clone, Copy)]
pub(super) struct TextContext {
    /// The nearest block-level element.
    pub block: NodeId,
    pub kind: BlockKind,
    pub in_link: bool,
    pub in_preformatted: bool,
    pub in_code: bool,
    pub is_hidden: bool,
    /// Whether an inline element hides the text; the block around it may be visible.
    pub is_hidden_inline: bool,
    pub in_noscript: bool,
    /// Whether the text is in a row of a data table. The whole row is one block.
    pub in_row: bool,
}

impl TextContext {
    const DOCUMENT: TextContext = TextContext {
        block: 0,
        kind: BlockKind::Paragraph,
        in_link: false,
        in_preformatted: false,
        in_code: false,
        is_hidden: false,
        is_hidden_inline: false,
        in_noscript: false,
        in_row: false,
    };

    /// The properties that an inline element can change.
    fn inline_properties(&self) -> (bool, bool, bool, bool) {
        (self.is_hidden, self.is_hidden_inline, self.in_link, self.in_code)
    }
}

/// What happens in the text when an element ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum AtEnd {
    Nothing,
    EndsBlock,
    /// A block-level element in a row of a data table separates words.
    SeparatesWords,
    /// A note in running text separates words, but not from the punctuation after it.
    EndsNote,
}

/// An open element that changed the context.
#[derive(Clone, Copy)]
struct OpenElement {
    /// The first node after the element.
    end: NodeId,
    at_end: AtEnd,
    context: TextContext,
}

struct Walk<'t> {
    tree: &'t Tree,
    data_tables: &'t [NodeId],
    /// The elements hidden by an attribute that the walk has not passed yet.
    hidden: Peekable<std::vec::IntoIter<NodeId>>,
    open: Vec<OpenElement>,
    may_have_edit_links: bool,
    /// The links that edit the section of the last heading.
    edit_links: Option<NodeId>,
    /// The note of the last mark in running text.
    note: Option<InlineNote>,
    /// The elements that are the lines of the last preformatted text.
    code_lines: Vec<NodeId>,
    writer: Writer<'t>,
}

impl<'t> Walk<'t> {
    fn new(tree: &'t Tree, data_tables: &'t [NodeId]) -> Walk<'t> {
        let open = vec![OpenElement { end: NodeId::MAX, at_end: AtEnd::Nothing, context: TextContext::DOCUMENT }];
        let hidden = tree.all_attrs(can_hide).filter(|&(_, key, value)| hides(key, value)).map(|(node, ..)| node);
        let hidden = hidden.collect::<Vec<_>>().into_iter().peekable();
        Walk {
            tree,
            data_tables,
            hidden,
            open,
            may_have_edit_links: may_have_edit_links(tree),
            edit_links: None,
            note: None,
            code_lines: Vec::new(),
            writer: Writer::new(tree),
        }
    }

    /// Whether an element hides itself. Must be called in document order.
    fn is_hidden(&mut self, node: NodeId, tag: Tag) -> bool {
        while self.hidden.next_if(|&hidden| hidden < node).is_some() {}
        self.hidden.peek() == Some(&node)
            || is_closed_dialog(self.tree, node, tag)
            || tag == Tag::Span && is_for_screen_readers(self.tree, node)
    }

    fn context(&self) -> TextContext {
        self.open[self.open.len() - 1].context
    }

    /// Closes the elements that end before `node`.
    fn leave_until(&mut self, node: NodeId) {
        while let Some(element) = self.open.last() {
            if element.end > node {
                break;
            }
            match element.at_end {
                AtEnd::Nothing => {}
                AtEnd::EndsBlock => self.writer.flush(),
                AtEnd::SeparatesWords => self.writer.word_edge(),
                AtEnd::EndsNote => self.writer.object(),
            }
            self.open.pop();
        }
    }

    /// Processes a node and returns the next one to process.
    fn enter(&mut self, node: NodeId) -> NodeId {
        let tag = self.tree.tag(node);
        match tag {
            Tag::Text if self.note.as_ref().is_some_and(|note| note.marks.contains(&node)) => self.writer.omit(node),
            Tag::Text => {
                let context = self.context();
                self.writer.text(node, &context);
            }
            Tag::Br => self.writer.line_break(),
            Tag::Hr => self.writer.flush(),
            _ if has_no_text(tag) => {
                // Ruby annotations are shown above words and do not separate them.
                if !matches!(tag, Tag::Rt | Tag::Rtc | Tag::Rp) {
                    self.writer.object();
                }
                return self.tree.end(node);
            }
            Tag::Sup | Tag::A | Tag::Label if self.is_mark_of_note(node) => {
                self.writer.omit(node);
                return self.tree.end(node);
            }
            _ if self.edit_links == Some(node) => {
                self.writer.omit(node);
                return self.tree.end(node);
            }
            _ => self.open_element(node, tag),
        }
        node + 1
    }

    /// Whether an element is the mark of a note right after it. Remembers the note.
    fn is_mark_of_note(&mut self, node: NodeId) -> bool {
        let note = note_of_mark(self.tree, node);
        let is_mark = note.is_some();
        self.note = note.or_else(|| self.note.take());
        is_mark
    }

    fn open_element(&mut self, node: NodeId, tag: Tag) {
        let outer = self.context();
        let mut context = outer;
        let is_note = self.note.as_ref().is_some_and(|note| note.note == node);
        let is_hidden = self.is_hidden(node, tag) && !is_note && !is_only_form_of_formula(self.tree, node);
        context.is_hidden |= is_hidden;
        context.in_link |= tag == Tag::A && self.tree.attr(node, AttrKey::Href).is_some();
        if context.in_link && !outer.in_link {
            self.writer.link();
        }
        context.in_code |= matches!(tag, Tag::Code | Tag::Kbd | Tag::Samp | Tag::Tt);
        let is_block =
            tag.is_block() || is_custom_element(self.tree, node) && !is_part_of_line(self.tree, node, outer.block);
        // MathML is kept: pages hide it in favor of an image of the formula.
        context.is_hidden_inline =
            (outer.is_hidden_inline || is_hidden) && (!is_block || outer.in_row) && tag != Tag::Math;
        let at_end = match (is_block, outer.in_row) {
            (true, false) => {
                self.begin_block(node, tag, &mut context);
                AtEnd::EndsBlock
            }
            (true, true) => {
                self.writer.word_edge();
                AtEnd::SeparatesWords
            }
            (false, _) if is_note => {
                self.writer.object();
                AtEnd::EndsNote
            }
            (false, _) => AtEnd::Nothing,
        };
        if outer.in_preformatted && self.code_lines.binary_search(&node).is_ok() {
            self.writer.code_line();
        }
        if outer.in_row && matches!(tag, Tag::Td | Tag::Th) {
            self.writer.cell();
        }
        if is_block || is_note || context.inline_properties() != outer.inline_properties() {
            self.open.push(OpenElement { end: self.tree.end(node), at_end, context });
        }
    }

    /// Ends the current block, and sets the context of those in the block-level element `node`.
    fn begin_block(&mut self, node: NodeId, tag: Tag, context: &mut TextContext) {
        self.writer.flush();
        if self.may_have_edit_links && tag.heading_level().is_some() {
            self.edit_links = edit_links(self.tree, node);
        }
        context.block = node;
        context.kind = element_kind(self.tree, self.data_tables, node, context.kind);
        context.in_row = context.kind == BlockKind::TableRow;
        context.in_noscript |= tag == Tag::Noscript;
        if tag.is_preformatted() && !context.in_preformatted {
            context.in_preformatted = true;
            self.code_lines = code_lines(self.tree, node);
            self.writer.omit_line_numbers(line_numbers(self.tree, node));
        }
    }
}
