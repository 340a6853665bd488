//! The page as the readers of what is visible need it: where the head of the article is.

mod nearest;

use crate::html::attributes::AttrKey;
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};
use crate::page::blocks::Blocks;
use crate::page::names::Names;
use crate::page::title::Title;
use crate::select::Selection;
use std::ops::Range;

pub(super) use crate::page::names::Called;
pub(super) use nearest::Nearest;

/// Bylines and dates stand at most this many blocks before the title, and behind it or the first paragraph.
const BEFORE: usize = 4;
const BEHIND: usize = 10;
/// And at most this many behind the end of the text.
const AT_END: usize = 6;

/// What the metadata of a page is read from.
pub(crate) struct Page<'a> {
    pub page: &'a crate::page::Page,
    pub tree: &'a Tree,
    pub blocks: &'a Blocks,
    /// Which blocks are main text.
    pub kept: &'a [bool],
    pub title: &'a Title,
    /// Where the page is from, where the caller knows.
    pub url: Option<&'a str>,
    /// Where the article begins: its title, or its first text.
    pub head: NodeId,
    names: &'a Names,
    /// The elements that are called what is apart.
    apart: Nearest,
}

impl<'a> Page<'a> {
    pub fn new(page: &'a crate::page::Page, selection: &'a Selection) -> Self {
        let crate::page::Page { tree, blocks, title, url, .. } = page;
        let kept = &selection.kept;
        let first = title.block.or_else(|| kept.iter().position(|&kept| kept));
        let head = first.map_or(0, |block| blocks.list[block].first);
        let names = page.names();
        let apart = Nearest::among(tree, names.named.iter().copied().filter(|&node| names.get(node).is(Called::APART)));
        Page { page, tree, blocks, kept, title, url: url.as_deref(), head, names, apart }
    }

    /// The blocks around the title and the beginning of the text, then those behind its end.
    pub fn around_text(&self) -> impl Iterator<Item = usize> + Clone {
        let count = self.blocks.list.len();
        let first = self.kept.iter().position(|&kept| kept);
        let last = self.kept.iter().rposition(|&kept| kept);
        let top = self.title.block.or(first).unwrap_or(0);
        // A title far from the text is one in the page's head.
        let start = first.filter(|&first| first >= top).unwrap_or(top);
        let head = top.saturating_sub(BEFORE)..(top + BEHIND).max(start + 3).min(count);
        let tail = last.map_or(0..0, |last| (last + 1).max(head.end)..(last + 1 + AT_END).min(count));
        // Where the text begins before what was taken for the title.
        let early = first.filter(|&first| first < head.start);
        let early = early.map_or(0..0, |first| first.saturating_sub(BEFORE)..(first + 3).min(head.start));
        // From the title on first, then what stands before it.
        (top..head.end).chain(head.start..top).chain(early).chain(tail)
    }

    /// The nodes of a block.
    pub fn nodes(&self, block: usize) -> Range<NodeId> {
        let block = &self.blocks.list[block];
        block.first..block.last + 1
    }

    /// The nodes that are called so, in order.
    pub(super) fn called(&self, what: Called) -> impl Iterator<Item = NodeId> + Clone {
        self.names.named.iter().copied().filter(move |&node| self.is_called(node, what))
    }

    /// The same, but those from the head of the article on first.
    pub(super) fn called_from_head(&self, what: Called) -> impl Iterator<Item = NodeId> {
        let head = self.names.named.partition_point(|&node| node < self.head);
        let (before, behind) = self.names.named.split_at(head);
        behind.iter().chain(before).copied().filter(move |&node| self.is_called(node, what))
    }

    /// The language that the page declares: the `lang` of `<html>` or `<body>`.
    pub(super) fn lang(&self) -> Option<&'a str> {
        let tree = self.tree;
        let elements = (1..tree.len() as NodeId).take_while(|&node| tree.parent(node) == 0 || node < 2);
        let declared = elements.chain(tree.next(Tag::Body, 0));
        declared
            .filter_map(|node| tree.attr(node, AttrKey::Lang).or_else(|| tree.attr(node, AttrKey::XmlLang)))
            .find(|lang| !lang.trim().is_empty())
    }

    /// The `<base>`, `<link>` and `<meta>` elements, in order.
    pub(super) fn declarations(&self) -> impl Iterator<Item = NodeId> {
        self.names.declarations.iter().copied()
    }

    /// Whether an element is called so.
    pub(super) fn is_called(&self, node: NodeId, what: Called) -> bool {
        self.names.get(node).is(what)
    }

    /// Whether the element stands among comments or teasers of other pages, by what the page calls the elements
    /// around it that do not hold the title or the text's beginning as well.
    pub fn is_apart(&self, node: NodeId) -> bool {
        let apart = self.apart.to(node);
        apart != 0 && (apart == node || !self.tree.contains(apart, self.head))
    }
}

/// What the page calls an element: the words of its class and id.
pub(crate) fn names(tree: &Tree, node: NodeId) -> impl Iterator<Item = &str> {
    let named = [AttrKey::Class, AttrKey::Id].into_iter().filter_map(move |key| tree.attr(node, key));
    named.flat_map(|value| value.split_ascii_whitespace())
}
