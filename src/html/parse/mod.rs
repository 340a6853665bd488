//! From markup to [`Tree`]; the only user of html5ever and scraper.

mod deferred;
mod degraded_mode;
mod depth_limiter;
mod element_names;
mod fast_path;
mod lazy_images;
mod open_elements;
#[cfg(feature = "scraper")]
mod scraper_page;
mod shadow_roots;
mod start_tag_rule;
mod streamed_parts;
mod token_driver;
mod tree_sink;

use crate::html::limits::{Budget, Limit};
use crate::html::tokenizer::{input::normalize, tokenize};
use crate::html::tree::Tree;
use html5ever::tree_builder::TreeBuilderOpts;
use token_driver::TokenDriver;

pub use crate::html::script_text::*;

#[cfg(all(feature = "scraper", feature = "_internals"))]
pub use scraper_page::from_scraper;
#[cfg(feature = "scraper")]
pub(crate) use scraper_page::{CopiedPage, copy_scraper_page};
#[cfg(test)]
pub(crate) use start_tag_rule::content_model;

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
    let page = normalize(addressable(html));
    let mut driver = TokenDriver::new(&page, options(), budget);
    tokenize(&page, &mut driver);
    driver.finish()
}

/// As much of a page as has positions of 32 bits, which the tree has.
fn addressable(html: &str) -> &str {
    let end = (0..=html.len().min(u32::MAX as usize)).rev().find(|&end| html.is_char_boundary(end));
    &html[..end.unwrap_or(0)]
}

/// The same where html5ever's tree builder takes the whole page, for comparison.
#[cfg(feature = "_internals")]
pub fn parse_without_degraded_mode(html: &str) -> Option<Tree> {
    let page = normalize(html);
    let mut driver = TokenDriver::new(&page, options(), Budget::NONE);
    tokenize(&page, &mut driver);
    (!driver.was_degraded()).then(|| driver.finish().tree)
}

/// The same with html5ever's tokenizer, for comparison.
#[cfg(feature = "_internals")]
pub fn parse_by_html5ever(html: &str) -> Tree {
    use html5ever::{ParseOpts, parse_document, tendril::TendrilSink};
    let options = ParseOpts { tree_builder: options(), ..ParseOpts::default() };
    parse_document(tree_sink::ArenaSink::new(html.len()), options).one(html)
}

fn options() -> TreeBuilderOpts {
    TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() }
}
