//! Corrects the scores of another scorer.

use super::{CandidateBlock, Candidates, Contributions, PageFeatures, Scorer, Scores};
use std::fmt;

/// A scorer that corrects the scores of another scorer, made by [`Scorer::rescore`].
#[derive(Clone)]
pub struct Rescored<S, F> {
    scorer: S,
    rescore: F,
}

impl<S, F> Rescored<S, F> {
    pub(super) fn new(scorer: S, rescore: F) -> Rescored<S, F> {
        Rescored { scorer, rescore }
    }
}

impl<S: fmt::Debug, F> fmt::Debug for Rescored<S, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rescored").field("scorer", &self.scorer).finish_non_exhaustive()
    }
}

impl<S, F> Scorer for Rescored<S, F>
where
    S: Scorer,
    F: Fn(&CandidateBlock<'_>, f32) -> f32 + Send + Sync,
{
    fn score(&self, page: &Candidates<'_>) -> Scores {
        let mut scores = self.scorer.score(page);
        for (block, score) in page.blocks().zip(scores.as_mut_slice()) {
            *score = (self.rescore)(&block, *score);
        }
        scores
    }

    fn contributions<'a>(&'a self, page: PageFeatures<'a>) -> Contributions<'a> {
        self.scorer.contributions(page)
    }
}
