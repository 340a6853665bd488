//! Repetition: siblings that look alike (cards, posts, menu items) and places with the same path from the root.

use super::hints::Hints;
use super::sums::Sums;
use crate::blocks::{Blocks, RawBlock};
use crate::tag::Tag;
use crate::tree::{NodeId, Tree};
use rustc_hash::FxHashMap;

/// For every element: how many siblings have its tag and class, itself included; and the hash of the tags and classes
/// on its path.
pub(crate) struct Siblings {
    /// For each node the number of its group.
    group: Vec<u32>,
    /// How many each group has.
    alike: Vec<u32>,
    /// For each block the number of its path.
    path: Vec<u32>,
    of_path: Vec<Sums>,
}

/// No group.
const NONE: u32 = u32::MAX;

impl Siblings {
    pub fn new(tree: &Tree, blocks: &Blocks, hints: &Hints, own: &[Sums]) -> Siblings {
        let count = tree.len();
        let mut path = vec![0_u64; count];
        let mut groups: FxHashMap<u64, u32> = FxHashMap::with_capacity_and_hasher(count / 2, rustc_hash::FxBuildHasher);
        let (mut group, mut alike) = (vec![NONE; count], Vec::with_capacity(count / 2));
        for node in 1..count as NodeId {
            if tree.tag(node) == Tag::Text {
                continue;
            }
            let parent = tree.parent(node);
            let own = mix(tree.tag(node) as u64 + 1, u64::from(hints.class(node)));
            path[node as usize] = mix(path[parent as usize], own);
            let number = *groups.entry(mix(u64::from(parent), own)).or_insert_with(|| {
                alike.push(0);
                alike.len() as u32 - 1
            });
            group[node as usize] = number;
            alike[number as usize] += 1;
        }
        let mut numbers: FxHashMap<u64, u32> = FxHashMap::default();
        let mut of_path: Vec<Sums> = Vec::new();
        let path_of = |(block, own): (&RawBlock, &Sums)| {
            let number = *numbers.entry(path[block.node as usize]).or_insert_with(|| {
                of_path.push(Sums::default());
                of_path.len() as u32 - 1
            });
            of_path[number as usize].add(own);
            number
        };
        let path = blocks.list.iter().zip(own).map(path_of).collect();
        Siblings { group, alike, path, of_path }
    }

    /// Siblings like this one, itself included.
    pub fn alike(&self, node: NodeId) -> f32 {
        self.alike.get(self.group[node as usize] as usize).map_or(0.0, |&alike| alike as f32)
    }

    /// For each block the number of its path.
    pub fn paths(&self) -> &[u32] {
        &self.path
    }

    /// The sums of the page's blocks in elements with the same path as this block's.
    pub fn of_same_path(&self, block: usize) -> &Sums {
        &self.of_path[self.path[block] as usize]
    }
}

fn mix(a: u64, b: u64) -> u64 {
    (a.rotate_left(5) ^ b).wrapping_mul(0x517c_c1b7_2722_0a95)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::blocks::blocks;
    use crate::features::Vocabulary;
    use crate::parse::parse;

    #[test]
    fn like_siblings_are_counted_without_regard_to_numbers() {
        let tree = parse("<div class='post post-1'>a</div><div class='post post-2'>b</div><div>c</div>");
        let blocks = blocks(&tree);
        let hints = Hints::new(&tree, &Vocabulary::default());
        let siblings = Siblings::new(&tree, &blocks, &hints, &[Sums { blocks: 1.0, ..Sums::default() }; 3]);
        let counts: Vec<f32> = blocks.list.iter().map(|block| siblings.alike(block.node)).collect();
        assert_eq!(counts, [2.0, 2.0, 1.0]);
        assert_eq!(siblings.of_same_path(0).blocks, 2.0);
    }
}
