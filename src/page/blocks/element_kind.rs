//! The kind of block that an element begins.

use super::BlockKind;
use super::data_tables::is_data_row;
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};

/// Returns the kind of blocks directly in a block-level element. Elements that do not determine it inherit the `outer`
/// one.
#[inline]
pub(super) fn element_kind(tree: &Tree, data_tables: &[NodeId], node: NodeId, outer: BlockKind) -> BlockKind {
    use BlockKind::*;
    let tag = tree.tag(node);
    match tag {
        _ if tag.heading_level().is_some() => Heading(tag.heading_level().unwrap_or(6)),
        _ if tag.is_preformatted() => Preformatted,
        Tag::Li => ListItem,
        Tag::Tr if is_data_row(tree, data_tables, node) => TableRow,
        Tag::Caption | Tag::Figcaption => Caption,
        Tag::Blockquote => Quote,
        Tag::Dt => Term,
        Tag::Dd => Definition,
        // The first paragraph of a list item is the item's text; at most a run of white space precedes it.
        Tag::P if outer == ListItem && tree.parent(node) + 2 < node => Paragraph,
        Tag::Table | Tag::Tr | Tag::Td | Tag::Th | Tag::Section | Tag::Article | Tag::Aside | Tag::Nav => Paragraph,
        _ => outer,
    }
}
