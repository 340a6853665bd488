//! Cards within a story that lead to other stories: boxes named "related" and the like, with nothing but links.

use super::Selection;
use crate::html::attributes::AttrKey;
use crate::html::tree::NodeId;
use crate::page::Page;
use crate::page::blocks::BlockKind;
use crate::page::names::{self, NameClasses};

/// Maximum share of the main text's characters in cards. On pages with more, the links are the main content.
const MAX_SHARE: f32 = 0.25;

/// Maximum bytes of a class or id that is read for each link.
const MAX_NAME: usize = 300;

/// How many elements above a link may be the card.
const MAX_ANCESTORS: usize = 6;

/// Returns the kept blocks in cards.
pub(crate) fn link_cards(page: &Page, selection: &Selection) -> Vec<usize> {
    let (tree, blocks, kept) = (&page.tree, &page.blocks, &selection.kept);
    let is_link = |block: usize| blocks.list[block].link_chars * 10 >= blocks.list[block].chars * 9;
    let has_short_names = |node| {
        [AttrKey::Class, AttrKey::Id].iter().all(|&key| tree.attr(node, key).is_none_or(|name| name.len() <= MAX_NAME))
    };
    let is_card = |&node: &NodeId| has_short_names(node) && names::has(tree, node, NameClasses::UNRELATED);
    let mut dropped: Vec<usize> = Vec::new();
    // The nodes before this one have been searched.
    let mut searched: NodeId = 0;
    for block in 0..blocks.list.len() {
        let raw = &blocks.list[block];
        if !kept[block] || raw.links == 0 || raw.first < searched || !is_link(block) {
            continue;
        }
        let ancestors = tree.ancestors(raw.first).take(MAX_ANCESTORS);
        let Some(card) = ancestors.filter(|&node| node > 0).find(is_card) else {
            continue;
        };
        searched = tree.end(card);
        let within: Vec<usize> = blocks.beginning_in(&(card..searched)).filter(|&block| kept[block]).collect();
        if within.iter().all(|&block| is_link(block) || matches!(blocks.list[block].kind, BlockKind::Heading(_))) {
            dropped.extend(within);
        }
    }
    let chars = |block: usize| blocks.list[block].chars;
    let all: u32 = (0..kept.len()).filter(|&block| kept[block]).map(chars).sum();
    let dropped_chars: u32 = dropped.iter().copied().map(chars).sum();
    if dropped_chars as f32 <= MAX_SHARE * all as f32 { dropped } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::parse::parse;
    use crate::select::Decision;

    fn cards_of(html: &str) -> Vec<usize> {
        let page = Page::from_tree(parse(html));
        link_cards(&page, &Selection::all(page.blocks.list.len(), Decision::Score))
    }

    #[test]
    fn box_of_related_links_is_a_card() {
        let story = format!("<p>{}", "Rivers carry water to the sea. ".repeat(9));
        let card = "<div class=related-list><h4>Related</h4><ul><li><a href=a>The salt road</a></ul></div>";
        assert_eq!(cards_of(&format!("{story}{card}{story}")), [1, 2]);
        assert!(cards_of(&format!("{story}{}{story}", card.replace("related", "reading"))).is_empty());
        assert!(cards_of(&format!("{story}{}", card.replace("<h4>Related", "<p>We saw it"))).is_empty());
        assert!(cards_of(card).is_empty(), "the main content");
    }
}
