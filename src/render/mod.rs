//! Writers of the kept blocks. Plain text is written directly from the blocks; Markdown, HTML and text with links or
//! images from one stream of events, which [`walk`] makes of the page and [`assembly`] keeps well formed.

mod additions;
mod assembly;
mod byte_set;
mod captions;
pub(crate) mod chunks;
mod code;
mod directions;
mod document;
mod dropped;
mod embeds;
pub(crate) mod excerpts;
mod footnotes;
pub(crate) mod front_matter;
pub(crate) mod html;
mod images;
pub(crate) mod markdown;
mod math;
mod objects;
mod outline;
pub(crate) mod references;
mod roles;
mod tables;
pub(crate) mod text;
mod text_cursor;
mod trim;
mod urls;
mod verse;
mod walk;

use crate::html::limits::Budget;
use crate::page::Page;
use crate::select::Selection;

/// Writers hand their output on in pieces of about this many bytes.
const PIECE: usize = 8192;

/// A page and its kept blocks.
#[derive(Clone, Copy)]
pub(crate) struct Selected<'t> {
    pub page: &'t Page,
    pub selection: &'t Selection,
    pub shown: Shown,
    /// The time for writing. A document that is not finished in time has a part of the kept blocks.
    pub budget: Budget,
}

/// Whether the URLs of links, and images, are written.
#[derive(Clone, Copy)]
pub(crate) struct Shown {
    pub links: bool,
    pub images: bool,
}
