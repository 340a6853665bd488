//! Keeps headings with the text below them, and terms with their definitions.
//!
//! A heading has few words, which often look like those of a box, so that many headings score below the page's threshold.

use crate::page::blocks::{BlockKind, Blocks};

/// Minimum score of a heading that is kept with its text. Headings of boxes score lower, such as "Share this article" above
/// the next part of the story.
const MIN_SCORE: f32 = 0.1;

/// Keeps headings right above kept text and terms right above a kept definition, after the first kept block. Headings of lower
/// levels may come between a heading and its text.
pub(super) fn keep(blocks: &Blocks, scores: &[f32], kept: &mut [bool]) {
    let Some(first) = kept.iter().position(|&kept| kept) else { return };
    // For each heading level (1 to 6): whether the text below a heading of this level is kept.
    let mut text_below_is_kept = [false; 7];
    let mut is_defined = false;
    for block in (first..kept.len()).rev() {
        let raw = &blocks.list[block];
        if !raw.is_shown() {
            continue;
        }
        match raw.kind {
            BlockKind::Heading(level) => {
                let level = usize::from(level.min(6));
                kept[block] |= text_below_is_kept[level] && scores[block] >= MIN_SCORE;
                text_below_is_kept[level..].fill(false);
            }
            BlockKind::Term => {
                kept[block] |= is_defined && scores[block] >= MIN_SCORE;
                text_below_is_kept.fill(kept[block]);
            }
            kind => {
                is_defined = kind == BlockKind::Definition && kept[block];
                text_below_is_kept.fill(kept[block]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::parse::parse;
    use crate::page::blocks::blocks;

    fn kept(html: &str, scores: &[f32], kept: &str) -> String {
        let blocks = blocks(&parse(html));
        let mut kept: Vec<bool> = kept.chars().map(|c| c == 'x').collect();
        keep(&blocks, scores, &mut kept);
        kept.into_iter().map(|kept| if kept { 'x' } else { '.' }).collect()
    }

    #[test]
    fn heading_right_above_kept_text_is_kept() {
        let page = "<p>Intro<h2>Ferries</h2><p>Boats<h2>More like this</h2><p>Teaser";
        assert_eq!(kept(page, &[0.9, 0.3, 0.9, 0.3, 0.1], "x.x.."), "xxx..");
        assert_eq!(kept(page, &[0.9, 0.05, 0.9, 0.3, 0.1], "x.x.."), "x.x..");
        let hidden = page.replace("<h2>Ferries", "<h2 hidden>Ferries");
        assert_eq!(kept(&hidden, &[0.9, 0.3, 0.9, 0.3, 0.1], "x.x.."), "x.x..");
    }

    #[test]
    fn heading_is_kept_across_a_lower_heading_but_not_across_an_equal_one() {
        let page = "<p>Intro<h2>Ferries</h2><h3>Boats</h3><p>Text";
        assert_eq!(kept(page, &[0.9, 0.3, 0.3, 0.9], "x..x"), "xxxx");
        let page = "<p>Intro<h2>Share</h2><h2>Boats</h2><p>Text";
        assert_eq!(kept(page, &[0.9, 0.3, 0.3, 0.9], "x..x"), "x.xx");
    }

    #[test]
    fn term_with_a_kept_definition_and_the_heading_above_it_are_kept() {
        let page = "<p>Intro<h2>Methods</h2><dl><dt>open()<dt>open(mode)<dd>Opens it.<dt>close()<dd>Closes it.</dl>";
        assert_eq!(kept(page, &[0.9, 0.3, 0.2, 0.2, 0.9, 0.2, 0.3], "x...x.."), "xxxxx..");
        let page = "<p>Intro<dl><dt>Tags</dl><p>Text";
        assert_eq!(kept(page, &[0.9, 0.2, 0.9], "x.x"), "x.x");
    }

    #[test]
    fn heading_before_the_first_kept_block_stays_dropped() {
        let page = "<h2>News</h2><p>Intro<p>Text";
        assert_eq!(kept(page, &[0.3, 0.9, 0.9], ".xx"), ".xx");
    }
}
