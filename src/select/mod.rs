//! From scores to what is kept: decided over regions of the tree, since the junk that hurts most reads well and can be
//! told from the content only as a list of cards, a box or a thread of comments.

mod headings;
mod like_places;
mod lines;
mod nosnippet;
mod regions;
mod repeats;
mod scrap;
mod threshold;
mod wholes;

use crate::classify::logit::log_odds;
use crate::html::tree::Tree;
use crate::page::blocks::Blocks;
pub(crate) use nosnippet::unquoted;
pub(crate) use repeats::repeats;
use threshold::{Threshold, threshold};

/// What is kept of a page.
#[derive(Clone, Debug, Default)]
pub(crate) struct Selection {
    /// One entry a block.
    pub kept: Vec<bool>,
    /// Expected F1 of the words of the blocks that the threshold keeps, by the scores; 0 where nothing is kept.
    pub expected_f1: f32,
}

impl Selection {
    fn new(kept: Vec<bool>, expected_f1: f32) -> Selection {
        let expected_f1 = if kept.contains(&true) { expected_f1 } else { 0.0 };
        Selection { kept, expected_f1 }
    }

    /// What is kept without the block that shows the title: the text is without it.
    pub fn without(mut self, title: Option<usize>) -> Vec<bool> {
        if let Some(title) = title {
            self.kept[title] = false;
        }
        self.kept
    }
}

/// How selection decides.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rule {
    /// What an edge of the tree pays where the label changes, in words at even odds.
    pub change_cost: f32,
    /// Added to the log-odds of every block: above 0 keeps more.
    pub preference: f32,
}

impl Rule {
    /// For a page with markup.
    pub fn of_page(preference: f32) -> Rule {
        Rule { change_cost: 0.3, preference }
    }

    /// For flattened text, where the edge is that between two lines.
    pub fn of_lines(preference: f32) -> Rule {
        Rule { change_cost: 3.0, preference }
    }
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
    let (gains, expected_f1) = gains(&like_places::evened(scores, words, places), words, rule.preference);
    let mut kept = regions::label(tree, blocks, &gains, rule.change_cost);
    wholes::complete(tree, blocks, &mut kept);
    headings::keep(blocks, scores, &mut kept);
    if scrap::is_no_text(blocks, scores, &kept, rule.preference) || scrap::is_scrap(tree, blocks, &kept, expected_f1) {
        kept.fill(false);
    }
    Selection::new(kept, expected_f1)
}

/// Selects lines of flattened text, where the only region is a run of lines.
pub(crate) fn select_lines(scores: &[f32], words: &[f32], rule: Rule) -> Selection {
    let (gains, expected_f1) = gains(scores, words, rule.preference);
    let mut kept = lines::label(&gains, rule.change_cost);
    lines::keep_headlines(&mut kept, scores, words);
    lines::keep_lone_paragraph(&mut kept, words);
    Selection::new(kept, expected_f1)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::parse::parse;
    use crate::page::blocks::blocks;

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
