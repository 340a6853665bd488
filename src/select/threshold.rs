//! The score from which on a page's blocks are kept: each page has its own.

use crate::classify::logit::{log_odds, probability};

/// The bounds of the threshold that a page may choose for itself.
const THRESHOLDS: (f32, f32) = (0.1, 0.6);

/// Where a page's blocks are parted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Threshold {
    pub score: f32,
    /// The F1 to expect of the words that it keeps, by the scores.
    pub expected_f1: f32,
}

/// The threshold of a page; `words` weigh the scores of its blocks.
pub(super) fn threshold(scores: &[f32], words: &[f32]) -> Threshold {
    let (best, expected_f1) = best(scores, words);
    let is_doubtful = expected_f1 < DOUBTFUL_F1 && !has_sure_core(scores, words, best);
    let score = if is_doubtful { doubting(scores, words) } else { best };
    Threshold { score: score.clamp(THRESHOLDS.0, THRESHOLDS.1), expected_f1 }
}

/// The score from which on blocks are kept such that the expected F1 of the words is greatest, and that F1 (the
/// "expected F1 cut": keep the best-scored prefix with the largest `2 sum_kept(p w) / (sum_kept(w) + sum_all(p w))`). Any score
/// between the last one kept and the first one dropped keeps the same; half of that F1, which is between them (Lipton, Elkan,
/// Naryanaswamy 2014, "Optimal thresholding of classifiers to maximize F1 measure"), is where a block is worth nothing.
fn best(scores: &[f32], words: &[f32]) -> (f32, f32) {
    let mut order: Vec<usize> = (0..scores.len()).collect();
    order.sort_by(|&a, &b| scores[b].total_cmp(&scores[a]));
    let expected: f32 = scores.iter().zip(words).map(|(score, words)| score * words).sum();
    let (mut hits, mut kept) = (0.0, 0.0);
    let mut best: (f32, f32) = (0.5, 0.0);
    for i in order {
        hits += scores[i] * words[i];
        kept += words[i];
        let f1 = if kept + expected > 0.0 { 2.0 * hits / (kept + expected) } else { 0.0 };
        if f1 > best.1 {
            best = (scores[i], f1);
        }
    }
    // Blocks without words tell nothing.
    if best.1 > 0.0 { (best.0.min(best.1 / 2.0), best.1) } else { best }
}

/// Below this expected F1 a page is one that its scores tell little about: of WCXB's development split a fifth, most of
/// them lists, shops and front pages.
const DOUBTFUL_F1: f32 = 0.8;

/// A page is not doubtful where blocks of this score make up so much of the words that its own threshold keeps: a short
/// story amid many cards, of which none may come along.
const SURE_SCORE: f32 = 0.9;
const SURE_SHARE: f32 = 0.3;

fn has_sure_core(scores: &[f32], words: &[f32], threshold: f32) -> bool {
    let words_from = |least: f32| -> f32 {
        scores.iter().zip(words).filter(|&(&score, _)| score >= least).map(|(_, &words)| words).sum()
    };
    words_from(SURE_SCORE) >= SURE_SHARE * words_from(threshold)
}

/// What the log-odds of a doubtful page are multiplied with: its mistakes hang together, so that the scores say more than they
/// know. 1 is as if nothing were doubted: collections have 0.018 less then, listings 0.006. With 0.7 they have 0.006 and 0.003 more, and
/// products 0.009 less.
const DOUBT: f32 = 0.8;

/// The threshold that is best if the scores are taken less at their word.
fn doubting(scores: &[f32], words: &[f32]) -> f32 {
    // Sums over a whole page: what is sure must stay near 0.
    const LEAST: f32 = 1e-4;
    let doubted: Vec<f32> = scores.iter().map(|&score| probability(log_odds(score, LEAST) * DOUBT)).collect();
    let (threshold, _) = best(&doubted, words);
    probability(log_odds(threshold, LEAST) / DOUBT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubtful_pages_keep_more() {
        let (scores, words) = ([0.75, 0.35, 0.28, 0.05, 0.05, 0.05], [10.0; 6]);
        let (threshold, expected_f1) = best(&scores, &words);
        assert!(expected_f1 < DOUBTFUL_F1 && threshold == expected_f1 / 2.0, "{threshold} {expected_f1}");
        assert!((0.28..0.35).contains(&threshold), "between the last one kept and the first one dropped: {threshold}");
        assert!(!has_sure_core(&scores, &words, threshold) && has_sure_core(&[0.95, 0.4, 0.4], &[10.0; 3], 0.4));
        assert!((0.05..=0.28).contains(&doubting(&scores, &words)), "{}", doubting(&scores, &words));
    }
}
