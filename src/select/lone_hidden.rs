//! Drops short hidden text between visible text: messages that a script may show, labels, the short description of a wiki
//! article. Hidden panels are longer, or have several blocks, or follow the heading that opens them.

use crate::page::Page;
use crate::page::blocks::{BlockKind, RawBlock};

/// Maximum number of words of such text. Of 176 texts of up to this length on the pages of all sets, nearly all are labels,
/// prices and messages; without a limit, 0.001 F1 is lost on wcxb-dev.
const MAX_WORDS: f32 = 12.0;

/// Drops hidden blocks that are no sentence and whose neighbors are visible. `words` are the numbers of words of the blocks.
pub(super) fn drop(page: &Page, words: &[f32], kept: &mut [bool]) {
    let blocks = &page.blocks;
    let is_visible = |block: Option<&RawBlock>| block.is_none_or(|block| !block.hidden);
    for (at, block) in blocks.list.iter().enumerate() {
        if !block.hidden || !kept[at] || words[at] > MAX_WORDS || block.kind == BlockKind::Preformatted {
            continue;
        }
        let before = at.checked_sub(1).map(|before| &blocks.list[before]);
        let opens_panel = before.is_some_and(|before| matches!(before.kind, BlockKind::Heading(_) | BlockKind::Term))
            || at > 0 && blocks.text(at - 1).ends_with(['?', '？', '؟']);
        // Hidden and visible blocks take turns: panels, and the labels that open them.
        let is_hidden = |other: Option<usize>| other.and_then(|other| blocks.list.get(other)).is_some_and(|b| b.hidden);
        let is_one_of_several = is_hidden(at.checked_sub(2)) || is_hidden(Some(at + 2));
        let is_sentence = blocks.text(at).ends_with(['.', '!', '?', '。', '！', '？', '।', '؟']);
        if is_visible(before)
            && is_visible(blocks.list.get(at + 1))
            && !opens_panel
            && !is_one_of_several
            && !is_sentence
        {
            kept[at] = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::parse::parse;

    #[test]
    fn short_hidden_text_between_visible_text_is_dropped() {
        let is_kept = |html: &str| {
            let page = Page::from_tree(parse(html));
            let words = vec![4.0; page.blocks.list.len()];
            let mut kept = vec![true; words.len()];
            drop(&page, &words, &mut kept);
            kept.iter().all(|&kept| kept)
        };
        assert!(!is_kept("<p>a</p><div hidden>River of the plain</div><p>b</p>"));
        assert!(!is_kept("<div style='display:none'>River of the plain</div><p>b</p>"));
        assert!(is_kept("<p>a</p><div hidden><p>River of the plain</p><p>Lake of it</p></div><p>b</p>"), "a panel");
        assert!(is_kept("<h2>Which?</h2><div hidden>The one here</div><h2>Why?</h2><p>b</p>"), "an answer");
        assert!(is_kept("<p>a</p><div hidden>It flows.</div><p>b</p>"), "a sentence");
        assert!(is_kept("<p>Capital?</p><div hidden>Rome</div><p>b</p>"), "an answer");
        assert!(is_kept("<div>Open</div><div hidden>9 to 5</div><div>Price</div><div hidden>12</div><p>b"), "panels");
    }
}
