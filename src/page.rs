//! From markup to a page: parsed, parted into blocks, and looked at again where it shows nearly nothing.

use crate::blocks::{self, Blocks};
use crate::limits::{Budget, Limit};
use crate::parse::{self, Outcome};
use crate::repair;
use crate::tree::Tree;

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
        let shows_nothing = page.blocks.text.len() < NEARLY_NOTHING;
        let ended = if ends_in_raw_text { repair::end_in_noscript(html) } else { None };
        let repaired = ended.or_else(|| if shows_nothing { repair::end_swallowing(html) } else { None });
        match repaired.map(|repaired| Page::parsed(&repaired, budget).0) {
            Some(repaired) if repaired.blocks.text.len() > page.blocks.text.len() => repaired,
            _ => page,
        }
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
