//! Text, with the formulas in it.

use super::super::assembly::Gap;
use super::super::byte_set::ByteSet;
use super::super::document::Event;
use super::super::text_cursor::Piece;
use super::super::trim::{is_blank, trim_end, trim_start};
use super::super::{footnotes, math};
use super::{Content, Walk};
use crate::html::tag::Tag;
use crate::html::tree::NodeId;
use crate::page::blocks::has_no_text;
use std::ops::Range;

/// Bytes that may begin a formula or end a line.
static MARKS: ByteSet = ByteSet::new(b"\\$\n\t\r");

/// In texts up to this many bytes, one search for [`MARKS`] is faster than two vectorized searches.
const MAX_SHORT: usize = 64;

impl<'t> Walk<'t> {
    pub(super) fn text(&mut self, node: NodeId) {
        let Some(Piece { block, gap, text }) = self.cursor.take(node) else { return };
        if !self.kept[block] {
            self.assembly.drop_rule();
            return;
        }
        if self.block != Some(block) {
            match self.line == Some(block) {
                true => self.assembly.widen(Gap::Line),
                false => self.assembly.boundary(),
            }
            self.block = Some(block);
        }
        let is_after_object = !matches!(self.last_content, Content::Text) && gap != Gap::Line;
        self.assembly.widen(if is_after_object { self.gap_after_object(node) } else { gap });
        self.last_content = Content::Text;
        self.words(block, text);
    }

    /// The separator between a formula or an image and the text after it. The text of the block has a space for them
    /// between words, and nothing at its start; where they are written, the page's own spaces count.
    pub(super) fn gap_after_object(&self, node: NodeId) -> Gap {
        let text = self.tree.text(node);
        let between =
            self.tree.text.get(self.object_end..self.tree.text_at[node as usize] as usize).unwrap_or_default();
        let is_apart = text.starts_with(char::is_whitespace) || !between.is_empty() && is_blank(between);
        let is_word_after_image =
            matches!(self.last_content, Content::Image) && text.starts_with(char::is_alphanumeric);
        if is_apart || is_word_after_image { Gap::Space } else { Gap::Nothing }
    }

    /// Notes that a node without text was written.
    pub(super) fn wrote(&mut self, object: Content, node: NodeId) {
        self.last_content = object;
        self.object_end = self.tree.text_at[self.tree.end(node) as usize] as usize;
    }

    /// Writes text, with the formulas in it.
    pub(super) fn words(&mut self, block: usize, text: &'t str) {
        if text.len() <= MAX_SHORT && MARKS.find(text.as_bytes(), 0).is_none() {
            return self.line(block, text);
        }
        let mut rest = text;
        if memchr::memchr2(b'\\', b'$', text.as_bytes()).is_some() && !self.assembly.is_in_code() {
            let with_dollars = self.shows_dollars();
            while let Some(formula) = math::in_text(rest, with_dollars) {
                self.assembly.document.has_tex_delimiters |= math::has_delimiter(formula.before);
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
        self.assembly.document.has_tex_delimiters |= math::has_delimiter(rest);
    }

    /// Writes text that may have line breaks in it and white space around it.
    pub(super) fn lines(&mut self, block: usize, text: &'t str) {
        let mut start = 0;
        for end in memchr::memchr3_iter(b'\n', b'\t', b'\r', text.as_bytes()) {
            self.line(block, &text[start..end]);
            self.assembly.widen(Gap::Line);
            start = end + 1;
        }
        self.line(block, &text[start..]);
    }

    pub(super) fn line(&mut self, block: usize, line: &'t str) {
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

    pub(super) fn shows_dollars(&mut self) -> bool {
        *self.shows_dollars.get_or_insert_with(|| math::shows_dollars(self.tree))
    }

    /// The range of a slice of the blocks' text in that text.
    pub(super) fn offset(&self, part: &str) -> Range<usize> {
        let start = part.as_ptr() as usize - self.blocks.text.as_ptr() as usize;
        start..start + part.len()
    }

    /// Passes over a subtree for which one word is written, such as a formula. Returns the node after it.
    pub(super) fn pass_word(&mut self, node: NodeId) -> NodeId {
        self.passed = None;
        self.pass_with(node, true)
    }

    /// Passes over a subtree whose text is not written. Returns the node after it.
    pub(super) fn pass(&mut self, node: NodeId) -> NodeId {
        self.pass_with(node, false)
    }

    pub(super) fn pass_with(&mut self, node: NodeId, with_gap: bool) -> NodeId {
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
}
