//! Walks over the page once, and turns its kept part into events.

mod objects;

use super::assembly::{Assembly, Gap};
use super::byte_set::ByteSet;
use super::document::{Document, Element, Event, List};
use super::dropped::Dropped;
use super::footnotes::{self, Footnotes, link_in_superscript};
use super::images::Surroundings;
use super::outline::Outline;
use super::roles::{cell, first_number, has_words_beside_buttons, inline_role, is_followed_by, own_number};
use super::tables::tables;
use super::text_cursor::{Piece, TextCursor};
use super::trim::{is_blank, trim_end, trim_start};
use super::urls::UrlResolver;
use super::{Selected, Shown, code, math};
use crate::html::attributes::AttrKey;
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};
use crate::page::Page;
use crate::page::blocks::{Blocks, RawBlock, has_no_text};
use crate::select::Selection;
use std::ops::Range;

/// Maximum number of ancestors that are searched for the block around an element without text.
const MAX_ANCESTORS: usize = 12;

/// Bytes that may begin a formula or end a line.
static MARKS: ByteSet = ByteSet::new(b"\\$\n\t");

/// In texts up to this many bytes, one search for [`MARKS`] is faster than two vectorized searches.
const MAX_SHORT: usize = 64;

/// Returns the kept part of a page as a document.
pub(super) fn document<'t>(page: &Selected<'t>) -> Document<'t> {
    let mut walk = Walk::new(page);
    let end = page.page.tree.len() as NodeId;
    let mut node = 1;
    while node < end {
        walk.assembly.leave_until(node);
        node = walk.enter(node);
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
    kept: &'t [bool],
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
        let Selected { page: Page { tree, blocks, url, .. }, selection: Selection { kept }, .. } = *page;
        let kept_kinds = || blocks.list.iter().zip(kept).filter(|&(_, &kept)| kept).map(|(block, _)| block.kind);
        Walk {
            tree,
            blocks,
            kept,
            shown: page.shown,
            tables: tables(tree, &blocks.data_tables),
            surroundings: Surroundings::new(tree, blocks, kept),
            dropped: Dropped::new(tree, blocks, kept),
            cursor: TextCursor::new(tree, blocks),
            block: None,
            assembly: Assembly::new(kept_kinds().count()),
            urls: UrlResolver::new(tree, url.as_deref()),
            link_urls: Vec::new(),
            outline: Outline::new(kept_kinds()),
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

    /// Takes in a node. Returns the node to go on with.
    fn enter(&mut self, node: NodeId) -> NodeId {
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
            _ if has_no_text(tag) => {}
            _ if tag.is_block() && self.dropped.is_all(node, end) && self.can_skip(tag) => self.skip(node),
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
        self.assembly.boundary();
        let next = self.cursor.advance(node).map(|block| self.blocks.list[block].first);
        if next.is_some_and(|first| first < self.tree.end(node)) {
            self.assembly.drop_rule();
        }
    }

    fn text(&mut self, node: NodeId) {
        let Some(Piece { block, gap, text }) = self.cursor.take(node) else { return };
        if !self.kept[block] {
            self.assembly.drop_rule();
            return;
        }
        if self.block != Some(block) {
            self.assembly.boundary();
            self.block = Some(block);
        }
        let is_after_object = !matches!(self.last_content, Content::Text) && gap != Gap::Line;
        self.assembly.widen(if is_after_object { self.gap_after_object(node) } else { gap });
        self.last_content = Content::Text;
        self.words(block, text);
    }

    /// The separator between a formula or an image and the text after it. The text of the block has a space for them
    /// between words, and nothing at its start; where they are written, the page's own spaces count.
    fn gap_after_object(&self, node: NodeId) -> Gap {
        let text = self.tree.text(node);
        let between =
            self.tree.text.get(self.object_end..self.tree.text_at[node as usize] as usize).unwrap_or_default();
        let is_apart = text.starts_with(char::is_whitespace) || !between.is_empty() && is_blank(between);
        let is_word_after_image =
            matches!(self.last_content, Content::Image) && text.starts_with(char::is_alphanumeric);
        if is_apart || is_word_after_image { Gap::Space } else { Gap::Nothing }
    }

    /// Notes that a node without text was written.
    fn wrote(&mut self, object: Content, node: NodeId) {
        self.last_content = object;
        self.object_end = self.tree.text_at[self.tree.end(node) as usize] as usize;
    }

    /// Writes text, with the formulas in it.
    fn words(&mut self, block: usize, text: &'t str) {
        if text.len() <= MAX_SHORT && MARKS.find(text.as_bytes(), 0).is_none() {
            return self.line(block, text);
        }
        let mut rest = text;
        if memchr::memchr2(b'\\', b'$', text.as_bytes()).is_some() && !self.assembly.is_in_code() {
            let with_dollars = self.shows_dollars();
            while let Some(formula) = math::in_text(rest, with_dollars) {
                self.lines(block, formula.before);
                let source = self.offset(formula.before).end..self.offset(formula.after).start;
                let event = Event::Math { tex: formula.tex, is_display: formula.is_display };
                self.assembly.inline(event, Some((block, source)));
                self.assembly.widen(if formula.after.starts_with(char::is_whitespace) {
                    Gap::Space
                } else {
                    Gap::Nothing
                });
                rest = formula.after.trim_start();
            }
        }
        self.lines(block, rest);
    }

    /// Writes text that may have line breaks in it and white space around it.
    fn lines(&mut self, block: usize, text: &'t str) {
        let mut start = 0;
        for end in memchr::memchr2_iter(b'\n', b'\t', text.as_bytes()) {
            self.line(block, &text[start..end]);
            self.assembly.widen(Gap::Line);
            start = end + 1;
        }
        self.line(block, &text[start..]);
    }

    fn line(&mut self, block: usize, line: &'t str) {
        let trimmed = trim_end(line);
        let mut text = trim_start(trimmed);
        if self.assembly.is_at_start_of_footnote() {
            text = footnotes::without_mark(text);
        }
        self.assembly.text(text, Some((block, self.offset(text))));
        if trimmed.len() < line.len() {
            self.assembly.widen(Gap::Space);
        }
    }

    fn shows_dollars(&mut self) -> bool {
        *self.shows_dollars.get_or_insert_with(|| math::shows_dollars(self.tree))
    }

    /// The range of a slice of the blocks' text in that text.
    fn offset(&self, part: &str) -> Range<usize> {
        let start = part.as_ptr() as usize - self.blocks.text.as_ptr() as usize;
        start..start + part.len()
    }

    /// Passes over a subtree for which one word is written, such as a formula. Returns the node after it.
    fn pass_word(&mut self, node: NodeId) -> NodeId {
        self.passed = None;
        self.pass_with(node, true)
    }

    /// Passes over a subtree whose text is not written. Returns the node after it.
    fn pass(&mut self, node: NodeId) -> NodeId {
        self.pass_with(node, false)
    }

    fn pass_with(&mut self, node: NodeId, with_gap: bool) -> NodeId {
        let end = self.tree.end(node);
        let mut at = node;
        let mut is_first = true;
        while at < end {
            if !with_gap && let Some(block) = self.cursor.block_within(at, end) {
                if self.block != Some(block) {
                    self.assembly.boundary();
                    self.block = Some(block);
                }
                at = self.blocks.list[block].last + 1;
                continue;
            }
            let tag = self.tree.tag(at);
            if tag == Tag::Text {
                if let Some(piece) = self.cursor.take(at) {
                    if with_gap && self.kept[piece.block] {
                        let source = self.offset(piece.text);
                        match &mut self.passed {
                            Some((block, passed)) if *block == piece.block => passed.end = source.end,
                            Some(_) => {}
                            None => self.passed = Some((piece.block, source)),
                        }
                    }
                    if self.block != Some(piece.block) {
                        self.assembly.boundary();
                        self.block = Some(piece.block);
                    } else if is_first && with_gap {
                        self.assembly.widen(piece.gap);
                    }
                    is_first = false;
                }
            } else if has_no_text(tag) {
                at = self.tree.end(at);
                continue;
            }
            at += 1;
        }
        end
    }

    fn has_kept_text(&self, node: NodeId) -> bool {
        self.surroundings.kept_share(node, self.tree.end(node)).is_some_and(|share| share >= 0.5)
    }

    fn code_block(&mut self, node: NodeId) -> NodeId {
        if self.has_kept_text(node)
            && let Some(text) = code::text(self.tree, self.blocks, node)
        {
            let language = code::language(self.tree, node);
            if let Some(language) = &language {
                self.drop_label(node, language);
            }
            let source = self.blocks_within(node);
            self.assembly.block(Event::CodeBlock { language, text }, self.tree.end(node), source);
        }
        let end = self.pass(node);
        self.assembly.boundary();
        end
    }

    /// The first kept block in an element, and the range of the kept blocks in it.
    fn blocks_within(&mut self, node: NodeId) -> Option<(usize, Range<usize>)> {
        let end = self.tree.end(node);
        let next = self.cursor.advance(node)?;
        let within = (next..self.blocks.list.len()).take_while(|&block| self.blocks.list[block].first < end);
        let mut kept = within.filter(|&block| self.kept[block] && self.blocks.list[block].last >= node);
        let first = kept.next()?;
        let last = kept.last().unwrap_or(first);
        Some((first, self.blocks.list[first].text.start..self.blocks.list[last].text.end))
    }

    /// Removes the paragraph before a block of code if it only names its language.
    fn drop_label(&mut self, code: NodeId, language: &str) {
        self.assembly.boundary();
        let Some((block, label)) = self.assembly.last_paragraph() else { return };
        let is_label = |block: &RawBlock| code::is_label_of_code(self.tree, block.first, code);
        if label.eq_ignore_ascii_case(language) && self.blocks.list.get(block).is_some_and(is_label) {
            self.assembly.drop_last_paragraph();
        }
    }

    /// Takes in an element. Returns the node to go on with.
    fn element(&mut self, node: NodeId, tag: Tag) -> NodeId {
        let tree = self.tree;
        let end = tree.end(node);
        if self.number == Some(node) {
            return self.pass(node);
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
                self.assembly.push(Element::Table, end);
            }
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
            _ if tree.attr(node, AttrKey::AriaHidden) == Some("true") && self.formula_ends.contains(&node) => {
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

    /// Opens the document element that a page element becomes, if any.
    fn role(&mut self, node: NodeId, tag: Tag) {
        use Element::*;
        let end = self.tree.end(node);
        if let Some(number) = self.footnotes.number(node) {
            return self.assembly.push(Footnote(number), end);
        }
        let container = match tag {
            Tag::Ul | Tag::Menu | Tag::Dir | Tag::Ol if self.footnotes.has_notes(self.tree, node) => None,
            Tag::Ul | Tag::Menu | Tag::Dir => Some(List(self::List { start: None, is_tight: true })),
            Tag::Ol => Some(List(self::List { start: Some(first_number(self.tree, node)), is_tight: true })),
            Tag::Li => Some(Item),
            Tag::Blockquote => Some(Quote),
            Tag::Figure => Some(Figure),
            Tag::Figcaption | Tag::Caption => Some(Caption),
            Tag::Dl => Some(Definitions),
            Tag::Dt => Some(Term),
            Tag::Dd => Some(Definition),
            _ => {
                tag.heading_level().filter(|_| self.has_kept_text(node)).map(|level| Heading(self.outline.level(level)))
            }
        };
        if let Some(container) = container {
            self.assembly.push(container, end);
            if container == Item {
                self.note_number(node);
            }
            return;
        }
        if tag.is_block() {
            return self.assembly.boundary();
        }
        if let Some(inline) = inline_role(self.tree, node, tag) {
            self.assembly.push_inline(inline, end);
        }
    }

    /// Notes the element in which an item of an ordered list shows its own number, as in styled lists: the list writes
    /// it already. A number that does not continue those of its neighbors is a quantity.
    fn note_number(&mut self, item: NodeId) {
        let Some(expected) = self.assembly.number_of_item() else { return };
        let Some((element, number)) = own_number(self.tree, item) else { return };
        let list = self.tree.parent(item);
        let last = std::mem::replace(&mut self.last_number, (list, number));
        let follows = last == (list, number.wrapping_sub(1));
        if number == expected && (follows || is_followed_by(self.tree, item, number)) {
            self.number = Some(element);
        }
    }

    /// Whether a button is in a heading that has words of its own. Its label does not belong to them.
    fn is_button_of_heading(&mut self, button: NodeId) -> bool {
        if !matches!(self.assembly.top(), Some(Element::Heading(_))) {
            return false;
        }
        let tree = self.tree;
        let mut around = tree.ancestors(button).take(MAX_ANCESTORS);
        let Some(heading) = around.find(|&node| tree.tag(node).heading_level().is_some()) else { return false };
        if self.heading.0 != heading {
            self.heading = (heading, has_words_beside_buttons(tree, heading));
        }
        self.heading.1
    }

    fn link(&mut self, link: NodeId) -> NodeId {
        let tree = self.tree;
        let end = tree.end(link);
        let share = self.surroundings.kept_share(link, end).unwrap_or(0.0);
        // Most links of a page are in menus, with nothing to write in them.
        if share == 0.0 && !(link..end).any(|node| matches!(tree.tag(node), Tag::Img | Tag::Math | Tag::Script)) {
            return link + 1;
        }
        let is_kept = share >= 0.5;
        if is_kept && let Some(number) = self.footnote(link) {
            return self.footnote_reference(link, number);
        }
        if self.footnotes.is_back_link(tree, link) || self.is_permalink(link) {
            return self.pass(link);
        }
        if self.shown.links
            && let Some(href) = tree.attr(link, AttrKey::Href)
            && (is_kept || self.surroundings.keeps(link))
            && let Some(url) = self.urls.link(href)
        {
            self.assembly.push_inline(Element::Link(self.link_urls.len() as u32), end);
            self.link_urls.push(url);
        }
        link + 1
    }

    /// The number of the footnote that a kept link refers to.
    fn footnote(&mut self, link: NodeId) -> Option<u32> {
        let in_text = !self.assembly.is_in_code();
        let surroundings = &self.surroundings;
        let tree = self.tree;
        let is_kept = |note| surroundings.kept_share(note, tree.end(note)).is_some_and(|share| share >= 0.5);
        in_text.then(|| self.footnotes.reference(tree, link, is_kept)).flatten()
    }

    fn footnote_reference(&mut self, node: NodeId, number: u32) -> NodeId {
        let end = self.pass_word(node);
        self.assembly.inline(Event::FootnoteReference(number), self.passed.take());
        end
    }

    /// Whether a link is a heading's link to itself, such as "¶".
    fn is_permalink(&self, link: NodeId) -> bool {
        let is_mark = || {
            let text = self.tree.text(link).trim();
            text.chars().count() == 1 && text.chars().all(|c| !c.is_alphanumeric())
        };
        matches!(self.assembly.top(), Some(Element::Heading(_) | Element::Term))
            && is_mark()
            && self.tree.attr(link, AttrKey::Href).is_some_and(|href| href.contains('#'))
    }
}
