//! What a scorer sees of a page.

use crate::classify::features::{BlockFeatures, Feature, Features, Measures, Vocabulary};
use crate::html::limits::Budget;
use crate::page::Page;
use crate::page::blocks::{BlockKind, RawBlock};
use once_cell::sync::OnceCell;

/// Blocks are scored in runs of this many, so that the features of a long page take little memory. With 64, fewer rows
/// are evaluated together once most have left the trees (1 % more instructions a page); 256 gains nothing.
const RUN: usize = 128;

/// The blocks of one page, to be scored.
pub struct Candidates<'p> {
    page: &'p Page,
    budget: Budget,
    /// The page as it was measured with the vocabulary of the first model that scored it.
    learned: OnceCell<Measured<'p>>,
    /// The page as it was measured without a vocabulary.
    unlearned: OnceCell<Measured<'p>>,
}

/// A page as it was measured with a vocabulary.
struct Measured<'p> {
    page: &'p Page,
    measures: Measures<'p>,
    vocabulary: Vocabulary,
    budget: Budget,
    /// The features of all blocks, if a scorer has asked for one.
    features: OnceCell<Features>,
}

impl<'p> Measured<'p> {
    fn new(page: &'p Page, vocabulary: &Vocabulary, budget: Budget) -> Measured<'p> {
        let measures = Measures::new(page, vocabulary, budget);
        Measured { page, measures, vocabulary: vocabulary.clone(), budget, features: OnceCell::new() }
    }

    fn for_each_run(&self, budget: Budget, mut score: impl FnMut(&Features)) {
        let count = self.page.blocks.list.len();
        let mut rows = self.measures.rows();
        let mut features = Features::new(self.page.is_plain);
        for start in (0..count).step_by(RUN) {
            if budget.check_time().is_err() {
                return;
            }
            rows.write(start..count.min(start + RUN), Budget::NONE, &mut features);
            score(&features);
        }
    }

    fn features(&self) -> &Features {
        self.features.get_or_init(|| self.measures.features(self.page, self.budget))
    }
}

impl<'p> Candidates<'p> {
    pub(crate) fn new(page: &'p Page, budget: Budget) -> Candidates<'p> {
        Candidates { page, budget, learned: OnceCell::new(), unlearned: OnceCell::new() }
    }

    /// Returns the number of blocks.
    pub fn len(&self) -> usize {
        self.page.blocks.list.len()
    }

    /// Whether the page has no blocks.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the blocks, in document order.
    pub fn blocks(&self) -> impl ExactSizeIterator<Item = CandidateBlock<'_>> {
        let measured = self.measured();
        (0..self.len()).map(move |index| CandidateBlock { measured, index })
    }

    /// Whether the page is flattened text: lines without links and elements.
    pub fn is_plain(&self) -> bool {
        self.page.is_plain
    }

    /// Whether the page declares a viewport as wide as the device; false if it has no blocks.
    pub(crate) fn is_responsive(&self) -> bool {
        !self.is_empty() && self.page.head.is_responsive(&self.page.tree)
    }

    /// Calls `score` with the features of each run of blocks, computed with this vocabulary. Stops if the time is up,
    /// after which the extraction fails.
    pub(crate) fn for_each_run(&self, vocabulary: &Vocabulary, score: impl FnMut(&Features)) {
        let learned = self.learned.get_or_init(|| Measured::new(self.page, vocabulary, self.budget));
        if learned.vocabulary.is_same(vocabulary) {
            learned.for_each_run(self.budget, score);
        } else {
            // A second model, with a vocabulary of its own.
            Measured::new(self.page, vocabulary, self.budget).for_each_run(self.budget, score);
        }
    }

    /// The same for a scorer that does not use learned weights.
    pub(crate) fn for_each_unlearned_run(&self, score: impl FnMut(&Features)) {
        self.measured().for_each_run(self.budget, score);
    }

    /// Returns the number of words of each block.
    pub(crate) fn words(&self) -> Vec<f32> {
        self.measured().measures.words().collect()
    }

    /// Returns the path group of each block.
    pub(crate) fn path_groups(&self) -> &[u32] {
        self.measured().measures.path_groups()
    }

    /// Returns the vocabulary of the first model that scored the page, or an empty one.
    pub(crate) fn vocabulary(&self) -> Vocabulary {
        self.measured().vocabulary.clone()
    }

    fn measured(&self) -> &Measured<'p> {
        let unlearned = || self.unlearned.get_or_init(|| Measured::new(self.page, &Vocabulary::default(), self.budget));
        self.learned.get().unwrap_or_else(unlearned)
    }
}

impl std::fmt::Debug for Candidates<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Candidates").field("len", &self.len()).finish_non_exhaustive()
    }
}

/// A block of a page that is being scored.
///
/// ```
/// use maintext::{BlockKind, Extractor, LearnedScorer, Scorer};
///
/// // Keeps the table of contents, which has a class of its own on this site.
/// let scorer = LearnedScorer::default().rescore(|block, score| {
///     let is_entry = block.kind() == BlockKind::ListItem && block.path().contains("main > ul");
///     if is_entry && block.words() < 8.0 { 1.0 } else { score }
/// });
/// let page = "<main><ul><li>Rivers<li>Lakes</ul><p>Rivers carry water, and with it sand, to the sea.</p></main>";
/// let article = Extractor::default().with_scorer(scorer).extract(page)?;
/// assert!(article.text().starts_with("Rivers\nLakes"), "{}", article.text());
/// # Ok::<(), maintext::Error>(())
/// ```
#[derive(Clone, Copy)]
pub struct CandidateBlock<'c> {
    measured: &'c Measured<'c>,
    index: usize,
}

impl<'c> CandidateBlock<'c> {
    fn raw(&self) -> &'c RawBlock {
        &self.measured.page.blocks.list[self.index]
    }

    /// Returns the position of the block among those of the page, from 0.
    pub fn index(&self) -> usize {
        self.index
    }

    /// Returns the text, with normalized white space.
    pub fn text(&self) -> &'c str {
        self.measured.page.blocks.text(self.index)
    }

    /// Returns what the block is.
    pub fn kind(&self) -> BlockKind {
        self.raw().kind
    }

    /// Returns the name of the nearest block-level element, or `None` in flattened text.
    pub fn tag(&self) -> Option<&'c str> {
        (!self.measured.page.is_plain).then(|| self.measured.page.tree.name(self.raw().node))
    }

    /// Returns a CSS path to the nearest block-level element, such as `html > body > p:nth-child(2)`; empty in
    /// flattened text.
    pub fn path(&self) -> String {
        self.measured.page.tree.path(self.raw().node)
    }

    /// Whether the page hides the block, for instance with `hidden` or `display: none`.
    pub fn is_hidden(&self) -> bool {
        self.raw().hidden
    }

    /// Whether the block shows the title of the page.
    pub fn is_title(&self) -> bool {
        self.measured.page.title.block == Some(self.index)
    }

    /// Returns the number of words. Each character of a script without spaces counts as half a word.
    pub fn words(&self) -> f32 {
        self.measured.measures.words_of(self.index)
    }

    /// Returns the characters per element in the block, other than white space (Sun, Song, Liao 2011); 0 or more.
    pub fn text_density(&self) -> f32 {
        self.measured.measures.text_density(self.index)
    }

    /// Returns the share of the characters that are in links, `0.0..=1.0` (Kohlschütter, Fankhauser, Nejdl 2010).
    pub fn link_density(&self) -> f32 {
        self.measured.measures.link_density(self.index)
    }

    /// Returns all features of the block. The first call computes those of all blocks of the page.
    ///
    /// Features with learned weights use those of the model that has scored the page, as in [`Scorer::rescore`]; they
    /// are 0 if none has.
    ///
    /// [`Scorer::rescore`]: crate::Scorer::rescore
    ///
    /// ```
    /// use maintext::{Candidates, Extractor, Feature, Scorer, Scores};
    ///
    /// struct Sentences(Feature);
    ///
    /// impl Scorer for Sentences {
    ///     fn score(&self, page: &Candidates<'_>) -> Scores {
    ///         page.blocks().map(|block| block.features().get(self.0)).collect()
    ///     }
    /// }
    ///
    /// let scorer = Sentences(Feature::from_name("EndsSentence").expect("this release has the feature"));
    /// let article = Extractor::default().with_scorer(scorer).extract("<p>Home</p><p>It rains.</p>")?;
    /// let scores: Vec<f32> = article.blocks().map(|block| block.score()).collect();
    /// assert_eq!(scores, [0.0, 1.0]);
    /// # Ok::<(), maintext::Error>(())
    /// ```
    pub fn features(&self) -> BlockFeatures<'c> {
        self.measured.features().of_block(self.index)
    }

    /// Returns one feature of the block, as [`CandidateBlock::features`] has it.
    pub fn feature(&self, feature: Feature) -> f32 {
        self.features().get(feature)
    }
}

impl std::fmt::Debug for CandidateBlock<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CandidateBlock").field("index", &self.index).field("text", &self.text()).finish_non_exhaustive()
    }
}
