//! A maximum nesting depth. Deeper elements become siblings at that depth, and the text keeps its order.

use crate::html::arena::{Arena, ArenaId};
use crate::html::tag::Tag;

/// The elements open below a node of the arena.
pub(super) struct DepthLimiter {
    root: ArenaId,
    max_depth: usize,
    open: Vec<OpenElement>,
}

#[derive(Clone, Copy)]
struct OpenElement {
    tag: Tag,
    /// Its node. A flattened element may have several nodes; this is the last one.
    node: ArenaId,
}

impl DepthLimiter {
    /// Starts below `root` with no open elements. A `max_depth` of 0 counts as 1.
    pub fn new(root: ArenaId, max_depth: usize) -> DepthLimiter {
        DepthLimiter { root, max_depth: max_depth.max(1), open: Vec::new() }
    }

    /// Returns the tag of the innermost element.
    pub fn innermost(&self) -> Option<Tag> {
        self.open.last().map(|open| open.tag)
    }

    /// Opens a new element without a parent.
    pub fn open(&mut self, arena: &mut Arena, node: ArenaId) {
        arena.append(self.parent(), node);
        self.open.push(OpenElement { tag: arena.tag(node), node });
    }

    /// Closes the innermost element.
    pub fn close(&mut self) {
        self.open.pop();
    }

    /// Returns the node to which text and void elements are appended. If a flattened element is followed by other
    /// nodes, it is continued in a new node after them.
    pub fn insertion_point(&mut self, arena: &mut Arena) -> ArenaId {
        let parent = self.parent();
        let is_flat = self.open.len() > self.max_depth;
        let Some(innermost) = self.open.last_mut() else { return self.root };
        if is_flat && arena.last_child(parent) != Some(innermost.node) {
            innermost.node = arena.create(if innermost.tag.is_block() { Tag::Div } else { Tag::Span });
            arena.append(parent, innermost.node);
        }
        innermost.node
    }

    /// Returns the parent of the next element.
    fn parent(&self) -> ArenaId {
        match self.open.len().min(self.max_depth).checked_sub(1) {
            Some(deepest) => self.open[deepest].node,
            None => self.root,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flattened_elements_keep_their_order() {
        let mut arena = Arena::with_capacity(0);
        let mut limiter = DepthLimiter::new(0, 2);
        for text in ["a", "b", "c", "d"] {
            let node = arena.create(Tag::P);
            limiter.open(&mut arena, node);
            let place = limiter.insertion_point(&mut arena);
            arena.append_text(place, text);
        }
        for text in ["e", "f", "g"] {
            limiter.close();
            let place = limiter.insertion_point(&mut arena);
            arena.append_text(place, text);
        }
        let tree = arena.finish();
        assert_eq!(tree.text(0), "abcdefg");
        let depth = (0..tree.len() as u32).map(|node| tree.ancestors(node).count()).max();
        assert_eq!(depth, Some(4), "document, two nested elements, one flattened element, text");
    }
}
