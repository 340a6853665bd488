//! The images that are shown, and the captions that go with them although the text leaves them out.

use super::Surroundings;
use super::is_shown;
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};
use crate::page::blocks::{BlockKind, Blocks, RawBlock};
use std::ops::Range;
use std::rc::Rc;

/// Maximum number of ancestors that are searched for the figure around an image, and from a block to its caption.
const MAX_ANCESTORS: usize = 12;

/// Maximum number of blocks in a figure with captions: more make a gallery or a page.
const MAX_BLOCKS: usize = 16;

/// The elements without text that are shown.
pub(in crate::render) struct Objects {
    /// The images that belong to the kept blocks, in document order.
    images: Vec<NodeId>,
}

impl Objects {
    /// Finds the images that belong to the kept blocks. Returns them, and the blocks to write: those that are kept, and
    /// if images are written, their captions.
    pub fn new(
        tree: &Tree,
        blocks: &Blocks,
        kept: &Rc<[bool]>,
        surroundings: &Surroundings<'_>,
        with_captions: bool,
    ) -> (Objects, Rc<[bool]>) {
        let mut images = Vec::new();
        let mut captions = Captions { tree, blocks, kept, surroundings, found: Vec::new() };
        let mut next = tree.next(Tag::Img, 0);
        while let Some(image) = next {
            next = tree.next(Tag::Img, image + 1);
            let Some(around) = surroundings.captions_around(image) else { continue };
            images.push(image);
            if with_captions {
                captions.find(image, around);
            }
        }
        let found = captions.found;
        let written = match found.is_empty() {
            true => Rc::clone(kept),
            false => {
                let mut written = kept.to_vec();
                found.into_iter().for_each(|block| written[block] = true);
                written.into()
            }
        };
        (Objects { images }, written)
    }

    /// Whether an image belongs to the kept blocks.
    pub fn shows(&self, image: NodeId) -> bool {
        self.images.binary_search(&image).is_ok()
    }
}

/// Searches for the captions of images.
struct Captions<'a, 't> {
    tree: &'t Tree,
    blocks: &'t Blocks,
    kept: &'a [bool],
    surroundings: &'a Surroundings<'t>,
    found: Vec<usize>,
}

impl Captions<'_, '_> {
    /// Adds the captions of an image: those in the figure around it, and those beside it.
    fn find(&mut self, image: NodeId, around: Range<usize>) {
        let tree = self.tree;
        let figure = tree.ancestors(image).take(MAX_ANCESTORS).find(|&node| tree.tag(node) == Tag::Figure);
        let in_figure = figure.map_or(0..0, |figure| self.blocks_of(figure..tree.end(figure)));
        let has_captions = |range: &Range<usize>| range.clone().any(|block| self.is_caption(block));
        if !has_captions(&around) && !has_captions(&in_figure) || !is_shown(tree, image) {
            return;
        }
        let is_caption = |&block: &usize| self.is_caption(block);
        let found: Vec<usize> = around.chain(in_figure).filter(is_caption).collect();
        self.found.extend(found);
    }

    /// The blocks in an element; none if they are too many for a figure.
    fn blocks_of(&self, nodes: Range<NodeId>) -> Range<usize> {
        let blocks = self.blocks.beginning_in(&nodes);
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
