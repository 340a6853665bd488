//! The parsed page as flat arrays in document order.
//!
//! The subtree of node `i` is the range `i..end(i)`. A sum over all subtrees is one loop from the back, a traversal is
//! one loop from the front, and nothing recurses, however deeply the page nests.

use crate::html::attributes::AttrKey;
use crate::html::class_styles::ClassStyles;
use crate::html::tag::Tag;
use once_cell::sync::OnceCell;
use std::ops::Range;

/// Index of a node in document order. The document is node 0.
pub type NodeId = u32;

/// An attribute of an element; its value is a range of the tree's attribute text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Attr {
    pub key: AttrKey,
    pub start: u32,
    pub end: u32,
}

/// A parsed page.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    pub(crate) parent: Vec<NodeId>,
    pub(crate) end: Vec<NodeId>,
    pub(crate) tag: Vec<Tag>,
    /// Start of each node's text, and the end of the last one.
    pub(crate) text_at: Vec<u32>,
    pub(crate) text: String,
    /// Index of each node's first attribute, and the number of attributes.
    pub(crate) attr_at: Vec<u32>,
    pub(crate) attrs: Vec<Attr>,
    pub(crate) attr_text: String,
    /// Texts of data scripts (`application/ld+json`), in document order.
    pub(crate) data: Vec<(NodeId, String)>,
    /// The keys of all attributes, one bit each.
    pub(crate) keys: u128,
    /// The emphasis of the classes of an exported document.
    pub(crate) class_styles: ClassStyles,
    /// Position of each element among its siblings, from 1. Computed on first use.
    pub(crate) sibling_positions: OnceCell<Vec<u32>>,
}

impl Tree {
    /// Returns the number of nodes, including the document.
    pub fn len(&self) -> usize {
        self.tag.len()
    }

    /// Whether there is no node except the document.
    #[cfg(feature = "_internals")]
    pub fn is_empty(&self) -> bool {
        self.len() <= 1
    }

    /// Returns the kind of a node.
    pub fn tag(&self, node: NodeId) -> Tag {
        self.tag[node as usize]
    }

    /// Returns the first node of a kind at or after `from`.
    pub(crate) fn next(&self, tag: Tag, from: NodeId) -> Option<NodeId> {
        let offset = self.tag[from as usize..].iter().position(|&other| other == tag)?;
        Some(from + offset as NodeId)
    }

    /// Returns the parent of a node; the document is its own parent.
    pub fn parent(&self, node: NodeId) -> NodeId {
        self.parent[node as usize]
    }

    /// Returns the first node after the subtree of a node.
    pub fn end(&self, node: NodeId) -> NodeId {
        self.end[node as usize]
    }

    /// Whether `inner` is `outer` or one of its descendants.
    pub fn contains(&self, outer: NodeId, inner: NodeId) -> bool {
        (outer..self.end(outer)).contains(&inner)
    }

    /// Returns the text of a node's subtree, with the page's white space.
    pub fn text(&self, node: NodeId) -> &str {
        &self.text[self.text_range(node)]
    }

    /// Returns the length of the text of a node's subtree in bytes.
    pub fn text_len(&self, node: NodeId) -> usize {
        self.text_range(node).len()
    }

    fn text_range(&self, node: NodeId) -> Range<usize> {
        self.text_at[node as usize] as usize..self.text_at[self.end(node) as usize] as usize
    }

    /// Returns the element's name in lower case.
    pub fn name(&self, node: NodeId) -> &str {
        match self.tag(node) {
            Tag::Other => self.attr(node, AttrKey::ElementName).unwrap_or(""),
            tag => tag.name(),
        }
    }

    /// Returns the value of an attribute; `None` if the element does not have it.
    pub fn attr(&self, node: NodeId, key: AttrKey) -> Option<&str> {
        self.attr_range(node)
            .map(|i| &self.attrs[i])
            .find(|attr| attr.key == key)
            .map(|attr| &self.attr_text[attr.start as usize..attr.end as usize])
    }

    /// Returns the attributes of an element.
    pub fn attrs(&self, node: NodeId) -> impl Iterator<Item = (AttrKey, &str)> {
        self.attr_range(node).map(|i| {
            let attr = &self.attrs[i];
            (attr.key, &self.attr_text[attr.start as usize..attr.end as usize])
        })
    }

    /// Returns all attributes whose key satisfies `is_wanted`, with their elements, in document order.
    pub(crate) fn all_attrs(
        &self,
        is_wanted: impl Fn(AttrKey) -> bool,
    ) -> impl Iterator<Item = (NodeId, AttrKey, &str)> {
        let mut node = 0;
        self.attrs.iter().enumerate().filter(move |(_, attr)| is_wanted(attr.key)).map(move |(index, attr)| {
            while self.attr_at[node + 1] as usize <= index {
                node += 1;
            }
            (node as NodeId, attr.key, &self.attr_text[attr.start as usize..attr.end as usize])
        })
    }

    /// Whether an element may have an attribute with one of the keys.
    pub(crate) fn has_keys(&self, keys: &[AttrKey]) -> bool {
        keys.iter().any(|key| self.keys & key.bit() != 0)
    }

    fn attr_range(&self, node: NodeId) -> Range<usize> {
        self.attr_at[node as usize] as usize..self.attr_at[node as usize + 1] as usize
    }

    /// Returns the children of a node, in order.
    pub fn children(&self, node: NodeId) -> impl Iterator<Item = NodeId> {
        let end = self.end(node);
        let mut next = node + 1;
        std::iter::from_fn(move || {
            let child = (next < end).then_some(next)?;
            next = self.end(child);
            Some(child)
        })
    }

    /// Returns the ancestors of a node, from its parent to the document.
    pub fn ancestors(&self, node: NodeId) -> impl Iterator<Item = NodeId> {
        let mut at = node;
        std::iter::from_fn(move || {
            if at == 0 {
                return None;
            }
            at = self.parent(at);
            Some(at)
        })
    }

    /// Returns the maximum number of nested elements.
    pub(crate) fn depth(&self) -> usize {
        let mut depths = vec![0; self.len()];
        let mut deepest = 0;
        for node in (1..self.len()).filter(|&node| self.tag[node] != Tag::Text) {
            depths[node] = depths[self.parent[node] as usize] + 1;
            deepest = deepest.max(depths[node]);
        }
        deepest
    }

    /// Returns a CSS path to an element: `html > body > div:nth-child(3) > p:nth-child(1)`. A text node gets the path
    /// of its parent.
    pub fn path(&self, node: NodeId) -> String {
        let sibling_positions = self.sibling_positions.get_or_init(|| self.count_sibling_positions());
        let mut steps = Vec::new();
        let mut at = node;
        while at != 0 {
            match self.tag(at) {
                Tag::Text => {}
                Tag::Html | Tag::Body | Tag::Head => steps.push(self.name(at).to_owned()),
                _ => steps.push(format!("{}:nth-child({})", self.name(at), sibling_positions[at as usize])),
            }
            at = self.parent(at);
        }
        steps.reverse();
        steps.join(" > ")
    }

    /// Returns the tree without the content of some elements and without custom attributes, and the node of this tree that
    /// each of its nodes was.
    pub(crate) fn pruned(&self, is_emptied: impl Fn(NodeId) -> bool) -> (Tree, Vec<NodeId>) {
        let mut pruned = Tree::default();
        let mut origins: Vec<NodeId> = Vec::with_capacity(self.len());
        // The new number of each node that is kept.
        let mut numbers: Vec<NodeId> = vec![0; self.len()];
        let mut dropped_to = 0;
        for node in 0..self.len() as NodeId {
            if node < dropped_to {
                continue;
            }
            numbers[node as usize] = origins.len() as NodeId;
            origins.push(node);
            pruned.parent.push(numbers[self.parent(node) as usize]);
            pruned.tag.push(self.tag(node));
            pruned.attr_at.push(pruned.attrs.len() as u32);
            pruned.attrs.extend(self.attrs[self.attr_range(node)].iter().filter(|attr| !attr.key.is_custom()));
            pruned.text_at.push(pruned.text.len() as u32);
            pruned
                .text
                .push_str(&self.text[self.text_at[node as usize] as usize..self.text_at[node as usize + 1] as usize]);
            if node > 0 && is_emptied(node) {
                dropped_to = self.end(node);
            }
        }
        pruned.attr_at.push(pruned.attrs.len() as u32);
        pruned.text_at.push(pruned.text.len() as u32);
        pruned.attr_text = self.attr_text.clone();
        pruned.class_styles = self.class_styles.clone();
        pruned.keys = self.keys;
        pruned.end = (1..=origins.len() as NodeId).collect();
        for node in (1..origins.len()).rev() {
            let (end, parent) = (pruned.end[node], pruned.parent[node] as usize);
            pruned.end[parent] = end.max(pruned.end[parent]);
        }
        let is_kept = |node: NodeId| origins.binary_search(&node).ok();
        // Data of detached scripts has no node.
        let data = self.data.iter().filter(|(node, _)| *node as usize >= self.len() || is_kept(*node).is_some());
        pruned.data =
            data.map(|(node, text)| (is_kept(*node).map_or(*node, |at| at as NodeId), text.clone())).collect();
        (pruned, origins)
    }

    fn count_sibling_positions(&self) -> Vec<u32> {
        let mut children = vec![0; self.len()];
        let mut sibling_positions = vec![0; self.len()];
        for node in (1..self.len()).filter(|&node| self.tag[node] != Tag::Text) {
            let count: &mut u32 = &mut children[self.parent[node] as usize];
            *count += 1;
            sibling_positions[node] = *count;
        }
        sibling_positions
    }

    /// Returns the texts of data scripts (`application/ld+json`), in document order.
    pub fn data(&self) -> impl Iterator<Item = &str> {
        self.data.iter().map(|(_, text)| text.as_str())
    }
}
