//! The direction of writing of each part of a page, on pages with text from right to left.

use super::document::Direction;
use crate::html::attributes::AttrKey;
use crate::html::inline_style::declarations;
use crate::html::tree::{NodeId, Tree};

/// The elements that set a direction.
#[derive(Default)]
pub(super) struct Directions {
    /// The elements, in document order, the first node after each, and its direction.
    elements: Vec<(NodeId, NodeId, Direction)>,
    /// Number of elements that begin before the current node.
    passed: usize,
    /// The elements around the current node.
    open: Vec<(NodeId, Direction)>,
}

impl Directions {
    /// Reads the directions of a page; there are none if nothing on it is written from right to left.
    pub fn new(tree: &Tree) -> Directions {
        if !tree.has_keys(&[AttrKey::Dir]) || memchr::memmem::find(tree.attr_text.as_bytes(), b"rtl").is_none() {
            return Directions::default();
        }
        let declared = tree.all_attrs(|key| matches!(key, AttrKey::Dir | AttrKey::StyleAttr));
        let elements = declared.filter_map(|(node, key, value)| {
            let value = match key {
                AttrKey::Dir => value,
                _ => declarations(value).find(|(name, _)| name.eq_ignore_ascii_case("direction"))?.1,
            };
            Some((node, tree.end(node), direction(value)?))
        });
        Directions { elements: elements.collect(), ..Directions::default() }
    }

    /// Returns the direction at a node. Must be called in document order.
    #[inline]
    pub fn at(&mut self, node: NodeId) -> Direction {
        if self.elements.is_empty() { Direction::default() } else { self.among_elements(node) }
    }

    fn among_elements(&mut self, node: NodeId) -> Direction {
        while self.open.pop_if(|(end, _)| *end <= node).is_some() {}
        while let Some(&(_, end, direction)) = self.elements.get(self.passed).filter(|(start, ..)| *start <= node) {
            self.passed += 1;
            while self.open.pop_if(|(outer_end, _)| *outer_end < end).is_some() {}
            if end > node {
                self.open.push((end, direction));
            }
        }
        self.open.last().map_or(Direction::default(), |&(_, direction)| direction)
    }
}

fn direction(value: &str) -> Option<Direction> {
    match value.trim() {
        value if value.eq_ignore_ascii_case("rtl") => Some(Direction::RightToLeft),
        value if value.eq_ignore_ascii_case("ltr") => Some(Direction::LeftToRight),
        value if value.eq_ignore_ascii_case("auto") => Some(Direction::Auto),
        _ => None,
    }
}
