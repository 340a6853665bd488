//! Flattened text: labels runs of lines, and keeps the headlines above prose.

use crate::classify::features::MIN_PROSE_WORDS;

/// Returns whether each line is kept in the labeling with the greatest total gain, where each change between kept and dropped
/// lines costs `change_cost` (Viterbi's algorithm). The first and the last line cost nothing.
pub(super) fn label(gains: &[f32], change_cost: f32) -> Vec<bool> {
    // For each line: whether the best path to "dropped" comes from "dropped", and the best path to "kept" from "kept".
    let mut stayed = Vec::with_capacity(gains.len());
    let [mut dropped, mut kept] = [0.0_f32; 2];
    for &gain in gains {
        stayed.push([dropped >= kept - change_cost, kept >= dropped - change_cost]);
        (dropped, kept) = (dropped.max(kept - change_cost), kept.max(dropped - change_cost) + gain);
    }
    // A tie is kept, so that the only line of a text is kept.
    let mut label = kept >= dropped;
    let mut labels: Vec<bool> = stayed
        .iter()
        .rev()
        .map(|stayed| {
            let own = label;
            label = if stayed[usize::from(label)] { label } else { !label };
            own
        })
        .collect();
    labels.reverse();
    labels
}

/// Keeps the only line of a text if it is long enough for a paragraph.
pub(super) fn keep_lone_paragraph(kept: &mut [bool], words: &[f32]) {
    if let ([kept], [words]) = (kept, words) {
        *kept |= *words >= MIN_PROSE_WORDS;
    }
}

/// Number of words of a headline. The headlines of the articles of wcxb-dev have 3 to 25.
const HEADLINE_WORDS: std::ops::RangeInclusive<f32> = 3.0..=30.0;

/// Minimum score of a headline. The scorer learned from annotations without titles, and gives titles 0.1 to 0.4. Between 0.05
/// and 0.15 no figure moves by more than 0.0001.
const MIN_HEADLINE_SCORE: f32 = 0.05;

/// Keeps the headline right above a run of prose. Flattened text has no other sign of a title.
pub(super) fn keep_headlines(kept: &mut [bool], scores: &[f32], words: &[f32]) {
    for line in 1..kept.len() {
        let is_headline = HEADLINE_WORDS.contains(&words[line - 1]) && scores[line - 1] >= MIN_HEADLINE_SCORE;
        kept[line - 1] |= kept[line] && words[line] >= MIN_PROSE_WORDS && is_headline;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::select::{BlockScores, select_lines};

    fn selected(scores: &[f32], words: &[f32], change_cost: f32) -> Vec<bool> {
        let blocks = BlockScores { scores: scores.to_vec(), words: words.to_vec(), path_groups: Vec::new() };
        select_lines(&blocks, 0.0, change_cost).0.kept
    }

    #[test]
    fn lines_of_a_run_are_kept_or_dropped_together() {
        assert_eq!(label(&[5.0, -1.0, 4.0, -3.0, 1.5, -3.0], 2.0), [true, true, true, false, false, false]);
        assert_eq!(label(&[-1.0, 3.0], 0.0), [false, true]);
        assert!(label(&[], 1.0).is_empty());
    }

    #[test]
    fn only_paragraph_is_kept_at_any_score() {
        let kept = |scores: &[f32], words: &[f32]| selected(scores, words, 3.0);
        assert_eq!(kept(&[0.02], &[40.0]), [true]);
        assert_eq!(kept(&[0.02], &[2.0]), [false]);
        assert_eq!(kept(&[0.02, 0.9], &[40.0, 40.0]), [false, true]);
    }

    #[test]
    fn headline_above_prose_is_kept() {
        let kept = |headline: f32| {
            let scores = [0.02, headline, 0.98, 0.97, 0.02];
            selected(&scores, &[1.0, 7.0, 40.0, 30.0, 5.0], 1.0)
        };
        for unsure in [0.08, 0.25] {
            assert_eq!(kept(unsure), [false, true, true, true, false]);
        }
        assert_eq!(kept(0.02), [false, false, true, true, false]);
    }
}
