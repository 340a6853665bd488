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

use crate::page::Page;
use crate::select::Selection;

/// A page and what is kept of it.
#[derive(Clone, Copy)]
pub(crate) struct Selected<'t> {
    pub page: &'t Page,
    pub selection: &'t Selection,
    pub links: Links,
}

/// What is written of links and images.
#[derive(Clone, Copy)]
pub(crate) struct Links {
    pub addresses: bool,
    pub images: bool,
}
