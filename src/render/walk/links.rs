//! Links, and references to footnotes.

use super::super::document::{Element, Event};
use super::Walk;
use crate::html::attributes::AttrKey;
use crate::html::tag::Tag;
use crate::html::tree::NodeId;

impl Walk<'_> {
    pub(super) fn link(&mut self, link: NodeId) -> NodeId {
        let tree = self.tree;
        let end = tree.end(link);
        let share = self.surroundings.kept_share(link, end).unwrap_or(0.0);
        // Most links of a page are in menus, with nothing to write in them.
        if share == 0.0 && !(link..end).any(|node| matches!(tree.tag(node), Tag::Img | Tag::Math | Tag::Script)) {
            return link + 1;
        }
        let is_kept = share >= 0.5;
        if is_kept && let Some(number) = self.footnote(link) {
            return self.footnote_reference(link, number);
        }
        if self.footnotes.is_back_link(tree, link) || self.is_permalink(link) {
            return self.pass(link);
        }
        if self.shown.links
            && let Some(href) = tree.attr(link, AttrKey::Href)
            && (is_kept || self.surroundings.keeps(link))
            && let Some(url) = self.urls.link(href)
        {
            self.assembly.push_inline(Element::Link(self.link_urls.len() as u32), end);
            self.link_urls.push(url);
        }
        link + 1
    }

    /// The number of the footnote that a kept link refers to.
    pub(super) fn footnote(&mut self, link: NodeId) -> Option<u32> {
        let in_text = !self.assembly.is_in_code();
        let surroundings = &self.surroundings;
        let tree = self.tree;
        let is_kept = |note| surroundings.kept_share(note, tree.end(note)).is_some_and(|share| share >= 0.5);
        in_text.then(|| self.footnotes.reference(tree, link, is_kept)).flatten()
    }

    pub(super) fn footnote_reference(&mut self, node: NodeId, number: u32) -> NodeId {
        let end = self.pass_word(node);
        self.assembly.inline(Event::FootnoteReference(number), self.passed.take());
        end
    }

    /// Whether a link is a heading's link to itself, such as "¶".
    pub(super) fn is_permalink(&self, link: NodeId) -> bool {
        let is_mark = || {
            let text = self.tree.text(link).trim();
            text.chars().count() == 1 && text.chars().all(|c| !c.is_alphanumeric())
        };
        matches!(self.assembly.top(), Some(Element::Heading(_) | Element::Term))
            && is_mark()
            && self.tree.attr(link, AttrKey::Href).is_some_and(|href| href.contains('#'))
    }
}
