//! Writes the text of blocks and keeps the word boundaries between adjacent elements.

mod gap;
mod preformatted;

use super::walk::TextContext;
use super::white_space::{is_space, push_words, trim_start};
use super::{BlockKind, Blocks, RawBlock};
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};
use gap::Gap;

/// Writes one block after another.
pub(super) struct Writer<'t> {
    tree: &'t Tree,
    out: Blocks,
    /// The block being written.
    open: Option<RawBlock>,
    /// What came after the last character of the block.
    gap: Gap,
    /// Number of `<br>` elements since the last character.
    breaks: u32,
    /// Number of links since the start of the block.
    links: u32,
    /// Number of elements with line numbers that the walk has passed.
    passed_line_numbers: usize,
}

impl<'t> Writer<'t> {
    pub fn new(tree: &'t Tree) -> Writer<'t> {
        let out = Blocks { text: String::with_capacity(tree.text.len()), ..Blocks::default() };
        Writer { tree, out, open: None, gap: Gap::Nothing, breaks: 0, links: 0, passed_line_numbers: 0 }
    }

    /// Returns all blocks. The last one must have been flushed.
    pub fn finish(self) -> Blocks {
        self.out
    }

    /// Ends the block, if one is open.
    #[inline]
    pub fn flush(&mut self) {
        if self.open.is_some() {
            self.end_block();
        }
        self.gap = Gap::Nothing;
        self.breaks = 0;
        self.links = 0;
    }

    fn end_block(&mut self) {
        let Some(mut block) = self.open.take() else { return };
        if block.kind == BlockKind::Preformatted {
            let length = self.out.text[block.text.start..].trim_end().len();
            self.out.text.truncate(block.text.start + length);
        }
        block.text.end = self.out.text.len();
        block.links = self.links;
        if block.chars > 0 {
            self.out.list.push(block);
        } else {
            self.out.text.truncate(block.text.start);
        }
    }

    /// Handles a `<br>`: it breaks the line, and the second in a row ends the block.
    pub fn line_break(&mut self) {
        let Some(open) = &self.open else { return };
        let kind = open.kind;
        self.breaks += 1;
        match kind {
            BlockKind::Preformatted => self.out.text.push('\n'),
            BlockKind::TableRow => self.widen(Gap::Space),
            _ if self.breaks >= 2 => self.flush(),
            _ => self.widen(Gap::Line),
        }
    }

    /// Handles something that is not text but separates words, such as an image.
    pub fn object(&mut self) {
        self.widen(Gap::Object);
    }

    /// Handles the edge of an element that separates words, such as a block-level element in a row of a data table.
    pub fn word_edge(&mut self) {
        self.widen(Gap::Space);
    }

    /// Handles the start of a cell within a row of a data table.
    pub fn cell(&mut self) {
        self.widen(Gap::Cell);
    }

    /// Handles the start of a link.
    pub fn link(&mut self) {
        self.links += 1;
    }

    fn widen(&mut self, gap: Gap) {
        if self.open.is_some() {
            self.gap = self.gap.max(gap);
        }
    }

    /// Omits the text of an element from the block.
    pub fn omit(&mut self, element: NodeId) {
        if self.open.is_some() {
            let texts = (element..self.tree.end(element)).filter(|&node| self.tree.tag(node) == Tag::Text);
            self.out.omitted.extend(texts);
        }
    }

    /// Writes a text node.
    pub fn text(&mut self, node: NodeId, context: &TextContext) {
        let text = self.tree.text(node);
        if context.in_preformatted {
            self.preformatted(node, text, context);
            return;
        }
        let words = trim_start(text);
        if words.is_empty() {
            self.widen(if text.is_empty() { Gap::Nothing } else { Gap::Space });
            return;
        }
        if words.len() < text.len() {
            self.widen(Gap::Space);
        }
        if !self.is_part_of_block(node, context) {
            return;
        }
        self.close_gap(node, words, context);
        let chars = push_words(&mut self.out.text, words);
        self.breaks = 0;
        self.gap = if text.ends_with(is_space) { Gap::Space } else { Gap::Nothing };
        self.count(node, chars, context);
    }

    /// Whether a text node is part of its block. Hidden text is not part of a visible block: after visible text it is
    /// omitted, and hidden text before the first visible text is dropped when that comes.
    fn is_part_of_block(&mut self, node: NodeId, context: &TextContext) -> bool {
        let Some(open) = &self.open else { return true };
        match (open.hidden, context.is_hidden) {
            (false, true) if context.is_hidden_inline => {
                self.out.omitted.push(node);
                return false;
            }
            (true, false) => {
                self.out.text.truncate(open.text.start);
                self.open = None;
            }
            _ => {}
        }
        true
    }

    /// Adds a text node with this many characters to the counts of the block.
    fn count(&mut self, node: NodeId, chars: u32, context: &TextContext) {
        if let Some(block) = &mut self.open {
            block.last = node;
            block.chars += chars;
            block.link_chars += if context.in_link { chars } else { 0 };
        }
    }

    fn begin_block(&mut self, node: NodeId, context: &TextContext) {
        let start = self.out.text.len();
        self.gap = Gap::Nothing;
        self.open = Some(RawBlock {
            node: context.block,
            first: node,
            last: node,
            kind: context.kind,
            text: start..start,
            chars: 0,
            link_chars: 0,
            links: 0,
            hidden: context.is_hidden,
            noscript: context.in_noscript,
        });
    }
}
