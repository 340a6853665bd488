//! Writers of what is kept: plain text straight from the blocks; Markdown, HTML and text with links or images from one
//! stream of events, which [`walk`] makes of the page and [`assembly`] keeps well formed.

mod additions;
mod address;
mod assembly;
mod byte_set;
mod code;
mod document;
mod dropped;
mod footnotes;
pub(crate) mod front_matter;
pub(crate) mod html;
mod images;
pub(crate) mod markdown;
mod math;
mod outline;
mod roles;
mod tables;
pub(crate) mod text;
mod text_cursor;
mod trim;
mod walk;

use crate::html::tree::Tree;
use crate::page::blocks::Blocks;

/// A page and what is kept of it.
#[derive(Clone, Copy)]
pub(crate) struct Selected<'t> {
    pub tree: &'t Tree,
    pub blocks: &'t Blocks,
    /// One entry a block.
    pub kept: &'t [bool],
    /// Where the page is from, where the caller knows.
    pub url: Option<&'t str>,
    pub links: Links,
}

/// What is written of links and images.
#[derive(Clone, Copy)]
pub(crate) struct Links {
    pub addresses: bool,
    pub images: bool,
}
