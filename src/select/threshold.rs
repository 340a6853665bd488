//! The score threshold of a page: blocks with at least this score are kept.

use crate::classify::logit::{logit, sigmoid};

/// Minimum and maximum threshold of a page. Fitted on the development sets.
const THRESHOLD_RANGE: (f32, f32) = (0.1, 0.6);

/// The threshold of a page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Threshold {
    pub score: f32,
    /// The expected F1 of the kept words, if the scores are right.
    pub expected_f1: f32,
}

/// Returns the threshold of a page. The scores are weighted by the number of words.
pub(super) fn threshold(scores: &[f32], words: &[f32]) -> Threshold {
    let (best, expected_f1) = best(scores, words);
    let is_doubtful = expected_f1 < DOUBTFUL_F1 && !has_sure_core(scores, words, best);
    let score = if is_doubtful { doubtful_threshold(scores, words) } else { best };
    Threshold { score: score.clamp(THRESHOLD_RANGE.0, THRESHOLD_RANGE.1), expected_f1 }
}

/// Returns the threshold with the greatest expected F1 of the words, and that F1.
///
/// The blocks with the highest scores are kept such that `2 sum_kept(p w) / (sum_kept(w) + sum_all(p w))` is greatest, for scores
/// `p` and words `w`. Any threshold between the last kept and the first dropped score keeps the same blocks. Half of the expected
/// F1 lies between them, and a block with that score neither raises nor lowers the F1 (Lipton, Elkan, Naryanaswamy 2014,
/// "Optimal thresholding of classifiers to maximize F1 measure").
fn best(scores: &[f32], words: &[f32]) -> (f32, f32) {
    // Scores are not negative, so their bits have their order. One integer for score and position is fast to sort.
    let key = |(i, score): (usize, &f32)| u64::from(!score.to_bits()) << u32::BITS | i as u64;
    let mut order: Vec<u64> = scores.iter().enumerate().map(key).collect();
    order.sort_unstable();
    let expected: f32 = scores.iter().zip(words).map(|(score, words)| score * words).sum();
    let (mut hits, mut kept) = (0.0, 0.0);
    let mut best: (f32, f32) = (0.5, 0.0);
    for i in order.into_iter().map(|key| key as u32 as usize) {
        hits += scores[i] * words[i];
        kept += words[i];
        let f1 = if kept + expected > 0.0 { 2.0 * hits / (kept + expected) } else { 0.0 };
        if f1 > best.1 {
            best = (scores[i], f1);
        }
    }
    // If no block has words, there is no F1 to maximize.
    if best.1 > 0.0 { (best.0.min(best.1 / 2.0), best.1) } else { best }
}

/// A page with a lower expected F1 is doubtful: a fifth of WCXB's development split, most of them lists, shops and front
/// pages.
const DOUBTFUL_F1: f32 = 0.8;

/// Score of a sure block.
const SURE_SCORE: f32 = 0.9;

/// A page is not doubtful if sure blocks have this share of the words that its threshold keeps: it may be a short story among
/// many cards, none of which should be kept. Chosen by hand.
const SURE_SHARE: f32 = 0.3;

fn has_sure_core(scores: &[f32], words: &[f32], threshold: f32) -> bool {
    let words_from = |min: f32| -> f32 {
        scores.iter().zip(words).filter(|&(&score, _)| score >= min).map(|(_, &words)| words).sum()
    };
    words_from(SURE_SCORE) >= SURE_SHARE * words_from(threshold)
}

/// Factor for the logits of a doubtful page. The errors on such a page are correlated, so that its scores are overconfident.
/// With 1 (no correction), F1 falls by 0.018 on collections and by 0.006 on listings. With 0.7, it rises by 0.006 and 0.003 there,
/// and falls by 0.009 on products.
const DOUBT: f32 = 0.8;

/// Returns the best threshold for scores whose logits are multiplied with [`DOUBT`].
fn doubtful_threshold(scores: &[f32], words: &[f32]) -> f32 {
    // Small, since the scores of many sure blocks add up.
    const MARGIN: f32 = 1e-4;
    let corrected: Vec<f32> = scores.iter().map(|&score| sigmoid(logit(score, MARGIN) * DOUBT)).collect();
    let (threshold, _) = best(&corrected, words);
    sigmoid(logit(threshold, MARGIN) / DOUBT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubtful_pages_have_a_lower_threshold() {
        let (scores, words) = ([0.75, 0.35, 0.28, 0.05, 0.05, 0.05], [10.0; 6]);
        let (threshold, expected_f1) = best(&scores, &words);
        assert!(expected_f1 < DOUBTFUL_F1 && threshold == expected_f1 / 2.0, "{threshold} {expected_f1}");
        assert!((0.28..0.35).contains(&threshold), "between the last one kept and the first one dropped: {threshold}");
        assert!(!has_sure_core(&scores, &words, threshold) && has_sure_core(&[0.95, 0.4, 0.4], &[10.0; 3], 0.4));
        assert!(
            (0.05..=0.28).contains(&doubtful_threshold(&scores, &words)),
            "{}",
            doubtful_threshold(&scores, &words)
        );
    }
}
