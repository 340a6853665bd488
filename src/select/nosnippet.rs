//! Text that a page asks search engines not to quote: its consent boxes, legal notes, prompts to subscribe.

use super::Selection;
use crate::html::attributes::AttrKey;
use crate::page::Page;

/// Some publishers mark all of what must be paid for: where less than this share of the main text would be left, it stays.
const LEAST_LEFT: f32 = 0.25;

/// The kept blocks in elements with `data-nosnippet` (Google's "Robots meta tag specifications", 2019).
pub(crate) fn excluded_by_nosnippet(page: &Page, selection: &Selection) -> Vec<usize> {
    let (Page { tree, blocks, .. }, kept) = (page, &selection.kept);
    let mut unquoted: Vec<usize> = Vec::new();
    let mut behind = 0;
    for (node, ..) in tree.all_attrs(|key| key == AttrKey::DataNosnippet) {
        if node < behind {
            continue;
        }
        behind = tree.end(node);
        unquoted.extend(blocks.beginning_in(&(node..behind)).filter(|&block| kept[block]));
    }
    let chars = |block: usize| blocks.list[block].chars;
    let all: u32 = (0..kept.len()).filter(|&block| kept[block]).map(chars).sum();
    let dropped: u32 = unquoted.iter().copied().map(chars).sum();
    if (all - dropped) as f32 >= LEAST_LEFT * all as f32 { unquoted } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::parse::parse;

    fn unquoted_of(html: &str) -> Vec<usize> {
        let page = Page::from_tree(parse(html));
        let all = Selection::all(page.blocks.list.len());
        excluded_by_nosnippet(&page, &all)
    }

    #[test]
    fn what_must_not_be_quoted_goes() {
        let note = "Partners may store information on a device.";
        let page =
            format!("<p>Rivers carry water.<div data-nosnippet><p>{note}<p data-nosnippet>{note}</div><p>And sand.");
        assert_eq!(unquoted_of(&page), [1, 2]);
        assert!(unquoted_of(&page.replace("data-nosnippet", "data-x")).is_empty());
    }

    #[test]
    fn a_story_that_must_be_paid_for_stays() {
        assert!(
            unquoted_of(&format!("<p>Log in<div data-nosnippet><p>{}", "Rivers carry water. ".repeat(9))).is_empty()
        );
    }
}
