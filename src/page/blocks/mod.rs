//! Splits the tree of a page into blocks, the units that are scored and then kept or dropped.

mod block;
mod code_lines;
mod custom_elements;
mod data_tables;
mod edit_links;
mod element_kind;
pub(crate) mod flattened;
mod inline_notes;
mod line_numbers;
mod visibility;
mod walk;
mod white_space;
mod word_boundaries;
mod writer;

#[cfg(test)]
mod tests;

use crate::html::limits::Budget;
use crate::html::tag::Tag;
use crate::html::tree::Tree;

pub use block::{BlockKind, Blocks, RawBlock};
pub(crate) use code_lines::code_lines;
pub(crate) use line_numbers::line_numbers;
pub(crate) use visibility::{is_hidden, is_only_form_of_formula};
pub(crate) use white_space::is_invisible;

/// Splits a page into its blocks.
pub fn blocks(tree: &Tree) -> Blocks {
    blocks_within(tree, Budget::NONE)
}

/// Splits a page into its blocks. If the time is up, the last ones are missing.
pub(crate) fn blocks_within(tree: &Tree, budget: Budget) -> Blocks {
    let data_tables = data_tables::data_tables(tree);
    let blocks = walk::walk(tree, &data_tables, budget);
    Blocks { data_tables, ..blocks }
}

/// Whether nothing in an element is text of the page: images, form controls, scripts, and elements with other content.
#[inline(always)]
pub(crate) fn has_no_text(tag: Tag) -> bool {
    matches!(tag, Tag::Img | Tag::Input | Tag::Embed | Tag::Annotation) || tag.hides_text()
}
