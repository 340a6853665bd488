//! Lists of facts about a page between its title and its text, which begin or continue with a notice of copyright.

use super::Selection;
use crate::html::tag::Tag;
use crate::page::Page;
use crate::page::blocks::BlockKind;

/// Maximum characters of a notice. A longer text that begins with such a sign is about copyright.
const MAX_NOTICE_CHARS: u32 = 100;

/// How many blocks below the title may be the notice, and the maximum characters of its list.
const BELOW_TITLE: usize = 12;
const MAX_CHARS: u32 = 400;

/// Returns the kept blocks of the list that holds a notice of copyright right below the title.
pub(crate) fn copyright_notes(page: &Page, selection: &Selection) -> Vec<usize> {
    let (tree, blocks, kept) = (&page.tree, &page.blocks, &selection.kept);
    let Some(title) = page.title.block else { return Vec::new() };
    let below = (title + 1..blocks.list.len()).take(BELOW_TITLE);
    let is_notice = |&block: &usize| {
        let raw = &blocks.list[block];
        kept[block]
            && matches!(raw.kind, BlockKind::Paragraph | BlockKind::ListItem)
            && raw.chars <= MAX_NOTICE_CHARS
            && begins_with_notice(blocks.text(block))
    };
    let Some(notice) = below.into_iter().find(is_notice) else { return Vec::new() };
    let node = blocks.list[notice].node;
    let list = std::iter::once(node).chain(tree.ancestors(node)).take(3);
    let list = list.into_iter().find(|&node| matches!(tree.tag(node), Tag::Ul | Tag::Ol | Tag::Dl | Tag::Table));
    let within = list.map_or(notice..notice + 1, |list| blocks.beginning_in(&(list..tree.end(list))));
    let chars: u32 = within.clone().map(|block| blocks.list[block].chars).sum();
    let found = within.filter(|&block| kept[block]);
    if chars <= MAX_CHARS { found.collect() } else { Vec::new() }
}

/// Whether a text begins with the sign of copyright, or with the word and a sign, a year or "by" after it.
fn begins_with_notice(text: &str) -> bool {
    let text = text.trim_start();
    let after_word = text.strip_prefix("Copyright").map(str::trim_start);
    let rest = after_word.unwrap_or(text);
    let has_sign = ["©", "(c) ", "(C) "].iter().any(|sign| rest.starts_with(sign));
    has_sign || after_word.is_some_and(|rest| rest.starts_with("by ") || rest.starts_with(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::parse::parse;
    use crate::select::Decision;

    fn notes_of(html: &str) -> Vec<usize> {
        let page = Page::from_tree(parse(html));
        copyright_notes(&page, &Selection::all(page.blocks.list.len(), Decision::Score))
    }

    #[test]
    fn list_with_a_copyright_below_the_title_is_dropped() {
        let head = "<title>Rivers</title><h1>Rivers</h1>";
        let list = "<ul><li>Leave a comment<li>© Copyright Jane Doe<li>Story: Prose</ul><p>Rivers carry water.";
        assert_eq!(notes_of(&format!("{head}{list}")), [1, 2, 3]);
        assert!(notes_of(&format!("{head}{}", list.replace('©', "By"))).is_empty());
        assert_eq!(notes_of(&format!("{head}<p>© 2009 Jane Doe<p>Rivers carry water.")), [1]);
        assert_eq!(notes_of(&format!("{head}<p>Copyright 2009 Jane Doe<p>Rivers carry water.")), [1]);
    }

    #[test]
    fn text_about_copyright_is_kept() {
        let head = "<title>Rights</title><h1>Rights</h1>";
        for text in [
            "<p>Copyright is the right to copy.",
            "<p>Intro.<h2>Copyright</h2><p>It protects works.",
            "<p>Intro.<table><tr><th>Field<th>Meaning<tr><td>Copyright<td>Owner<tr><td>Artist<td>Painter</table>",
            "<ul><li>Copyright: the court of appeal hears the case<li>Patents: the other court does</ul>",
        ] {
            assert!(notes_of(&format!("{head}{text}")).is_empty(), "{text}");
        }
    }
}
