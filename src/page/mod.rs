//! The parsed page: its tree, its blocks, its head, its title, and the classes of its element names. Every later stage reads this
//! value.

pub(crate) mod blocks;
pub(crate) mod head;
pub(crate) mod names;
pub(crate) mod scripts;
pub(crate) mod title;

use crate::html::limits::{Budget, Limit};
use crate::html::parse::{self, Outcome};
use crate::html::repair;
use crate::html::tree::Tree;
use blocks::{Blocks, flattened};
use head::Head;
use names::{NameClasses, Names};
use once_cell::sync::OnceCell;
use serde_json::Value;
use std::cell::Cell;
use title::Title;
use url::Url;

/// A page with less text than this, in bytes, may have been swallowed by an element without an end. Chosen by hand.
const MIN_TEXT_BYTES: usize = 300;

/// A parsed page.
#[derive(Clone, Debug, Default)]
pub(crate) struct Page {
    pub tree: Tree,
    pub blocks: Blocks,
    pub head: Head,
    pub title: Title,
    /// Whether the page is flattened text: lines without markup.
    pub is_plain: bool,
    /// The URL of the page, if the caller gave it.
    pub url: Option<String>,
    base_url: OnceCell<Option<Url>>,
    names: OnceCell<Names>,
    json_ld: OnceCell<Vec<Value>>,
}

impl Page {
    /// Parses HTML. Also returns the limit at which parsing stopped, if it did not reach the end.
    ///
    /// A page that ends within an element without an end tag, or that shows almost no text, is parsed again with an end
    /// tag added, since such an element may have swallowed the rest of the page. The second tree is used if it shows
    /// more text.
    pub fn parse(html: &str, budget: Budget) -> (Page, Option<Limit>) {
        let Outcome { tree, passed, ends_in_raw_text } = parse::parse_within(html, budget);
        let blocks = blocks::blocks_within(&tree, budget);
        if passed.is_some() {
            return (Page::new(tree, blocks), passed);
        }
        let shown = blocks.text.len();
        // A limit at which parsing the page again stopped.
        let stopped = Cell::new(None);
        let parse_again = |repaired: String| {
            let Outcome { tree, passed, .. } = parse::parse_within(&repaired, budget);
            let blocks = blocks::blocks_within(&tree, budget);
            stopped.set(passed.or(stopped.get()));
            (blocks.text.len() > shown).then_some((tree, blocks))
        };
        let closed = if ends_in_raw_text { repair::close_raw_text_in_noscript(html) } else { None };
        let repaired = closed.and_then(parse_again).or_else(|| {
            let closed = if shown < MIN_TEXT_BYTES { repair::close_swallowing_elements(html) } else { None };
            closed.and_then(parse_again)
        });
        let (tree, blocks) = repaired.unwrap_or((tree, blocks));
        (Page::new(tree, blocks), stopped.get())
    }

    /// Returns the page of a tree.
    pub fn from_tree(tree: Tree) -> Page {
        let blocks = blocks::blocks(&tree);
        Page::new(tree, blocks)
    }

    /// Reads flattened text, in which each line is a block. Also returns the limit at which reading stopped, if it did
    /// not reach the end.
    pub fn from_lines(text: &str, budget: Budget) -> (Page, Option<Limit>) {
        let (tree, blocks, passed) = flattened::blocks_of_lines(text, budget);
        (Page { tree, blocks, is_plain: true, ..Page::default() }, passed)
    }

    fn new(tree: Tree, blocks: Blocks) -> Page {
        let head = Head::read(&tree);
        let title = title::title(&tree, &head, &blocks);
        Page { tree, blocks, head, title, ..Page::default() }
    }

    /// The URL that relative URLs of the page refer to: the one that the caller gave, or else the absolute one that the page
    /// declares.
    pub fn known_url(&self) -> Option<&str> {
        let is_absolute = |url: &&str| url.contains("://");
        self.url.as_deref().or_else(|| self.head.url(&self.tree).filter(is_absolute))
    }

    /// The base of the relative URLs of the page.
    pub fn base_url(&self) -> Option<&Url> {
        self.base_url.get_or_init(|| self.head.base_url(&self.tree, self.known_url())).as_ref()
    }

    /// The name classes of the elements. They are read when they are first needed.
    pub fn names(&self, budget: Budget) -> &Names {
        self.names.get_or_init(|| Names::of(&self.tree, NameClasses::OF_PAGE, budget))
    }

    /// The values of the page's JSON-LD. They are read when they are first needed.
    pub fn json_ld(&self, budget: Budget) -> &[Value] {
        self.json_ld.get_or_init(|| self.tree.data().flat_map(|script| scripts::values(script, budget)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(html: &str) -> String {
        Page::parse(html, Budget::NONE).0.blocks.text
    }

    #[test]
    fn unclosed_elements_that_swallow_the_page_are_closed() {
        assert_eq!(text("<title>News<p>Some text."), "Some text.");
        assert_eq!(text("<body><noscript><iframe src=x /></noscript><p>Some text."), "Some text.");
        // Closing the `<iframe>` shows no more text, so the `<title>` is closed instead.
        assert_eq!(text("<title>News<p>Some text.<noscript><iframe src=x /></noscript>"), "Some text.");
    }
}
