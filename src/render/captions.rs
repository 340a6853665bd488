//! Captions that go with an image or an embedded object although the text leaves them out.

use super::images::Surroundings;
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};
use crate::page::blocks::{BlockKind, Blocks, RawBlock};
use std::ops::Range;

/// Maximum number of ancestors that are searched for the figure around an image, and from a block to its caption.
const MAX_ANCESTORS: usize = 12;

/// Maximum number of blocks in a figure with captions, and in a quoted post: more make a gallery or a page.
const MAX_BLOCKS: usize = 16;

/// Searches for dropped captions.
pub(super) struct Captions<'a, 't> {
    pub tree: &'t Tree,
    pub blocks: &'t Blocks,
    pub kept: &'a [bool],
    pub surroundings: &'a Surroundings<'t>,
}

impl Captions<'_, '_> {
    /// Returns the captions of an image or an embedded object: those of the figure around it, and those in the range
    /// `beside`.
    pub fn of(&self, object: NodeId, beside: Range<usize>) -> Vec<usize> {
        let tree = self.tree;
        let figure = tree.ancestors(object).take(MAX_ANCESTORS).find(|&node| tree.tag(node) == Tag::Figure);
        let in_figure = figure.map_or(0..0, |figure| self.blocks_of(figure));
        beside.chain(in_figure).filter(|&block| self.is_caption(block)).collect()
    }

    /// The dropped blocks of a post of another site that is quoted and kept in part, such as its author and date.
    pub fn of_post(&self, quote: NodeId) -> Vec<usize> {
        let blocks = self.blocks_of(quote);
        if !blocks.clone().any(|block| self.kept[block]) {
            return Vec::new();
        }
        blocks.filter(|&block| !self.kept[block] && self.blocks.list[block].is_shown()).collect()
    }

    /// The blocks in an element; none if they are too many.
    fn blocks_of(&self, node: NodeId) -> Range<usize> {
        let blocks = self.blocks.beginning_in(&(node..self.tree.end(node)));
        if blocks.len() <= MAX_BLOCKS { blocks } else { 0..0 }
    }

    /// Whether a dropped block is a caption or a credit, or is in one.
    fn is_caption(&self, at: usize) -> bool {
        let block = &self.blocks.list[at];
        !self.kept[at]
            && block.is_shown()
            && (block.kind == BlockKind::Caption
                || self.surroundings.is_named_caption(block.node)
                || self.is_in_caption(block))
    }

    fn is_in_caption(&self, block: &RawBlock) -> bool {
        let around = self.tree.ancestors(block.node).take(MAX_ANCESTORS);
        let mut around = around.take_while(|&node| self.tree.tag(node) != Tag::Figure);
        around.any(|node| self.tree.tag(node) == Tag::Figcaption)
    }
}
