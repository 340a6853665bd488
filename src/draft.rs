//! The tree while it is being built: linked nodes that may still move, numbered in order of creation.
//!
//! Foster parenting and the adoption agency algorithm of the HTML Standard move nodes about; [`Draft::finish`] then
//! renumbers everything to document order in one walk and drops the links.

use crate::attributes::AttrKey;
use crate::tag::Tag;
use crate::tree::{Attr, NodeId, Tree};

/// No node.
const NONE: u32 = u32::MAX;

/// A node of the draft: its index in order of creation. The document is 0.
pub(crate) type DraftId = u32;

#[derive(Clone, Copy)]
struct Node {
    parent: u32,
    previous: u32,
    next: u32,
    first: u32,
    last: u32,
    tag: Tag,
    text_start: u32,
    text_end: u32,
}

/// What becomes of the text right in an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TextUse {
    /// It stays in the tree: the page's own text, and formulas in `<script type="math/tex">`.
    Page,
    /// It is set aside for the metadata.
    Data,
    Dropped,
}

struct DraftAttr {
    node: DraftId,
    attr: Attr,
}

/// A tree under construction.
pub(crate) struct Draft {
    nodes: Vec<Node>,
    text: String,
    attrs: Vec<DraftAttr>,
    attr_text: String,
    data: Vec<(DraftId, String)>,
    /// Scripts that hold data or formulas rather than code, in order of creation.
    scripts: Vec<(DraftId, TextUse)>,
    /// Attributes of an element that is still to be created, each key once.
    staged: Vec<Attr>,
    /// The keys of `staged`, a bit each.
    staged_keys: u64,
    /// Attributes that several elements may have; `shared_ends` parts them.
    shared: Vec<Attr>,
    shared_ends: Vec<usize>,
    shared_weight: usize,
    /// Whether the nodes that have a place are numbered in document order.
    in_order: bool,
    /// The last of them, if they are.
    last_placed: DraftId,
}

impl Draft {
    /// A document without content, with room for a page of `bytes`.
    pub fn with_capacity(bytes: usize) -> Draft {
        // Pages of wcxb-dev have a node for each 25 to 60 bytes and 5 to 30 % text: room for most without regrowth.
        let mut draft = Draft {
            nodes: Vec::with_capacity(bytes / 48 + 16),
            text: String::with_capacity(bytes / 8),
            attrs: Vec::with_capacity(bytes / 96),
            attr_text: String::with_capacity(bytes / 12),
            data: Vec::new(),
            scripts: Vec::new(),
            staged: Vec::new(),
            staged_keys: 0,
            shared: Vec::new(),
            shared_ends: vec![0],
            shared_weight: 0,
            in_order: true,
            last_placed: 0,
        };
        draft.create(Tag::Document);
        draft
    }

    /// A new element without a parent.
    pub fn create(&mut self, tag: Tag) -> DraftId {
        let id = self.nodes.len() as u32;
        let at = self.text.len() as u32;
        self.nodes.push(Node {
            parent: NONE,
            previous: NONE,
            next: NONE,
            first: NONE,
            last: NONE,
            tag,
            text_start: at,
            text_end: at,
        });
        id
    }

    /// Gives an element an attribute; the first value of a key counts.
    pub fn add_attr(&mut self, node: DraftId, key: AttrKey, value: &str) {
        let attr = self.store_attr(key, value);
        self.attrs.push(DraftAttr { node, attr });
        self.note_script(node);
    }

    /// Sets an attribute aside for an element that is still to be created; the first value of a key counts.
    pub fn stage_attr(&mut self, key: AttrKey, value: &str) {
        let bit = 1 << key as u8;
        if self.staged_keys & bit == 0 {
            self.staged_keys |= bit;
            let attr = self.store_attr(key, value);
            self.staged.push(attr);
        }
    }

    /// Gives the staged attributes to an element.
    pub fn claim_staged(&mut self, node: DraftId) {
        self.attrs.extend(self.staged.drain(..).map(|attr| DraftAttr { node, attr }));
        self.note_script(node);
    }

    /// Drops what no element has claimed.
    pub fn clear_staged(&mut self) {
        self.staged.clear();
        self.staged_keys = 0;
    }

    /// Stores the staged attributes for any number of elements; their number.
    pub fn share_staged(&mut self) -> usize {
        self.shared_weight += self.staged.iter().map(weight).sum::<usize>();
        self.shared.append(&mut self.staged);
        self.shared_ends.push(self.shared.len());
        self.shared_ends.len() - 2
    }

    /// Gives an element the stored attributes with this number; their weight.
    pub fn add_shared(&mut self, node: DraftId, number: usize) -> usize {
        let Some(&[start, end]) = self.shared_ends.get(number..).and_then(|ends| ends.first_chunk()) else { return 0 };
        let attrs = &self.shared[start..end];
        self.attrs.extend(attrs.iter().map(|&attr| DraftAttr { node, attr }));
        attrs.iter().map(weight).sum()
    }

    /// The weight of the attributes that are stored for any number of elements.
    pub fn shared(&self) -> usize {
        self.shared_weight
    }

    /// Notes what a script that has just been given attributes holds, where that is not code.
    fn note_script(&mut self, node: DraftId) {
        if self.tag(node) == Tag::Script && self.scripts.last().is_none_or(|&(last, _)| last < node) {
            let mut given = self.attrs.iter().rev().take_while(|attr| attr.node == node).take(AttrKey::ALL.len());
            let declared = given.find(|attr| attr.attr.key == AttrKey::Type);
            let text_use = declared.and_then(|DraftAttr { attr, .. }| {
                let kind = self.attr_text[attr.start as usize..attr.end as usize].trim();
                let begins = |start: &str| kind.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start));
                match () {
                    () if kind.eq_ignore_ascii_case("application/ld+json") => Some(TextUse::Data),
                    () if begins("math/tex") => Some(TextUse::Page),
                    () => None,
                }
            });
            self.scripts.extend(text_use.map(|text_use| (node, text_use)));
        }
    }

    fn store_attr(&mut self, key: AttrKey, value: &str) -> Attr {
        let start = self.attr_text.len() as u32;
        self.attr_text.push_str(value);
        Attr { key, start, end: self.attr_text.len() as u32 }
    }

    /// What the node is.
    pub fn tag(&self, node: DraftId) -> Tag {
        self.nodes[node as usize].tag
    }

    /// The node created last.
    pub fn last(&self) -> DraftId {
        self.nodes.len() as DraftId - 1
    }

    /// What the text right in an element is.
    pub fn text_use(&self, parent: DraftId) -> TextUse {
        match self.tag(parent) {
            Tag::Script => {
                let at = self.scripts.binary_search_by_key(&parent, |&(script, _)| script);
                at.map_or(TextUse::Dropped, |at| self.scripts[at].1)
            }
            Tag::Style | Tag::Iframe | Tag::Noembed | Tag::Noframes => TextUse::Dropped,
            _ => TextUse::Page,
        }
    }

    /// The node's last child.
    pub fn last_child(&self, node: DraftId) -> Option<DraftId> {
        Some(self.nodes[node as usize].last).filter(|&last| last != NONE)
    }

    /// Whether the node has a parent.
    pub fn has_parent(&self, node: DraftId) -> bool {
        self.nodes[node as usize].parent != NONE
    }

    /// The node's parent, where it has one.
    pub fn parent(&self, node: DraftId) -> Option<DraftId> {
        Some(self.nodes[node as usize].parent).filter(|&parent| parent != NONE)
    }

    /// Sets the text of a data script aside.
    pub fn add_data(&mut self, script: DraftId, text: &str) {
        match self.data.last_mut() {
            Some((last, data)) if *last == script => data.push_str(text),
            _ => self.data.push((script, text.to_owned())),
        }
    }

    /// Appends text as the last child of `parent`, or to the text that is there.
    pub fn append_text(&mut self, parent: DraftId, text: &str) {
        let last = self.nodes[parent as usize].last;
        if !self.extend_text(last, text) {
            let node = self.create_text(text);
            self.append(parent, node);
        }
    }

    /// Puts text before `sibling`, or to the text that is there.
    pub fn insert_text_before(&mut self, sibling: DraftId, text: &str) {
        let previous = self.nodes[sibling as usize].previous;
        if !self.extend_text(previous, text) {
            let node = self.create_text(text);
            self.insert_before(sibling, node);
        }
    }

    fn create_text(&mut self, text: &str) -> DraftId {
        let node = self.create(Tag::Text);
        self.text.push_str(text);
        self.nodes[node as usize].text_end = self.text.len() as u32;
        node
    }

    /// Appends to a text node that ends where the buffer ends; others become one when the draft is finished.
    fn extend_text(&mut self, node: u32, text: &str) -> bool {
        if node == NONE {
            return false;
        }
        let node = &mut self.nodes[node as usize];
        if node.tag != Tag::Text || node.text_end as usize != self.text.len() {
            return false;
        }
        self.text.push_str(text);
        node.text_end = self.text.len() as u32;
        true
    }

    /// Appends a node without a parent as the last child of `parent`.
    pub fn append(&mut self, parent: DraftId, child: DraftId) {
        self.in_order = self.in_order && self.comes_last(parent, child);
        self.last_placed = child;
        let last = self.nodes[parent as usize].last;
        let node = &mut self.nodes[child as usize];
        node.parent = parent;
        node.previous = last;
        node.next = NONE;
        match last {
            NONE => self.nodes[parent as usize].first = child,
            last => self.nodes[last as usize].next = child,
        }
        self.nodes[parent as usize].last = child;
    }

    /// Whether a new last child of `parent` is the next node in document order: whether the last one is or stands in
    /// `parent`. All steps together are no more than there are nodes, since none leads back into what was left.
    fn comes_last(&self, parent: DraftId, child: DraftId) -> bool {
        let mut at = self.last_placed;
        while at != parent && at != 0 {
            at = self.nodes[at as usize].parent;
        }
        at == parent && child == self.last_placed + 1 && self.nodes[child as usize].first == NONE
    }

    /// Puts a node without a parent before `sibling`.
    pub fn insert_before(&mut self, sibling: DraftId, child: DraftId) {
        self.in_order = false;
        let Node { parent, previous, .. } = self.nodes[sibling as usize];
        let node = &mut self.nodes[child as usize];
        node.parent = parent;
        node.previous = previous;
        node.next = sibling;
        self.nodes[sibling as usize].previous = child;
        match previous {
            NONE if parent != NONE => self.nodes[parent as usize].first = child,
            NONE => {}
            previous => self.nodes[previous as usize].next = child,
        }
    }

    /// Takes a node out of its parent.
    pub fn detach(&mut self, child: DraftId) {
        let Node { parent, previous, next, .. } = self.nodes[child as usize];
        if parent == NONE {
            return;
        }
        self.in_order = false;
        match previous {
            NONE => self.nodes[parent as usize].first = next,
            previous => self.nodes[previous as usize].next = next,
        }
        match next {
            NONE => self.nodes[parent as usize].last = previous,
            next => self.nodes[next as usize].previous = previous,
        }
        let node = &mut self.nodes[child as usize];
        (node.parent, node.previous, node.next) = (NONE, NONE, NONE);
    }

    /// Moves all children of `from` behind the children of `to`.
    pub fn move_children(&mut self, from: DraftId, to: DraftId) {
        let mut child = self.nodes[from as usize].first;
        while child != NONE {
            let next = self.nodes[child as usize].next;
            self.detach(child);
            self.append(to, child);
            child = next;
        }
    }

    /// The finished tree, in document order.
    pub fn finish(mut self) -> Tree {
        // Few pages have nodes that moved.
        if !self.in_order || self.last_placed != self.last() {
            self.renumber(&self.document_order());
        }
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
        tree.data = self.data.into_iter().map(|(_, text)| text).collect();
        tree
    }

    /// Puts the nodes and their text into the given order; those that are not in it are dropped, and text that has come to
    /// stand right behind other text is one with it.
    fn renumber(&mut self, order: &[DraftId]) {
        let mut renumbered = vec![NONE; self.nodes.len()];
        let mut nodes: Vec<Node> = Vec::with_capacity(order.len());
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
                _ => nodes.push(node),
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
    }

    /// The nodes below the document, in document order; what was detached is left out.
    fn document_order(&self) -> Vec<DraftId> {
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

    /// For each node the first one behind its subtree.
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

/// What an attribute costs those that read it: one, and more where its value is long.
fn weight(attr: &Attr) -> usize {
    1 + (attr.end - attr.start) as usize / 64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_that_moved_come_out_in_document_order() {
        let mut draft = Draft::with_capacity(0);
        let body = draft.create(Tag::Body);
        draft.append(0, body);
        let table = draft.create(Tag::Table);
        draft.append(body, table);
        draft.append_text(table, "inside");
        draft.insert_text_before(table, "fostered ");
        draft.insert_text_before(table, "text ");
        draft.add_attr(table, AttrKey::Id, "t");
        let tree = draft.finish();
        assert_eq!(tree.text(0), "fostered text inside");
        assert_eq!(tree.tag, [Tag::Document, Tag::Body, Tag::Text, Tag::Table, Tag::Text]);
        assert_eq!(tree.attr(3, AttrKey::Id), Some("t"));
        assert_eq!(tree.attr(2, AttrKey::Id), None);
        assert_eq!(tree.path(4), "body > table:nth-child(1)");
    }

    #[test]
    fn detached_nodes_are_left_out() {
        let mut draft = Draft::with_capacity(0);
        let (a, b) = (draft.create(Tag::Div), draft.create(Tag::P));
        draft.append(0, a);
        draft.append_text(b, "gone");
        draft.append(a, b);
        draft.detach(b);
        draft.append_text(a, "stays");
        let tree = draft.finish();
        assert_eq!((tree.len(), tree.text(0)), (3, "stays"));
    }
}
