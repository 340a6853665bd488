//! From markup to [`Tree`]. All uses of html5ever are in this folder.
//!
//! ```text
//! tokens -> TokenDriver -> FastPath ------------------------> Arena -> streamed parts, shadow roots -> Tree
//!                      \-> html5ever's tree builder -> ArenaSink ^
//!                       \-> DegradedMode ------------------------^
//! ```
//!
//! The tokenizer hands each token to the [`TokenDriver`](token_driver). Most tokens do nothing but append to the
//! current node; they take the [fast path](fast_path), and their elements are [deferred](deferred) until the tree
//! builder needs them. All other tokens go to html5ever's tree builder, which writes to the arena through the
//! [sink](tree_sink). A page that keeps too many elements open is finished in [degraded mode](degraded_mode), in
//! linear time.

mod deferred;
mod degraded_mode;
mod depth_limiter;
mod element_names;
mod fast_path;
mod html5ever_contract;
mod lazy_images;
mod open_elements;
#[cfg(feature = "scraper")]
mod scraper_page;
mod shadow_roots;
mod start_tag_rule;
mod streamed_parts;
mod token_driver;
mod tree_sink;

use crate::html::attributes::CustomAttrs;
use crate::html::limits::{Budget, Limit};
use crate::html::tokenizer::{input::normalize, tokenize};
use crate::html::tree::Tree;
use html5ever::tree_builder::TreeBuilderOpts;
use token_driver::TokenDriver;

#[cfg(all(feature = "scraper", feature = "_internals"))]
pub use scraper_page::from_scraper;
#[cfg(feature = "scraper")]
pub(crate) use scraper_page::{CopiedPage, copy_scraper_page};
#[cfg(test)]
pub(crate) use start_tag_rule::content_model;

/// Parses a page. Scripting is off, so the content of `<noscript>` is parsed too.
pub fn parse(html: &str) -> Tree {
    parse_within(html, Budget::NONE).tree
}

/// The result of parsing.
pub(crate) struct Outcome {
    /// The tree of the part that was read.
    pub tree: Tree,
    /// The limit that was exceeded.
    pub passed: Option<Limit>,
    /// Whether the page ends inside text that goes on until an end tag, such as that of a frame, title or script.
    pub ends_in_raw_text: bool,
}

/// Parses a page within limits.
pub(crate) fn parse_within(html: &str, budget: Budget) -> Outcome {
    parse_keeping(html, &CustomAttrs::default(), budget)
}

/// Parses a page within limits, and keeps some attributes for selectors.
pub(crate) fn parse_keeping(html: &str, custom: &CustomAttrs, budget: Budget) -> Outcome {
    let page = normalize(addressable(html));
    let mut driver = TokenDriver::new(&page, options(), custom.clone(), budget);
    tokenize(&page, &mut driver);
    driver.finish()
}

/// Returns the part of a page that 32-bit positions can address.
fn addressable(html: &str) -> &str {
    let end = (0..=html.len().min(u32::MAX as usize)).rev().find(|&end| html.is_char_boundary(end));
    &html[..end.unwrap_or(0)]
}

/// Parses a page if this needs no degraded mode. For comparison with html5ever.
#[cfg(feature = "_internals")]
pub fn parse_without_degraded_mode(html: &str) -> Option<Tree> {
    let page = normalize(html);
    let mut driver = TokenDriver::new(&page, options(), CustomAttrs::default(), Budget::NONE);
    tokenize(&page, &mut driver);
    (!driver.was_degraded()).then(|| driver.finish().tree)
}

/// Parses a page with html5ever's tokenizer and tree builder alone. For comparison.
#[cfg(feature = "_internals")]
pub fn parse_by_html5ever(html: &str) -> Tree {
    use html5ever::{ParseOpts, parse_document, tendril::TendrilSink};
    let options = ParseOpts { tree_builder: options(), ..ParseOpts::default() };
    parse_document(tree_sink::ArenaSink::new(html.len(), CustomAttrs::default()), options).one(html)
}

fn options() -> TreeBuilderOpts {
    TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() }
}
