//! The density scorer: a logistic regression over named terms.
//!
//! The terms are text density and density sums (Sun, Song, Liao 2011, "DOM based content extraction via text density"),
//! link density and the neighbors of a block (Kohlschütter, Fankhauser, Nejdl 2010, "Boilerplate detection using
//! shallow text features"), names of elements, and repetition. Each term is scaled to about 0 to 1.
//!
//! The weights were fitted with scikit-learn (`LogisticRegression`, C = 1) on a random half of the blocks of WCXB's
//! development split, L3S-GN1, CleanEval, the data of dragnet and a Chinese set, with the same weight for each page.
//! Weights have two digits; the formula for pages has no term with a weight below 0.1. Limits such as "200 characters
//! per element" were chosen by hand: they mark where a larger value makes no difference.

mod formula;
mod lines;
mod page;

use crate::classify::{Candidates, Scorer, Scores};
use formula::Block;

/// Scores blocks with a formula of named terms: text density, link density, position, and the names of the elements
/// around.
///
/// It needs no model and is easy to follow, but the default [`LearnedScorer`](crate::LearnedScorer) is more accurate.
///
/// ```
/// use maintext::{DensityScorer, Extractor};
///
/// let page = "<nav><a href='/'>Home</a></nav><p>The text of the page, which is a sentence of more than twelve words, ends here.";
/// let article = Extractor::default().with_scorer(DensityScorer::default()).extract(page)?;
/// let scores: Vec<f32> = article.blocks().map(|block| block.score()).collect();
/// assert!(scores[1] > 2.0 * scores[0]);
/// # Ok::<(), maintext::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct DensityScorer {}

impl Scorer for DensityScorer {
    fn score(&self, page: &Candidates<'_>) -> Scores {
        let formula = if page.is_plain() { &lines::FORMULA } else { &page::FORMULA };
        let mut scores = Vec::with_capacity(page.len());
        page.for_each_unlearned_run(|features| {
            scores.extend((0..features.len()).map(|block| formula.probability(Block(features.of_block(block)))));
        });
        scores.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::limits::Budget;
    use crate::html::parse::parse;
    use crate::page::Page;

    #[test]
    fn prose_scores_above_links() {
        let html = "<div class=menu><a href=1>One</a> | <a href=2>Two</a></div><article><h1>Tides</h1>\
            <p>The sea rises and falls twice a day, drawn by the moon, and the harbours live by it.</p></article>";
        let page = Page::from_tree(parse(html));
        let scores = DensityScorer::default().score(&Candidates::new(&page, Budget::NONE));
        let scores = scores.as_slice();
        assert!(scores.iter().all(|score| (0.0..=1.0).contains(score)));
        assert!(scores[2] > 0.7 && scores[0] < 0.1, "{scores:?}");
    }
}
