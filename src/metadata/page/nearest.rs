//! The nearest element around a node that is one of a few.

use crate::html::tree::{NodeId, Tree};

/// For each node the nearest one, of itself and those around it, among some: kept as the places where that changes, since
/// these are few.
pub(in crate::metadata) struct Nearest(Vec<(NodeId, NodeId)>);

impl Nearest {
    /// Among such nodes, given in order.
    pub fn among(tree: &Tree, nodes: impl Iterator<Item = NodeId>) -> Nearest {
        let mut changes = Vec::new();
        let mut open: Vec<NodeId> = Vec::new();
        for node in nodes.chain([NodeId::MAX]) {
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

    /// The nearest one to a node; 0 without one.
    pub fn to(&self, node: NodeId) -> NodeId {
        // Of several changes at one place the last one counts.
        let behind = self.0.partition_point(|&(start, _)| start <= node);
        behind.checked_sub(1).map_or(0, |at| self.0[at].1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::attributes::AttrKey;
    use crate::html::parse::parse;

    #[test]
    fn the_nearest_of_a_few() {
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
