//! From markup to a page: parsed, parted into blocks, and looked at again where it shows nearly nothing.

pub(crate) mod blocks;
pub(crate) mod responsive;
pub(crate) mod title;

use crate::html::limits::{Budget, Limit};
use crate::html::parse::{self, Outcome};
use crate::html::repair;
use crate::html::tree::Tree;
use blocks::Blocks;

/// Bytes of text below which a page may have been swallowed by an element without an end.
const NEARLY_NOTHING: usize = 300;

/// A page, parsed and parted into blocks.
pub(crate) struct Page {
    pub tree: Tree,
    pub blocks: Blocks,
    /// The limit that ended the parsing, if one did.
    pub passed: Option<Limit>,
}

impl Page {
    /// Parses markup. A page that ends within an element without an end, or that shows nearly nothing, is looked at again:
    /// such an element may have swallowed it.
    pub fn of(html: &str, budget: Budget) -> Page {
        let (page, ends_in_raw_text) = Page::parsed(html, budget);
        if page.passed.is_some() {
            return page;
        }
        let shown = page.blocks.text.len();
        let shows_more = |repaired: String| {
            let (page, _) = Page::parsed(&repaired, budget);
            (page.blocks.text.len() > shown).then_some(page)
        };
        let ended = if ends_in_raw_text { repair::close_raw_text_in_noscript(html) } else { None };
        if let Some(ended) = ended.and_then(shows_more) {
            return ended;
        }
        let ended = if shown < NEARLY_NOTHING { repair::close_swallowing_elements(html) } else { None };
        ended.and_then(shows_more).unwrap_or(page)
    }

    /// A page, and whether it ends in raw text.
    fn parsed(html: &str, budget: Budget) -> (Page, bool) {
        let Outcome { tree, passed, ends_in_raw_text } = parse::parse_within(html, budget);
        (Page::of_tree(tree, passed), ends_in_raw_text)
    }

    /// Parts a parsed page into its blocks.
    pub fn of_tree(tree: Tree, passed: Option<Limit>) -> Page {
        let blocks = blocks::blocks(&tree);
        Page { tree, blocks, passed }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(html: &str) -> String {
        Page::of(html, Budget::NONE).blocks.text
    }

    #[test]
    fn what_swallows_a_page_is_given_an_end() {
        assert_eq!(text("<title>News<p>Some text."), "Some text.");
        assert_eq!(text("<body><noscript><iframe src=x /></noscript><p>Some text."), "Some text.");
        // An end in a `<noscript>` that shows nothing more is not the one that was missing.
        assert_eq!(text("<title>News<p>Some text.<noscript><iframe src=x /></noscript>"), "Some text.");
    }
}
