//! Similar siblings: children of one element with the same tag and class, such as cards, posts and menu items.

use crate::classify::features::elements::names::ElementNames;
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};
use rustc_hash::FxHashMap;

/// For every element the number of its similar siblings.
pub(crate) struct Siblings {
    /// The group of each node.
    groups_of_nodes: Vec<u32>,
    groups: Vec<Group>,
}

/// Similar children of one element.
struct Group {
    /// The hash of their tag and class.
    kind: u64,
    size: u32,
    /// The next group in the list of groups of the same parent.
    next: u32,
}

const NO_GROUP: u32 = u32::MAX;

/// Maximum length of the list of groups of one parent; further groups are found by a map. Most parents have one or two
/// groups. Chosen by hand.
const MAX_LISTED: usize = 8;

impl Siblings {
    pub fn new(tree: &Tree, names: &ElementNames) -> Siblings {
        let count = tree.len();
        let mut groups_of_nodes = vec![NO_GROUP; count];
        let mut groups: Vec<Group> = Vec::with_capacity(count / 2);
        // The first group in the list of each parent.
        let mut lists = vec![NO_GROUP; count];
        let mut unlisted: FxHashMap<u64, u32> = FxHashMap::default();
        for node in 1..count as NodeId {
            let tag = tree.tag(node);
            if tag == Tag::Text {
                continue;
            }
            let parent = tree.parent(node) as usize;
            let kind = kind(tag, names, node);
            let (mut group, mut steps) = (lists[parent], 0);
            while steps < MAX_LISTED && groups.get(group as usize).is_some_and(|group| group.kind != kind) {
                group = groups[group as usize].next;
                steps += 1;
            }
            let new = groups.len() as u32;
            if steps == MAX_LISTED {
                group = *unlisted.entry(combine(parent as u64, kind)).or_insert(new);
            } else if group == NO_GROUP {
                group = new;
            }
            if group == new {
                groups.push(Group { kind, size: 0, next: lists[parent] });
                if steps < MAX_LISTED {
                    lists[parent] = new;
                }
            }
            groups_of_nodes[node as usize] = group;
            groups[group as usize].size += 1;
        }
        Siblings { groups_of_nodes, groups }
    }

    /// Returns the number of similar siblings, the element itself included.
    pub fn similar(&self, node: NodeId) -> f32 {
        let group = self.groups_of_nodes[node as usize];
        self.groups.get(group as usize).map_or(0.0, |group| group.size as f32)
    }
}

/// Returns the hash of the tag and the class of an element.
#[inline]
pub(crate) fn kind(tag: Tag, names: &ElementNames, node: NodeId) -> u64 {
    combine(tag as u64 + 1, u64::from(names.class(node)))
}

/// FxHash of a sequence (rustc's hash function; the multiplier is from Firefox).
#[inline]
pub(crate) fn combine(hash: u64, value: u64) -> u64 {
    (hash.rotate_left(5) ^ value).wrapping_mul(0x517c_c1b7_2722_0a95)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::classify::features::tokens::vocabulary::Vocabulary;
    use crate::html::parse::parse;
    use crate::page::blocks::blocks;

    fn similar(html: &str) -> Vec<f32> {
        let tree = parse(html);
        let siblings = Siblings::new(&tree, &ElementNames::new(&tree, &Vocabulary::default()));
        blocks(&tree).list.iter().map(|block| siblings.similar(block.node)).collect()
    }

    #[test]
    fn classes_that_differ_in_numbers_are_similar() {
        let html = "<div class='post post-1'>a</div><div class='post post-2'>b</div><div>c</div>";
        assert_eq!(similar(html), [2.0, 2.0, 1.0]);
    }

    #[test]
    fn parent_with_many_groups_counts_each() {
        let child = |i: u8| format!("<p class={}>x</p>", char::from(b'a' + i));
        let counts = similar(&(0..20).chain(0..20).chain(18..20).map(child).collect::<String>());
        assert!(counts[..18].iter().all(|&count| count == 2.0) && counts[18..20] == [3.0; 2], "{counts:?}");
    }
}
