//! The no-content check: pages for which the selection is so short or so doubtful that an empty text is the better
//! answer.

use super::SCORE_MARGIN;
use crate::classify::logit::logit;
use crate::html::tag::Tag;
use crate::html::tree::Tree;
use crate::page::Page;
use crate::page::blocks::{Blocks, RawBlock};

/// A selection with fewer characters is one sentence at most.
const STUB_CHARS: u32 = 100;

/// A stub has less than this share of the page's characters: a short page that is kept entirely is not a stub.
const STUB_SHARE: f32 = 0.25;

/// The expected F1 of a stub is below this: a selection with sure scores is not a stub.
const STUB_F1: f32 = 0.6;

/// Minimum score of the best kept block. All annotated pages of the development sets have at least 0.24; pages that
/// consist of menus have less.
const MIN_BEST_SCORE: f32 = 0.2;

/// The same for selections of less than [`STUB_CHARS`], such as a login form. All such texts of the development sets
/// have at least 0.7.
const MIN_BEST_SCORE_OF_STUB: f32 = 0.5;

/// Returns whether no kept block looks like main content. `preference` is added to the logits, as in [`super::select`].
pub(super) fn lacks_content(blocks: &Blocks, scores: &[f32], kept: &[bool], preference: f32) -> bool {
    let kept = || blocks.list.iter().zip(scores).zip(kept).filter(|&(_, &kept)| kept).map(|(block, _)| block);
    let best = kept().map(|(_, &score)| score).fold(0.0, f32::max);
    let chars: u32 = kept().map(|(block, _)| block.chars).sum();
    let min = if chars < STUB_CHARS { MIN_BEST_SCORE_OF_STUB } else { MIN_BEST_SCORE };
    logit(best, SCORE_MARGIN) + preference < logit(min, SCORE_MARGIN)
}

/// Returns whether the selection is a stub: short and doubtful. A doubtful selection in the page's footer is a stub at
/// any length.
pub(super) fn is_stub(page: &Page, kept: &[bool], expected_f1: f32) -> bool {
    let Page { tree, blocks, .. } = page;
    if expected_f1 >= STUB_F1 {
        return false;
    }
    let kept_blocks = || blocks.list.iter().zip(kept).filter(|&(_, &kept)| kept).map(|(block, _)| block);
    let chars: u32 = kept_blocks().map(|block| block.chars).sum();
    let all: u32 = blocks.list.iter().map(|block| block.chars).sum();
    let is_little = chars < STUB_CHARS && (chars as f32) < STUB_SHARE * all as f32;
    is_little || kept_blocks().all(|block| is_in_footer(tree, block))
}

/// Returns whether a block is in a `<footer>` of the page, not in one of an article.
fn is_in_footer(tree: &Tree, block: &RawBlock) -> bool {
    let around = || std::iter::once(block.node).chain(tree.ancestors(block.node)).map(|node| tree.tag(node));
    around().any(|tag| tag == Tag::Footer) && !around().any(|tag| matches!(tag, Tag::Article | Tag::Main))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::parse::parse;
    use crate::page::blocks::blocks;

    #[test]
    fn short_and_doubtful_selection_is_a_stub() {
        let is_stub_of = |html: &str, expected_f1| is_stub(&Page::from_tree(parse(html)), &[true, false], expected_f1);
        let page = format!("<p>Trade in has moved.<p>{}", "Menu ".repeat(50));
        assert!(is_stub_of(&page, 0.5));
        assert!(!is_stub_of(&page, 0.9), "sure");
        assert!(!is_stub_of("<p>Trade in has moved.<p>Menu", 0.5), "of a short page");
        assert!(!is_stub_of(&page.replace("moved", &"moved ".repeat(30)), 0.5), "more than a sentence");
    }

    #[test]
    fn selection_of_low_scores_only_lacks_content() {
        let lacks_content_of = |words: usize, scores: [f32; 2], kept: [bool; 2], preference| {
            let tree = parse(&format!("<p>{}<p>Menu", "Home ".repeat(words)));
            lacks_content(&blocks(&tree), &scores, &kept, preference)
        };
        assert!(lacks_content_of(50, [0.15, 0.9], [true, false], 0.0));
        assert!(!lacks_content_of(50, [0.15, 0.9], [true, true], 0.0));
        assert!(!lacks_content_of(50, [0.15, 0.1], [true, true], 1.0), "where more is asked for");
        assert!(
            lacks_content_of(4, [0.4, 0.1], [true, true], 0.0) && !lacks_content_of(50, [0.4, 0.1], [true, true], 0.0)
        );
    }

    #[test]
    fn selection_in_the_footer_only_is_a_stub() {
        let is_stub_of = |html: &str| is_stub(&Page::from_tree(parse(html)), &[false, true], 0.5);
        let long = "Who we are and what we do for those who come to us. ".repeat(9);
        assert!(is_stub_of(&format!("<p>Menu<footer><p>{long}")));
        assert!(!is_stub_of(&format!("<p>Menu<article><footer><p>{long}")), "of an article");
        assert!(!is_stub_of(&format!("<p>Menu<div><p>{long}")));
    }
}
