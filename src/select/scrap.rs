//! Pages of which so little would be kept that they rather have no main text.

use super::LEAST_SCORE;
use crate::classify::logit::log_odds;
use crate::html::tag::Tag;
use crate::html::tree::Tree;
use crate::page::Page;
use crate::page::blocks::{Blocks, RawBlock};

/// A main text of fewer characters is a sentence at most.
const SCRAP: u32 = 100;

/// The most of a page's characters that a scrap has, and the greatest F1 that is expected of it: the whole of a short page is
/// no scrap, nor is what the scores are sure of. Of the annotated pages for development these bounds concern four, shops'
/// pages that a script fills, and none of them has a main text.
const SCRAP_SHARE: f32 = 0.25;
const SCRAP_F1: f32 = 0.6;

/// A page whose best block has a lower score has no text. Of the annotated pages for development none has less than 0.24, also not those
/// without main text; a page of menus only has.
const LEAST_BEST_SCORE: f32 = 0.2;

/// The same where no more than a sentence would be kept: a form to log in. In the sets no such text has less than 0.7.
const LEAST_BEST_SCORE_OF_SCRAP: f32 = 0.5;

/// Whether nothing that is kept looks like main text; the preference is that of [`super::Rule`].
pub(super) fn is_no_text(blocks: &Blocks, scores: &[f32], kept: &[bool], preference: f32) -> bool {
    let kept = || blocks.list.iter().zip(scores).zip(kept).filter(|&(_, &kept)| kept).map(|(block, _)| block);
    let best = kept().map(|(_, &score)| score).fold(0.0, f32::max);
    let chars: u32 = kept().map(|(block, _)| block.chars).sum();
    let least = if chars < SCRAP { LEAST_BEST_SCORE_OF_SCRAP } else { LEAST_BEST_SCORE };
    log_odds(best, LEAST_SCORE) + preference < log_odds(least, LEAST_SCORE)
}

/// Whether what is kept is so little, and so doubtful, that the page rather has no main text; what stands in the page's
/// footer and nowhere else may be more.
pub(super) fn is_scrap(page: &Page, kept: &[bool], expected_f1: f32) -> bool {
    let Page { tree, blocks, .. } = page;
    if expected_f1 >= SCRAP_F1 {
        return false;
    }
    let kept_blocks = || blocks.list.iter().zip(kept).filter(|&(_, &kept)| kept).map(|(block, _)| block);
    let chars: u32 = kept_blocks().map(|block| block.chars).sum();
    let all: u32 = blocks.list.iter().map(|block| block.chars).sum();
    let is_little = chars < SCRAP && (chars as f32) < SCRAP_SHARE * all as f32;
    is_little || kept_blocks().all(|block| is_in_footer(tree, block))
}

/// Whether a block stands in a `<footer>` that is the page's rather than that of an article.
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
    fn a_doubtful_scrap_of_a_page_is_no_main_text() {
        let is_scrap_of =
            |html: &str, expected_f1| is_scrap(&Page::from_tree(parse(html)), &[true, false], expected_f1);
        let page = format!("<p>Trade in has moved.<p>{}", "Menu ".repeat(50));
        assert!(is_scrap_of(&page, 0.5));
        assert!(!is_scrap_of(&page, 0.9), "sure");
        assert!(!is_scrap_of("<p>Trade in has moved.<p>Menu", 0.5), "of a short page");
        assert!(!is_scrap_of(&page.replace("moved", &"moved ".repeat(30)), 0.5), "more than a sentence");
    }

    #[test]
    fn what_is_kept_for_want_of_better_is_no_text() {
        let is_no_text_of = |words: usize, scores: [f32; 2], kept: [bool; 2], preference| {
            let tree = parse(&format!("<p>{}<p>Menu", "Home ".repeat(words)));
            is_no_text(&blocks(&tree), &scores, &kept, preference)
        };
        assert!(is_no_text_of(50, [0.15, 0.9], [true, false], 0.0));
        assert!(!is_no_text_of(50, [0.15, 0.9], [true, true], 0.0));
        assert!(!is_no_text_of(50, [0.15, 0.1], [true, true], 1.0), "where more is asked for");
        assert!(is_no_text_of(4, [0.4, 0.1], [true, true], 0.0) && !is_no_text_of(50, [0.4, 0.1], [true, true], 0.0));
    }

    #[test]
    fn nothing_but_the_footer_is_no_main_text() {
        let is_scrap_of = |html: &str| is_scrap(&Page::from_tree(parse(html)), &[false, true], 0.5);
        let long = "Who we are and what we do for those who come to us. ".repeat(9);
        assert!(is_scrap_of(&format!("<p>Menu<footer><p>{long}")));
        assert!(!is_scrap_of(&format!("<p>Menu<article><footer><p>{long}")), "of an article");
        assert!(!is_scrap_of(&format!("<p>Menu<div><p>{long}")));
    }
}
