//! A page together with its main text: where the article begins, and which elements belong to other pages.

use super::nearest::Nearest;
use crate::html::limits::Budget;
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};
use crate::page::Page;
use crate::page::blocks::{BlockKind, Blocks};
use crate::page::head::Head;
use crate::page::names::{NameClasses, Names};
use crate::page::title::Title;
use crate::select::Selection;
use once_cell::unsync::OnceCell;
use serde_json::Value;
use std::ops::Range;
use url::Url;

/// How many blocks before and after the title are searched for bylines and dates. On the annotated pages of the corpus, two blocks before
/// the title lose three dates and eight give one; five blocks after the title lose five dates and twenty lose one.
const BEFORE_TITLE: usize = 4;
const AFTER_TITLE: usize = 10;

/// The same for the first block of the text, and for its last one. After the last block, 3 lose two dates and 10 lose an author and a
/// date; from 1 to 6, the first number makes no difference.
const AROUND_FIRST: usize = 3;
const AFTER_LAST: usize = 6;

/// Minimum characters of a block of main text that shows that an element is the article. Chosen by hand.
const MIN_PROSE: u32 = 80;

/// A page, its main text, and its title.
pub(crate) struct Context<'a> {
    page: &'a Page,
    /// The time for reading. What is not read in time is incomplete.
    pub budget: Budget,
    pub tree: &'a Tree,
    pub blocks: &'a Blocks,
    /// For each block, whether it is main text.
    pub kept: &'a [bool],
    pub title: &'a Title,
    /// The URL of the page, if the caller gave it.
    pub url: Option<&'a str>,
    /// The base of the relative URLs of the page.
    pub base_url: Option<&'a Url>,
    /// The block of the title: a heading, or else the first block with the same text.
    top: Option<usize>,
    /// The node at which the article begins: its title, or else its first text.
    pub start: NodeId,
    head: &'a Head,
    names: &'a Names,
    names_within_comments: OnceCell<Names>,
    unrelated: Nearest,
    /// The `<article>` elements, and the one with the start of the article, if it holds main text.
    articles: OnceCell<(Nearest, Option<NodeId>)>,
}

impl<'a> Context<'a> {
    pub fn new(page: &'a Page, selection: &'a Selection, budget: Budget) -> Self {
        let Page { tree, blocks, head, title, url, .. } = page;
        let kept = &selection.kept;
        let shows_title = |&block: &usize| Some(blocks.text(block)) == title.text.as_deref();
        let top = title.block.or_else(|| (0..blocks.list.len()).find(shows_title));
        let first = top.or_else(|| kept.iter().position(|&kept| kept));
        let start = first.map_or(0, |block| blocks.list[block].first);
        let names = page.names(budget);
        let unrelated = Nearest::among(tree, names.with(NameClasses::UNRELATED));
        Context {
            page,
            budget,
            tree,
            blocks,
            kept,
            title,
            url: url.as_deref(),
            base_url: page.base_url(),
            top,
            start,
            head,
            names,
            names_within_comments: OnceCell::new(),
            unrelated,
            articles: OnceCell::new(),
        }
    }

    /// The blocks near the title, then those near the beginning of the text, then those after its end. From the title on, they
    /// come before those above it.
    pub fn around_text(&self) -> impl Iterator<Item = usize> + Clone {
        let count = self.blocks.list.len();
        let first = self.kept.iter().position(|&kept| kept);
        let last = self.kept.iter().rposition(|&kept| kept);
        let top = self.top.or(first).unwrap_or(0);
        // The text may begin far below the title.
        let text = first.filter(|&first| first >= top).unwrap_or(top);
        let head = top.saturating_sub(BEFORE_TITLE)..(top + AFTER_TITLE).max(text + AROUND_FIRST).min(count);
        let tail = last.map_or(0..0, |last| (last + 1).max(head.end)..(last + 1 + AFTER_LAST).min(count));
        // The text may also begin before the block that was taken for the title.
        let early = first.filter(|&first| first < head.start);
        let early =
            early.map_or(0..0, |first| first.saturating_sub(BEFORE_TITLE)..(first + AROUND_FIRST).min(head.start));
        (top..head.end).chain(head.start..top).chain(early).chain(tail)
    }

    /// The nodes of a block.
    pub fn nodes(&self, block: usize) -> Range<NodeId> {
        let block = &self.blocks.list[block];
        block.first..block.last + 1
    }

    /// Whether a node has any of the name classes.
    pub fn has(&self, node: NodeId, classes: NameClasses) -> bool {
        self.names.has(node, classes)
    }

    /// Whether a node has any of the name classes within comments.
    pub fn has_within_comments(&self, node: NodeId, classes: NameClasses) -> bool {
        let names =
            self.names_within_comments.get_or_init(|| Names::of(self.tree, NameClasses::WITHIN_COMMENTS, self.budget));
        names.has(node, classes)
    }

    /// The nodes with any of the name classes, in document order.
    pub fn with(&self, classes: NameClasses) -> impl Iterator<Item = NodeId> + Clone {
        self.names.with(classes)
    }

    /// The values of the page's JSON-LD.
    pub fn json_ld(&self) -> &'a [Value] {
        self.page.json_ld(self.budget)
    }

    /// The same, but those from the start of the article on come first.
    pub fn with_from_start(&self, classes: NameClasses) -> impl Iterator<Item = NodeId> {
        self.names.with_from(self.start, classes)
    }

    /// The language that the page declares.
    pub fn lang(&self) -> Option<&'a str> {
        self.head.lang(self.tree)
    }

    /// Whether an element is part of comments, of teasers of other pages, or of another article, by the names of its ancestors.
    /// Ancestors that hold the start of the article as well do not count.
    pub fn is_unrelated(&self, node: NodeId) -> bool {
        let unrelated = self.unrelated.to(node);
        unrelated != 0 && (unrelated == node || !self.tree.contains(unrelated, self.start))
            || self.is_of_other_article(node)
    }

    /// Whether an element is in another `<article>` than the start of the article, beside or below it.
    fn is_of_other_article(&self, node: NodeId) -> bool {
        let (articles, own) = self.articles.get_or_init(|| {
            let next = |from| self.tree.next(Tag::Article, from);
            let articles = Nearest::among(self.tree, std::iter::successors(next(0), |&node| next(node + 1)));
            let own = Some(articles.to(self.start)).filter(|&own| own != 0 && self.holds_text(own));
            (articles, own)
        });
        let Some(own) = *own else { return false };
        let other = articles.to(node);
        other != 0
            && !self.tree.contains(own, other)
            && !self.tree.contains(other, self.start)
            && self.begins_with_heading(other)
    }

    /// Whether an element holds main text. The first teaser of a list holds the title, but no text.
    fn holds_text(&self, node: NodeId) -> bool {
        let mut within = self.blocks.beginning_in(&(node..self.tree.end(node)));
        within.any(|block| self.kept[block] && self.blocks.list[block].chars >= MIN_PROSE)
    }

    /// Whether one of the first blocks of an element is a heading. Comments and cards may be articles without one.
    fn begins_with_heading(&self, node: NodeId) -> bool {
        const HEAD: usize = 4;
        let mut head = self.blocks.beginning_in(&(node..self.tree.end(node))).take(HEAD);
        head.any(|block| matches!(self.blocks.list[block].kind, BlockKind::Heading(_)))
    }
}
