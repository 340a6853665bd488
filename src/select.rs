//! From scores to what is kept: decided over regions of the tree, since the junk that hurts most reads well and can be
//! told from the content only as a list of cards, a box or a thread of comments.

use crate::blocks::Blocks;
use crate::features::GOOD_WORDS;
use crate::odds::log_odds;
use crate::threshold::{Threshold, threshold};
use crate::tree::{NodeId, Tree};
use crate::{alike, wholes};

/// What is kept of a page.
#[derive(Clone, Debug, Default)]
pub(crate) struct Selection {
    /// One entry a block.
    pub kept: Vec<bool>,
    /// Expected F1 of the words kept, by the scores.
    pub expected_f1: f32,
}

/// How selection decides.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rule {
    /// What an edge of the tree pays where the label changes, in words at even odds.
    pub change_cost: f32,
    /// Added to the log-odds of every block: above 0 keeps more.
    pub preference: f32,
}

/// Scores are kept this far from 0 and 1, so that no single block outweighs a region.
const LEAST_SCORE: f32 = 0.01;

/// What is known of the blocks: one entry each.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scored<'s> {
    pub scores: &'s [f32],
    /// Words, which weigh the scores.
    pub words: &'s [f32],
    /// Blocks with the same number stand in like places; empty where that is not known.
    pub places: &'s [u32],
}

/// Selects blocks by their scores.
pub(crate) fn select(tree: &Tree, blocks: &Blocks, scored: Scored, rule: Rule) -> Selection {
    let Scored { scores, words, places } = scored;
    let (gains, expected_f1) = gains(&alike::evened(scores, words, places), words, rule.preference);
    let mut kept = label(tree, blocks, &gains, rule.change_cost);
    wholes::complete(tree, blocks, &mut kept);
    if is_scrap(blocks, &kept, expected_f1) {
        kept.fill(false);
    }
    Selection { kept, expected_f1 }
}

/// A main text of fewer characters is a sentence at most.
const SCRAP: u32 = 100;

/// The most of a page's characters that a scrap has, and the greatest F1 that is expected of it: the whole of a short page is
/// no scrap, nor is what the scores are sure of. Of the annotated pages for development these bounds concern four, shops'
/// pages that a script fills, and none of them has a main text.
const SCRAP_SHARE: f32 = 0.25;
const SCRAP_F1: f32 = 0.6;

/// Whether what is kept is so little, and so doubtful, that the page rather has no main text.
fn is_scrap(blocks: &Blocks, kept: &[bool], expected_f1: f32) -> bool {
    let kept_chars: u32 = blocks.list.iter().zip(kept).filter(|&(_, &kept)| kept).map(|(block, _)| block.chars).sum();
    let all: u32 = blocks.list.iter().map(|block| block.chars).sum();
    kept_chars < SCRAP && expected_f1 < SCRAP_F1 && (kept_chars as f32) < SCRAP_SHARE * all as f32
}

/// Selects lines of flattened text, where the only region is a run of lines.
pub(crate) fn select_lines(scores: &[f32], words: &[f32], rule: Rule) -> Selection {
    let (gains, expected_f1) = gains(scores, words, rule.preference);
    let mut kept = label_lines(&gains, rule.change_cost);
    keep_headlines(&mut kept, scores, words);
    Selection { kept, expected_f1 }
}

/// A headline's words. The headlines of the articles of wcxb-dev have 3 to 25.
const HEADLINE: std::ops::RangeInclusive<f32> = 3.0..=30.0;

/// The least score of a headline: scorers learn from annotations without titles, and give theirs 0.1 to 0.4. Between 0.05 and
/// 0.15 no figure moves by more than 0.0001.
const LEAST_HEADLINE: f32 = 0.05;

/// Keeps the headline right above a run of prose: of flattened text nothing else tells the title.
fn keep_headlines(kept: &mut [bool], scores: &[f32], words: &[f32]) {
    for line in 1..kept.len() {
        let is_headline = HEADLINE.contains(&words[line - 1]) && scores[line - 1] >= LEAST_HEADLINE;
        kept[line - 1] |= kept[line] && words[line] >= GOOD_WORDS && is_headline;
    }
}

/// What each block earns if it is kept rather than dropped, and the expected F1 of the best threshold.
fn gains(scores: &[f32], words: &[f32], preference: f32) -> (Vec<f32>, f32) {
    let Threshold { score, expected_f1 } = threshold(scores, words);
    let threshold = log_odds(score, LEAST_SCORE) - preference;
    let gain = |(&score, &words)| (log_odds(score, LEAST_SCORE) - threshold) * weight(words);
    (scores.iter().zip(words).map(gain).collect(), expected_f1)
}

/// The weight of a block of so many words: long blocks count for more, but less than in proportion.
fn weight(words: f32) -> f32 {
    (words + 1.0).sqrt()
}

/// The labelling of the tree with the greatest gain: a kept block earns its gain, an edge between a kept and a dropped
/// element pays `change_cost`. Exact, by one pass up and one down.
fn label(tree: &Tree, blocks: &Blocks, gains: &[f32], change_cost: f32) -> Vec<bool> {
    // gain[node]: the best gain of its subtree if dropped, if kept.
    let mut gain = vec![[0.0_f32; 2]; tree.len()];
    let mut holds = vec![false; tree.len()];
    // A block is a leaf of its own below its element, so that one block can differ from its neighbours there.
    for (block, &own) in blocks.list.iter().zip(gains) {
        let node = block.node as usize;
        gain[node][0] += (own - change_cost).max(0.0);
        gain[node][1] += own.max(-change_cost);
        holds[node] = true;
    }
    for node in (1..tree.len()).rev() {
        if holds[node] {
            let parent = tree.parent(node as NodeId) as usize;
            let [dropped, kept] = gain[node];
            gain[parent][0] += dropped.max(kept - change_cost);
            gain[parent][1] += kept.max(dropped - change_cost);
            holds[parent] = true;
        }
    }
    let mut kept = vec![false; tree.len()];
    // The block whose score is the threshold gains nothing, and is kept where nothing else speaks: the only block of a page.
    kept[0] = gain[0][1] >= gain[0][0];
    for node in 1..tree.len() {
        if holds[node] {
            let above = kept[tree.parent(node as NodeId) as usize];
            let cost = |kept: bool| if kept == above { 0.0 } else { change_cost };
            kept[node] = gain[node][1] - cost(true) > gain[node][0] - cost(false);
        }
    }
    let keep = |(block, &own): (&crate::blocks::RawBlock, &f32)| match kept[block.node as usize] {
        true => own > -change_cost,
        false => own > change_cost,
    };
    blocks.list.iter().zip(gains).map(keep).collect()
}

/// The labelling of a run of lines with the greatest gain, where each change from kept to dropped or back costs
/// (Viterbi's algorithm; the text begins and ends with no cost).
fn label_lines(gains: &[f32], change_cost: f32) -> Vec<bool> {
    // For each line: whether the best way to this line's label came from the same label, if dropped, if kept.
    let mut stayed = Vec::with_capacity(gains.len());
    let [mut dropped, mut kept] = [0.0_f32; 2];
    for &gain in gains {
        stayed.push([dropped >= kept - change_cost, kept >= dropped - change_cost]);
        (dropped, kept) = (dropped.max(kept - change_cost), kept.max(dropped - change_cost) + gain);
    }
    let mut label = kept > dropped;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::blocks::blocks;
    use crate::parse::parse;

    fn kept(html: &str, scores: &[f32], preference: f32) -> Vec<bool> {
        let tree = parse(html);
        let blocks = blocks(&tree);
        let words = vec![10.0; scores.len()];
        let scored = Scored { scores, words: &words, places: &[] };
        select(&tree, &blocks, scored, Rule { change_cost: 2.0, preference }).kept
    }

    #[test]
    fn a_region_goes_as_a_whole() {
        let html = "<div><p>a<p>b<p>c</div><aside><p>x<p>y<p>z</aside>";
        assert_eq!(kept(html, &[0.9, 0.45, 0.9, 0.1, 0.5, 0.1], 0.0), [true, true, true, false, false, false]);
    }

    #[test]
    fn a_doubtful_scrap_of_a_page_is_no_main_text() {
        let is_scrap_of = |html: &str, expected_f1| is_scrap(&blocks(&parse(html)), &[true, false], expected_f1);
        let page = format!("<p>Trade in has moved.<p>{}", "Menu ".repeat(50));
        assert!(is_scrap_of(&page, 0.5));
        assert!(!is_scrap_of(&page, 0.9), "sure");
        assert!(!is_scrap_of("<p>Trade in has moved.<p>Menu", 0.5), "of a short page");
        assert!(!is_scrap_of(&page.replace("moved", &"moved ".repeat(30)), 0.5), "more than a sentence");
    }

    #[test]
    fn a_run_of_lines_goes_as_a_whole() {
        assert_eq!(label_lines(&[5.0, -1.0, 4.0, -3.0, 1.5, -3.0], 2.0), [true, true, true, false, false, false]);
        assert_eq!(label_lines(&[-1.0, 3.0], 0.0), [false, true]);
        assert!(label_lines(&[], 1.0).is_empty());
    }

    #[test]
    fn a_headline_stays_with_its_prose() {
        let rule = Rule { change_cost: 1.0, preference: 0.0 };
        let kept = |headline: f32| {
            let scores = [0.02, headline, 0.98, 0.97, 0.02];
            select_lines(&scores, &[1.0, 7.0, 40.0, 30.0, 5.0], rule).kept
        };
        for unsure in [0.08, 0.25] {
            assert_eq!(kept(unsure), [false, true, true, true, false]);
        }
        assert_eq!(kept(0.02), [false, false, true, true, false]);
    }

    #[test]
    fn more_recall_never_keeps_less() {
        let html = "<div><p>a<p>b<p>c</div><aside><p>x<p>y<p>z</aside>";
        let scores = [0.9, 0.3, 0.7, 0.2, 0.55, 0.1];
        let counts: Vec<usize> = [-4.0, -1.0, 0.0, 1.0, 4.0]
            .iter()
            .map(|&preference| kept(html, &scores, preference).iter().filter(|&&kept| kept).count())
            .collect();
        assert!(counts.is_sorted() && counts[0] < counts[4], "{counts:?}");
    }
}
