//! Finds the part of a block's text that each text node of the tree contributed.
//!
//! The text of a block is written once, with white space normalized and words neither joined nor split. The writers of
//! Markdown and HTML take it from there piece by piece, so that all outputs have the same words.

use super::assembly::Gap;
use super::trim::{trim, trim_start};
use crate::html::tree::{NodeId, Tree};
use crate::page::blocks::Blocks;
use crate::page::blocks::is_invisible;

/// A piece of a block's text, and the separator before it.
pub(super) struct Piece<'t> {
    pub block: usize,
    pub gap: Gap,
    pub text: &'t str,
}

/// Goes through the blocks in step with the walk.
pub(super) struct TextCursor<'t> {
    tree: &'t Tree,
    blocks: &'t Blocks,
    /// The first block that does not end before the current node.
    block: usize,
    /// The start of the rest of its text.
    at: usize,
}

impl<'t> TextCursor<'t> {
    pub fn new(tree: &'t Tree, blocks: &'t Blocks) -> TextCursor<'t> {
        let at = blocks.list.first().map_or(0, |block| block.text.start);
        TextCursor { tree, blocks, block: 0, at }
    }

    /// Moves on to `node`. Returns the first block that does not end before it.
    pub fn advance(&mut self, node: NodeId) -> Option<usize> {
        while self.blocks.list.get(self.block)?.last < node {
            self.block += 1;
            self.at = self.blocks.list.get(self.block)?.text.start;
        }
        Some(self.block)
    }

    /// Returns the block that begins at or after `node` and ends before `end`.
    pub fn block_within(&mut self, node: NodeId, end: NodeId) -> Option<usize> {
        let index = self.advance(node)?;
        let block = &self.blocks.list[index];
        (block.first >= node && block.last < end).then_some(index)
    }

    /// Returns where a node without text is: the block and the byte in its text, or the block after it.
    pub fn place(&mut self, node: NodeId) -> (usize, Option<usize>) {
        let Some(index) = self.advance(node) else { return (self.blocks.list.len(), None) };
        let block = &self.blocks.list[index];
        (index, (block.first < node).then_some(self.at.max(block.text.start) - block.text.start))
    }

    /// Returns the piece of a text node; `None` if the node is white space between blocks or hidden.
    pub fn take(&mut self, node: NodeId) -> Option<Piece<'t>> {
        let index = self.advance(node)?;
        let block = &self.blocks.list[index];
        if node < block.first || self.blocks.omitted.binary_search(&node).is_ok() {
            return None;
        }
        let rest = &self.blocks.text[self.at..block.text.end];
        let text = trim_start(rest);
        let gap = match &rest[..rest.len() - text.len()] {
            "" => Gap::Nothing,
            " " => Gap::Space,
            gap if gap.contains('\n') => Gap::Line,
            gap if gap.contains(' ') => Gap::Space,
            _ => Gap::Nothing,
        };
        let length = match node == block.last {
            true => text.len(),
            false => length_from(text, self.tree.text(node)),
        };
        if length == 0 {
            return None;
        }
        self.at = block.text.end - text.len() + length;
        Some(Piece { block: index, gap, text: &text[..length] })
    }
}

/// Returns the length of the prefix of a block's text that came from a text node.
fn length_from(text: &str, run: &str) -> usize {
    let run = trim(run);
    // Nearly all texts are unchanged in the block.
    if text.as_bytes().starts_with(run.as_bytes()) { run.len() } else { length_of(text, visible(run)) }
}

/// Counts the visible characters of a text.
fn visible(text: &str) -> usize {
    text.chars().filter(|&c| !c.is_whitespace() && !is_invisible(c)).count()
}

/// The length of the prefix of the text that contains this many visible characters.
fn length_of(text: &str, characters: usize) -> usize {
    let mut left = characters;
    let mut length = 0;
    for (at, c) in text.char_indices() {
        if left == 0 {
            break;
        }
        // Preformatted text has invisible characters.
        if !c.is_whitespace() && !is_invisible(c) {
            left -= 1;
            length = at + c.len_utf8();
        }
    }
    length
}
