//! Whole stories that a page with infinite scroll appends below the first one.

use super::{Selection, short_name};
use crate::html::attributes::AttrKey;
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};
use crate::page::Page;
use crate::page::blocks::{BlockKind, RawBlock};
use crate::page::names::{self, NameClasses};

/// Minimum characters of main text in the first story. With less, the page may be a list of stories.
const MIN_CHARS: u32 = 150;

/// How many elements above a text may be the one that holds a story.
const MAX_ANCESTORS: usize = 12;

/// How many classes of an element are read.
const MAX_CLASSES: usize = 8;

/// How many blocks at the beginning of a story may hold its heading.
const HEAD: usize = 4;

/// How many nodes at the beginning of a story may be its byline or date.
const HEAD_NODES: usize = 64;

/// Returns the kept blocks of the stories below the first one. A story is an element of the same kind as the one that holds the
/// title and the first text of the page, and has a heading of its own that links to another page, or a byline and a heading of the same level as the title.
pub(crate) fn appended_stories(page: &Page, selection: &Selection) -> Vec<usize> {
    let (tree, blocks, kept) = (&page.tree, &page.blocks, &selection.kept);
    let Some((first, level)) = first_story(page, selection) else { return Vec::new() };
    let own: u32 = blocks
        .beginning_in(&(first..tree.end(first)))
        .filter(|&block| kept[block])
        .map(|block| blocks.list[block].chars)
        .sum();
    if own < MIN_CHARS {
        return Vec::new();
    }
    let mut dropped = Vec::new();
    let mut searched = tree.end(first);
    for block in (0..blocks.list.len()).filter(|&block| kept[block]) {
        let text = blocks.list[block].first;
        if text < searched {
            continue;
        }
        let mut around = tree.ancestors(text).take(MAX_ANCESTORS);
        let Some(story) = around.find(|&node| is_like(tree, first, node) && !tree.contains(node, first)) else {
            continue;
        };
        searched = tree.end(story);
        let within = blocks.beginning_in(&(story..searched));
        let has_byline = (story..searched).take(HEAD_NODES).any(|node| {
            tree.tag(node) == Tag::Time || names::has(tree, node, NameClasses::BYLINE.or(NameClasses::DATE))
        });
        let is_heading = |block: usize| match blocks.list[block].kind {
            BlockKind::Heading(_) if links_elsewhere(tree, &blocks.list[block]) => true,
            // A page in parts has a heading of the same level for each, but one byline.
            BlockKind::Heading(found) => found <= level && has_byline,
            _ => false,
        };
        if within.clone().take(HEAD).any(is_heading) {
            dropped.extend(within.filter(|&block| kept[block]));
        }
    }
    dropped
}

/// Whether all text of a heading is in a link to another page.
fn links_elsewhere(tree: &Tree, heading: &RawBlock) -> bool {
    let mut around = std::iter::once(heading.first).chain(tree.ancestors(heading.first));
    let link = around.by_ref().take(MAX_ANCESTORS).find(|&node| tree.tag(node) == Tag::A);
    let address = link.and_then(|link| tree.attr(link, AttrKey::Href)).unwrap_or_default();
    heading.link_chars >= heading.chars && !address.is_empty() && !address.starts_with('#')
}

/// Returns the element of the first story, and the level of the heading that shows the title.
fn first_story(page: &Page, selection: &Selection) -> Option<(NodeId, u8)> {
    let (tree, blocks) = (&page.tree, &page.blocks);
    let title = page.title.block?;
    let BlockKind::Heading(level) = blocks.list[title].kind else { return None };
    let after = (title + 1..blocks.list.len()).find(|&block| selection.kept[block])?;
    let text = blocks.list[after].first;
    let mut around = tree.ancestors(blocks.list[title].first).take(MAX_ANCESTORS);
    let story = around.find(|&node| tree.contains(node, text))?;
    let is_story = tree.tag(story) == Tag::Article || tree.attr(story, AttrKey::Class).is_some();
    let is_article = |&node: &NodeId| tree.tag(node) == Tag::Article;
    // The smallest element may be one within the article.
    let article = tree.ancestors(story).take(MAX_ANCESTORS).find(is_article);
    let story = if tree.tag(story) == Tag::Article { story } else { article.unwrap_or(story) };
    (is_story || article.is_some()).then_some((story, level))
}

/// Whether an element is of the same kind as that of the first story: its tag, and one of its classes. Other elements than
/// `<article>` must be named after articles or stories, since sections of one page are of the same kind, too.
fn is_like(tree: &Tree, first: NodeId, node: NodeId) -> bool {
    if tree.tag(node) != tree.tag(first) || matches!(tree.tag(node), Tag::Body | Tag::Html) {
        return false;
    }
    let classes = |node| short_name(tree, node, AttrKey::Class);
    let of_first = classes(first);
    let is_named =
        |class: &&str| tree.tag(first) == Tag::Article || class.contains("article") || class.contains("story");
    let mut own = classes(node).split_ascii_whitespace().take(MAX_CLASSES).filter(is_named);
    tree.tag(first) == Tag::Article && of_first.is_empty()
        || own.any(|class| of_first.split_ascii_whitespace().take(MAX_CLASSES).any(|other| other == class))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::parse::parse;
    use crate::select::Decision;

    fn appended_to(html: &str) -> Vec<usize> {
        let page = Page::from_tree(parse(html));
        let all = Selection::all(page.blocks.list.len(), Decision::Score).without_title(&page);
        appended_stories(&page, &all)
    }

    fn story(heading: &str, tag: &str) -> String {
        format!("<{tag} class='story wide'>{heading}<p>{}</p></{tag}>", "Rivers carry water to the sea. ".repeat(9))
    }

    #[test]
    fn stories_with_headings_below_the_first_one_are_dropped() {
        for tag in ["article", "div"] {
            let head = "<title>Rivers</title><h1>Rivers</h1>";
            let (first, more) = (story(head, tag), story("<h2><a href=b>Lakes</a></h2>", tag));
            assert_eq!(appended_to(&format!("<main>{first}<div>{more}{more}</div></main>")), [2, 3, 4, 5], "{tag}");
        }
    }

    #[test]
    fn posts_of_a_thread_and_parts_of_a_story_are_kept() {
        let head = "<title>Rivers</title><h1>Rivers</h1>";
        assert!(appended_to(&format!("{}{}", story(head, "article"), story("<b>jdoe</b>", "article"))).is_empty());
        let parts = story("<h2>Sand</h2>", "section").repeat(2);
        assert!(appended_to(&format!("<article>{}{parts}</article>", story(head, "section"))).is_empty());
        for part in ["<h1>Sand</h1>", "<h2><a href='#sand'>Sand</a></h2>"] {
            let parts = story(part, "div").repeat(2);
            assert!(appended_to(&format!("<main>{}{parts}</main>", story(head, "div"))).is_empty(), "{part}");
        }
        let dated = story("<h1>Lakes</h1><time>5 May</time>", "div");
        assert_eq!(appended_to(&format!("<main>{}{dated}</main>", story(head, "div"))), [2, 3, 4]);
    }
}
