//! What a page says: a file a source.

pub(super) mod address;
mod bylines;
mod json_ld;
mod meta_tags;
mod microdata;
mod shown_dates;

use super::candidates::Candidates;
use super::dates::{self, Order};
use super::field::MetadataField::{Modified, Published};
use super::page::Page;

pub(super) use shown_dates::FirstLine;

/// What all sources say, but for the page's address.
pub(super) struct Said {
    pub candidates: Candidates,
    /// In which order the page writes day and month.
    pub date_order: Order,
    pub first_line: Option<FirstLine>,
}

/// The declarations of a page: its JSON-LD, `<meta>` and `<link>` elements. They do not depend on what is kept, so that
/// they are read once.
#[derive(Clone, Debug)]
pub(crate) struct Declared(pub(super) Candidates);

impl Declared {
    pub fn read(page: &crate::page::Page) -> Declared {
        let mut candidates = Candidates::default();
        json_ld::collect(&page.tree, &mut candidates);
        meta_tags::collect(page, &mut candidates);
        Declared(candidates)
    }
}

/// Asks all sources.
pub(super) fn collect(page: &Page, declared: &Declared) -> Said {
    let mut candidates = declared.0.clone();
    microdata::collect(page, &mut candidates);
    bylines::collect(page, &mut candidates);
    let declared = candidates.of_field(Published).chain(candidates.of_field(Modified));
    let date_order = dates::order_of_page(page, declared);
    let first_line = shown_dates::collect(page, date_order, &mut candidates);
    Said { candidates, date_order, first_line }
}
