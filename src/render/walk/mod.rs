//! Walks over the page once, and turns its kept part into events.

mod code_blocks;
mod links;
mod objects;
mod roles;
mod text;

use super::assembly::{Assembly, Gap};
use super::code::CodeBoxes;
use super::directions::Directions;
use super::document::{Document, Element, List};
use super::dropped::Dropped;
use super::footnotes::{Footnotes, link_in_superscript};
use super::images::Surroundings;
use super::objects::Objects;
use super::outline::Outline;
use super::roles::{cell, task_state};
use super::tables::{is_last_cell, is_numbered_list, tables};
use super::text_cursor::TextCursor;
use super::trim::trim;
use super::urls::UrlResolver;
use super::{Selected, Shown, code};
use crate::html::attributes::AttrKey;
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};
use crate::page::Page;
use crate::page::blocks::{Blocks, has_no_text};
use crate::select::Selection;
use std::ops::Range;
use std::rc::Rc;

/// Maximum number of ancestors that are searched for the block around an element without text.
const MAX_ANCESTORS: usize = 12;

/// Returns the kept part of a page as a document.
pub(super) fn document<'t>(page: &Selected<'t>) -> Document<'t> {
    let mut walk = Walk::new(page);
    let end = page.page.tree.len() as NodeId;
    let mut node = 1;
    let mut steps = 0;
    while node < end && !page.budget.is_over_at(steps) {
        walk.assembly.leave_until(node);
        node = walk.enter(node);
        steps += 1;
    }
    let mut document = walk.assembly.finish();
    document.urls = walk.link_urls;
    document
}

/// The kind of content that was written last.
enum Content {
    Text,
    Formula,
    Image,
}

struct Walk<'t> {
    tree: &'t Tree,
    blocks: &'t Blocks,
    /// Whether each block is written.
    kept: Rc<[bool]>,
    objects: Objects<'t>,
    directions: Directions,
    /// The block that continues the lines of the block before it, if the walk is at its element.
    line: Option<usize>,
    shown: Shown,
    tables: Vec<NodeId>,
    surroundings: Surroundings<'t>,
    dropped: Dropped<'t>,
    cursor: TextCursor<'t>,
    /// The block of the last text.
    block: Option<usize>,
    assembly: Assembly<'t>,
    urls: UrlResolver,
    link_urls: Vec<String>,
    outline: Outline,
    code_boxes: CodeBoxes<'t>,
    /// The last table that is written as a list.
    list_table: Range<NodeId>,
    footnotes: Footnotes<'t>,
    /// Whether `$...$` is a formula on this page. It is determined at the first dollar.
    shows_dollars: Option<bool>,
    /// The ends of the elements around the last formula. The same formula may be shown again right after them.
    formula_ends: [NodeId; 3],
    /// The element that shows the number of the current item.
    number: Option<NodeId>,
    /// The list of the last item that shows a number, and that number.
    last_number: (NodeId, u32),
    /// The last heading with a button, and whether it has words beside its buttons.
    heading: (NodeId, bool),
    /// What was written last.
    last_content: Content,
    /// The end of the last formula or image in the page's text.
    object_end: usize,
    /// The last image that was written.
    last_image: String,
    /// The block and the range of the text that [`Walk::pass_word`] passed over.
    passed: Option<(usize, Range<usize>)>,
}

impl<'t> Walk<'t> {
    fn new(page: &Selected<'t>) -> Walk<'t> {
        let Selected { page: Page { tree, blocks, .. }, selection: Selection { kept, .. }, .. } = *page;
        let kept: Rc<[bool]> = kept.as_slice().into();
        let mut surroundings = Surroundings::new(tree, blocks, Rc::clone(&kept));
        let mut urls = UrlResolver::new(page.page);
        let (objects, written) = Objects::new(page, &kept, &surroundings, &mut urls);
        if !Rc::ptr_eq(&written, &kept) {
            surroundings = Surroundings::new(tree, blocks, Rc::clone(&written));
        }
        let kept_kinds = || blocks.list.iter().zip(&*written).filter(|&(_, &kept)| kept).map(|(block, _)| block.kind);
        Walk {
            tree,
            blocks,
            kept: Rc::clone(&written),
            objects,
            directions: Directions::new(tree),
            line: None,
            shown: page.shown,
            tables: tables(tree, &blocks.data_tables),
            surroundings,
            dropped: Dropped::new(tree, blocks, Rc::clone(&written)),
            cursor: TextCursor::new(tree, blocks),
            block: None,
            assembly: Assembly::new(kept_kinds().count()),
            urls,
            link_urls: Vec::new(),
            outline: Outline::new(kept_kinds()),
            code_boxes: CodeBoxes::new(tree),
            list_table: 0..0,
            footnotes: Footnotes::default(),
            shows_dollars: None,
            formula_ends: [0; 3],
            number: None,
            last_number: (0, 0),
            heading: (0, false),
            last_content: Content::Text,
            object_end: 0,
            last_image: String::new(),
            passed: None,
        }
    }

    /// Processes a node. Returns the next node to process.
    fn enter(&mut self, node: NodeId) -> NodeId {
        self.assembly.direction = self.directions.at(node);
        if let Some(embed) = self.objects.take(node) {
            self.embed(node, embed);
        }
        let end = self.tree.end(node);
        let tag = self.tree.tag(node);
        match tag {
            Tag::Text => self.text(node),
            Tag::Br => self.assembly.widen(Gap::Line),
            Tag::Hr => self.assembly.rule(),
            Tag::Img => self.image(node),
            Tag::Input => self.input(node),
            Tag::Script => self.script(node),
            Tag::Math => return self.math(node),
            Tag::Rt => self.assembly.reading(trim(self.tree.text(node))),
            _ if has_no_text(tag) => {}
            _ if tag.is_block()
                && self.dropped.is_all(node, end)
                && !self.objects.has_embed(node..end)
                && self.can_skip(tag) =>
            {
                self.skip(node);
            }
            _ if tag.is_preformatted() && !self.assembly.is_in_leaf() => return self.code_block(node),
            _ => return self.element(node, tag),
        }
        end
    }

    /// Whether an element without kept content has no effect here but to end a block.
    fn can_skip(&self, tag: Tag) -> bool {
        use Tag::*;
        // These end the items around them.
        !matches!(tag, Li | Dt | Dd | Caption | Figcaption | Tr | Td | Th) && !self.assembly.is_in_leaf()
    }

    fn skip(&mut self, node: NodeId) {
        self.note_task(node);
        self.assembly.boundary();
        let next = self.cursor.advance(node).map(|block| self.blocks.list[block].first);
        if next.is_some_and(|first| first < self.tree.end(node)) {
            self.assembly.drop_rule();
        }
    }

    /// Notes the state of the task that an item is, if the node shows its checkbox.
    fn note_task(&mut self, node: NodeId) {
        if self.assembly.may_be_task()
            && let Some(is_checked) = task_state(self.tree, node)
        {
            self.assembly.task(is_checked);
        }
    }

    fn has_kept_text(&self, node: NodeId) -> bool {
        self.surroundings.kept_share(node, self.tree.end(node)).is_some_and(|share| share >= 0.5)
    }

    /// Processes an element. Returns the next node to process.
    fn element(&mut self, node: NodeId, tag: Tag) -> NodeId {
        let tree = self.tree;
        let end = tree.end(node);
        if self.number == Some(node) {
            return self.pass(node);
        }
        self.note_task(node);
        if tag == Tag::Span
            && let Some(end) = self.katex(node)
        {
            return end;
        }
        if let Some(code_box) = self.code_box(node, tag) {
            return self.write_code_box(node, code_box);
        }
        match tag {
            Tag::A => return self.link(node),
            Tag::Sup => {
                if let Some(link) = link_in_superscript(tree, node)
                    && self.has_kept_text(link)
                    && let Some(number) = self.footnote(link)
                {
                    return self.footnote_reference(node, number);
                }
                self.assembly.push_inline(Element::Superscript, end);
            }
            Tag::Code if !self.assembly.is_in_leaf() && code::is_block(tree, node) && self.has_kept_text(node) => {
                return self.code_block(node);
            }
            Tag::Button if code::is_button_of_code(tree, node) || self.is_button_of_heading(node) => {
                return self.pass(node);
            }
            Tag::Table if self.tables.binary_search(&node).is_ok() && self.keeps_rows(node) => {
                let is_list = is_numbered_list(tree, node);
                self.list_table = if is_list { node..end } else { self.list_table.clone() };
                let list = List { start: Some(1), is_tight: true };
                self.assembly.push(if is_list { Element::List(list) } else { Element::Table }, end);
            }
            Tag::Tr if self.list_table.contains(&node) => {
                if self.surroundings.kept_share(node, end).is_none_or(|share| share == 0.0) {
                    return self.pass(node);
                }
                self.assembly.push(Element::Item, end);
            }
            Tag::Td if self.list_table.contains(&node) && !is_last_cell(tree, node) => return self.pass(node),
            Tag::Tr if matches!(self.assembly.top(), Some(Element::Table)) => {
                // Blocks within cells can be kept one by one. A row with a kept block is a row.
                if self.surroundings.kept_share(node, end).is_none_or(|share| share == 0.0) {
                    return self.pass(node);
                }
                self.assembly.push(Element::Row, end);
                self.assembly.open_now();
            }
            Tag::Td | Tag::Th if matches!(self.assembly.top(), Some(Element::Row)) => {
                self.assembly.push(Element::Cell(cell(tree, node, tag)), end);
                self.assembly.open_now();
            }
            _ if self.formula_ends.contains(&node) && tree.attr(node, AttrKey::AriaHidden) == Some("true") => {
                return self.pass(node);
            }
            _ => self.role(node, tag),
        }
        node + 1
    }

    /// Whether a block of a table other than its caption is kept.
    fn keeps_rows(&self, table: NodeId) -> bool {
        let rows = self.tree.next(Tag::Tr, table);
        rows.and_then(|row| self.surroundings.kept_share(row, self.tree.end(table))).is_some_and(|share| share > 0.0)
    }
}
