//! Elements within elements, down to a greatest depth; what nests deeper is laid out flat there, in the page's order.

use crate::html::arena::{Draft, DraftId};
use crate::html::tag::Tag;

/// The elements that are open below a node of the draft.
pub(super) struct Nesting {
    base: DraftId,
    most: usize,
    open: Vec<Open>,
}

#[derive(Clone, Copy)]
struct Open {
    tag: Tag,
    /// Its node; of an element that lies flat, the part of it that was begun last.
    node: DraftId,
}

impl Nesting {
    /// Nothing is open below `base`; `most` elements (at least one) nest.
    pub fn new(base: DraftId, most: usize) -> Nesting {
        Nesting { base, most: most.max(1), open: Vec::new() }
    }

    /// What the element opened last is.
    pub fn innermost(&self) -> Option<Tag> {
        self.open.last().map(|open| open.tag)
    }

    /// Opens a new element that has no parent yet.
    pub fn open(&mut self, draft: &mut Draft, node: DraftId) {
        draft.append(self.parent(), node);
        self.open.push(Open { tag: draft.tag(node), node });
    }

    /// Closes the element opened last.
    pub fn close(&mut self) {
        self.open.pop();
    }

    /// Where text and elements without content go. An element that lies flat goes on in a further one behind what
    /// has been put in between.
    pub fn place(&mut self, draft: &mut Draft) -> DraftId {
        let parent = self.parent();
        let is_flat = self.open.len() > self.most;
        let Some(innermost) = self.open.last_mut() else { return self.base };
        if is_flat && draft.last_child(parent) != Some(innermost.node) {
            innermost.node = draft.create(if innermost.tag.is_block() { Tag::Div } else { Tag::Span });
            draft.append(parent, innermost.node);
        }
        innermost.node
    }

    /// The parent of the next element.
    fn parent(&self) -> DraftId {
        match self.open.len().min(self.most).checked_sub(1) {
            Some(deepest) => self.open[deepest].node,
            None => self.base,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_flat_keeps_its_order() {
        let mut draft = Draft::with_capacity(0);
        let mut nesting = Nesting::new(0, 2);
        for text in ["a", "b", "c", "d"] {
            let node = draft.create(Tag::P);
            nesting.open(&mut draft, node);
            let place = nesting.place(&mut draft);
            draft.append_text(place, text);
        }
        for text in ["e", "f", "g"] {
            nesting.close();
            let place = nesting.place(&mut draft);
            draft.append_text(place, text);
        }
        let tree = draft.finish();
        assert_eq!(tree.text(0), "abcdefg");
        let depth = (0..tree.len() as u32).map(|node| tree.ancestors(node).count()).max();
        assert_eq!(depth, Some(4), "the document, two that nest, one that lies flat, text");
    }
}
