//! Lists of facts about a page between its title and its text, which begin or continue with a notice of copyright.

use super::Selection;
use crate::html::tag::Tag;
use crate::page::Page;

/// How a notice begins.
const SIGNS: &[&str] = &["©", "(c) ", "(C) ", "Copyright"];

/// How many blocks below the title may be the notice, and the maximum characters of its list.
const BELOW_TITLE: usize = 12;
const MAX_CHARS: u32 = 400;

/// Returns the kept blocks of the list that holds a notice of copyright right below the title.
pub(crate) fn copyright_notes(page: &Page, selection: &Selection) -> Vec<usize> {
    let (tree, blocks, kept) = (&page.tree, &page.blocks, &selection.kept);
    let Some(title) = page.title.block else { return Vec::new() };
    let below = (title + 1..blocks.list.len()).take(BELOW_TITLE);
    let is_notice = |&block: &usize| kept[block] && SIGNS.iter().any(|sign| blocks.text(block).starts_with(sign));
    let Some(notice) = below.into_iter().find(is_notice) else { return Vec::new() };
    let node = blocks.list[notice].node;
    let list = std::iter::once(node).chain(tree.ancestors(node)).take(3);
    let list = list.into_iter().find(|&node| matches!(tree.tag(node), Tag::Ul | Tag::Ol | Tag::Dl | Tag::Table));
    let within = list.map_or(notice..notice + 1, |list| blocks.beginning_in(&(list..tree.end(list))));
    let chars: u32 = within.clone().map(|block| blocks.list[block].chars).sum();
    let found = within.filter(|&block| kept[block]);
    if chars <= MAX_CHARS { found.collect() } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::parse::parse;

    fn notes_of(html: &str) -> Vec<usize> {
        let page = Page::from_tree(parse(html));
        copyright_notes(&page, &Selection::all(page.blocks.list.len()))
    }

    #[test]
    fn list_with_a_copyright_below_the_title_is_dropped() {
        let head = "<title>Rivers</title><h1>Rivers</h1>";
        let list = "<ul><li>Leave a comment<li>© Copyright Jane Doe<li>Story: Prose</ul><p>Rivers carry water.";
        assert_eq!(notes_of(&format!("{head}{list}")), [1, 2, 3]);
        assert!(notes_of(&format!("{head}{}", list.replace('©', "By"))).is_empty());
        assert_eq!(notes_of(&format!("{head}<p>© 2009 Jane Doe<p>Rivers carry water.")), [1]);
    }
}
