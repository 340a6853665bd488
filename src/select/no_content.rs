//! The no-content check: a page whose best blocks score low has no main text, such as a page of menus or a login form.

use super::SCORE_MARGIN;
use crate::classify::logit::logit;
use crate::page::blocks::Blocks;

/// Minimum score of the best kept block. Of the 5,030 annotated pages of ten sets, two fall below this or the next bound, and
/// both come out wrong without the check as well.
const MIN_BEST_SCORE: f32 = 0.2;

/// The same for a selection of fewer than [`SHORT_CHARS`]. Such selections have at least 0.7 on the annotated pages of the
/// development sets.
const MIN_BEST_SCORE_OF_SHORT: f32 = 0.5;

/// A selection with fewer characters is one sentence at most.
const SHORT_CHARS: u32 = 100;

/// Returns whether no kept block looks like main content. `preference` is added to the logits, as in [`super::select`].
pub(super) fn lacks_content(blocks: &Blocks, scores: &[f32], kept: &[bool], preference: f32) -> bool {
    let kept = || blocks.list.iter().zip(scores).zip(kept).filter(|&(_, &kept)| kept).map(|(block, _)| block);
    let best = kept().map(|(_, &score)| score).fold(0.0, f32::max);
    let chars: u32 = kept().map(|(block, _)| block.chars).sum();
    let min = if chars < SHORT_CHARS { MIN_BEST_SCORE_OF_SHORT } else { MIN_BEST_SCORE };
    logit(best, SCORE_MARGIN) + preference < logit(min, SCORE_MARGIN)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::parse::parse;
    use crate::page::blocks::blocks;

    #[test]
    fn selection_with_low_scores_lacks_content() {
        let lacks_content_of = |words: usize, scores: [f32; 2], kept: [bool; 2], preference| {
            let tree = parse(&format!("<p>{}<p>Menu", "Home ".repeat(words)));
            lacks_content(&blocks(&tree), &scores, &kept, preference)
        };
        assert!(lacks_content_of(50, [0.15, 0.9], [true, false], 0.0));
        assert!(!lacks_content_of(50, [0.15, 0.9], [true, true], 0.0));
        assert!(!lacks_content_of(50, [0.15, 0.1], [true, true], 1.0), "a preference for recall");
        assert!(lacks_content_of(4, [0.4, 0.1], [true, true], 0.0), "a short selection");
        assert!(!lacks_content_of(50, [0.4, 0.1], [true, true], 0.0));
    }
}
