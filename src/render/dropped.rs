//! Finds parts of the page with no output, so that the walk can skip them: most of a page is menus.

use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};
use crate::page::blocks::Blocks;
use std::rc::Rc;

/// Looks ahead of the walk.
pub(super) struct Dropped<'t> {
    tree: &'t Tree,
    blocks: &'t Blocks,
    kept: Rc<[bool]>,
    /// The first kept block that does not end before the current node.
    next_kept: usize,
    /// The first node, from the current one on, without text but with output; `None` after the last one.
    next_object: Option<NodeId>,
}

impl<'t> Dropped<'t> {
    pub fn new(tree: &'t Tree, blocks: &'t Blocks, kept: Rc<[bool]>) -> Dropped<'t> {
        let next_object = (0..tree.len() as NodeId).find(|&node| is_object(tree.tag(node)));
        Dropped { tree, blocks, kept, next_kept: 0, next_object }
    }

    /// Whether nothing between two nodes is written. Must be called in document order.
    pub fn is_all(&mut self, first: NodeId, end: NodeId) -> bool {
        while self.blocks.list.get(self.next_kept).is_some_and(|block| block.last < first || !self.kept[self.next_kept])
        {
            self.next_kept += 1;
        }
        if self.next_object.is_some_and(|object| object < first) {
            self.next_object = (first..self.tree.len() as NodeId).find(|&node| is_object(self.tree.tag(node)));
        }
        self.blocks.list.get(self.next_kept).is_none_or(|block| block.first >= end)
            && self.next_object.is_none_or(|object| object >= end)
    }
}

/// Whether an element may be written although it has no text.
fn is_object(tag: Tag) -> bool {
    matches!(tag, Tag::Img | Tag::Math | Tag::Script | Tag::Hr)
}
