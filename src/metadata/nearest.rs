//! The nearest marked ancestor of a node.

use crate::html::tree::{NodeId, Tree};

/// For each node, the nearest of some marked elements: the node itself or one of its ancestors.
///
/// Only the nodes at which the answer changes are stored, since marked elements are few.
pub(super) struct Nearest(Vec<(NodeId, NodeId)>);

impl Nearest {
    /// `marked` are the elements in document order.
    pub fn among(tree: &Tree, marked: impl Iterator<Item = NodeId>) -> Nearest {
        let mut changes = Vec::new();
        let mut open: Vec<NodeId> = Vec::new();
        for node in marked.chain([NodeId::MAX]) {
            while let Some(end) = open.last().map(|&inner| tree.end(inner)).filter(|&end| end <= node) {
                open.pop();
                changes.push((end, open.last().copied().unwrap_or(0)));
            }
            if node != NodeId::MAX {
                open.push(node);
                changes.push((node, node));
            }
        }
        Nearest(changes)
    }

    /// Returns the nearest marked element of a node, or 0 if there is none.
    pub fn to(&self, node: NodeId) -> NodeId {
        // If several changes are at the same node, the last one is valid.
        let after = self.0.partition_point(|&(start, _)| start <= node);
        after.checked_sub(1).map_or(0, |at| self.0[at].1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::attributes::AttrKey;
    use crate::html::parse::parse;

    #[test]
    fn nearest_agrees_with_a_walk_through_the_ancestors() {
        let tree = parse("<p>a<div id=x>b<p id=y>c<b>d</b></div><i id=z>e</i>f");
        let all = 1..tree.len() as NodeId;
        let has_id = |&node: &NodeId| tree.attr(node, AttrKey::Id).is_some();
        let nearest = Nearest::among(&tree, all.clone().filter(has_id));
        for node in all {
            let around = std::iter::once(node).chain(tree.ancestors(node));
            assert_eq!(nearest.to(node), around.into_iter().find(has_id).unwrap_or(0), "{node}");
        }
    }
}
