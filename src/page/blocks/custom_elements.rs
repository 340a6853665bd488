//! Custom elements (`<x-card>`), which can be part of a line or blocks of their own.

use super::word_boundaries::has_words;
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};

/// Maximum number of nodes of a custom element that is part of a line. Chosen by hand; it bounds the search for blocks.
const MAX_NODES_IN_LINE: NodeId = 64;

/// Whether an element is a custom element: its name has a hyphen.
#[inline]
pub(super) fn is_custom_element(tree: &Tree, node: NodeId) -> bool {
    tree.tag(node) == Tag::Other && tree.name(node).contains('-')
}

/// Whether a custom element is part of a line: it is small, contains no block, and is in a paragraph or heading or
/// directly beside text. `block` is the nearest block-level element around it.
pub(super) fn is_part_of_line(tree: &Tree, node: NodeId, block: NodeId) -> bool {
    let end = tree.end(node);
    let is_in_block = |node: NodeId| (node as usize) < tree.len() && tree.parent(node) == block;
    let is_text_beside = |node: NodeId| is_in_block(node) && has_words(tree, node);
    let block_tag = tree.tag(block);
    let is_in_line =
        block_tag == Tag::P || block_tag.heading_level().is_some() || is_text_beside(node - 1) || is_text_beside(end);
    is_in_line && end - node <= MAX_NODES_IN_LINE && !(node..end).any(|node| tree.tag(node).is_block())
}
