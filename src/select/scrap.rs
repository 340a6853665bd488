//! Pages of which so little would be kept that they rather have no main text.

use crate::blocks::Blocks;

/// A main text of fewer characters is a sentence at most.
const SCRAP: u32 = 100;

/// The most of a page's characters that a scrap has, and the greatest F1 that is expected of it: the whole of a short page is
/// no scrap, nor is what the scores are sure of. Of the annotated pages for development these bounds concern four, shops'
/// pages that a script fills, and none of them has a main text.
const SCRAP_SHARE: f32 = 0.25;
const SCRAP_F1: f32 = 0.6;

/// Whether what is kept is so little, and so doubtful, that the page rather has no main text.
pub(super) fn is_scrap(blocks: &Blocks, kept: &[bool], expected_f1: f32) -> bool {
    let kept_chars: u32 = blocks.list.iter().zip(kept).filter(|&(_, &kept)| kept).map(|(block, _)| block.chars).sum();
    let all: u32 = blocks.list.iter().map(|block| block.chars).sum();
    kept_chars < SCRAP && expected_f1 < SCRAP_F1 && (kept_chars as f32) < SCRAP_SHARE * all as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::blocks::blocks;
    use crate::parse::parse;

    #[test]
    fn a_doubtful_scrap_of_a_page_is_no_main_text() {
        let is_scrap_of = |html: &str, expected_f1| is_scrap(&blocks(&parse(html)), &[true, false], expected_f1);
        let page = format!("<p>Trade in has moved.<p>{}", "Menu ".repeat(50));
        assert!(is_scrap_of(&page, 0.5));
        assert!(!is_scrap_of(&page, 0.9), "sure");
        assert!(!is_scrap_of("<p>Trade in has moved.<p>Menu", 0.5), "of a short page");
        assert!(!is_scrap_of(&page.replace("moved", &"moved ".repeat(30)), 0.5), "more than a sentence");
    }
}
