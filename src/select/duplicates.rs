//! Text that a page shows more than once: for phones and for desktops, as a teaser and in the story, in a post and as a quote
//! in its answers.

use super::Selection;
use crate::page::Page;
use crate::page::blocks::BlockKind;
use rustc_hash::FxHashMap;

/// Minimum length of a duplicate in characters: names, labels and headings may be repeated. Chosen by hand.
const MIN_CHARS: u32 = 100;

/// A text that occurs more often than this belongs to each of its places, such as the conditions below each offer. Chosen by
/// hand.
const MAX_OCCURRENCES: u32 = 3;

/// Returns the kept blocks of running text whose text is equal to that of an earlier kept block. Rows of tables and lines of
/// code may be equal.
pub(crate) fn duplicates(page: &Page, selection: &Selection) -> Vec<usize> {
    let (blocks, kept) = (&page.blocks, &selection.kept);
    let is_long = |index: &usize| {
        let block = &blocks.list[*index];
        let is_running = !matches!(block.kind, BlockKind::TableRow | BlockKind::Preformatted);
        kept[*index] && is_running && block.chars >= MIN_CHARS
    };
    let mut counts: FxHashMap<&str, u32> = FxHashMap::default();
    let mut duplicates = Vec::new();
    for index in (0..blocks.list.len()).filter(is_long) {
        let count = counts.entry(blocks.text(index)).or_default();
        *count += 1;
        if *count > 1 {
            duplicates.push(index);
        }
    }
    duplicates.retain(|&index| counts[blocks.text(index)] <= MAX_OCCURRENCES);
    duplicates
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::parse::parse;
    use crate::select::Decision;

    fn duplicates_of(html: &str) -> Vec<usize> {
        let page = Page::from_tree(parse(html));
        let all = Selection::all(page.blocks.list.len(), Decision::Score);
        duplicates(&page, &all)
    }

    #[test]
    fn text_that_occurs_twice_is_kept_once() {
        let long = |number: usize| {
            format!("Rivers carry water, and with it sand, to the sea, {number} of them all year. ").repeat(3)
        };
        let page = |tag: &str| format!("<{tag}>{}</{tag}><p>{}</p><div>{}</div>", long(1), long(2), long(1));
        assert_eq!(duplicates_of(&page("p")), [2]);
        assert!(duplicates_of(&page("pre")).is_empty(), "code");
        assert!(duplicates_of("<p>Add to cart<p>Add to cart").is_empty(), "short");
        assert_eq!(duplicates_of(&format!("<p>{}", long(1)).repeat(3)), [1, 2]);
        assert!(duplicates_of(&format!("<p>{}", long(1)).repeat(4)).is_empty(), "a refrain");
    }

    #[test]
    fn duplicate_of_a_dropped_block_is_kept() {
        let page = Page::from_tree(parse(&format!("<p>{}", "Rivers carry water to the sea. ".repeat(5)).repeat(2)));
        assert!(duplicates(&page, &Selection::new(vec![false, true], Decision::Score)).is_empty());
    }
}
