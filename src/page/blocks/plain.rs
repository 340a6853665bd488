//! Flattened text: lines without markup, such as a WET record or a copied page.

use super::{BlockKind, Blocks, RawBlock};
use crate::html::arena::Arena;
use crate::html::limits::{Budget, Limit};
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};

/// Reads flattened text: each line that is not empty is a block of its own element. Returns the limit that ended the
/// reading as well, if one did.
pub(crate) fn plain_within(text: &str, mut budget: Budget) -> (Tree, Blocks, Option<Limit>) {
    let mut passed = None;
    let mut draft = Arena::with_capacity(text.len());
    let body = draft.create(Tag::Body);
    draft.append(0, body);
    let mut blocks = Blocks { text: String::with_capacity(text.len()), ..Blocks::default() };
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        passed = budget.check_nodes(blocks.list.len() + 1).err();
        if passed.is_some() {
            break;
        }
        let element = draft.create(Tag::Div);
        draft.append(body, element);
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
    (draft.finish(), blocks, passed)
}
