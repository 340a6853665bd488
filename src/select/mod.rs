//! From scores to the blocks that are kept.
//!
//! The scores of single blocks are not enough: junk that reads like an article is recognized only as a list of cards, a box or a
//! thread of comments. Selection therefore decides over the tree, and completes units that are useful only as a whole.

mod appended_stories;
mod copyright_notes;
mod decision;
mod duplicates;
mod formulas;
mod headings;
mod layers;
mod lines;
mod link_cards;
mod lone_hidden;
mod no_content;
mod nosnippet;
mod offers;
mod path_smoothing;
mod pull_quotes;
mod regions;
mod selection;
mod threshold;
mod units;

use crate::classify::logit::{logit, sigmoid};
use crate::html::attributes::AttrKey;
use crate::html::tree::{NodeId, Tree};
use crate::page::Page;
pub(crate) use appended_stories::appended_stories;
pub(crate) use copyright_notes::copyright_notes;
pub use decision::Decision;
pub(crate) use duplicates::duplicates;
pub(crate) use layers::layers;
pub(crate) use link_cards::link_cards;
pub(crate) use nosnippet::excluded_by_nosnippet;
pub(crate) use offers::offers;
pub(crate) use pull_quotes::pull_quotes;
pub(crate) use selection::Selection;
use threshold::{Threshold, threshold};

/// The scores of a page's blocks, with one entry for each block.
#[derive(Clone, Debug, Default)]
pub(crate) struct BlockScores {
    /// Probabilities that the blocks are main content.
    pub scores: Vec<f32>,
    /// Numbers of words, by which the scores are weighted.
    pub words: Vec<f32>,
    /// Blocks with the same number have the same tag path.
    pub path_groups: Vec<u32>,
}

/// Cost of an edge of the tree between a kept and a dropped element, in logits of a block without words. Fitted on the
/// annotated pages; see `docs/experiments/`.
const CHANGE_COST_PAGE: f32 = 0.3;

/// The same between two lines of flattened text.
const CHANGE_COST_LINES: f32 = 3.0;

/// Scores are clamped this far from 0 and 1, so that a single block does not outweigh a region.
const SCORE_MARGIN: f32 = 0.01;

/// Selects blocks by their scores. Returns the F1 to expect of the selection as well, if the scores are right; it is 0 if
/// nothing is kept.
///
/// `preference` is added to the logit of every block: values above 0 keep more.
pub(crate) fn select(page: &Page, blocks: &BlockScores, preference: f32) -> (Selection, f32) {
    let (selection, expected_f1) = match page.is_plain {
        true => select_lines(blocks, preference, CHANGE_COST_LINES),
        false => select_blocks(page, blocks, preference, CHANGE_COST_PAGE),
    };
    let expected_f1 = if selection.is_empty() { 0.0 } else { expected_f1 };
    (selection, expected_f1)
}

fn select_blocks(page: &Page, blocks: &BlockScores, preference: f32, change_cost: f32) -> (Selection, f32) {
    let BlockScores { scores, words, path_groups } = blocks;
    let smoothed = path_smoothing::smooth(scores, words, path_groups);
    let Gains { gains, threshold, expected_f1 } = gains(&smoothed, words, preference);
    let mut selection = labeled(regions::label(page, &gains, change_cost), scores, &gains, threshold);
    selection.change(Decision::Unit, |kept| units::complete(page, kept));
    selection.change(Decision::HiddenText, |kept| lone_hidden::drop(page, words, kept));
    selection.change(Decision::Formula, |kept| formulas::keep(page, kept));
    selection.change(Decision::Heading, |kept| headings::keep(&page.blocks, scores, kept));
    if no_content::lacks_content(&page.blocks, scores, &selection.kept, preference) {
        selection.change(Decision::NoContent, |kept| kept.fill(false));
    }
    (selection, expected_f1)
}

fn select_lines(blocks: &BlockScores, preference: f32, change_cost: f32) -> (Selection, f32) {
    let BlockScores { scores, words, .. } = blocks;
    let Gains { gains, threshold, expected_f1 } = gains(scores, words, preference);
    let mut selection = labeled(lines::label(&gains, change_cost), scores, &gains, threshold);
    selection.change(Decision::Headline, |kept| lines::keep_headlines(kept, scores, words));
    selection.change(Decision::OnlyParagraph, |kept| lines::keep_lone_paragraph(kept, words));
    (selection, expected_f1)
}

/// Returns what the labeling keeps, with the reason: the score of the block, those with the same tag path, which `gains`
/// include, or the blocks around it.
fn labeled(kept: Vec<bool>, scores: &[f32], gains: &[f32], threshold: f32) -> Selection {
    let decision = |((&kept, &score), &gain): ((&bool, &f32), &f32)| match kept {
        _ if kept == (score >= threshold) => Decision::Score,
        _ if kept == (gain >= 0.0) => Decision::PathGroup,
        _ => Decision::Region,
    };
    let decisions = kept.iter().zip(scores).zip(gains).map(decision).collect();
    Selection { kept, decisions, threshold: Some(threshold) }
}

/// Returns the class or the id of an element; empty if it is so long that reading it for each block would take too much time.
fn short_name(tree: &Tree, node: NodeId, key: AttrKey) -> &str {
    const MAX_BYTES: usize = 300;
    tree.attr(node, key).filter(|name| name.len() <= MAX_BYTES).unwrap_or_default()
}

struct Gains {
    /// The gain of keeping each block rather than dropping it.
    gains: Vec<f32>,
    /// The score of a block that gains nothing.
    threshold: f32,
    /// The expected F1 of the best threshold.
    expected_f1: f32,
}

fn gains(scores: &[f32], words: &[f32], preference: f32) -> Gains {
    let Threshold { score, expected_f1 } = threshold(scores, words);
    let threshold = logit(score, SCORE_MARGIN) - preference;
    let gain = |(&score, &words)| (logit(score, SCORE_MARGIN) - threshold) * weight(words);
    Gains { gains: scores.iter().zip(words).map(gain).collect(), threshold: sigmoid(threshold), expected_f1 }
}

/// Returns the weight of a block with this number of words: it grows with the square root, so that long blocks count for
/// more, but not in proportion.
fn weight(words: f32) -> f32 {
    (words + 1.0).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::parse::parse;

    fn kept(html: &str, scores: &[f32], preference: f32) -> Vec<bool> {
        let page = Page::from_tree(parse(html));
        let blocks = BlockScores { scores: scores.to_vec(), words: vec![10.0; scores.len()], path_groups: Vec::new() };
        select_blocks(&page, &blocks, preference, 2.0).0.kept
    }

    #[test]
    fn blocks_of_a_region_are_kept_or_dropped_together() {
        let html = "<div><p>a<p>b<p>c</div><aside><p>x<p>y<p>z</aside>";
        assert_eq!(kept(html, &[0.9, 0.45, 0.9, 0.1, 0.5, 0.1], 0.0), [true, true, true, false, false, false]);
    }

    #[test]
    fn higher_preference_keeps_at_least_as_much() {
        let html = "<div><p>a<p>b<p>c</div><aside><p>x<p>y<p>z</aside>";
        let scores = [0.9, 0.3, 0.7, 0.2, 0.55, 0.1];
        let counts: Vec<usize> = [-4.0, -1.0, 0.0, 1.0, 4.0]
            .iter()
            .map(|&preference| kept(html, &scores, preference).iter().filter(|&&kept| kept).count())
            .collect();
        assert!(counts.is_sorted() && counts[0] < counts[4], "{counts:?}");
    }
}
