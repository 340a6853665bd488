//! Footnotes: targets of links further down the page that link back.

use crate::html::attributes::AttrKey;
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};
use rustc_hash::FxHashMap;

/// Maximum depth of a footnote, and of its links back in it.
const MAX_DEPTH: usize = 64;
/// Maximum number of nodes in a footnote.
const MAX_NODES: NodeId = 600;
/// Maximum length of the mark of a footnote, such as "[12]" or "note 3".
const MAX_MARK: usize = 12;

/// The footnotes of a page, found as their references are met.
#[derive(Default)]
pub(super) struct Footnotes<'t> {
    /// The elements by their ids; computed on first use.
    ids: Option<FxHashMap<&'t str, NodeId>>,
    /// The notes with a reference, and their numbers in the order of the references.
    numbers: FxHashMap<NodeId, u32>,
    /// For each note, the links in it: the part before the `#`, and the target.
    back_links: FxHashMap<NodeId, Vec<(&'t str, NodeId)>>,
}

impl<'t> Footnotes<'t> {
    /// Returns the number of the footnote that a link refers to; `None` if the link is not a reference to a kept
    /// footnote.
    pub fn reference(&mut self, tree: &'t Tree, link: NodeId, is_kept: impl Fn(NodeId) -> bool) -> Option<u32> {
        let (page, target) = tree.attr(link, AttrKey::Href)?.trim().split_once('#')?;
        let mark = tree.text(link).trim();
        if mark.is_empty() || mark.len() > MAX_MARK {
            return None;
        }
        // Most short links to the same page are permalinks of headings, which link to themselves.
        let has_target_as_id = |node: NodeId| tree.attr(node, AttrKey::Id) == Some(target);
        if tree.ancestors(link).take(2).any(has_target_as_id) {
            return None;
        }
        let target = self.find(tree, target)?;
        let note = note_of(tree, target)?;
        let is_reference = note > link
            && tree.end(note) - note <= MAX_NODES
            && may_hold_notes(tree, note)
            && is_kept(note)
            && (self.leads_back(tree, note, link, page) || page.is_empty() && is_marked(tree, link, mark));
        if !is_reference {
            return None;
        }
        let next = self.numbers.len() as u32 + 1;
        Some(*self.numbers.entry(note).or_insert(next))
    }

    /// Returns the number of a footnote; `None` if the element is not one.
    pub fn number(&self, note: NodeId) -> Option<u32> {
        self.numbers.get(&note).copied()
    }

    /// Whether there is a footnote among the first elements of a list.
    pub fn has_notes(&self, tree: &Tree, list: NodeId) -> bool {
        !self.numbers.is_empty() && tree.children(list).take(8).any(|child| self.numbers.contains_key(&child))
    }

    /// Whether the link leads from a footnote back to where it is referred to.
    pub fn is_back_link(&self, tree: &Tree, link: NodeId) -> bool {
        let is_short = || tree.text(link).trim().len() <= MAX_MARK;
        let leads_back = || {
            let (_, target) = tree.attr(link, AttrKey::Href)?.trim().split_once('#')?;
            let target = *self.ids.as_ref()?.get(target)?;
            let note = tree.ancestors(link).take(MAX_DEPTH).find(|node| self.numbers.contains_key(node))?;
            Some(target < note)
        };
        !self.numbers.is_empty() && is_short() && leads_back() == Some(true)
    }

    /// Whether a link in the note leads to the reference or to an element directly around it. Both must name the page in the same
    /// way: with nothing before the `#`, or with its URL.
    fn leads_back(&mut self, tree: &'t Tree, note: NodeId, link: NodeId, page: &str) -> bool {
        if !self.back_links.contains_key(&note) {
            let links = (note..tree.end(note)).filter(|&node| tree.tag(node) == Tag::A);
            let hrefs = links.filter_map(|node| tree.attr(node, AttrKey::Href)?.trim().split_once('#'));
            let targets = hrefs.filter_map(|(page, id)| Some((page, self.find(tree, id)?))).collect();
            self.back_links.insert(note, targets);
        }
        let targets = &self.back_links[&note];
        // Some pages give the reference itself the id, others the element around it or an empty one before it.
        let around = std::iter::once(link).chain(tree.ancestors(link).take(2));
        let around: Vec<NodeId> = around.collect();
        targets
            .iter()
            .filter(|(of, _)| *of == page)
            .any(|&(_, target)| around.contains(&target) || target < link && link - target <= 3)
    }

    fn find(&mut self, tree: &'t Tree, id: &str) -> Option<NodeId> {
        let ids = self.ids.get_or_insert_with(|| {
            let mut ids = FxHashMap::with_capacity_and_hasher(tree.len() / 32, Default::default());
            for (node, key, id) in tree.all_attrs(|key| matches!(key, AttrKey::Id | AttrKey::Name)) {
                if key == AttrKey::Id || key == AttrKey::Name && tree.tag(node) == Tag::A {
                    ids.entry(id).or_insert(node);
                }
            }
            ids
        });
        ids.get(id).copied()
    }
}

/// The block that a link's target names: the element itself or the nearest block around it.
fn note_of(tree: &Tree, target: NodeId) -> Option<NodeId> {
    let is_block = |&node: &NodeId| tree.tag(node).is_block();
    let note = std::iter::once(target).chain(tree.ancestors(target).take(4)).find(is_block)?;
    matches!(tree.tag(note), Tag::Li | Tag::P | Tag::Div | Tag::Aside).then_some(note)
}

/// Whether a note is in no element, other than a list, that Markdown does not allow around a footnote.
fn may_hold_notes(tree: &Tree, note: NodeId) -> bool {
    use Tag::*;
    let is_list_of_notes = |(i, tag): (usize, Tag)| i == 0 && matches!(tag, Ol | Ul);
    let around: Vec<Tag> = tree.ancestors(note).take(MAX_DEPTH).map(|node| tree.tag(node)).collect();
    around.len() < MAX_DEPTH
        && around.into_iter().enumerate().all(|(i, tag)| {
            is_list_of_notes((i, tag))
                || !matches!(tag, Ol | Ul | Menu | Dir | Li | Blockquote | Dl | Dd | Table | Figure)
        })
}

/// Whether a link looks like a reference: by its role, or as a superscript number.
fn is_marked(tree: &Tree, link: NodeId, mark: &str) -> bool {
    let has_role = tree.attr(link, AttrKey::Role) == Some("doc-noteref");
    let is_high = tree.ancestors(link).take(2).any(|node| tree.tag(node) == Tag::Sup)
        || tree.children(link).any(|node| tree.tag(node) == Tag::Sup);
    let is_mark = mark.chars().all(|c| c.is_numeric() || matches!(c, '[' | ']' | '(' | ')' | '*' | '†' | '‡'));
    has_role || is_high && is_mark
}

/// If a `<sup>` holds a reference with at most brackets around it, returns the reference.
pub(super) fn link_in_superscript(tree: &Tree, superscript: NodeId) -> Option<NodeId> {
    let link = (superscript..tree.end(superscript)).take(6).find(|&node| tree.tag(node) == Tag::A)?;
    let strip = |node| tree.text(node).trim_matches(|c: char| c.is_whitespace() || matches!(c, '[' | ']' | '(' | ')'));
    (strip(superscript) == strip(link)).then_some(link)
}

/// Returns the text of a footnote without the arrows and brackets that remain of links back.
pub(super) fn without_mark(text: &str) -> &str {
    let text = text.trim_start_matches(['^', '↑', ' ']);
    let rest = text.strip_prefix("()").or_else(|| text.strip_prefix("[]")).unwrap_or(text);
    // "1. " where the number was the link.
    rest.strip_prefix(['.', ':', ')']).filter(|rest| rest.starts_with(' ')).unwrap_or(rest).trim_start()
}
