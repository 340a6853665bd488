//! Text that a page asks search engines not to quote: consent boxes, legal notes, prompts to subscribe.

use super::Selection;
use crate::html::attributes::AttrKey;
use crate::page::Page;

/// Minimum share of the main text's characters that must be left. Some publishers mark the whole story of a paywalled page.
const MIN_LEFT: f32 = 0.25;

/// Returns the kept blocks in elements with `data-nosnippet` (Google, "Robots meta tag specifications", 2019).
pub(crate) fn excluded_by_nosnippet(page: &Page, selection: &Selection) -> Vec<usize> {
    let (Page { tree, blocks, .. }, kept) = (page, &selection.kept);
    let mut excluded: Vec<usize> = Vec::new();
    let mut end = 0;
    for (node, ..) in tree.all_attrs(|key| key == AttrKey::DataNosnippet) {
        if node < end {
            continue;
        }
        end = tree.end(node);
        excluded.extend(blocks.beginning_in(&(node..end)).filter(|&block| kept[block]));
    }
    let chars = |block: usize| blocks.list[block].chars;
    let all: u32 = (0..kept.len()).filter(|&block| kept[block]).map(chars).sum();
    let dropped: u32 = excluded.iter().copied().map(chars).sum();
    if (all - dropped) as f32 >= MIN_LEFT * all as f32 { excluded } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::parse::parse;
    use crate::select::Decision;

    fn excluded_of(html: &str) -> Vec<usize> {
        let page = Page::from_tree(parse(html));
        let all = Selection::all(page.blocks.list.len(), Decision::Score);
        excluded_by_nosnippet(&page, &all)
    }

    #[test]
    fn nosnippet_elements_are_dropped() {
        let note = "Partners may store information on a device.";
        let page =
            format!("<p>Rivers carry water.<div data-nosnippet><p>{note}<p data-nosnippet>{note}</div><p>And sand.");
        assert_eq!(excluded_of(&page), [1, 2]);
        assert!(excluded_of(&page.replace("data-nosnippet", "data-x")).is_empty());
    }

    #[test]
    fn nosnippet_around_the_whole_story_is_ignored() {
        assert!(
            excluded_of(&format!("<p>Log in<div data-nosnippet><p>{}", "Rivers carry water. ".repeat(9))).is_empty()
        );
    }
}
