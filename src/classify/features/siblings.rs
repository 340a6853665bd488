//! Repetition: siblings that look alike (cards, posts, menu items) and places with the same path from the root.

use super::hints::Hints;
use super::sums::Sums;
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};
use crate::page::blocks::{Blocks, RawBlock};
use rustc_hash::FxHashMap;

/// For every node: how many siblings have its tag and class, itself included. For every block: which others stand on the
/// same path of tags and classes, and what these hold together.
pub(crate) struct Siblings {
    /// For each node the number of its group.
    group: Vec<u32>,
    groups: Vec<Group>,
    /// For each block the number of its path.
    path: Vec<u32>,
    of_path: Vec<Sums>,
}

/// Children of one element with the same tag and class.
struct Group {
    /// The hash of these.
    kind: u64,
    /// How many they are.
    alike: u32,
    /// Another group of the same parent.
    next: u32,
}

/// No group.
const NONE: u32 = u32::MAX;

/// How many groups of one parent are looked through one by one; the others are found by a map. Most parents have one or
/// two.
const MOST_CHAINED: usize = 8;

impl Siblings {
    pub fn new(tree: &Tree, blocks: &Blocks, hints: &Hints, own: &[Sums]) -> Siblings {
        let count = tree.len();
        let mut path = vec![0_u64; count];
        let mut group = vec![NONE; count];
        let mut groups: Vec<Group> = Vec::with_capacity(count / 2);
        // Of each parent the first group of its chain.
        let mut chains = vec![NONE; count];
        let mut others: FxHashMap<u64, u32> = FxHashMap::default();
        for node in 1..count {
            let tag = tree.tag(node as NodeId);
            if tag == Tag::Text {
                continue;
            }
            let parent = tree.parent(node as NodeId) as usize;
            let kind = mix(tag as u64 + 1, u64::from(hints.class(node as NodeId)));
            path[node] = mix(path[parent], kind);
            let (mut number, mut steps) = (chains[parent], 0);
            while steps < MOST_CHAINED && groups.get(number as usize).is_some_and(|group| group.kind != kind) {
                number = groups[number as usize].next;
                steps += 1;
            }
            let new = groups.len() as u32;
            if steps == MOST_CHAINED {
                number = *others.entry(mix(parent as u64, kind)).or_insert(new);
            } else if number == NONE {
                number = new;
            }
            if number == new {
                groups.push(Group { kind, alike: 0, next: chains[parent] });
                if steps < MOST_CHAINED {
                    chains[parent] = new;
                }
            }
            group[node] = number;
            groups[number as usize].alike += 1;
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
        Siblings { group, groups, path, of_path }
    }

    /// Siblings like this one, itself included.
    pub fn alike(&self, node: NodeId) -> f32 {
        self.groups.get(self.group[node as usize] as usize).map_or(0.0, |group| group.alike as f32)
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
    use crate::classify::features::Vocabulary;
    use crate::html::parse::parse;
    use crate::page::blocks::blocks;

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

    #[test]
    fn many_kinds_of_siblings_keep_apart() {
        let kind = |i: u8| format!("<p class={}>x</p>", char::from(b'a' + i));
        let html: String = (0..20).chain(0..20).chain(18..20).map(kind).collect();
        let tree = parse(&html);
        let blocks = blocks(&tree);
        let own = vec![Sums::default(); blocks.list.len()];
        let siblings = Siblings::new(&tree, &blocks, &Hints::new(&tree, &Vocabulary::default()), &own);
        let counts: Vec<f32> = blocks.list.iter().map(|block| siblings.alike(block.node)).collect();
        assert!(counts[..18].iter().all(|&count| count == 2.0) && counts[18..20] == [3.0; 2], "{counts:?}");
    }
}
