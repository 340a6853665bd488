//! The page as flat arrays in document order.
//!
//! Node `i` has its subtree in `i..end(i)`, so sums over subtrees are one loop from the back, and a walk is a loop
//! from the front; nothing recurses, however deep the page nests.

use crate::html::attributes::AttrKey;
use crate::html::tag::Tag;
use once_cell::sync::OnceCell;
use std::ops::Range;

/// A node: its index in document order. The document itself is node 0.
pub type NodeId = u32;

/// A kept attribute of an element.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Attr {
    pub key: AttrKey,
    pub start: u32,
    pub end: u32,
}

/// A parsed page. Made from the arena that the parser fills.
#[derive(Debug, Default)]
pub struct Tree {
    pub(crate) parent: Vec<NodeId>,
    pub(crate) end: Vec<NodeId>,
    pub(crate) tag: Vec<Tag>,
    /// One entry more than nodes.
    pub(crate) text_at: Vec<u32>,
    pub(crate) text: String,
    /// One entry more than nodes.
    pub(crate) attr_at: Vec<u32>,
    pub(crate) attrs: Vec<Attr>,
    pub(crate) attr_text: String,
    /// Data scripts (`application/ld+json`), in document order.
    pub(crate) data: Vec<String>,
    /// For each element its place among its parent's, from 1; counted when it is first asked for.
    pub(crate) places: OnceCell<Vec<u32>>,
}

impl Tree {
    /// How many nodes there are, the document included.
    pub fn len(&self) -> usize {
        self.tag.len()
    }

    /// Whether there is nothing but the document.
    #[cfg(feature = "_internals")]
    pub fn is_empty(&self) -> bool {
        self.len() <= 1
    }

    /// What the node is.
    pub fn tag(&self, node: NodeId) -> Tag {
        self.tag[node as usize]
    }

    /// The first element of a kind, from a node on.
    pub(crate) fn next(&self, tag: Tag, from: NodeId) -> Option<NodeId> {
        let behind = self.tag[from as usize..].iter().position(|&other| other == tag)?;
        Some(from + behind as NodeId)
    }

    /// The node's parent; the document is its own parent.
    pub fn parent(&self, node: NodeId) -> NodeId {
        self.parent[node as usize]
    }

    /// The first node behind the node's subtree.
    pub fn end(&self, node: NodeId) -> NodeId {
        self.end[node as usize]
    }

    /// Whether `inner` lies in the subtree of `outer` (which holds itself).
    pub fn contains(&self, outer: NodeId, inner: NodeId) -> bool {
        (outer..self.end(outer)).contains(&inner)
    }

    /// The text of the node's whole subtree, as the page has it.
    pub fn text(&self, node: NodeId) -> &str {
        let range = self.text_at[node as usize] as usize..self.text_at[self.end(node) as usize] as usize;
        &self.text[range]
    }

    /// The element's name in lower case, also of an element that [`Tag`] does not know.
    pub fn name(&self, node: NodeId) -> &str {
        match self.tag(node) {
            Tag::Other => self.attr(node, AttrKey::ElementName).unwrap_or(""),
            tag => tag.name(),
        }
    }

    /// The value of an attribute; `None` where the element lacks it.
    pub fn attr(&self, node: NodeId, key: AttrKey) -> Option<&str> {
        self.attr_range(node)
            .map(|i| &self.attrs[i])
            .find(|attr| attr.key == key)
            .map(|attr| &self.attr_text[attr.start as usize..attr.end as usize])
    }

    /// All kept attributes of an element.
    pub fn attrs(&self, node: NodeId) -> impl Iterator<Item = (AttrKey, &str)> {
        self.attr_range(node).map(|i| {
            let attr = &self.attrs[i];
            (attr.key, &self.attr_text[attr.start as usize..attr.end as usize])
        })
    }

    /// All kept attributes with such keys and their elements, in document order.
    pub(crate) fn all_attrs(
        &self,
        is_asked: impl Fn(AttrKey) -> bool,
    ) -> impl Iterator<Item = (NodeId, AttrKey, &str)> {
        let mut node = 0;
        self.attrs.iter().enumerate().filter(move |(_, attr)| is_asked(attr.key)).map(move |(index, attr)| {
            while self.attr_at[node + 1] as usize <= index {
                node += 1;
            }
            (node as NodeId, attr.key, &self.attr_text[attr.start as usize..attr.end as usize])
        })
    }

    fn attr_range(&self, node: NodeId) -> Range<usize> {
        self.attr_at[node as usize] as usize..self.attr_at[node as usize + 1] as usize
    }

    /// The children of a node, in order.
    pub fn children(&self, node: NodeId) -> impl Iterator<Item = NodeId> {
        let end = self.end(node);
        let mut next = node + 1;
        std::iter::from_fn(move || {
            let child = (next < end).then_some(next)?;
            next = self.end(child);
            Some(child)
        })
    }

    /// The node's ancestors, from its parent to the document.
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

    /// How many elements stand within one another at most.
    pub(crate) fn depth(&self) -> usize {
        let mut depths = vec![0; self.len()];
        let mut deepest = 0;
        for node in (1..self.len()).filter(|&node| self.tag[node] != Tag::Text) {
            depths[node] = depths[self.parent[node] as usize] + 1;
            deepest = deepest.max(depths[node]);
        }
        deepest
    }

    /// A CSS path to the element: `html > body > div:nth-child(3) > p:nth-child(1)`. Of a run of text, its element's.
    pub fn path(&self, node: NodeId) -> String {
        let places = self.places.get_or_init(|| self.count_places());
        let mut steps = Vec::new();
        let mut at = node;
        while at != 0 {
            match self.tag(at) {
                Tag::Text => {}
                Tag::Html | Tag::Body | Tag::Head => steps.push(self.name(at).to_owned()),
                _ => steps.push(format!("{}:nth-child({})", self.name(at), places[at as usize])),
            }
            at = self.parent(at);
        }
        steps.reverse();
        steps.join(" > ")
    }

    fn count_places(&self) -> Vec<u32> {
        let mut children = vec![0; self.len()];
        let mut places = vec![0; self.len()];
        for node in (1..self.len()).filter(|&node| self.tag[node] != Tag::Text) {
            let count: &mut u32 = &mut children[self.parent[node] as usize];
            *count += 1;
            places[node] = *count;
        }
        places
    }

    /// The data scripts of the page (`application/ld+json`), in document order.
    pub fn data(&self) -> impl Iterator<Item = &str> {
        self.data.iter().map(String::as_str)
    }
}
