//! Depths of nodes and steps between nodes.

use crate::html::tree::{NodeId, Tree};

/// Maximum number of steps that is counted; more steps make no difference. Chosen by hand.
const MAX_STEPS: f32 = 20.0;

/// The depth of every node.
pub(crate) struct Depths(Vec<u32>);

impl Depths {
    pub fn new(tree: &Tree) -> Depths {
        let mut depths = Vec::with_capacity(tree.len());
        depths.push(0);
        for &parent in tree.parent.iter().skip(1) {
            depths.push(depths[parent as usize] + 1);
        }
        Depths(depths)
    }

    pub fn of(&self, node: NodeId) -> u32 {
        self.0[node as usize]
    }

    /// Returns the steps up from `root` to its nearest ancestor that contains `node`, and the steps from there down to
    /// `node`. There are no steps up if the root contains the node.
    pub fn steps(&self, tree: &Tree, root: NodeId, node: NodeId) -> (f32, f32) {
        let mut common = root;
        while !tree.contains(common, node) {
            common = tree.parent(common);
        }
        let steps = |inner: NodeId| ((self.of(inner) - self.of(common)) as f32).min(MAX_STEPS);
        (steps(root), steps(node))
    }
}
