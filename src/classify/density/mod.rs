//! The density scorer: a logistic regression over named terms.
//!
//! The terms are text density and density sums (Sun, Song, Liao 2011, "DOM based content extraction via text density"),
//! link density and the neighbors of a block (Kohlschütter, Fankhauser, Nejdl 2010, "Boilerplate detection using shallow
//! text features"), names of elements, and repetition. Each term is scaled to about 0 to 1.
//!
//! The weights were fitted with scikit-learn (`LogisticRegression`, C = 1) on a random half of the blocks of WCXB's
//! development split, L3S-GN1, CleanEval, the data of dragnet and a Chinese set, with the same weight for each page. Weights
//! have two digits; the formula for pages has no term with a weight below 0.1. Limits such as "200 characters per element"
//! were chosen by hand: they mark where a larger value makes no difference.

mod formula;
mod lines;
mod page;

use crate::classify::Scorer;
use crate::classify::features::Features;
use formula::Block;

/// Scores blocks with a formula of named terms: text density, link density, position, and the names of the elements
/// around.
///
/// It needs no model and is easy to follow, but the default [`LearnedScorer`](crate::LearnedScorer) is more accurate.
///
/// ```
/// use maintext::{DensityScorer, Features, Scorer};
///
/// let html = "<nav><a href='/'>Home</a></nav><p>The text of the page, which is a sentence of more than twelve words, ends here.";
/// let scores = DensityScorer::default().score(&Features::from_html(html));
/// assert!(scores[1] > 2.0 * scores[0]);
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct DensityScorer {}

impl Scorer for DensityScorer {
    fn score(&self, features: &Features) -> Vec<f32> {
        let formula = if features.is_plain() { &lines::FORMULA } else { &page::FORMULA };
        (0..features.len()).map(|block| formula.probability(Block::new(features, block))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_scores_above_links() {
        let html = "<div class=menu><a href=1>One</a> | <a href=2>Two</a></div><article><h1>Tides</h1>\
            <p>The sea rises and falls twice a day, drawn by the moon, and the harbours live by it.</p></article>";
        let scores = DensityScorer::default().score(&Features::from_html(html));
        assert!(scores.iter().all(|score| (0.0..=1.0).contains(score)));
        assert!(scores[2] > 0.7 && scores[0] < 0.1, "{scores:?}");
    }
}
