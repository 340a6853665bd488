//! Flattened text: the best labelling of a run of lines, and the headlines above prose.

use crate::classify::features::GOOD_WORDS;

/// The labelling of a run of lines with the greatest gain, where each change from kept to dropped or back costs
/// (Viterbi's algorithm; the text begins and ends with no cost).
pub(super) fn label(gains: &[f32], change_cost: f32) -> Vec<bool> {
    // For each line: whether the best way to this line's label came from the same label, if dropped, if kept.
    let mut stayed = Vec::with_capacity(gains.len());
    let [mut dropped, mut kept] = [0.0_f32; 2];
    for &gain in gains {
        stayed.push([dropped >= kept - change_cost, kept >= dropped - change_cost]);
        (dropped, kept) = (dropped.max(kept - change_cost), kept.max(dropped - change_cost) + gain);
    }
    // A line of its own gains nothing, and is kept where nothing else speaks.
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

/// Keeps a paragraph that is all there is: no line speaks against it.
pub(super) fn keep_lone_paragraph(kept: &mut [bool], words: &[f32]) {
    if let ([kept], [words]) = (kept, words) {
        *kept |= *words >= GOOD_WORDS;
    }
}

/// A headline's words. The headlines of the articles of wcxb-dev have 3 to 25.
const HEADLINE: std::ops::RangeInclusive<f32> = 3.0..=30.0;

/// The least score of a headline: scorers learn from annotations without titles, and give theirs 0.1 to 0.4. Between 0.05 and
/// 0.15 no figure moves by more than 0.0001.
const LEAST_HEADLINE: f32 = 0.05;

/// Keeps the headline right above a run of prose: of flattened text nothing else tells the title.
pub(super) fn keep_headlines(kept: &mut [bool], scores: &[f32], words: &[f32]) {
    for line in 1..kept.len() {
        let is_headline = HEADLINE.contains(&words[line - 1]) && scores[line - 1] >= LEAST_HEADLINE;
        kept[line - 1] |= kept[line] && words[line] >= GOOD_WORDS && is_headline;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::select::{BlockScores, select_lines};

    fn selected(scores: &[f32], words: &[f32], change_cost: f32) -> Vec<bool> {
        let blocks = BlockScores { scores: scores.to_vec(), words: words.to_vec(), path_groups: Vec::new() };
        select_lines(&blocks, 0.0, change_cost).0
    }

    #[test]
    fn a_run_of_lines_goes_as_a_whole() {
        assert_eq!(label(&[5.0, -1.0, 4.0, -3.0, 1.5, -3.0], 2.0), [true, true, true, false, false, false]);
        assert_eq!(label(&[-1.0, 3.0], 0.0), [false, true]);
        assert!(label(&[], 1.0).is_empty());
    }

    #[test]
    fn a_paragraph_alone_is_kept_whatever_its_score() {
        let kept = |scores: &[f32], words: &[f32]| selected(scores, words, 3.0);
        assert_eq!(kept(&[0.02], &[40.0]), [true]);
        assert_eq!(kept(&[0.02], &[2.0]), [false]);
        assert_eq!(kept(&[0.02, 0.9], &[40.0, 40.0]), [false, true]);
    }

    #[test]
    fn a_headline_stays_with_its_prose() {
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
