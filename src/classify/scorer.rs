//! From features to scores: how likely each block is main content.

use crate::classify::features::{Feature, Features, Vocabulary};

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
///         (0..features.len()).map(|i| 1.0 - features.get(i, Feature::from_name("LinkDensity").unwrap())).collect()
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
    /// page around a block stands in its own row, or see [`Scorer::page`].
    fn score(&self, features: &Features) -> Vec<f32>;

    /// What scores the blocks of one page, for a scorer in whose eyes they hang on each other: it is handed the runs of the
    /// page and gives all scores at last. Default: none, each run is scored by [`Scorer::score`].
    fn page(&self) -> Option<Box<dyn PageScorer + '_>> {
        None
    }

    /// Weights of names and words that the features are to be computed with, see [`Vocabulary`]; none by default.
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

/// Scores the blocks of one page by the features of all of them; see [`Scorer::page`].
///
/// ```
/// use maintext::{Extractor, Feature, Features, PageScorer, Scorer};
///
/// /// Keeps what is at least half as long as the longest block of the page.
/// struct HalfOfTheLongest;
///
/// #[derive(Default)]
/// struct Lengths(Vec<f32>);
///
/// impl Scorer for HalfOfTheLongest {
///     fn score(&self, features: &Features) -> Vec<f32> {
///         let mut page = Lengths::default();
///         page.read(features);
///         page.scores()
///     }
///
///     fn page(&self) -> Option<Box<dyn PageScorer + '_>> {
///         Some(Box::new(Lengths::default()))
///     }
/// }
///
/// impl PageScorer for Lengths {
///     fn read(&mut self, features: &Features) {
///         self.0.extend((0..features.len()).map(|i| features.get(i, Feature::from_name("Chars").unwrap())));
///     }
///
///     fn scores(&mut self) -> Vec<f32> {
///         let longest = self.0.iter().copied().fold(0.0, f32::max);
///         self.0.iter().map(|&chars| if chars >= longest / 2.0 { 1.0 } else { 0.0 }).collect()
///     }
/// }
///
/// let extractor = Extractor::default().with_scorer(HalfOfTheLongest);
/// let article = extractor.extract("<p>Short.<p>A text that is longer.<p>Another text like it.").unwrap();
/// assert_eq!(article.text(), "A text that is longer.\n\nAnother text like it.");
/// ```
pub trait PageScorer {
    /// Takes the next run of the page's blocks.
    fn read(&mut self, features: &Features);

    /// One score for each block that was read, as [`Scorer::score`] promises. Called once.
    fn scores(&mut self) -> Vec<f32>;
}

/// What scores the blocks of one page by `scorer`. Its answers are made good where they are not what [`Scorer::score`]
/// promises.
pub(crate) struct PageScores<'s> {
    scorer: &'s dyn Scorer,
    page: Option<Box<dyn PageScorer + 's>>,
    scores: Vec<f32>,
    blocks: usize,
}

impl<'s> PageScores<'s> {
    pub fn new(scorer: &'s dyn Scorer) -> PageScores<'s> {
        PageScores { scorer, page: scorer.page(), scores: Vec::new(), blocks: 0 }
    }

    /// Takes the next run of the page's blocks.
    pub fn read(&mut self, features: &Features) {
        self.blocks += features.len();
        match &mut self.page {
            Some(page) => page.read(features),
            None => {
                self.scores.extend(self.scorer.score(features));
                self.scores.resize(self.blocks, 0.0);
            }
        }
    }

    /// One score for each block that was read.
    pub fn finish(self) -> Vec<f32> {
        let mut scores = match self.page {
            Some(mut page) => page.scores(),
            None => self.scores,
        };
        scores.resize(self.blocks, 0.0);
        for score in &mut scores {
            *score = if score.is_nan() { 0.0 } else { score.clamp(0.0, 1.0) };
        }
        scores
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives these scores, whatever is asked.
    struct Fixed(Vec<f32>, bool);

    impl Scorer for Fixed {
        fn score(&self, _features: &Features) -> Vec<f32> {
            self.0.clone()
        }

        fn page(&self) -> Option<Box<dyn PageScorer + '_>> {
            self.1.then(|| Box::new(Whole(self.0.clone())) as Box<dyn PageScorer>)
        }
    }

    struct Whole(Vec<f32>);

    impl PageScorer for Whole {
        fn read(&mut self, _features: &Features) {}

        fn scores(&mut self) -> Vec<f32> {
            self.0.clone()
        }
    }

    /// The scores of two runs of two blocks each.
    fn of_two_runs(scores: &[f32], as_page: bool) -> Vec<f32> {
        let scorer = Fixed(scores.to_vec(), as_page);
        let features = Features::from_html("<p>One.<p>Two.");
        let mut page = PageScores::new(&scorer);
        page.read(&features);
        page.read(&features);
        page.finish()
    }

    #[test]
    fn answers_that_break_the_promise_are_made_good() {
        assert_eq!(of_two_runs(&[2.0, f32::NAN], false), [1.0, 0.0, 1.0, 0.0]);
        assert_eq!(of_two_runs(&[0.5], false), [0.5, 0.0, 0.5, 0.0]);
        assert_eq!(of_two_runs(&[0.5, 0.25, 0.75], false), [0.5, 0.25, 0.5, 0.25]);
        assert_eq!(of_two_runs(&[-1.0, 0.5, f32::INFINITY], true), [0.0, 0.5, 1.0, 0.0]);
        assert_eq!(of_two_runs(&[0.5; 9], true), [0.5; 4]);
    }
}
