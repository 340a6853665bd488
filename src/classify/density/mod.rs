//! The density scorer: a formula of named terms that explains itself.
//!
//! Text density, link density, the roots by density sums (Sun, Song, Liao 2011, "DOM based content extraction via text
//! density"), neighbours (Kohlschütter, Fankhauser, Nejdl 2010, "Boilerplate detection using shallow text features"),
//! names of elements and repetition, each brought to about 0 to 1, weighed and added; the logistic function makes a
//! probability of the sum.
//!
//! The weights were fitted by logistic regression (scikit-learn, C = 1) on every second block, drawn at random, of
//! WCXB's development split, L3S-GN1, CleanEval, dragnet's data and the Chinese set, each page weighing alike; terms
//! whose weight was below 0.1 were left out and the others rounded to two digits. Bounds such as "200 characters per
//! element" mark where more of the same says no more.

mod formula;
mod lines;

use crate::classify::Scorer;
use crate::classify::features::{Feature, Features};
use formula::{Numbers, Term, probability, terms};

/// Scores blocks by text density, link density, their place and the names of the elements around.
///
/// ```
/// use maintext::{DensityScorer, Features, Scorer};
///
/// let html = "<nav><a href='/'>Home</a></nav><p>The text of the page, which is a sentence of more than twelve words, ends here.";
/// let scores = DensityScorer::default().score(&Features::of_html(html));
/// assert!(scores[1] > 2.0 * scores[0]);
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct DensityScorer {}

impl Scorer for DensityScorer {
    fn score(&self, features: &Features) -> Vec<f32> {
        let (bias, terms) = if features.is_plain() { (lines::BIAS, lines::TERMS) } else { (BIAS, TERMS) };
        (0..features.len()).map(|block| probability(bias, terms, Numbers::new(features, block))).collect()
    }
}

/// The log-odds of a block of which nothing is known.
const BIAS: f32 = -3.51;

/// Steps up from a root are counted to here.
const FAR: f32 = 6.0;

const TERMS: &[Term] = terms! {
    TEXT_DENSITY: 0.42, |b| b.up_to(Feature::TextDensity, 200.0);
    LINK_DENSITY: -0.57, |b| b.get(Feature::LinkDensity);
    REGION_LINK_DENSITY: -0.54, |b| b.get(Feature::Region1LinkDensity);
    AROUND_LINK_DENSITY: -0.78, |b| b.get(Feature::AroundLinkDensity);
    ENDS_SENTENCE: 0.78, |b| b.get(Feature::EndsSentence);
    IS_CUT: -1.23, |b| b.get(Feature::IsCut);
    TITLE_WORDS: 1.11, |b| b.get(Feature::TitleWords);
    SEPARATORS: -1.03, |b| b.up_to(Feature::Separators, 1.0);
    CAPITALS: -0.17, |b| b.get(Feature::Capitalised);
    COPYRIGHT: -0.62, |b| b.get(Feature::HasCopyright);
    IN_ROOT_60: 0.74, |b| b.is_zero(Feature::Up60);
    FROM_ROOT_60: -0.56, |b| b.up_to(Feature::Up60, FAR);
    FROM_ROOT_90: -0.42, |b| b.up_to(Feature::Up90, FAR);
    IN_READABILITY_ROOT: 0.82, |b| b.is_zero(Feature::UpReadability);
    IN_DENSEST_ROOT: 0.25, |b| b.is_zero(Feature::UpDensest);
    IN_SEMANTIC_ROOT: 1.05, |b| b.is_zero(Feature::UpSemantic);
    IN_TITLE_ROOT: 0.53, |b| b.is_zero(Feature::UpTitle);
    FROM_TITLE_ROOT: -0.90, |b| b.up_to(Feature::UpTitle, FAR);
    LIST_ITEM: 0.14, |b| b.get(Feature::IsListItem);
    PREFORMATTED: 0.18, |b| b.get(Feature::IsPreformatted);
    HIDDEN: -0.68, |b| b.get(Feature::IsHidden);
    NOSCRIPT: 0.33, |b| b.get(Feature::IsNoscript);
    REPEAT: -1.33, |b| b.get(Feature::IsRepeat);
    PREVIOUS_IS_GOOD: 0.17, |b| b.get(Feature::PreviousIsGood);
    NEXT_IS_GOOD: 0.25, |b| b.get(Feature::NextIsGood);
    PARAGRAPH: 0.79, |b| b.get(Feature::InParagraph);
    HEADING: 0.69, |b| b.has(Feature::HeadingLevel);
    BEHIND_ALL_PROSE: -0.32, |b| b.is_zero(Feature::ProseBehind);
    BEFORE_ALL_PROSE: 0.58, |b| b.is_zero(Feature::ProseBefore);
    BEFORE_TITLE: -0.47, |b| f32::from(u8::from(b.get(Feature::SinceTitle) < 0.0));
    REPETITION: 1.11, |b| (b.get(Feature::SamePath).ln_1p() / 5.0).min(1.0);
    PAGE_WITHOUT_PROSE: 0.85, |b| 1.0 - b.get(Feature::PageGood);
    OUTSIDE_WITHOUT_PROSE: 0.14, |b| (1.0 - b.get(Feature::PageGood)) * b.has(Feature::Up60);
    NEAR_CONTENT: 0.30, |b| b.near(Feature::ToContent);
    NEAR_COMMENT: -1.58, |b| b.near(Feature::ToComment);
    NEAR_THREAD: 0.90, |b| b.near(Feature::ToThread);
    NEAR_NAVIGATION: -0.14, |b| b.near(Feature::ToNavigation);
    NEAR_FRAME: -1.90, |b| b.near(Feature::ToFrame);
    NEAR_RELATED: -1.21, |b| b.near(Feature::ToRelated);
    NEAR_SHARE: -0.61, |b| b.near(Feature::ToShare);
    NEAR_META: 0.31, |b| b.near(Feature::ToMeta);
    NEAR_PROMPT: -2.34, |b| b.near(Feature::ToPrompt);
    NEAR_CONTROL: -0.19, |b| b.near(Feature::ToControl);
    NEAR_MEDIA: -0.17, |b| b.near(Feature::ToMedia);
    NEAR_HEADING: 0.74, |b| b.near(Feature::ToHeading);
    NEAR_HIDDEN: -0.71, |b| b.near(Feature::ToHidden);
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_scores_above_links_and_scores_are_probabilities() {
        let html = "<div class=menu><a href=1>One</a> | <a href=2>Two</a></div><article><h1>Tides</h1>\
            <p>The sea rises and falls twice a day, drawn by the moon, and the harbours live by it.</p></article>";
        let scores = DensityScorer::default().score(&Features::of_html(html));
        assert!(scores.iter().all(|score| (0.0..=1.0).contains(score)));
        assert!(scores[2] > 0.7 && scores[0] < 0.1, "{scores:?}");
    }
}
