//! From markup to a page: parsed, parted into blocks, and looked at again where it shows nearly nothing.

use crate::blocks::{self, Blocks};
use crate::limits::{Budget, Limit};
use crate::parse;
use crate::repair::repair;
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
    /// Parses markup. A page that shows nearly nothing is looked at again: an element without an end may have swallowed
    /// it.
    pub fn of(html: &str, budget: Budget) -> Page {
        let page = Page::parsed(html, budget);
        if page.blocks.text.len() >= NEARLY_NOTHING || page.passed.is_some() {
            return page;
        }
        match repair(html).map(|repaired| Page::parsed(&repaired, budget)) {
            Some(repaired) if repaired.blocks.text.len() > page.blocks.text.len() => repaired,
            _ => page,
        }
    }

    fn parsed(html: &str, budget: Budget) -> Page {
        let (tree, passed) = parse::parse_within(html, budget);
        Page::of_tree(tree, passed)
    }

    /// Parts a parsed page into its blocks.
    pub fn of_tree(tree: Tree, passed: Option<Limit>) -> Page {
        let blocks = blocks::blocks(&tree);
        Page { tree, blocks, passed }
    }
}
