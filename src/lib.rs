//! Takes a web page and gives back its main text, without the menus, share buttons, lists of related headlines, cookie
//! notices, comment boxes and widget remains around it.
//!
//! ```
//! let html = "<title>On rivers - The Atlas</title><nav><a href='/'>Home</a></nav><article><h1>On rivers</h1>\
//!     <p>Rivers carry water, and with it sand, from the mountains to the sea, and so they shape the land.</p></article>";
//! let article = maintext::extract(html);
//! assert_eq!(article.title(), Some("On rivers"));
//! assert!(article.text().starts_with("Rivers carry water") && !article.text().contains("Home"));
//! ```
//!
//! A page's way through, one module a step, in one direction:
//!
//! ```text
//! bytes -> decode -> parse -> Tree -> blocks -> features -> score -> select -> text
//! ```
//!
//! - [`extract`] takes markup and cannot fail; [`Extractor`] takes any [`Input`] (bytes, text, flattened text, a parsed
//!   `scraper::Html`) with [`Options`].
//! - [`clean_text`] takes flattened text: lines without markup.
//! - [`Article::blocks`] shows every block of the page, kept or not, with score, densities, path and reasons.
//! - [`Scorer`] is what decides how likely a block is content: [`LearnedScorer`] by default, [`DensityScorer`] as a
//!   formula that explains itself, or one of your own.
//!
//! # Features
//!
//! - `serde`: [`Article`] and what is in it can be serialised, by the schema in `schema/article.schema.json`.
//! - `scraper` (default): takes `scraper::Html`, and re-exports the crate.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod api;
mod classify;
mod comments;
mod fallback;
mod html;
mod metadata;
mod page;
mod render;
mod select;
mod text;

#[cfg(feature = "_internals")]
#[doc(hidden)]
pub use api::internals;
pub use api::{Article, Block, Error, Extractor, Input, Options};
pub use classify::{DensityScorer, Feature, Features, LearnedScorer, ModelError, PageScorer, Scorer, Vocabulary};
pub use comments::Comment;
pub use fallback::TextSource;
pub use html::limits::Limit;
pub use metadata::{Metadata, MetadataField, MetadataSource, PageType};
pub use page::blocks::BlockKind;

#[cfg(feature = "scraper")]
pub use {ego_tree, scraper};

use once_cell::sync::Lazy;

static DEFAULT: Lazy<Extractor> = Lazy::new(Extractor::default);

/// The main content of a page, with the defaults. Any string is a page: this cannot fail. Of a page that passes the
/// limits of [`Options`], as much is read as they allow. What is no page, such as the source of a PDF document or what
/// someone decoded of an image, gives an empty article; [`Extractor::extract`] says so ([`Error::is_binary`]).
///
/// ```
/// let article = maintext::extract("<p>Any string is a page, even one with but a single paragraph such as this.");
/// assert!(article.text().starts_with("Any string is a page"));
/// assert_eq!(maintext::extract("").text(), "");
/// assert_eq!(maintext::extract("%PDF-1.7 and so on, a paragraph of no sense that is long enough.").text(), "");
/// ```
pub fn extract(html: &str) -> Article {
    partial(&DEFAULT, Input::html(within(html, Options::default().max_bytes)))
}

/// The main text of flattened text: lines without markup, such as a WET record or a copied page.
///
/// ```
/// let copied = "Home\nNews\nLog in\n\
///     The pier at Lower Wick is open again, ten weeks after a storm tore two hundred metres of planking from it, and \
///     boats leave every hour. The first one had eighty people on board, most of them schoolchildren.\n\
///     Engineers replaced the timber with steel grating, which lets waves pass through instead of lifting the deck, and \
///     they raised the lamps by a metre, since the old ones stood under water at every spring tide.\n\
///     The council paid four fifths of the cost and borrowed the rest. Tickets will not become dearer before next \
///     spring, it said, and fishermen may use the pier free of charge on Sundays.\n\
///     Share this post:\nMore like this\nThe village that votes by lantern ...";
/// let clean = maintext::clean_text(copied);
/// assert!(clean.starts_with("The pier") && clean.ends_with("on Sundays."), "{clean}");
/// ```
pub fn clean_text(text: &str) -> String {
    partial(&DEFAULT, Input::plain(within(text, Options::default().max_bytes))).text().to_owned()
}

/// As much of a text as a limit of bytes allows.
fn within(text: &str, bytes: usize) -> &str {
    let limit = bytes.min(text.len());
    // A character has at most four bytes.
    let end = (limit.saturating_sub(3)..=limit).rev().find(|&at| text.is_char_boundary(at));
    &text[..end.unwrap_or(0)]
}

/// The article of what could be read. Text needs no decoding: it can but pass a limit or be no page.
fn partial(extractor: &Extractor, input: Input) -> Article {
    extractor.extract_or_empty(input)
}

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct ReadmeExamples;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_beyond_the_limits_is_left_out() {
        assert_eq!((within("aéx", 2), within("aéx", 3), within("", 2), within("a", 9)), ("a", "aé", "", "a"));
        let extractor = Extractor::new(Options::new().with_max_nodes(5));
        let article = partial(&extractor, Input::html("<p>one<p>two<p>three"));
        assert_eq!(article.blocks().map(|block| block.text()).collect::<Vec<_>>(), ["one"]);
    }
}
