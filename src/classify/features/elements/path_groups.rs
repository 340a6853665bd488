//! Path groups: blocks whose elements have the same tag path, which is the tags and classes from the root down. The
//! prices of a list are such a group.

use crate::classify::features::elements::names::ElementNames;
use crate::classify::features::elements::siblings::{combine, kind};
use crate::classify::features::sums::Sums;
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};
use crate::page::blocks::{Blocks, RawBlock};
use rustc_hash::FxHashMap;

/// The path groups of a page.
pub(crate) struct PathGroups {
    groups_of_blocks: Vec<u32>,
    sums: Vec<Sums>,
}

impl PathGroups {
    /// `of_blocks` has the sums of each block.
    pub fn new(tree: &Tree, blocks: &Blocks, names: &ElementNames, of_blocks: &[Sums]) -> PathGroups {
        let mut paths = vec![0_u64; tree.len()];
        for node in 1..tree.len() as NodeId {
            if tree.tag(node) != Tag::Text {
                paths[node as usize] = combine(paths[tree.parent(node) as usize], kind(tree.tag(node), names, node));
            }
        }
        let mut groups: FxHashMap<u64, u32> = FxHashMap::default();
        let mut sums: Vec<Sums> = Vec::new();
        let group_of = |(block, of_block): (&RawBlock, &Sums)| {
            let group = *groups.entry(paths[block.node as usize]).or_insert_with(|| {
                sums.push(Sums::default());
                sums.len() as u32 - 1
            });
            sums[group as usize].add(of_block);
            group
        };
        let groups_of_blocks = blocks.list.iter().zip(of_blocks).map(group_of).collect();
        PathGroups { groups_of_blocks, sums }
    }

    /// Returns the group of each block. Groups are numbered from 0.
    pub fn groups_of_blocks(&self) -> &[u32] {
        &self.groups_of_blocks
    }

    /// Returns the sums of the block's group.
    pub fn sums_of(&self, block: usize) -> &Sums {
        &self.sums[self.groups_of_blocks[block] as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::classify::features::tokens::vocabulary::Vocabulary;
    use crate::html::parse::parse;
    use crate::page::blocks::blocks;

    #[test]
    fn blocks_with_the_same_tags_and_classes_are_a_group() {
        let tree = parse("<h1>A list</h1><ul><li>One<li>Two</ul>");
        let blocks = blocks(&tree);
        let names = ElementNames::new(&tree, &Vocabulary::default());
        let groups = PathGroups::new(&tree, &blocks, &names, &[Sums { blocks: 1.0, ..Sums::default() }; 3]);
        assert_eq!(groups.groups_of_blocks(), [0, 1, 1]);
        assert_eq!((groups.sums_of(0).blocks, groups.sums_of(2).blocks), (1.0, 2.0));
    }
}
