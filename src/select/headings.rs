//! A heading belongs to the text below it, and a term to its definition: where that is kept, they are kept with it. A scorer
//! knows them by a few words, which look like those of a box, and gives many of them less than the page's threshold.

use crate::page::blocks::{BlockKind, Blocks};

/// Headings with a lower score are those of boxes: "Share this article" right above the next part of the story.
const LEAST_SCORE: f32 = 0.1;

/// Keeps headings right above kept text and terms right above a kept definition, behind the first text that is kept. Between a
/// heading and the text others may stand, but for those that end the heading's own section: of its level or a higher one.
pub(super) fn keep(blocks: &Blocks, scores: &[f32], kept: &mut [bool]) {
    let Some(first) = kept.iter().position(|&kept| kept) else { return };
    // By level: whether the text that a heading of it would head is kept. The levels are 1 to 6.
    let mut heads_kept = [false; 7];
    let mut is_defined = false;
    for block in (first..kept.len()).rev() {
        let raw = &blocks.list[block];
        if !raw.is_shown() {
            continue;
        }
        match raw.kind {
            BlockKind::Heading(level) => {
                let level = usize::from(level.min(6));
                kept[block] |= heads_kept[level] && scores[block] >= LEAST_SCORE;
                heads_kept[level..].fill(false);
            }
            BlockKind::Term => {
                kept[block] |= is_defined && scores[block] >= LEAST_SCORE;
                heads_kept.fill(kept[block]);
            }
            kind => {
                is_defined = kind == BlockKind::Definition && kept[block];
                heads_kept.fill(kept[block]);
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
    fn a_heading_right_above_kept_text_is_kept() {
        let page = "<p>Intro<h2>Ferries</h2><p>Boats<h2>More like this</h2><p>Teaser";
        assert_eq!(kept(page, &[0.9, 0.3, 0.9, 0.3, 0.1], "x.x.."), "xxx..");
        assert_eq!(kept(page, &[0.9, 0.05, 0.9, 0.3, 0.1], "x.x.."), "x.x..");
        let hidden = page.replace("<h2>Ferries", "<h2 hidden>Ferries");
        assert_eq!(kept(&hidden, &[0.9, 0.3, 0.9, 0.3, 0.1], "x.x.."), "x.x..");
    }

    #[test]
    fn headings_may_stand_between_but_for_those_of_another_section() {
        let page = "<p>Intro<h2>Ferries</h2><h3>Boats</h3><p>Text";
        assert_eq!(kept(page, &[0.9, 0.3, 0.3, 0.9], "x..x"), "xxxx");
        let page = "<p>Intro<h2>Share</h2><h2>Boats</h2><p>Text";
        assert_eq!(kept(page, &[0.9, 0.3, 0.3, 0.9], "x..x"), "x.xx");
    }

    #[test]
    fn a_term_is_kept_with_its_definition_and_with_it_the_heading_above() {
        let page = "<p>Intro<h2>Methods</h2><dl><dt>open()<dt>open(mode)<dd>Opens it.<dt>close()<dd>Closes it.</dl>";
        assert_eq!(kept(page, &[0.9, 0.3, 0.2, 0.2, 0.9, 0.2, 0.3], "x...x.."), "xxxxx..");
        let page = "<p>Intro<dl><dt>Tags</dl><p>Text";
        assert_eq!(kept(page, &[0.9, 0.2, 0.9], "x.x"), "x.x");
    }

    #[test]
    fn what_stands_before_the_first_kept_text_stays_dropped() {
        let page = "<h2>News</h2><p>Intro<p>Text";
        assert_eq!(kept(page, &[0.3, 0.9, 0.9], ".xx"), ".xx");
    }
}
