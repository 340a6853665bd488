//! The walk over the tree: where blocks begin and end, and what holds for the text in them.

use super::visibility::{can_hide, hides, is_closed_dialog, is_for_screen_readers};
use super::words::is_words;
use super::writer::{Writer, is_custom_element};
use super::{BlockKind, Blocks, has_no_text, line_numbers};
use crate::html::attributes::AttrKey;
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};
use std::iter::Peekable;

/// The blocks of a page with these data tables.
pub(super) fn walk(tree: &Tree, data_tables: &[NodeId]) -> Blocks {
    let mut walk = Walk::new(tree, data_tables);
    let end = tree.len() as NodeId;
    let mut node = 1;
    while node < end {
        walk.leave_until(node);
        node = walk.enter(node);
    }
    walk.leave_until(end);
    walk.writer.flush();
    walk.writer.finish()
}

/// What holds for the text at a place of the tree.
#[derive(Clone, Copy)]
struct Context {
    /// Where the element that set it ends.
    end: NodeId,
    /// Whether leaving that element ends a block.
    is_block: bool,
    /// Whether leaving it parts words within a block.
    is_part: bool,
    place: Place,
}

/// The properties that elements hand on to the text in them.
#[derive(Clone, Copy)]
pub(super) struct Place {
    /// The nearest block-level element.
    pub node: NodeId,
    pub kind: BlockKind,
    pub link: bool,
    pub preformatted: bool,
    pub code: bool,
    pub hidden: bool,
    /// In an inline element that hides itself, though its block may be shown.
    pub unseen: bool,
    pub noscript: bool,
    /// Within a row of a data table: the whole row is one block.
    pub row: bool,
}

/// The most nodes of a custom element that is part of a line.
const MOST_IN_LINE: NodeId = 64;

struct Walk<'t> {
    tree: &'t Tree,
    data_tables: &'t [NodeId],
    /// The elements that hide themselves, as far as they are ahead.
    hidden: Peekable<std::vec::IntoIter<NodeId>>,
    open: Vec<Context>,
    writer: Writer<'t>,
}

impl<'t> Walk<'t> {
    fn new(tree: &'t Tree, data_tables: &'t [NodeId]) -> Walk<'t> {
        let place = Place {
            node: 0,
            kind: BlockKind::Paragraph,
            link: false,
            preformatted: false,
            code: false,
            hidden: false,
            unseen: false,
            noscript: false,
            row: false,
        };
        let open = vec![Context { end: NodeId::MAX, is_block: false, is_part: false, place }];
        let hidden = tree.all_attrs(can_hide).filter(|&(_, key, value)| hides(key, value)).map(|(node, ..)| node);
        let hidden = hidden.collect::<Vec<_>>().into_iter().peekable();
        Walk { tree, data_tables, hidden, open, writer: Writer::new(tree) }
    }

    /// Whether an element hides itself; asked for in document order.
    fn is_hidden(&mut self, node: NodeId, tag: Tag) -> bool {
        while self.hidden.next_if(|&hidden| hidden < node).is_some() {}
        self.hidden.peek() == Some(&node) || is_closed_dialog(self.tree, node, tag)
    }

    fn place(&self) -> Place {
        self.open[self.open.len() - 1].place
    }

    /// Closes the elements that end before `node`.
    fn leave_until(&mut self, node: NodeId) {
        while let Some(context) = self.open.last() {
            if context.end > node {
                break;
            }
            if context.is_block {
                self.writer.flush();
            } else if context.is_part {
                self.writer.edge_in_row();
            }
            self.open.pop();
        }
    }

    /// Takes in one node; the node to go on with.
    fn enter(&mut self, node: NodeId) -> NodeId {
        let tag = self.tree.tag(node);
        match tag {
            Tag::Text => {
                let place = self.place();
                self.writer.text(node, &place);
            }
            Tag::Br => self.writer.line_break(),
            Tag::Hr => self.writer.flush(),
            _ if has_no_text(tag) => {
                // Readings stand above the words.
                if !matches!(tag, Tag::Rt | Tag::Rtc | Tag::Rp) {
                    self.writer.part();
                }
                return self.tree.end(node);
            }
            _ => self.open_element(node, tag),
        }
        node + 1
    }

    fn open_element(&mut self, node: NodeId, tag: Tag) {
        let outer = self.place();
        let mut place = outer;
        let is_hidden = self.is_hidden(node, tag) || tag == Tag::Span && is_for_screen_readers(self.tree, node);
        place.hidden |= is_hidden;
        place.link |= tag == Tag::A && self.tree.attr(node, AttrKey::Href).is_some();
        if place.link && !outer.link {
            self.writer.link();
        }
        place.code |= matches!(tag, Tag::Code | Tag::Kbd | Tag::Samp | Tag::Tt);
        let is_block = tag.is_block() || is_custom_element(self.tree, node) && !self.is_within_words(node, &outer);
        // Formulas are hidden behind their pictures.
        place.unseen = (outer.unseen || is_hidden) && (!is_block || outer.row) && tag != Tag::Math;
        if outer.row {
            if is_block {
                self.writer.edge_in_row();
            }
            if matches!(tag, Tag::Td | Tag::Th) {
                self.writer.cell();
            }
        } else if is_block {
            self.writer.flush();
            place.node = node;
            place.kind = self.kind(node, tag, outer.kind);
            if tag.is_preformatted() && !outer.preformatted {
                place.preformatted = true;
                self.writer.leave_out(line_numbers(self.tree, node));
            }
            place.noscript |= tag == Tag::Noscript;
            place.row = tag == Tag::Tr && self.in_data_table(node);
        }
        let told = |place: &Place| (place.hidden, place.unseen, place.link, place.code);
        if is_block || told(&place) != told(&outer) {
            let [is_block, is_part] = [is_block && !outer.row, is_block && outer.row];
            self.open.push(Context { end: self.tree.end(node), is_block, is_part, place });
        }
    }

    /// Whether a custom element is part of a line: in a paragraph or heading, or right beside text, and small.
    fn is_within_words(&self, node: NodeId, outer: &Place) -> bool {
        let end = self.tree.end(node);
        let of_parent = |node: NodeId| (node as usize) < self.tree.len() && self.tree.parent(node) == outer.node;
        let is_beside = |node: NodeId| of_parent(node) && is_words(self.tree, node);
        let holder = self.tree.tag(outer.node);
        let is_in_line = holder == Tag::P || holder.heading_level().is_some() || is_beside(node - 1) || is_beside(end);
        is_in_line && end - node <= MOST_IN_LINE && !(node..end).any(|node| self.tree.tag(node).is_block())
    }

    fn in_data_table(&self, row: NodeId) -> bool {
        // Rows stand in the table or in one of its sections.
        let table = self.tree.ancestors(row).take(2).find(|&node| self.tree.tag(node) == Tag::Table);
        table.is_some_and(|table| self.data_tables.binary_search(&table).is_ok())
    }

    fn kind(&self, node: NodeId, tag: Tag, outer: BlockKind) -> BlockKind {
        use BlockKind::*;
        match tag {
            _ if tag.heading_level().is_some() => Heading(tag.heading_level().unwrap_or(6)),
            _ if tag.is_preformatted() => Preformatted,
            Tag::Li => ListItem,
            Tag::Tr => {
                if self.in_data_table(node) {
                    TableRow
                } else {
                    Paragraph
                }
            }
            Tag::Caption | Tag::Figcaption => Caption,
            Tag::Blockquote => Quote,
            Tag::Dt => Term,
            Tag::Dd => Definition,
            // A paragraph that begins a list item is the item's text.
            Tag::P if outer == ListItem && self.tree.parent(node) + 2 < node => Paragraph,
            Tag::Table | Tag::Td | Tag::Th | Tag::Section | Tag::Article | Tag::Aside | Tag::Nav => Paragraph,
            _ => outer,
        }
    }
}
