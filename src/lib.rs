//! Finds the main text of a web page, and leaves out menus, share buttons, lists of related headlines, cookie notices,
//! comment boxes and other boilerplate.
//!
//! ```
//! let html = "<title>On rivers - The Atlas</title><nav><a href='/'>Home</a></nav><article><h1>On rivers</h1>\
//!     <p>Rivers carry water, and with it sand, from the mountains to the sea, and so they shape the land.</p></article>";
//! let article = maintext::extract(html);
//! assert_eq!(article.title(), Some("On rivers"));
//! assert!(article.text().starts_with("Rivers carry water") && !article.text().contains("Home"));
//! ```
//!
//! # Which function do I want?
//!
//! | you want | use |
//! | --- | --- |
//! | the main text of a page, without errors to handle | [`extract`] |
//! | errors, limits and options | [`Extractor::extract`] with [`Options`] |
//! | to pass the URL, the charset or the `Content-Type` header | [`Input`] |
//! | only to know whether a page has main text | [`Extractor::is_article`] |
//! | the main text of lines without markup | [`clean_text`], [`Input::plain`] |
//! | Markdown or safe HTML | [`Article::markdown`], [`Article::html`] |
//! | pieces for a retrieval index | [`Article::chunks`] |
//! | links and images | [`Article::links`], [`Article::images`] |
//! | authors, dates, language and other facts | [`Article::metadata`] |
//! | reader comments and reviews | [`Article::comments`] |
//! | how good the result is | [`Article::confidence`], [`Article::is_article`] |
//! | what was kept, and why | [`Article::blocks`], [`Block::decision`], [`Block::score`], [`Article::contributions`] |
//! | a site whose markup you know | [`Options::with_content_selector`], [`Options::with_excluded_selector`] |
//! | to correct or replace the scores | [`Scorer::rescore`], [`Scorer`], [`Extractor::with_scorer`] |
//!
#![cfg_attr(doc, doc = "The [cookbook](_cookbook) has recipes for common tasks.\n\n")]
//! # How it works
//!
//! The page is decoded and parsed as browsers do it, and split into blocks: runs of text between the tags of
//! block-level elements. Each block gets features, such as its text density and link density, and from them a score,
//! the probability that it is main content. A selection step turns scores into a coherent text. The default
//! [`LearnedScorer`] is a model trained on annotated pages; [`DensityScorer`] is a formula from the literature. There
//! are no rules for single sites.
//!
//! # Features
//!
//! | feature | default | adds |
//! | --- | --- | --- |
//! | `serde` | no | `Serialize` for [`Article`], [`Block`], [`Chunk`], [`Link`], [`Image`], [`Metadata`] and [`Comment`], as `schema/article.schema.json` and `schema/chunk.schema.json` describe; `Deserialize` for [`Metadata`] |
//! | `scraper` | no | an already parsed `scraper::Html` as input; re-exports `scraper` and `ego_tree` |
//! | `js` | no | on wasm32-unknown-unknown, which has no clock: [`Options::with_max_time`] by the clock of JavaScript; without it the time is not limited there |
//!
//! # Limits
//!
//! Time and memory are proportional to the size of the page, whatever it holds, so that pages from anywhere are safe to
//! read. [`Options`] bound the bytes, nodes and nesting depth of a page, the size of each output, and the time of the
//! extraction and all outputs; [`Article::check_limits`] tells whether an output exceeded a limit. There is no `unsafe`
//! code, and no input leads to a panic or a stack overflow. Outputs have no control characters but tabs and line feeds.
//!
//! # Stability
//!
//! The crate follows semantic versioning:
//!
//! - The API stays compatible within a minor version of 0.x, and within a major version from 1.0 on. Enums that may grow
//!   are `non_exhaustive`. Raising the minimum supported Rust version is not a breaking change, but needs a minor
//!   version.
//! - The *extracted text* may change with any release, as extraction gets better. The changelog says where.
//! - Names and meanings in the JSON schema stay within a minor version; fields may be added.
//! - The feature `scraper` is exempt: a minor release may raise the versions of `scraper` and `ego_tree`.
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
pub use api::{Article, Block, Error, ErrorKind, Extractor, Input, IntoInput, Maybe, Options};
pub use api::{Chunk, ChunkOptions, HtmlOptions, Image, Link, MarkdownOptions, TextOptions};
pub use classify::{
    BlockFeatures, CandidateBlock, Candidates, Contributions, DensityScorer, Evidence, Feature, LearnedScorer,
    ModelError, PageFeatures, Rescored, Scorer, Scores,
};
pub use comments::Comment;
pub use fallback::TextSource;
pub use html::encoding::{Charset, CharsetSource};
pub use html::limits::Limit;
pub use html::text_format::TextFormat;
pub use metadata::{Metadata, MetadataField, MetadataSource, PageType, UnknownName};
pub use page::blocks::BlockKind;
pub use select::Decision;

#[cfg(feature = "scraper")]
pub use {ego_tree, scraper};

use once_cell::sync::Lazy;

static DEFAULT: Lazy<Extractor> = Lazy::new(Extractor::default);

/// Extracts the main content of a page with the default options. Never fails.
///
/// Takes text (`&str`, `String`, `Cow<str>`, ...), bytes (`&[u8]`, `Vec<u8>`, `bytes::Bytes`, ...) or an [`Input`]; see
/// [`IntoInput`].
///
/// Of a page that exceeds the default limits of [`Options`], only the first part is read; [`Article::check_limits`] tells about
/// nodes, but not about bytes. [`Extractor::extract`] returns an error instead. Compressed bytes, and files of other kinds, such as a
/// PDF document or an image, give an article without text; [`Extractor::extract`] reports them as errors.
///
/// ```
/// let article = maintext::extract("<p>Any string is a page, even one with a single paragraph such as this.");
/// assert!(article.text().starts_with("Any string is a page"));
///
/// let article = maintext::extract(b"<meta charset=latin1><p>Bytes are decoded: caf\xe9s are places where people meet.");
/// assert!(article.text().contains("cafés"));
///
/// assert_eq!(maintext::extract("").text(), "");
/// assert_eq!(maintext::extract("%PDF-1.7 is how a PDF document begins, which is a file of another kind.").text(), "");
/// ```
pub fn extract<'a, Kind>(page: impl IntoInput<'a, Kind>) -> Article {
    DEFAULT.extract_or_empty(page.into_input())
}

/// Extracts the main text of flattened text: lines without markup, such as a WET record or a copied page. Never fails.
///
/// For an article with blocks and scores, pass [`Input::plain`] to [`extract`] or to an [`Extractor`].
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
pub fn clean_text<'a, Kind>(text: impl IntoInput<'a, Kind>) -> String {
    DEFAULT.extract_or_empty(Input::plain(text)).text().to_owned()
}

/// Recipes for common tasks.
#[cfg(doc)]
#[doc = include_str!("../docs/cookbook.md")]
pub mod _cookbook {
    #[allow(unused_imports)]
    use crate::*;
}

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct ReadmeExamples;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn input_beyond_the_limits_is_dropped() {
        let extractor = Extractor::new(Options::new().with_max_nodes(5));
        let article = extractor.extract_or_empty(Input::html("<p>one<p>two<p>three"));
        assert_eq!(article.blocks().map(|block| block.text()).collect::<Vec<_>>(), ["one"]);
    }
}
