//! From the arena to the tree: document order, no links.

use super::{Arena, ArenaId, NONE, Node};
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};

impl Arena {
    /// Returns the tree.
    pub fn finish(self) -> Tree {
        self.finish_traced().0
    }

    /// Returns the tree, and the arena node of each tree node; `None` if their numbers are the same.
    pub fn finish_traced(mut self) -> (Tree, Option<Vec<ArenaId>>) {
        // On most pages no node has moved.
        let is_in_order = self.in_order && self.last_placed == self.last();
        let origins = if is_in_order { None } else { Some(self.renumber(&self.document_order())) };
        self.attrs.sort_by_key(|attr| attr.node);
        self.data.sort_by_key(|&(script, _)| script);
        let mut tree = Tree {
            parent: self.nodes.iter().map(|node| if node.parent == NONE { 0 } else { node.parent }).collect(),
            end: self.ends(),
            tag: self.nodes.iter().map(|node| node.tag).collect(),
            ..Tree::default()
        };
        self.set_text(&mut tree);
        self.set_attrs(&mut tree);
        tree.data = self.data;
        tree.class_styles = self.class_styles;
        tree.keys = self.keys;
        (tree, origins)
    }

    /// Puts the nodes and their texts in the given order. Drops nodes that are not in it, and joins adjacent texts.
    /// Returns the old number of each node.
    fn renumber(&mut self, order: &[ArenaId]) -> Vec<ArenaId> {
        let mut renumbered = vec![NONE; self.nodes.len()];
        let mut nodes: Vec<Node> = Vec::with_capacity(order.len());
        let mut origins = Vec::with_capacity(order.len());
        let mut text = String::with_capacity(self.text.len());
        for &old in order {
            let mut node = self.nodes[old as usize];
            node.parent = renumbered.get(node.parent as usize).copied().unwrap_or(NONE);
            let start = text.len() as u32;
            text.push_str(&self.text[node.text_start as usize..node.text_end as usize]);
            (node.text_start, node.text_end) = (start, text.len() as u32);
            match nodes.last_mut() {
                Some(last) if node.tag == Tag::Text && last.tag == Tag::Text && last.parent == node.parent => {
                    last.text_end = node.text_end;
                }
                _ => {
                    nodes.push(node);
                    origins.push(old);
                }
            }
            renumbered[old as usize] = nodes.len() as u32 - 1;
        }
        (self.nodes, self.text) = (nodes, text);
        for attr in &mut self.attrs {
            attr.node = renumbered[attr.node as usize];
        }
        self.attrs.retain(|attr| attr.node != NONE);
        for (script, _) in &mut self.data {
            *script = renumbered[*script as usize];
        }
        origins
    }

    /// Returns the nodes below the document in document order, without detached ones.
    pub fn document_order(&self) -> Vec<ArenaId> {
        let mut order = Vec::with_capacity(self.nodes.len());
        let mut at = 0;
        loop {
            order.push(at);
            let first = self.nodes[at as usize].first;
            if first != NONE {
                at = first;
                continue;
            }
            loop {
                let node = &self.nodes[at as usize];
                if node.next != NONE {
                    at = node.next;
                    break;
                }
                if node.parent == NONE {
                    return order;
                }
                at = node.parent;
            }
        }
    }

    /// Returns the first node after the subtree of each node.
    fn ends(&self) -> Vec<NodeId> {
        let mut ends: Vec<NodeId> = (1..=self.nodes.len() as NodeId).collect();
        for (i, node) in self.nodes.iter().enumerate().rev() {
            if node.parent != NONE {
                let end = ends[i];
                let parent_end = &mut ends[node.parent as usize];
                *parent_end = end.max(*parent_end);
            }
        }
        ends
    }

    fn set_text(&mut self, tree: &mut Tree) {
        let mut at = 0;
        tree.text_at.reserve(self.nodes.len() + 1);
        for node in &self.nodes {
            tree.text_at.push(at);
            at += node.text_end - node.text_start;
        }
        tree.text_at.push(at);
        tree.text = std::mem::take(&mut self.text);
    }

    fn set_attrs(&mut self, tree: &mut Tree) {
        tree.attr_at.reserve(self.nodes.len() + 1);
        tree.attrs.reserve(self.attrs.len());
        for attr in &self.attrs {
            let node = attr.node as usize;
            while tree.attr_at.len() <= node {
                tree.attr_at.push(tree.attrs.len() as u32);
            }
            let first = tree.attr_at[node] as usize;
            if tree.attrs[first..].iter().all(|other| other.key != attr.attr.key) {
                tree.attrs.push(attr.attr);
            }
        }
        tree.attr_at.resize(self.nodes.len() + 1, tree.attrs.len() as u32);
        tree.attr_text = std::mem::take(&mut self.attr_text);
    }
}
