//! From features to scores: how likely each block is main content.

mod density;
mod lanes;
mod learned;
mod lines;
mod reader;
mod trees;

pub use density::DensityScorer;
pub use learned::LearnedScorer;

use crate::features::{Feature, Features, Vocabulary};

/// Scores the blocks of a page by their features.
///
/// A scorer sees numbers, never markup. Implement it to rank blocks by your own formula or model.
///
/// ```
/// use maintext::{Extractor, Feature, Features, Scorer};
///
/// /// Keeps what is not a link.
/// struct NoLinks;
///
/// impl Scorer for NoLinks {
///     fn score(&self, features: &Features) -> Vec<f32> {
///         (0..features.len()).map(|i| 1.0 - features.get(i, Feature::LinkDensity)).collect()
///     }
/// }
///
/// let extractor = Extractor::default().with_scorer(NoLinks);
/// let article = extractor.extract("<p>Some text.<p><a href='/'>Some link</a>").unwrap();
/// assert_eq!(article.text(), "Some text.");
/// ```
pub trait Scorer: Send + Sync {
    /// One score for each block, in `0.0..=1.0`: the probability that a word of it is main content. What is not a
    /// number counts as 0, what is out of range is moved to the nearer bound. The blocks of a page are scored in runs,
    /// some hundred at a time and in order, so that the features of a long page take little room; what counts in the
    /// page around a block stands in its own row.
    fn score(&self, features: &Features) -> Vec<f32>;

    /// Weights of the names of elements that the features are to be computed with; none by default.
    fn vocabulary(&self) -> Option<&Vocabulary> {
        None
    }

    /// The F1 to expect of a selection whose F1 is `expected_f1` if the scores are taken at their word: a scorer that
    /// was checked against annotated pages knows better. `features` are those of the page's last run of blocks. Default:
    /// as given.
    fn confidence(&self, features: &Features, expected_f1: f32) -> f32 {
        let _ = features;
        expected_f1
    }

    /// How much each feature moved the log-odds of a block's score, for explanation. Default: nothing is known.
    fn contributions(&self, features: &Features, block: usize) -> Vec<(Feature, f32)> {
        let _ = (features, block);
        Vec::new()
    }
}
