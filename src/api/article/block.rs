//! A block of an article, as its users see it.

use super::Article;
use crate::classify::features::Feature;
#[cfg(feature = "scraper")]
use crate::html::tag::Tag;
use crate::page::blocks::{BlockKind, RawBlock};
use std::ops::Range;

/// A run of text between block boundaries: what is scored, and kept or dropped.
#[derive(Clone, Copy, Debug)]
pub struct Block<'a> {
    pub(super) article: &'a Article,
    pub(super) index: usize,
}

impl<'a> Block<'a> {
    /// The text, with white space normalised; without what options add to [`Article::text`].
    pub fn text(&self) -> &'a str {
        self.article.page.blocks.text(self.index)
    }

    /// The scorer's probability that this is main content, `0.0..=1.0`.
    pub fn score(&self) -> f32 {
        self.article.scores[self.index]
    }

    /// Whether it is part of [`Article::text`]. A block may be kept against its score where the region around it is.
    pub fn is_content(&self) -> bool {
        self.article.selection.kept[self.index]
    }

    /// Characters over elements in it (Sun, Song, Liao 2011); 0 or more.
    pub fn text_density(&self) -> f32 {
        self.feature(Feature::TextDensity)
    }

    /// Characters in links over characters, `0.0..=1.0` (Kohlschütter et al. 2010).
    pub fn link_density(&self) -> f32 {
        self.feature(Feature::LinkDensity)
    }

    /// Any feature of the block. The features of all blocks are computed again when the first is asked for, and kept.
    pub fn feature(&self, feature: Feature) -> f32 {
        self.article.features().get(self.index, feature)
    }

    /// Which features spoke for the block (above 0) and against it (below 0), in log-odds, the strongest first. With the
    /// default scorer each is what the model's trees make of the feature, without the network's part in the score, which hangs
    /// on all blocks of the page; a scorer that cannot tell gives none.
    ///
    /// ```
    /// let article = maintext::extract("<div class=menu><a href='/'>Home</a></div><p>Prose of some length, with a comma, ends here.");
    /// let reasons = article.blocks().next().unwrap().reasons();
    /// assert!(reasons.is_sorted_by(|a, b| a.1.abs() >= b.1.abs()));
    /// ```
    pub fn reasons(&self) -> Vec<(Feature, f32)> {
        let mut reasons = self.article.scorer.contributions(self.article.features(), self.index);
        reasons.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
        reasons
    }

    /// The name of the nearest block-level element; `""` in flattened text.
    pub fn tag(&self) -> &'a str {
        match self.kind() {
            BlockKind::Line => "",
            _ => self.article.page.tree.name(self.raw().node),
        }
    }

    /// What the block is.
    pub fn kind(&self) -> BlockKind {
        self.raw().kind
    }

    /// Whether the page hides it (`hidden`, `aria-hidden`, `popover`, `display: none`, a closed `<dialog>`), for instance in
    /// a tab.
    pub fn is_hidden(&self) -> bool {
        self.raw().hidden
    }

    /// Where it stands in [`Article::text`], in bytes; `None` where it was dropped.
    pub fn range(&self) -> Option<Range<usize>> {
        self.article.rendered().ranges[self.index].clone()
    }

    /// A CSS path to the nearest block-level element, such as `html > body > div:nth-child(2) > p:nth-child(1)`, in the page
    /// as a browser shows it: what React streams behind the page stands in its place, and so does what stands in shadow roots.
    /// Empty in flattened text.
    pub fn path(&self) -> String {
        self.article.page.tree.path(self.raw().node)
    }

    /// The nearest block-level element in the `scraper::Html` that the page came as; `None` where it came otherwise.
    #[cfg(feature = "scraper")]
    pub fn node_id(&self) -> Option<ego_tree::NodeId> {
        self.article.origins.get(self.raw().node as usize).copied()
    }

    /// The runs of text that the block is made of, in the `scraper::Html` that the page came as. What scraper has as the
    /// text of a `<noscript>` is one run.
    ///
    /// ```
    /// use maintext::{Extractor, scraper::Html};
    ///
    /// let page = Html::parse_document("<p>One <b>bold</b> word</p>");
    /// let article = Extractor::default().extract(&page)?;
    /// let block = article.blocks().next().unwrap();
    /// let runs: Vec<&str> =
    ///     block.text_node_ids().filter_map(|id| Some(&**page.tree.get(id)?.value().as_text()?)).collect();
    /// assert_eq!(runs, ["One ", "bold", " word"]);
    /// # Ok::<(), maintext::Error>(())
    /// ```
    #[cfg(feature = "scraper")]
    pub fn text_node_ids(&self) -> impl Iterator<Item = ego_tree::NodeId> + use<'a> {
        let article = self.article;
        let range = self.raw().first..self.raw().last + 1;
        let texts = range
            .filter(|&node| article.page.tree.tag(node) == Tag::Text)
            .filter(|node| article.page.blocks.unseen.binary_search(node).is_err());
        let mut last = None;
        texts
            .filter_map(|node| article.origins.get(node as usize).copied())
            .filter(move |&origin| last.replace(origin) != Some(origin))
    }

    fn raw(&self) -> &'a RawBlock {
        &self.article.page.blocks.list[self.index]
    }
}
