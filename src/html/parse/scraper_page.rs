//! The tree of a page that the caller has parsed with scraper.

use super::depth_limiter::DepthLimiter;
use super::{element_names, lazy_images, parse_keeping, shadow_roots, streamed_parts};
use crate::html::arena::{Arena, ArenaId, TextUse};
use crate::html::attributes::{AttrKey, CustomAttrs};
use crate::html::limits::{Budget, Limit};
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};
use html5ever::ns;
use scraper::{Html, Node};

/// Maximum nesting depth of the tree, as in browsers and in [`parse`](super::parse).
const MAX_DEPTH: usize = 512;

/// Returns the tree of a page that scraper has parsed.
///
/// scraper parses as a browser with scripting, for which the content of `<noscript>` is text. That text is parsed
/// here, so that the tree equals that of [`parse`](super::parse).
#[cfg(feature = "_internals")]
pub fn from_scraper(html: &Html) -> Tree {
    copy_scraper_page(html, &CustomAttrs::default(), Budget::NONE).tree
}

/// A tree, and the nodes of scraper's tree that it was made from.
pub(crate) struct CopiedPage {
    pub tree: Tree,
    /// One entry per node. Nodes inside a `<noscript>` have scraper's text node as their origin.
    pub origins: Vec<ego_tree::NodeId>,
    /// The limit that was exceeded.
    pub passed: Option<Limit>,
}

/// Returns the tree within limits. `custom` are attributes to keep for selectors.
pub(crate) fn copy_scraper_page(html: &Html, custom: &CustomAttrs, mut budget: Budget) -> CopiedPage {
    let mut origins = Vec::with_capacity(html.tree.nodes().len());
    let mut arena = Arena::with_capacity(html.tree.nodes().len() * 32);
    let mut depth = DepthLimiter::new(0, MAX_DEPTH);
    let root = html.tree.root();
    let mut at = root;
    loop {
        enter(&mut arena, &mut depth, at.value(), custom);
        origins.resize(arena.last() as usize + 1, at.id());
        if let Err(limit) = budget.check_nodes(arena.last() as usize + 1) {
            return finish(arena, origins, Some(limit));
        }
        if let Some(child) = at.first_child() {
            at = child;
            continue;
        }
        loop {
            if at.value().is_element() {
                depth.close();
            }
            if at == root {
                return finish(arena, origins, None);
            }
            if let Some(next) = at.next_sibling() {
                at = next;
                break;
            }
            let Some(up) = at.parent() else {
                return finish(arena, origins, None);
            };
            at = up;
        }
    }
}

/// `origins` belong to the arena's nodes.
fn finish(mut arena: Arena, origins: Vec<ego_tree::NodeId>, passed: Option<Limit>) -> CopiedPage {
    streamed_parts::put_in_place(&mut arena);
    shadow_roots::flatten(&mut arena);
    let (tree, moved) = arena.finish_traced();
    let origins = match moved {
        Some(moved) => moved.into_iter().map(|node| origins[node as usize]).collect(),
        None => origins,
    };
    CopiedPage { tree, origins, passed }
}

/// Copies one node. An element is left open.
fn enter(arena: &mut Arena, depth: &mut DepthLimiter, node: &Node, custom: &CustomAttrs) {
    match node {
        Node::Element(element) => {
            let tag = element_names::tag(&element.name);
            let id = arena.create(tag);
            if tag == Tag::Other {
                arena.add_attr(id, AttrKey::ElementName, &element.name.local);
            }
            for (name, value) in &element.attrs {
                if let Some(key) = element_names::key(name).or_else(|| custom.key(&name.local)) {
                    arena.add_attr(id, key, value);
                }
            }
            if lazy_images::has_address(tag) && element.name.ns == ns!(html) {
                for (key, value) in lazy_images::addresses(element.attrs.iter().map(|(name, value)| (name, &**value))) {
                    arena.add_attr(id, key, &value);
                }
            }
            depth.open(arena, id);
        }
        Node::Text(text) => {
            let parent = depth.insertion_point(arena);
            match arena.text_use(parent) {
                TextUse::Data => arena.add_data(parent, text),
                TextUse::Dropped => arena.note_style(text),
                TextUse::Page if arena.tag(parent) == Tag::Noscript && text.contains('<') => {
                    graft(arena, parent, &parse_keeping(text, custom, Budget::NONE).tree);
                }
                TextUse::Page => arena.append_text(parent, text),
            }
        }
        // The content of a template is an ordinary child here; comments are dropped.
        _ => {}
    }
}

/// Copies the content of a parsed page's head and body below a node.
fn graft(arena: &mut Arena, parent: ArenaId, tree: &Tree) {
    let mut copies: Vec<ArenaId> = vec![parent; tree.len()];
    for node in 1..tree.len() as NodeId {
        let parent = copies[tree.parent(node) as usize];
        match tree.tag(node) {
            Tag::Html | Tag::Head | Tag::Body => copies[node as usize] = parent,
            Tag::Text => arena.append_text(parent, tree.text(node)),
            tag => {
                let copy = arena.create(tag);
                for (key, value) in tree.attrs(node) {
                    arena.add_attr(copy, key, value);
                }
                arena.append(parent, copy);
                copies[node as usize] = copy;
            }
        }
    }
}
