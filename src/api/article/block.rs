//! A block of an article.

use super::Article;
use crate::classify::Evidence;
use crate::classify::features::{BlockFeatures, Column, Feature};
#[cfg(feature = "scraper")]
use crate::html::tag::Tag;
use crate::page::blocks::{BlockKind, RawBlock};
use crate::select::Decision;
use std::ops::Range;

/// A run of text between the tags of block-level elements. Blocks are scored, and kept or dropped.
///
/// ```
/// let page = "<ul><li><a href='/'>Home</a></ul><p>Rivers carry water, and with it sand, from the mountains to the sea.";
/// let article = maintext::extract(page);
/// let block = article.blocks().last().unwrap();
/// assert_eq!((block.tag(), block.is_content()), (Some("p"), true));
/// assert_eq!(&article.text()[block.range().unwrap()], block.text());
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Block<'a> {
    pub(super) article: &'a Article,
    pub(super) index: usize,
}

impl<'a> Block<'a> {
    /// Returns the text with white space normalized. Render options do not affect it.
    pub fn text(&self) -> &'a str {
        self.article.page.blocks.text(self.index)
    }

    /// Returns the probability that this is main content, in `0.0..=1.0`, from the scorer.
    pub fn score(&self) -> f32 {
        self.article.scores[self.index]
    }

    /// Returns whether the block is part of [`Article::text`]. Selection also considers the blocks around it, so that a
    /// block with a low score may be kept, and one with a high score dropped.
    pub fn is_content(&self) -> bool {
        self.article.selection.kept[self.index]
    }

    /// Returns the step that decided whether the block is kept: its score, or a rule that overruled the score.
    ///
    /// ```
    /// use maintext::{Decision, Extractor, Options};
    ///
    /// let page = "<p class=lead>Rivers carry water, and with it sand, to the sea.</p><p>They flow.</p>";
    /// let article = Extractor::new(Options::new().with_content_selector(".lead")?).extract(page)?;
    /// assert!(article.blocks().all(|block| block.decision() == Decision::Selector));
    /// # Ok::<(), maintext::Error>(())
    /// ```
    pub fn decision(&self) -> Decision {
        self.article.selection.decisions[self.index]
    }

    /// Returns the text density: characters per element (Sun, Song, Liao: "DOM based content extraction via text
    /// density", SIGIR 2011). 0 or more.
    pub fn text_density(&self) -> f32 {
        self.features().value(Column::TextDensity)
    }

    /// Returns the link density: the share of characters in links, in `0.0..=1.0` (Kohlschütter, Fankhauser, Nejdl:
    /// "Boilerplate detection using shallow text features", WSDM 2010).
    pub fn link_density(&self) -> f32 {
        self.features().value(Column::LinkDensity)
    }

    /// Returns all features of the block. The first call computes those of all blocks of the page, which takes about as long as
    /// the extraction; the article keeps them.
    pub fn features(&self) -> BlockFeatures<'a> {
        self.article.features().of_block(self.index)
    }

    /// Returns one feature of the block, as [`Block::features`] has it.
    pub fn feature(&self, feature: Feature) -> f32 {
        self.features().get(feature)
    }

    /// Returns how much each piece of [`Evidence`] adds to the logit of the score, for the block (above 0) or against it (below
    /// 0), the strongest first: [`Article::contributions`], which takes less time for several blocks. Empty for a scorer that does not
    /// explain itself.
    ///
    /// ```
    /// let article = maintext::extract("<div class=menu><a href='/'>Home</a></div><p>Prose of some length, with a comma, ends here.");
    /// let contributions = article.blocks().next().unwrap().contributions();
    /// assert!(contributions.is_sorted_by(|a, b| a.1.abs() >= b.1.abs()));
    /// ```
    pub fn contributions(&self) -> Vec<(Evidence, f32)> {
        self.article.contributions().of_block(self.index)
    }

    /// Returns the tag name of the nearest block-level element, in lower case; `None` in flattened text.
    pub fn tag(&self) -> Option<&'a str> {
        match self.kind() {
            BlockKind::Line => None,
            _ => Some(self.article.page.tree.name(self.raw().node)),
        }
    }

    /// Returns the kind of the block: a paragraph, a heading, a list item and so on.
    pub fn kind(&self) -> BlockKind {
        self.raw().kind
    }

    /// Returns whether the page hides the block (`hidden`, `aria-hidden`, `popover`, `display: none`, a closed
    /// `<dialog>`), for example in a tab. Hidden blocks may be main content.
    pub fn is_hidden(&self) -> bool {
        self.raw().hidden
    }

    /// Returns the byte range of the block in [`Article::text`]; `None` if the block was dropped.
    ///
    /// ```
    /// let article = maintext::extract("<p>Cafés are places where people meet, drink, and talk.<p>They open early, as a rule.");
    /// let block = article.blocks().nth(1).unwrap();
    /// assert_eq!(&article.text()[block.range().unwrap()], "They open early, as a rule.");
    /// assert_eq!((block.range().unwrap().start, block.char_range().unwrap().start), (55, 54));
    /// ```
    pub fn range(&self) -> Option<Range<usize>> {
        self.article.rendered().ranges[self.index].clone()
    }

    /// Returns [`Block::range`] in characters (Unicode scalar values), by which Python slices strings.
    pub fn char_range(&self) -> Option<Range<usize>> {
        Some(self.article.rendered().char_range(&self.range()?))
    }

    /// Returns the block as Markdown, without a line break at the end; `None` if the block was dropped. A list item has
    /// its marker. A table row has the header of its table before it, unless the header is longer than 1,000 bytes. A
    /// block that [`Article::markdown`] leaves out, such as the label of a code block, is empty. So are the last blocks if all
    /// together exceed a limit; see [`Article::check_limits`].
    ///
    /// The first call writes the Markdown of all blocks.
    ///
    /// ```
    /// use maintext::{Extractor, Options};
    ///
    /// let page = "<p>Rivers carry <b>water</b>, and with it sand, to the sea.<ol start=3><li>The <a href='https://e.org/'>Wick</a></ol>";
    /// let article = Extractor::new(Options::new().with_content_selector("body")?).extract(page)?;
    /// let markdown: Vec<&str> = article.blocks().filter_map(|block| block.markdown()).collect();
    /// assert_eq!(markdown, ["Rivers carry **water**, and with it sand, to the sea.", "3. The [Wick](https://e.org/)"]);
    /// # Ok::<(), maintext::Error>(())
    /// ```
    pub fn markdown(&self) -> Option<&'a str> {
        let markdown = || self.article.block_markdown().get(self.index).map_or("", String::as_str);
        self.is_content().then(markdown)
    }

    /// Returns the CSS path of the nearest block-level element, such as `html > body > div:nth-child(2) >
    /// p:nth-child(1)`; empty in flattened text.
    ///
    /// The path is that of the page as a browser shows it: parts that React streams after the page, and shadow roots,
    /// are in their final places. If [`Article::source`] is not the visible page, the path refers to the fallback's own
    /// markup.
    pub fn path(&self) -> String {
        self.article.page.tree.path(self.raw().node)
    }

    /// Returns the nearest block-level element in the `scraper::Html` that was extracted; `None` if the page was given
    /// in another form. Requires the feature `scraper`.
    #[cfg(feature = "scraper")]
    pub fn node_id(&self) -> Option<ego_tree::NodeId> {
        self.article.origins.get(self.raw().node as usize).copied()
    }

    /// Returns the text nodes of the block in the `scraper::Html` that was extracted. The content of a `<noscript>` is
    /// one text node there. Requires the feature `scraper`.
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
            .filter(|node| article.page.blocks.omitted.binary_search(node).is_err());
        let mut last = None;
        texts
            .filter_map(|node| article.origins.get(node as usize).copied())
            .filter(move |&origin| last.replace(origin) != Some(origin))
    }

    fn raw(&self) -> &'a RawBlock {
        &self.article.page.blocks.list[self.index]
    }
}
