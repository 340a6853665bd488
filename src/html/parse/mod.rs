//! From markup to [`Tree`]; the only user of html5ever and scraper.

mod bounds;
mod direct;
mod escaped;
mod feed;
#[cfg(feature = "scraper")]
mod from_scraper;
mod lazy;
mod names;
mod nesting;
mod overflow;
mod pending;
mod rule;
mod scripts;
mod shadow;
mod sink;
mod streamed;
pub(crate) mod tokenizer;

use crate::html::limits::{Budget, Limit};
use crate::html::tree::Tree;
use feed::Feed;
use html5ever::tendril::TendrilSink;
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{ParseOpts, parse_document};
use tokenizer::{input::normalise, tokenize};

pub(crate) use escaped::{decoded_again, without_markup};
#[cfg(feature = "scraper")]
pub use from_scraper::from_scraper;
#[cfg(feature = "scraper")]
pub(crate) use from_scraper::{Copied, from_scraper_within};
#[cfg(test)]
pub(crate) use rule::content as content_of;
pub use scripts::scripts;
#[cfg(feature = "scraper")]
pub use scripts::scripts_of_scraper;
pub use tokenizer::{Token, tokens};

/// Parses a page as a browser without scripting does, so that what stands in `<noscript>` is parsed too.
pub fn parse(html: &str) -> Tree {
    parse_within(html, Budget::NONE).tree
}

/// What has come of a page.
pub(crate) struct Outcome {
    /// The tree of what was read.
    pub tree: Tree,
    /// The limit that was passed, if one was.
    pub passed: Option<Limit>,
    /// Whether the page ends in text that goes on until the end tag of its element: of a frame, a title, a script.
    pub ends_in_raw_text: bool,
}

/// The same within limits.
pub(crate) fn parse_within(html: &str, budget: Budget) -> Outcome {
    let page = normalise(addressable(html));
    let mut feed = Feed::new(&page, options(), budget);
    tokenize(&page, &mut feed);
    feed.finish()
}

/// As much of a page as has positions of 32 bits, which the tree has.
fn addressable(html: &str) -> &str {
    let end = (0..=html.len().min(u32::MAX as usize)).rev().find(|&end| html.is_char_boundary(end));
    &html[..end.unwrap_or(0)]
}

/// The same where html5ever's tree builder takes the whole page, for comparison.
pub fn parse_within_bounds(html: &str) -> Option<Tree> {
    let page = normalise(html);
    let mut feed = Feed::new(&page, options(), Budget::NONE);
    tokenize(&page, &mut feed);
    (!feed.has_overflowed()).then(|| feed.finish().tree)
}

/// The same with html5ever's tokenizer, for comparison.
pub fn parse_by_html5ever(html: &str) -> Tree {
    let options = ParseOpts { tree_builder: options(), ..ParseOpts::default() };
    parse_document(sink::Sink::new(html.len()), options).one(html)
}

fn options() -> TreeBuilderOpts {
    TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() }
}
