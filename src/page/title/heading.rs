//! Finds the heading that shows the title.

use super::MAX_TITLE_BYTES;
use super::words::dice;
use crate::page::blocks::{BlockKind, Blocks};
use crate::text::word_hash::Hash;
use crate::text::words::fill_word_set;

/// Minimum word overlap (Dice coefficient) of a heading with a declared title that it shows. Chosen by hand.
pub(super) const MIN_OVERLAP: f32 = 0.6;

/// Added to the overlap of an `<h1>`, to prefer it to lower headings. Chosen by hand.
const H1_BONUS: f32 = 0.15;

/// A heading must exceed the rank of an earlier one by this much to win. Chosen by hand.
const MIN_ADVANTAGE: f32 = 0.01;

/// Maximum number of characters of a headline. A longer heading is a text that the page marks up as a heading, such as
/// a post of a social network: it can be the title, but it is also content. Chosen by hand.
const MAX_HEADLINE_CHARS: u32 = 200;

/// Returns the block of the heading that overlaps most with one of the declared titles, given as word sets. If none
/// overlaps enough, returns the only `<h1>`.
pub(super) fn title_block(blocks: &Blocks, declared: &[Vec<Hash>]) -> Option<usize> {
    let mut best: Option<(f32, usize)> = None;
    let mut first_h1 = None;
    let mut h1s = 0;
    let mut words = Vec::new();
    for (i, block) in blocks.list.iter().enumerate() {
        let BlockKind::Heading(level) = block.kind else { continue };
        if block.hidden || block.text.len() > MAX_TITLE_BYTES || block.chars > MAX_HEADLINE_CHARS {
            continue;
        }
        fill_word_set(blocks.text(i), &mut words);
        if level == 1 && !words.is_empty() {
            h1s += 1;
            first_h1 = first_h1.or(Some(i));
        }
        let overlap = declared.iter().map(|title| dice(&words, title)).fold(0.0, f32::max);
        let rank = overlap + if level == 1 { H1_BONUS } else { 0.0 };
        if overlap >= MIN_OVERLAP && best.is_none_or(|(other, _)| rank > other + MIN_ADVANTAGE) {
            best = Some((rank, i));
        }
    }
    best.map(|(_, i)| i).or(first_h1.filter(|_| h1s == 1))
}
