//! A page that the caller parsed with scraper, without a second parse.

use super::nesting::Nesting;
use super::{lazy, names, parse, shadow, streamed};
use crate::html::arena::{Draft, DraftId, TextUse};
use crate::html::attributes::AttrKey;
use crate::html::limits::{Budget, Limit};
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};
use html5ever::ns;
use rustc_hash::FxHashSet;
use scraper::{Html, Node};

/// How many elements nest in the tree, as in browsers and in pages that are parsed here.
const MOST_NESTED: usize = 512;

/// The tree of a page that scraper holds.
///
/// scraper parses as a browser with scripting, for which the content of `<noscript>` is one text; that text is parsed
/// here, so that the tree is the same as from [`parse`].
pub fn from_scraper(html: &Html) -> Tree {
    from_scraper_within(html, &FxHashSet::default(), Budget::NONE).tree
}

/// A tree, and which nodes of scraper's it was made from.
pub(crate) struct Copied {
    pub tree: Tree,
    /// One entry a node. What scraper has as the text of a `<noscript>` is the origin of all that stands in it.
    pub origins: Vec<ego_tree::NodeId>,
    /// The limit that was passed, if one was.
    pub passed: Option<Limit>,
}

/// The same within limits, with the contents of some elements left out.
pub(crate) fn from_scraper_within(html: &Html, excluded: &FxHashSet<ego_tree::NodeId>, mut budget: Budget) -> Copied {
    let mut origins = Vec::with_capacity(html.tree.nodes().len());
    let mut draft = Draft::with_capacity(html.tree.nodes().len() * 32);
    let mut nesting = Nesting::new(0, MOST_NESTED);
    let root = html.tree.root();
    let mut at = root;
    loop {
        enter(&mut draft, &mut nesting, at.value());
        origins.resize(draft.last() as usize + 1, at.id());
        if let Err(limit) = budget.check_nodes(draft.last() as usize + 1) {
            return finish(draft, origins, Some(limit));
        }
        let children = at.first_child().filter(|_| excluded.is_empty() || !excluded.contains(&at.id()));
        if let Some(child) = children {
            at = child;
            continue;
        }
        loop {
            if at.value().is_element() {
                nesting.close();
            }
            if at == root {
                return finish(draft, origins, None);
            }
            if let Some(next) = at.next_sibling() {
                at = next;
                break;
            }
            let Some(up) = at.parent() else {
                return finish(draft, origins, None);
            };
            at = up;
        }
    }
}

/// `origins` are those of the draft's nodes.
fn finish(mut draft: Draft, origins: Vec<ego_tree::NodeId>, passed: Option<Limit>) -> Copied {
    streamed::put_in_place(&mut draft);
    shadow::flatten(&mut draft);
    let (tree, moved) = draft.finish_traced();
    let origins = match moved {
        Some(moved) => moved.into_iter().map(|node| origins[node as usize]).collect(),
        None => origins,
    };
    Copied { tree, origins, passed }
}

/// Copies one node; an element is left open.
fn enter(draft: &mut Draft, nesting: &mut Nesting, node: &Node) {
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
            if lazy::has_address(tag) && element.name.ns == ns!(html) {
                for (key, value) in lazy::addresses(element.attrs.iter().map(|(name, value)| (name, &**value))) {
                    draft.add_attr(id, key, &value);
                }
            }
            nesting.open(draft, id);
        }
        Node::Text(text) => {
            let parent = nesting.place(draft);
            match draft.text_use(parent) {
                TextUse::Data => draft.add_data(parent, text),
                TextUse::Dropped => {}
                TextUse::Page if draft.tag(parent) == Tag::Noscript && text.contains('<') => {
                    graft(draft, parent, &parse(text));
                }
                TextUse::Page => draft.append_text(parent, text),
            }
        }
        // A template's contents are ordinary children here; nothing is kept of comments.
        _ => {}
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
