//! Text that a page shows twice: once for phones and once for desktops, as a teaser and in the story, in a post and quoted
//! in its answers.

use super::Selection;
use crate::page::Page;
use crate::page::blocks::BlockKind;
use rustc_hash::FxHashMap;

/// What repeats has at least this many characters: names, labels and headings may well stand twice.
const LEAST_CHARS: u32 = 100;

/// What stands more often belongs to each of its places: conditions below each offer, a step of each way to do it.
const MOST_TIMES: u32 = 3;

/// The kept blocks of running text whose very text stands in a kept block before. Rows of tables and lines of code are what
/// they are beside others.
pub(crate) fn repeats(page: &Page, selection: &Selection) -> Vec<usize> {
    let (blocks, kept) = (&page.blocks, &selection.kept);
    let is_long = |index: &usize| {
        let block = &blocks.list[*index];
        let is_running = !matches!(block.kind, BlockKind::TableRow | BlockKind::Preformatted);
        kept[*index] && is_running && block.chars >= LEAST_CHARS
    };
    let mut times: FxHashMap<&str, u32> = FxHashMap::default();
    let mut repeats = Vec::new();
    for index in (0..blocks.list.len()).filter(is_long) {
        let times = times.entry(blocks.text(index)).or_default();
        *times += 1;
        if *times > 1 {
            repeats.push(index);
        }
    }
    repeats.retain(|&index| times[blocks.text(index)] <= MOST_TIMES);
    repeats
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::parse::parse;

    fn repeats_of(html: &str) -> Vec<usize> {
        let page = Page::from_tree(parse(html));
        let all = Selection::all(page.blocks.list.len());
        repeats(&page, &all)
    }

    #[test]
    fn a_text_that_stands_twice_is_kept_once() {
        let long = |number: usize| {
            format!("Rivers carry water, and with it sand, to the sea, {number} of them all year. ").repeat(3)
        };
        let page = |tag: &str| format!("<{tag}>{}</{tag}><p>{}</p><div>{}</div>", long(1), long(2), long(1));
        assert_eq!(repeats_of(&page("p")), [2]);
        assert!(repeats_of(&page("pre")).is_empty(), "code");
        assert!(repeats_of("<p>Add to cart<p>Add to cart").is_empty(), "short");
        assert_eq!(repeats_of(&format!("<p>{}", long(1)).repeat(3)), [1, 2]);
        assert!(repeats_of(&format!("<p>{}", long(1)).repeat(4)).is_empty(), "a refrain");
    }

    #[test]
    fn the_first_one_must_be_kept() {
        let page = Page::from_tree(parse(&format!("<p>{}", "Rivers carry water to the sea. ".repeat(5)).repeat(2)));
        assert!(repeats(&page, &Selection { kept: vec![false, true] }).is_empty());
    }
}
