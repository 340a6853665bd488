//! The tree under construction: linked nodes that may still move, numbered in order of creation.
//!
//! Foster parenting and the adoption agency algorithm of the HTML Standard move nodes. [`Arena::finish`] renumbers all
//! nodes to document order in one walk and drops the links.

mod attributes;
mod finish;

use crate::html::class_styles::ClassStyles;
use crate::html::tag::Tag;
use crate::html::tree::Attr;

/// Stands for a missing link.
const NONE: u32 = u32::MAX;

/// Index of a node in order of creation. The document is 0.
pub(crate) type ArenaId = u32;

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

/// What to do with the text directly inside an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TextUse {
    /// Keep it in the tree: text of the page, and formulas in `<script type="math/tex">` and `math/asciimath`.
    Page,
    /// Set it aside for the metadata: `<script type="application/ld+json">`.
    Data,
    /// Drop it: code, styles, and content that no browser shows.
    Dropped,
}

struct ArenaAttr {
    node: ArenaId,
    attr: Attr,
}

/// A tree under construction.
pub(crate) struct Arena {
    nodes: Vec<Node>,
    text: String,
    attrs: Vec<ArenaAttr>,
    /// Set of the keys of all attributes, one bit each.
    keys: u128,
    attr_text: String,
    data: Vec<(ArenaId, String)>,
    class_styles: ClassStyles,
    /// Scripts that contain data or formulas rather than code, in order of creation.
    scripts: Vec<(ArenaId, TextUse)>,
    /// Attributes of the element that is created next, each key once.
    staged: Vec<Attr>,
    /// Set of the keys in `staged`, one bit each.
    staged_keys: u128,
    /// Attributes that several elements may have, list after list; `shared_ends` holds where each list ends.
    shared: Vec<Attr>,
    shared_ends: Vec<usize>,
    shared_weight: usize,
    /// Whether the placed nodes are numbered in document order.
    in_order: bool,
    /// The last of these nodes, while `in_order` holds.
    last_placed: ArenaId,
}

impl Arena {
    /// Returns an empty document, with room for a page of `bytes`.
    pub fn with_capacity(bytes: usize) -> Arena {
        // Three quarters of the pages of wcxb-dev need no more, so their buffers never grow.
        let mut arena = Arena {
            nodes: Vec::with_capacity(bytes / 36 + 16),
            text: String::with_capacity(bytes / 3),
            attrs: Vec::with_capacity(bytes / 64),
            keys: 0,
            attr_text: String::with_capacity(bytes / 2),
            data: Vec::new(),
            class_styles: ClassStyles::default(),
            scripts: Vec::new(),
            staged: Vec::new(),
            staged_keys: 0,
            shared: Vec::new(),
            shared_ends: vec![0],
            shared_weight: 0,
            in_order: true,
            last_placed: 0,
        };
        arena.create(Tag::Document);
        arena
    }

    /// Creates an element without a parent.
    pub fn create(&mut self, tag: Tag) -> ArenaId {
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

    /// Returns the kind of a node.
    pub fn tag(&self, node: ArenaId) -> Tag {
        self.nodes[node as usize].tag
    }

    /// Returns the node created last.
    pub fn last(&self) -> ArenaId {
        self.nodes.len() as ArenaId - 1
    }

    /// Returns what to do with the text directly inside `parent`.
    pub fn text_use(&self, parent: ArenaId) -> TextUse {
        match self.tag(parent) {
            Tag::Script => {
                let at = self.scripts.binary_search_by_key(&parent, |&(script, _)| script);
                at.map_or(TextUse::Dropped, |at| self.scripts[at].1)
            }
            // Raw text elements that show nothing. `<xmp>` shows its text.
            Tag::Style | Tag::Iframe | Tag::Noembed | Tag::Noframes => TextUse::Dropped,
            _ => TextUse::Page,
        }
    }

    /// Returns the last child of a node.
    pub fn last_child(&self, node: ArenaId) -> Option<ArenaId> {
        Some(self.nodes[node as usize].last).filter(|&last| last != NONE)
    }

    /// Whether a node has a parent.
    pub fn has_parent(&self, node: ArenaId) -> bool {
        self.nodes[node as usize].parent != NONE
    }

    /// Returns the parent of a node.
    pub fn parent(&self, node: ArenaId) -> Option<ArenaId> {
        Some(self.nodes[node as usize].parent).filter(|&parent| parent != NONE)
    }

    /// Reads the text of the element created last if it is a style sheet.
    pub fn note_style(&mut self, text: &str) {
        if self.tag(self.last()) == Tag::Style {
            self.class_styles.read(text);
        }
    }

    /// Adds to the text of a data script.
    pub fn add_data(&mut self, script: ArenaId, text: &str) {
        match self.data.last_mut() {
            Some((last, data)) if *last == script => data.push_str(text),
            _ => self.data.push((script, text.to_owned())),
        }
    }

    /// Appends text to `parent`, to the last text node if there is one at the end.
    pub fn append_text(&mut self, parent: ArenaId, text: &str) {
        let last = self.nodes[parent as usize].last;
        if !self.extend_text(last, text) {
            let node = self.create_text(text);
            self.append(parent, node);
        }
    }

    /// Inserts text before `sibling`, to the text node before it if there is one.
    pub fn insert_text_before(&mut self, sibling: ArenaId, text: &str) {
        let previous = self.nodes[sibling as usize].previous;
        if !self.extend_text(previous, text) {
            let node = self.create_text(text);
            self.insert_before(sibling, node);
        }
    }

    fn create_text(&mut self, text: &str) -> ArenaId {
        let node = self.create(Tag::Text);
        self.text.push_str(text);
        self.nodes[node as usize].text_end = self.text.len() as u32;
        node
    }

    /// Extends a text node whose text is at the end of the buffer. Other adjacent texts are joined by
    /// [`Arena::finish`].
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
    pub fn append(&mut self, parent: ArenaId, child: ArenaId) {
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

    /// Whether a new last child of `parent` is next in document order, that is, whether the node placed last is
    /// `parent` or inside it. Amortized constant time: a subtree that was left is never walked again.
    fn comes_last(&self, parent: ArenaId, child: ArenaId) -> bool {
        let mut at = self.last_placed;
        while at != parent && at != 0 {
            at = self.nodes[at as usize].parent;
        }
        at == parent && child == self.last_placed + 1 && self.nodes[child as usize].first == NONE
    }

    /// Returns the first child of a node.
    pub fn first_child(&self, node: ArenaId) -> Option<ArenaId> {
        Some(self.nodes[node as usize].first).filter(|&first| first != NONE)
    }

    /// Returns the next sibling of a node.
    pub fn next(&self, node: ArenaId) -> Option<ArenaId> {
        Some(self.nodes[node as usize].next).filter(|&next| next != NONE)
    }

    /// Returns the children of a node, in order.
    pub fn children(&self, node: ArenaId) -> impl Iterator<Item = ArenaId> {
        std::iter::successors(self.first_child(node), |&child| self.next(child))
    }

    /// Inserts a node without a parent before `sibling`.
    pub fn insert_before(&mut self, sibling: ArenaId, child: ArenaId) {
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

    /// Removes a node from its parent.
    pub fn detach(&mut self, child: ArenaId) {
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

    /// Moves all children of `from` to the end of `to`.
    pub fn move_children(&mut self, from: ArenaId, to: ArenaId) {
        let mut child = self.nodes[from as usize].first;
        while child != NONE {
            let next = self.nodes[child as usize].next;
            self.detach(child);
            self.append(to, child);
            child = next;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::attributes::AttrKey;

    #[test]
    fn moved_nodes_are_finished_in_document_order() {
        let mut arena = Arena::with_capacity(0);
        let body = arena.create(Tag::Body);
        arena.append(0, body);
        let table = arena.create(Tag::Table);
        arena.append(body, table);
        arena.append_text(table, "inside");
        arena.insert_text_before(table, "fostered ");
        arena.insert_text_before(table, "text ");
        arena.add_attr(table, AttrKey::Id, "t");
        let tree = arena.finish();
        assert_eq!(tree.text(0), "fostered text inside");
        assert_eq!(tree.tag, [Tag::Document, Tag::Body, Tag::Text, Tag::Table, Tag::Text]);
        assert_eq!(tree.attr(3, AttrKey::Id), Some("t"));
        assert_eq!(tree.attr(2, AttrKey::Id), None);
        assert_eq!(tree.path(4), "body > table:nth-child(1)");
    }

    #[test]
    fn detached_nodes_are_dropped() {
        let mut arena = Arena::with_capacity(0);
        let (a, b) = (arena.create(Tag::Div), arena.create(Tag::P));
        arena.append(0, a);
        arena.append_text(b, "gone");
        arena.append(a, b);
        arena.detach(b);
        arena.append_text(a, "stays");
        let tree = arena.finish();
        assert_eq!((tree.len(), tree.text(0)), (3, "stays"));
    }
}
