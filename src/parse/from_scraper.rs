//! A page that the caller parsed with scraper, without a second parse.

use super::{names, parse};
use crate::attributes::AttrKey;
use crate::draft::{Draft, DraftId};
use crate::tag::Tag;
use crate::tree::{NodeId, Tree};
use scraper::{Html, Node};

/// The tree of a page that scraper holds.
///
/// scraper parses as a browser with scripting, for which the content of `<noscript>` is one text; that text is parsed
/// here, so that the tree is the same as from [`parse`].
pub fn from_scraper(html: &Html) -> Tree {
    let mut draft = Draft::with_capacity(html.tree.nodes().len() * 32);
    let root = html.tree.root();
    let mut at = root;
    let mut parent: DraftId = 0;
    // The parents of the nodes on the way down, so that nothing recurses.
    let mut parents: Vec<DraftId> = Vec::new();
    loop {
        let entered = if at == root { Some(0) } else { copy_node(&mut draft, parent, at.value()) };
        if let (Some(id), Some(child)) = (entered, at.first_child()) {
            parents.push(parent);
            parent = id;
            at = child;
            continue;
        }
        loop {
            if at == root {
                return draft.finish();
            }
            if let Some(next) = at.next_sibling() {
                at = next;
                break;
            }
            let Some(up) = at.parent() else { return draft.finish() };
            at = up;
            parent = parents.pop().unwrap_or(0);
        }
    }
}

/// Copies one node; the id under which its children go, `None` where they are left out.
fn copy_node(draft: &mut Draft, parent: DraftId, node: &Node) -> Option<DraftId> {
    match node {
        Node::Element(element) => {
            let tag = names::tag(&element.name);
            let id = draft.create(tag);
            if tag == Tag::Other {
                draft.add_attr(id, AttrKey::ElementName, &element.name.local);
            }
            for (name, value) in &element.attrs {
                if let Some(key) = names::key(name) {
                    draft.add_attr(id, key, value);
                }
            }
            draft.append(parent, id);
            Some(id)
        }
        Node::Text(text) => {
            match draft.tag(parent) {
                Tag::Script if draft.is_data_script(parent) => draft.add_data(parent, text),
                Tag::Script | Tag::Style | Tag::Iframe | Tag::Noembed | Tag::Noframes => {}
                Tag::Noscript if text.contains('<') => graft(draft, parent, &parse(text)),
                _ => draft.append_text(parent, text),
            }
            None
        }
        // A template's contents: ordinary children here.
        Node::Fragment => Some(parent),
        _ => None,
    }
}

/// Copies the content of a parsed page's head and body below a node of the draft.
fn graft(draft: &mut Draft, parent: DraftId, tree: &Tree) {
    let mut copies: Vec<DraftId> = vec![parent; tree.len()];
    for node in 1..tree.len() as NodeId {
        let parent = copies[tree.parent(node) as usize];
        match tree.tag(node) {
            Tag::Html | Tag::Head | Tag::Body => copies[node as usize] = parent,
            Tag::Text => draft.append_text(parent, tree.text(node)),
            tag => {
                let copy = draft.create(tag);
                for (key, value) in tree.attrs(node) {
                    draft.add_attr(copy, key, value);
                }
                draft.append(parent, copy);
                copies[node as usize] = copy;
            }
        }
    }
}
