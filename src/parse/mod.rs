//! From markup to [`Tree`]; the only user of html5ever and scraper.

#[cfg(feature = "scraper")]
mod from_scraper;
mod names;
mod sink;

use crate::tree::Tree;
use html5ever::tendril::TendrilSink;
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{ParseOpts, parse_document};

#[cfg(feature = "scraper")]
pub use from_scraper::from_scraper;

/// Parses a page as a browser without scripting does, so that what stands in `<noscript>` is parsed too.
pub fn parse(html: &str) -> Tree {
    parse_document(sink::Sink::new(html.len()), options()).one(html)
}

fn options() -> ParseOpts {
    ParseOpts {
        tree_builder: TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() },
        ..ParseOpts::default()
    }
}
