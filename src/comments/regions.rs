//! The regions of a page that hold comments.

use crate::html::tree::NodeId;
use crate::metadata::Context;
use crate::page::names::NameClasses;
use std::ops::Range;

/// Returns the outermost elements with one of the name classes, but not those with the start of the article in them.
///
/// Neighboring elements with no text between them form one region, because some pages have each comment in an element of
/// its own.
pub(super) fn regions(context: &Context, classes: NameClasses) -> Vec<Range<NodeId>> {
    let mut regions: Vec<Range<NodeId>> = Vec::new();
    let mut end = 0;
    for node in context.with(classes) {
        if node < end || context.tree.contains(node, context.start) {
            continue;
        }
        end = context.tree.end(node);
        match regions.last_mut() {
            Some(last) if are_neighbors(context, last, node) => last.end = end,
            _ => regions.push(node..end),
        }
    }
    regions
}

fn are_neighbors(context: &Context, region: &Range<NodeId>, node: NodeId) -> bool {
    context.blocks.beginning_in(&(region.end..node)).is_empty()
        && context.tree.parent(region.start) == context.tree.parent(node)
}
