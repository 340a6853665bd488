//! The article: the main content of a page.

mod block;
mod chunk;
mod facts;
mod limits;
mod outputs;
mod references;

use self::limits::OutputLimits;
use super::pipeline::{Extracted, Shell};
use crate::classify::features::{Features, Vocabulary};
use crate::classify::{Contributions, PageFeatures, Scorer};
use crate::comments::{self, Comment};
use crate::fallback::TextSource;
use crate::html::encoding::Charset;
use crate::html::limits::{Budget, Limit};
#[cfg(feature = "scraper")]
use crate::html::tree::NodeId;
use crate::metadata::{Context, Declared, Metadata, date_order};
use crate::page::Page;
use crate::render::references::References;
use crate::render::text::{self, Rendered};
use crate::select::{Decision, Selection};
use once_cell::sync::OnceCell;
use std::ops::Range;
use std::sync::Arc;

pub use block::Block;
pub use chunk::{Chunk, ChunkOptions};
pub use references::{Image, Link};

/// The main content of a page.
///
/// [`Article::text`], [`Article::metadata`] and [`Article::comments`] are computed when they are first asked for. An
/// article holds the tree of its page; to keep only the text, use [`Article::into_text`].
///
/// ```
/// let page = "<title>On rivers - The Atlas</title><nav><a href='/'>Home</a></nav><h1>On rivers</h1>\
///     <p>Rivers carry water, and with it sand, from the mountains to the sea, and so they shape the land.</p>";
/// let article = maintext::extract(page);
/// assert_eq!(article.title(), Some("On rivers"));
/// assert!(article.text().starts_with("Rivers carry water"));
/// ```
#[derive(Clone)]
pub struct Article {
    page: Page,
    selection: Selection,
    scores: Vec<f32>,
    confidence: f32,
    source: TextSource,
    /// The encoding of the page's bytes.
    pub(super) charset: Option<Charset>,
    /// The visible page, if the text is not from it.
    pub(super) shell: Option<Box<Shell>>,
    scorer: Arc<dyn Scorer>,
    /// The vocabulary that the features for the scorer are computed with.
    vocabulary: Vocabulary,
    /// Whether comments stay in the text.
    has_comments: bool,
    pub(super) limits: OutputLimits,
    /// For each node the node of the caller's page, if the page came parsed.
    #[cfg(feature = "scraper")]
    pub(super) origins: Vec<ego_tree::NodeId>,
    /// The features of all blocks take far more room than the page: they are computed only if they are asked for.
    features: OnceCell<Features>,
    rendered: OnceCell<Rendered>,
    /// The Markdown of each block; empty if the block was dropped.
    block_markdown: OnceCell<Vec<String>>,
    references: OnceCell<References>,
    declared: OnceCell<Declared>,
    metadata: OnceCell<Metadata>,
    comments: OnceCell<Vec<Comment>>,
}

/// Minimum bytes and confidence of [`Article::is_article`]. Chosen by hand; its documentation has the figures.
const MIN_ARTICLE_BYTES: usize = 200;
const MIN_CONFIDENCE: f32 = 0.5;

impl Article {
    pub(super) fn new(extracted: Extracted) -> Article {
        let Extracted {
            page,
            scores,
            selection,
            confidence,
            source,
            shell,
            declared,
            scorer,
            vocabulary,
            has_comments,
            ..
        } = extracted;
        Article {
            page,
            selection,
            scores,
            confidence,
            source,
            charset: None,
            shell,
            scorer,
            vocabulary,
            has_comments,
            limits: OutputLimits::default(),
            #[cfg(feature = "scraper")]
            origins: Vec::new(),
            features: OnceCell::new(),
            rendered: OnceCell::new(),
            block_markdown: OnceCell::new(),
            references: OnceCell::new(),
            declared,
            metadata: OnceCell::new(),
            comments: OnceCell::new(),
        }
    }

    /// Returns the title of the page without the name of the site.
    pub fn title(&self) -> Option<&str> {
        self.page.title.text.as_deref()
    }

    /// Returns facts about the page: authors, dates, language and more. The first call reads them.
    /// Values are missing if a limit was exceeded; see [`Article::check_limits`].
    pub fn metadata(&self) -> &Metadata {
        self.metadata.get_or_init(|| {
            let metadata = self.in_time(|budget| Metadata::read(&self.visible(budget), self.declared(budget)));
            self.within_max_bytes(metadata)
        })
    }

    /// Returns the reader comments below a story, or the reviews of a product. The posts of a forum thread are main
    /// text, not comments. The first call reads them. Comments are missing if a limit was exceeded; see
    /// [`Article::check_limits`]. They are found relative to the main text, so a content selector or a cut text may lose some.
    ///
    /// ```
    /// let article = maintext::extract("<p>A page without comments, which is the usual kind of page.");
    /// assert!(article.comments().is_empty());
    /// ```
    pub fn comments(&self) -> &[Comment] {
        self.comments.get_or_init(|| {
            let page_type = self.metadata().page_type();
            let comments = self.in_time(|budget| {
                let context = self.visible(budget);
                comments::comments(&context, page_type, date_order(&context))
            });
            self.limits.cut(comments, Comment::size)
        })
    }

    /// The visible page, also if the text is not from it: metadata and comments are read from there.
    fn visible(&self, budget: Budget) -> Context<'_> {
        match &self.shell {
            Some(shell) => Context::new(&shell.page, &shell.selection, budget),
            None => Context::new(&self.page, &self.selection, budget),
        }
    }

    fn declared(&self, budget: Budget) -> &Declared {
        let page = self.shell.as_ref().map_or(&self.page, |shell| &shell.page);
        self.declared.get_or_init(|| Declared::read(page, budget))
    }

    /// Drops the values of metadata that do not fit within the maximum size of an output.
    fn within_max_bytes(&self, mut metadata: Metadata) -> Metadata {
        let mut used = 0;
        metadata.retain(|value| self.limits.fits(&mut used, value.len()));
        metadata
    }

    /// Returns where the text was taken from: the visible page, or, if that has next to no text, a fallback such as
    /// JSON-LD.
    ///
    /// For a fallback, [`Block::path`] refers to the fallback's own markup.
    ///
    /// ```
    /// use maintext::TextSource;
    ///
    /// let article = maintext::extract("<p>The visible text of a page, which is here.");
    /// assert_eq!(article.source(), TextSource::Page);
    /// ```
    pub fn source(&self) -> TextSource {
        self.source
    }

    /// Returns all blocks of the page in document order, kept or not.
    ///
    /// ```
    /// let article = maintext::extract("<ul><li><a href='/'>Home</a></ul><p>A sentence that is here, and says something.</p>");
    /// let kept: Vec<bool> = article.blocks().map(|block| block.is_content()).collect();
    /// assert_eq!(kept, [false, true]);
    /// ```
    pub fn blocks(&self) -> impl ExactSizeIterator<Item = Block<'_>> {
        (0..self.page.blocks.list.len()).map(|index| Block { article: self, index })
    }

    /// Returns the expected quality of the main text, in `0.0..=1.0`: the F1 of its words against those that an
    /// annotator would keep.
    ///
    /// For the default scorer it is calibrated by cross-validation on annotated pages. It is 0 for an empty text. A
    /// content selector does not change it: it is the confidence of the text that would be kept without the selector.
    ///
    /// ```
    /// let sure = maintext::extract(&format!("<article>{}</article>", "<p>Prose of some length, with a comma, ends here.".repeat(9)));
    /// assert!((0.0..=1.0).contains(&sure.confidence()));
    /// let menu = maintext::extract("<ul><li><a href='/'>Home</a><li><a href='/news'>News</a></ul>");
    /// assert_eq!((menu.text(), menu.confidence()), ("", 0.0));
    /// ```
    pub fn confidence(&self) -> f32 {
        self.confidence
    }

    /// Explains the scores of the blocks: how much each piece of [`Evidence`](crate::Evidence) adds to the logit of a score.
    ///
    /// For the default scorer the contributions of a block add up to its logit, ln(p / (1 - p)) for the score p, but for
    /// rounding. The decision trees are explained by the path of the block (Saabas 2014, "Interpreting random forests"), the
    /// neural network by its difference from the same page with all features 0 (DeepLIFT: Shrikumar, Greenside, Kundaje 2017,
    /// "Learning important features through propagating activation differences"). A closure of
    /// [`Scorer::rescore`](crate::Scorer::rescore) and [`Decision::Layer`](crate::Decision::Layer) change scores afterwards.
    ///
    /// The first call computes the features of all blocks; see [`Block::features`]. Keep the returned value to explain several
    /// blocks.
    ///
    /// ```
    /// let article = maintext::extract("<div class=menu><a href='/'>Home</a></div><p>Prose of some length, with a comma, ends here.");
    /// let contributions = article.contributions();
    /// for (number, block) in article.blocks().enumerate() {
    ///     let logit: f32 = contributions.of_block(number).iter().map(|(_, logit)| logit).sum();
    ///     assert!((1.0 / (1.0 + (-logit).exp()) - block.score()).abs() < 1e-4);
    /// }
    /// ```
    pub fn contributions(&self) -> Contributions<'_> {
        self.scorer.contributions(PageFeatures(self.features()))
    }

    /// Returns the score from which on blocks are kept unless a rule decides otherwise, in `0.0..=1.0`: the one with the greatest
    /// expected F1, moved by [`Options::with_preference`](crate::Options::with_preference). `None` if scores do not decide,
    /// because a selector, a fallback or a guess does. See [`Block::decision`].
    ///
    /// ```
    /// let article = maintext::extract("<p>Rivers carry water, and with it sand, from the mountains to the sea.");
    /// let block = article.blocks().next().unwrap();
    /// assert!(block.score() >= article.threshold().unwrap());
    /// ```
    pub fn threshold(&self) -> Option<f32> {
        self.selection.threshold
    }

    /// Returns whether the page has main text: at least 200 bytes, about two sentences, with a
    /// [confidence](Article::confidence) of at least 0.5. This does not compute the text. For most pages,
    /// [`Extractor::is_article`](crate::Extractor::is_article) answers without an extraction.
    ///
    /// In doubt, the answer is `true`. On WCXB's development split, it is `false` for 23 pages. For 20 of them that is
    /// right: they are annotated as empty or nearly so, or the F1 of their text is below 0.5. Of the pages for which it is
    /// `true`, 41 should have been rejected. After a cut by an output limit, only the text that is left counts, but the
    /// confidence is that of the whole text.
    ///
    /// ```
    /// assert!(!maintext::extract("<ul><li><a href='/'>Home</a><li><a href='/news'>News</a></ul>").is_article());
    /// let prose = "Rivers carry water, and with it sand, from the mountains to the sea, and so they shape the land. ".repeat(5);
    /// assert!(maintext::extract(&format!("<article><h1>On rivers</h1><p>{prose}</article>")).is_article());
    /// ```
    pub fn is_article(&self) -> bool {
        let bytes: usize = self.selection.blocks(&self.page).map(|block| block.text.len()).sum();
        bytes >= MIN_ARTICLE_BYTES && self.confidence >= MIN_CONFIDENCE && self.source != TextSource::BestGuess
    }

    /// Sets the limits of the outputs, and applies them to the title and the text. Returns the limit if the text is too
    /// long.
    ///
    /// # Errors
    ///
    /// If the time is up.
    pub(super) fn limit(&mut self, budget: Budget, max_bytes: Option<usize>) -> Result<Option<Limit>, Limit> {
        if max_bytes.is_none() && !budget.has_time_limit() {
            return Ok(None);
        }
        self.rendered = OnceCell::with_value(text::render(&self.page, &self.selection, budget));
        budget.check_time()?;
        self.limits = OutputLimits::new(&budget, max_bytes);
        self.page.title.text.take_if(|title| !self.limits.fits(&mut 0, title.len()));
        let found = self.text().len();
        let Some(limit) = max_bytes.filter(|&limit| found > limit) else { return Ok(None) };
        self.cut(limit);
        let exceeded = Limit::OutputBytes { limit, found };
        self.limits.note(exceeded);
        Ok(Some(exceeded))
    }

    /// Drops the blocks that do not end within the first `bytes` of the main text.
    fn cut(&mut self, bytes: usize) {
        let ranges = &self.rendered().ranges;
        let is_within = |range: &Option<Range<usize>>| range.as_ref().is_some_and(|range| range.end <= bytes);
        let within: Vec<bool> = ranges.iter().map(is_within).collect();
        self.selection.change(Decision::OutputLimit, |kept| {
            kept.iter_mut().zip(within).for_each(|(kept, within)| *kept &= within);
        });
        self.rendered = OnceCell::new();
        self.block_markdown = OnceCell::new();
        self.references = OnceCell::new();
        self.metadata = OnceCell::new();
        self.comments = OnceCell::new();
    }

    /// Returns the elements that hold the main text in the `scraper::Html` that was extracted, in document order, each
    /// once. Empty if the page was given in another form.
    ///
    /// [`Block::text_node_ids`] gives the text nodes in them. Requires the feature `scraper`.
    ///
    /// ```
    /// use maintext::{Extractor, scraper::Html};
    ///
    /// let page = Html::parse_document("<ul><li><a href='/'>Home</a></ul><p>A sentence that is here, and says something.</p>");
    /// let article = Extractor::default().extract(&page)?;
    /// let names: Vec<&str> = article
    ///     .node_ids()
    ///     .filter_map(|id| Some(page.tree.get(id)?.value().as_element()?.name()))
    ///     .collect();
    /// assert_eq!(names, ["p"]);
    /// # Ok::<(), maintext::Error>(())
    /// ```
    #[cfg(feature = "scraper")]
    pub fn node_ids(&self) -> impl Iterator<Item = ego_tree::NodeId> {
        let mut elements: Vec<NodeId> = self.selection.blocks(&self.page).map(|block| block.node).collect();
        elements.sort_unstable();
        elements.dedup();
        elements.into_iter().filter_map(|node| self.origins.get(node as usize).copied())
    }

    fn features(&self) -> &Features {
        self.features.get_or_init(|| {
            self.in_time(|budget| Some(Features::of_page(&self.page, &self.vocabulary, budget)))
                .unwrap_or_else(|| Features::new(self.page.is_plain))
        })
    }
}

impl std::fmt::Debug for Article {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Article")
            .field("title", &self.title())
            .field("text", &self.text())
            .field("blocks", &self.page.blocks.list.len())
            .field("confidence", &self.confidence)
            .finish_non_exhaustive()
    }
}
