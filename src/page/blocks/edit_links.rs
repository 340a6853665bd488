//! Links beside headings with which readers of a wiki edit a section. They are not part of the text.

use super::white_space::trim_start;
use crate::html::attributes::AttrKey;
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};
use memchr::memmem::Finder;
use once_cell::sync::Lazy;

/// Maximum number of elements in and after a heading that are tested. MediaWiki has one or two; chosen by hand.
const MAX_TESTED: usize = 8;

/// Maximum length of the text of such links, in bytes: "[edit | edit source]" in any language. Chosen by hand.
const MAX_TEXT: usize = 80;

/// Maximum number of nodes of such links: brackets, icons and labels are in elements of their own.
const MAX_NODES: NodeId = 24;

/// Whether a page has a class or a link of a wiki's editor. Most pages have none, and so no edit links.
pub(super) fn may_have_edit_links(tree: &Tree) -> bool {
    // All signs have "edit", and most pages do not.
    static SIGNS: Lazy<[Finder; 3]> = Lazy::new(|| ["edit", "editsection", "action="].map(Finder::new));
    let [edit, class, action] = &*SIGNS;
    let has = |sign: &Finder| sign.find(tree.attr_text.as_bytes()).is_some();
    has(edit) && (has(class) || has(action))
}

/// Returns the element with the links that edit the section of a heading: in the heading, or right after it.
pub(super) fn edit_links(tree: &Tree, heading: NodeId) -> Option<NodeId> {
    let is_edit_link = |&node: &NodeId| is_edit_link(tree, node);
    let inside = || tree.children(heading).take(MAX_TESTED).find(is_edit_link);
    let after = || {
        let mut next = tree.end(heading);
        let end = tree.end(tree.parent(heading));
        for _ in 0..2 {
            if next >= end {
                return None;
            }
            match tree.tag(next) {
                Tag::Text if trim_start(tree.text(next)).is_empty() => next = tree.end(next),
                _ => break,
            }
        }
        (next < end).then_some(next).filter(is_edit_link)
    };
    inside().or_else(after)
}

/// Whether all words of an element are in links to an edit action, or MediaWiki's class name says so.
fn is_edit_link(tree: &Tree, node: NodeId) -> bool {
    let tag = tree.tag(node);
    if !matches!(tag, Tag::Span | Tag::A | Tag::Small | Tag::Div | Tag::Sup) || tree.text_len(node) > MAX_TEXT {
        return false;
    }
    leads_to_edit_action(tree, node)
        || tree.attr(node, AttrKey::Class).is_some_and(|class| class.contains("editsection"))
}

fn leads_to_edit_action(tree: &Tree, node: NodeId) -> bool {
    let end = tree.end(node);
    if end - node > MAX_NODES {
        return false;
    }
    let mut at = node;
    let mut has_link = false;
    while at < end {
        match tree.tag(at) {
            Tag::A if tree.attr(at, AttrKey::Href).is_some_and(is_edit_action) => {
                has_link = true;
                at = tree.end(at);
                continue;
            }
            Tag::Text if tree.text(at).contains(char::is_alphanumeric) => return false,
            _ => at += 1,
        }
    }
    has_link
}

/// Whether a URL has the query of MediaWiki's editors (`action=edit`, `veaction=edit`, `action=formedit`).
fn is_edit_action(href: &str) -> bool {
    // Most addresses have no query.
    let Some(at) = memchr::memchr(b'?', href.as_bytes()) else { return false };
    href[at + 1..].split(['&', ';']).any(|pair| matches!(pair, "action=edit" | "veaction=edit" | "action=formedit"))
}

#[cfg(test)]
mod tests {
    use crate::html::parse::parse;
    use crate::page::blocks::blocks;

    #[test]
    fn edit_links_of_headings_have_no_text() {
        let texts = |html: &str| {
            let blocks = blocks(&parse(html));
            (0..blocks.list.len()).map(|i| blocks.text(i).to_owned()).collect::<Vec<_>>()
        };
        let links = "<span>[</span><a href='/w?title=A&amp;action=edit&amp;section=1'>Bearbeiten</a><span> | </span>\
            <a href='/w?title=A&veaction=edit'>Quelltext</a><span>]</span>";
        assert_eq!(texts(&format!("<h2><b>Lauf</b><span>{links}</span></h2><p>x")), ["Lauf", "x"]);
        assert_eq!(texts(&format!("<h2><span>{links}</span> <b>Lauf</b></h2><p>x")), ["Lauf", "x"]);
        assert_eq!(texts(&format!("<h2>A<span>{links}</span>b</h2><p>x")), ["Ab", "x"]);
        assert_eq!(texts(&format!("<div><h2>Lauf</h2>\n<span>{links}</span></div><p>x")), ["Lauf", "x"]);
        let named = "<div><h2>Lauf</h2><span class=mw-editsection>[<a href='#'>редактировать</a>]</span></div><p>x";
        assert_eq!(texts(named), ["Lauf", "x"]);
        let own =
            "<h2>How to <a href='/w?action=edit'>edit</a> <span>this <a href='/w?action=edit'>page</a></span></h2>";
        assert_eq!(texts(own), ["How to this page"]);
        assert_eq!(texts("<h2>Lauf</h2><p>x <a href='?action=edit'>edit</a>"), ["Lauf", "x edit"]);
    }
}
