//! Blocks of flattened text: lines without markup, such as a WET record or a page copied from a browser.

use super::{BlockKind, Blocks, RawBlock};
use crate::html::arena::Arena;
use crate::html::limits::{Budget, Limit};
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};

/// Turns each non-empty line of flattened text into a block with an element of its own. Also returns the limit at which
/// reading stopped, if it did not reach the end.
pub(crate) fn blocks_of_lines(text: &str, mut budget: Budget) -> (Tree, Blocks, Option<Limit>) {
    let mut exceeded = None;
    let mut arena = Arena::with_capacity(text.len());
    let body = arena.create(Tag::Body);
    arena.append(0, body);
    let mut blocks = Blocks { text: String::with_capacity(text.len()), ..Blocks::default() };
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        exceeded = budget.check_nodes(blocks.list.len() + 1).err();
        if exceeded.is_some() {
            break;
        }
        let element = arena.create(Tag::Div);
        arena.append(body, element);
        let node = blocks.list.len() as NodeId + 2;
        let start = blocks.text.len();
        blocks.text.push_str(line);
        blocks.list.push(RawBlock {
            node,
            first: node,
            last: node,
            kind: BlockKind::Line,
            text: start..blocks.text.len(),
            chars: line.chars().filter(|c| !c.is_whitespace()).count() as u32,
            link_chars: 0,
            links: 0,
            hidden: false,
            noscript: false,
        });
    }
    (arena.finish(), blocks, exceeded)
}
