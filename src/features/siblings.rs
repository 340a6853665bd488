//! Repetition: siblings that look alike (cards, posts, menu items) and places with the same path from the root.

use super::hash::Hash;
use super::sums::Sums;
use crate::attributes::AttrKey;
use crate::blocks::Blocks;
use crate::tag::Tag;
use crate::tree::{NodeId, Tree};
use rustc_hash::FxHashMap;

/// For every element: how many siblings have its tag and class, itself included; and the hash of the tags and classes
/// on its path.
pub(crate) struct Siblings {
    alike: Vec<u32>,
    path: Vec<u64>,
    of_path: FxHashMap<u64, Sums>,
}

impl Siblings {
    pub fn new(tree: &Tree, blocks: &Blocks, of_block: impl Fn(usize) -> Sums) -> Siblings {
        let mut signature = vec![0_u64; tree.len()];
        let mut path = vec![0_u64; tree.len()];
        let mut groups: FxHashMap<(NodeId, u64), u32> =
            FxHashMap::with_capacity_and_hasher(tree.len() / 2, rustc_hash::FxBuildHasher);
        for node in 1..tree.len() as NodeId {
            if tree.tag(node) == Tag::Text {
                continue;
            }
            let parent = tree.parent(node);
            let own = signature_of(tree, node);
            signature[node as usize] = own;
            path[node as usize] = mix(path[parent as usize], own);
            *groups.entry((parent, own)).or_insert(0) += 1;
        }
        let alike = (0..tree.len() as NodeId)
            .map(|node| groups.get(&(tree.parent(node), signature[node as usize])).copied().unwrap_or(0))
            .collect();
        let mut of_path: FxHashMap<u64, Sums> = FxHashMap::default();
        for (i, block) in blocks.list.iter().enumerate() {
            of_path.entry(path[block.node as usize]).or_default().add(&of_block(i));
        }
        Siblings { alike, path, of_path }
    }

    /// Siblings like this one, itself included.
    pub fn alike(&self, node: NodeId) -> f32 {
        self.alike[node as usize] as f32
    }

    /// The sums of the page's blocks in elements with the same path.
    pub fn of_same_path(&self, node: NodeId) -> Sums {
        self.of_path.get(&self.path[node as usize]).copied().unwrap_or_default()
    }
}

/// Tag and class without digits, so that "post-41" is like "post-42".
fn signature_of(tree: &Tree, node: NodeId) -> u64 {
    let class = tree.attr(node, AttrKey::Class).unwrap_or("");
    let class: Hash = class
        .bytes()
        .filter(|byte| !byte.is_ascii_digit())
        .fold(0x811c_9dc5, |hash: u32, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    mix(tree.tag(node) as u64 + 1, u64::from(class))
}

fn mix(a: u64, b: u64) -> u64 {
    (a.rotate_left(5) ^ b).wrapping_mul(0x517c_c1b7_2722_0a95)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::blocks::blocks;
    use crate::parse::parse;

    #[test]
    fn like_siblings_are_counted_without_regard_to_numbers() {
        let tree = parse("<div class='post post-1'>a</div><div class='post post-2'>b</div><div>c</div>");
        let blocks = blocks(&tree);
        let siblings = Siblings::new(&tree, &blocks, |_| Sums { blocks: 1.0, ..Sums::default() });
        let counts: Vec<f32> = blocks.list.iter().map(|block| siblings.alike(block.node)).collect();
        assert_eq!(counts, [2.0, 2.0, 1.0]);
        assert_eq!(siblings.of_same_path(blocks.list[0].node).blocks, 2.0);
    }
}
