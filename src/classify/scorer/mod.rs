//! Scorers: how likely each block is main content.

mod candidates;
mod contributions;
mod forward;
mod rescored;
mod scores;

pub use candidates::{CandidateBlock, Candidates};
pub use contributions::{Contributions, Evidence, PageFeatures};
pub use rescored::Rescored;
pub(crate) use scores::Calibration;
pub use scores::Scores;

/// Scores the blocks of a page. From the scores the [`Extractor`](crate::Extractor) decides which blocks it keeps.
///
/// To correct the default scorer, use [`Scorer::rescore`]. To replace it, implement [`Scorer::score`]:
///
/// ```
/// use maintext::{Candidates, Extractor, Scorer, Scores};
///
/// struct FewLinks;
///
/// impl Scorer for FewLinks {
///     fn score(&self, page: &Candidates<'_>) -> Scores {
///         page.blocks().map(|block| 1.0 - block.link_density()).collect()
///     }
/// }
///
/// let extractor = Extractor::default().with_scorer(FewLinks);
/// let article = extractor.extract("<p>Some text.<p><a href='/'>Some link</a>")?;
/// assert_eq!(article.text(), "Some text.");
/// # Ok::<(), maintext::Error>(())
/// ```
///
/// A scorer may also call another one and change its [`Scores`]. These carry the calibration of the scorer that made
/// them, so a wrapper that changes nothing gives exactly the same articles:
///
/// ```
/// use maintext::{Candidates, Extractor, LearnedScorer, Scorer, Scores};
///
/// /// Halves the scores of all blocks after the first "Related" heading.
/// struct BeforeRelated(LearnedScorer);
///
/// impl Scorer for BeforeRelated {
///     fn score(&self, page: &Candidates<'_>) -> Scores {
///         let mut scores = self.0.score(page);
///         if let Some(heading) = page.blocks().position(|block| block.text() == "Related") {
///             scores.as_mut_slice()[heading..].iter_mut().for_each(|score| *score /= 2.0);
///         }
///         scores
///     }
/// }
///
/// let extractor = Extractor::default().with_scorer(BeforeRelated(LearnedScorer::default()));
/// let page = "<p>Rivers carry water, and with it sand, from the mountains to the sea.</p>";
/// assert_eq!(extractor.extract(page)?.text(), maintext::extract(page).text());
/// # Ok::<(), maintext::Error>(())
/// ```
pub trait Scorer: Send + Sync {
    /// Returns one score for each block of the page, in order: the probability that a word of the block is main
    /// content.
    ///
    /// Scores outside `0.0..=1.0` are clamped and NaN counts as 0. If there are fewer scores than blocks, the last
    /// blocks have a score of 0; scores beyond the last block are ignored.
    fn score(&self, page: &Candidates<'_>) -> Scores;

    /// Explains the scores of the blocks of a page with these features; used by
    /// [`Article::contributions`](crate::Article::contributions). By default there is no explanation.
    fn contributions<'a>(&'a self, page: PageFeatures<'a>) -> Contributions<'a> {
        let _ = page;
        Contributions::none()
    }

    /// Returns a scorer that passes each block and its score to a closure, which returns the new score.
    ///
    /// With a closure that returns the score as it is, the articles are exactly those of this scorer.
    ///
    /// ```
    /// use maintext::{Extractor, LearnedScorer, Scorer};
    ///
    /// let scorer = LearnedScorer::default().rescore(|block, score| match block.text().starts_with("Advertisement") {
    ///     true => 0.0,
    ///     false => score,
    /// });
    /// let page = "<p>Rivers carry water, and with it sand, from the mountains to the sea.</p>\
    ///     <p>Advertisement: our boats carry you, and with you your bags, from the sea to the mountains.</p>";
    /// assert!(maintext::extract(page).text().contains("boats"));
    /// assert!(!Extractor::default().with_scorer(scorer).extract(page)?.text().contains("boats"));
    /// # Ok::<(), maintext::Error>(())
    /// ```
    fn rescore<F>(self, rescore: F) -> Rescored<Self, F>
    where
        Self: Sized,
        F: Fn(&CandidateBlock<'_>, f32) -> f32 + Send + Sync,
    {
        Rescored::new(self, rescore)
    }
}
