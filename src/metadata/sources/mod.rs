//! The sources of metadata, one in each file.

mod bylines;
mod json_ld;
mod mail_headers;
mod meta_tags;
mod microdata;
mod shown_dates;
pub(super) mod urls;

use super::candidates::Candidates;
use super::context::Context;
use super::dates::{self, DateOrder};
use super::field::MetadataField::{Authors, Modified, Published};
use super::field::MetadataSource::{BylineText, DateText};
use crate::html::limits::Budget;
use crate::page::Page;

pub(super) use shown_dates::FirstLine;

/// The values of all sources except the URL of the page.
pub(super) struct Collected {
    pub candidates: Candidates,
    /// The order in which the page writes day and month.
    pub date_order: DateOrder,
    pub first_line: Option<FirstLine>,
    /// The subject of the message that the page shows.
    pub subject: Option<String>,
}

/// The values that a page declares in JSON-LD, `<meta>` and `<link>` elements. They do not depend on the main text, so they are
/// read once.
#[derive(Clone, Debug)]
pub(crate) struct Declared(pub(super) Candidates);

impl Declared {
    pub fn read(page: &Page, budget: Budget) -> Declared {
        let mut candidates = Candidates::default();
        json_ld::collect(page.json_ld(budget), budget, &mut candidates);
        meta_tags::collect(page, &mut candidates);
        Declared(candidates)
    }
}

/// Collects the values of all sources.
pub(super) fn collect(context: &Context, declared: &Declared) -> Collected {
    let mut candidates = declared.0.clone();
    microdata::collect(context, &mut candidates);
    let header = mail_headers::read(context);
    match &header {
        Some(header) => candidates.add(Authors, BylineText, &header.sender),
        None => bylines::collect(context, &mut candidates),
    }
    let declared = candidates.of_field(Published).chain(candidates.of_field(Modified));
    let date_order = dates::date_order_with(context, declared);
    if let Some(date) = header.as_ref().and_then(|header| header.date(date_order)) {
        candidates.add(Published, DateText, &date);
    }
    let first_line = shown_dates::collect(context, date_order, &mut candidates);
    Collected { candidates, date_order, first_line, subject: header.and_then(|header| header.subject) }
}
