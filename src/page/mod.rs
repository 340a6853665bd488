//! The parsed page: its tree, its blocks, its title, and the classes of its element names. Every later stage reads this value.

pub(crate) mod blocks;
pub(crate) mod names;
pub(crate) mod responsive;
pub(crate) mod title;

use crate::html::limits::{Budget, Limit};
use crate::html::parse::{self, Outcome};
use crate::html::repair;
use crate::html::tree::Tree;
use blocks::{Blocks, plain};
use names::Names;
use once_cell::sync::OnceCell;
use title::Title;

/// Bytes of text below which a page may have been swallowed by an element without an end.
const NEARLY_NOTHING: usize = 300;

/// A parsed page.
#[derive(Clone, Debug, Default)]
pub(crate) struct Page {
    pub tree: Tree,
    pub blocks: Blocks,
    pub title: Title,
    /// Whether the page is flattened text: lines without markup.
    pub is_plain: bool,
    /// The URL of the page, if the caller gave it.
    pub url: Option<String>,
    names: OnceCell<Names>,
}

impl Page {
    /// Parses HTML, and returns the limit that ended the parsing, if one did.
    ///
    /// A page that ends within an element without an end tag, or that shows almost no text, is parsed again with an end tag
    /// added, since such an element may have swallowed the rest of the page. The second tree is used if it shows more text.
    pub fn parse(html: &str, budget: Budget) -> (Page, Option<Limit>) {
        let Outcome { tree, passed, ends_in_raw_text } = parse::parse_within(html, budget);
        let blocks = blocks::blocks(&tree);
        if passed.is_some() {
            return (Page::new(tree, blocks), passed);
        }
        let shown = blocks.text.len();
        let parse_again = |repaired: String| {
            let Outcome { tree, passed, .. } = parse::parse_within(&repaired, budget);
            let blocks = blocks::blocks(&tree);
            (blocks.text.len() > shown).then_some((tree, blocks, passed))
        };
        let ended = if ends_in_raw_text { repair::close_raw_text_in_noscript(html) } else { None };
        let repaired = ended.and_then(parse_again).or_else(|| {
            let ended = if shown < NEARLY_NOTHING { repair::close_swallowing_elements(html) } else { None };
            ended.and_then(parse_again)
        });
        let (tree, blocks, passed) = repaired.unwrap_or((tree, blocks, None));
        (Page::new(tree, blocks), passed)
    }

    /// A page with this tree.
    pub fn from_tree(tree: Tree) -> Page {
        let blocks = blocks::blocks(&tree);
        Page::new(tree, blocks)
    }

    /// Reads flattened text: each line is a block. Returns the limit that ended the reading, if one did.
    pub fn from_lines(text: &str, budget: Budget) -> (Page, Option<Limit>) {
        let (tree, blocks, passed) = plain::plain_within(text, budget);
        (Page { tree, blocks, is_plain: true, ..Page::default() }, passed)
    }

    fn new(tree: Tree, blocks: Blocks) -> Page {
        let title = title::title(&tree, &blocks);
        Page { tree, blocks, title, ..Page::default() }
    }

    /// The name classes of the elements. They are read when they are first needed.
    pub fn names(&self) -> &Names {
        self.names.get_or_init(|| Names::of(&self.tree))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(html: &str) -> String {
        Page::parse(html, Budget::NONE).0.blocks.text
    }

    #[test]
    fn what_swallows_a_page_is_given_an_end() {
        assert_eq!(text("<title>News<p>Some text."), "Some text.");
        assert_eq!(text("<body><noscript><iframe src=x /></noscript><p>Some text."), "Some text.");
        // An end in a `<noscript>` that shows nothing more is not the one that was missing.
        assert_eq!(text("<title>News<p>Some text.<noscript><iframe src=x /></noscript>"), "Some text.");
    }
}
