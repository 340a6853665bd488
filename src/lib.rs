//! The main text of a web page, without the junk around it.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod article;
mod attributes;
mod blocks;
mod decode;
mod draft;
mod error;
mod extractor;
mod features;
mod input;
mod options;
mod parse;
mod plain;
mod render;
mod score;
mod select;
mod spacing;
mod tables;
mod tag;
mod title;
mod tree;

pub use article::{Article, Block};
pub use blocks::BlockKind;
pub use error::Error;
pub use extractor::Extractor;
pub use features::{Feature, Features, Vocabulary};
pub use input::Input;
pub use options::Options;
pub use score::{DensityScorer, LearnedScorer, Scorer};

#[cfg(feature = "scraper")]
pub use scraper;

use once_cell::sync::Lazy;

static DEFAULT: Lazy<Extractor> = Lazy::new(Extractor::default);

/// The main content of a page, with the defaults. Any string is a page: this cannot fail.
///
/// ```
/// let article = maintext::extract("<p>Any string is a page, even one with but a single paragraph such as this.");
/// assert!(article.text().starts_with("Any string is a page"));
/// assert_eq!(maintext::extract("").text(), "");
/// ```
pub fn extract(html: &str) -> Article {
    // Text needs no decoding and the defaults set no limit, so that there is nothing to fail.
    DEFAULT.extract(html).unwrap_or_default()
}

/// The main text of flattened text: lines without markup, such as a WET record or a copied page.
pub fn clean_text(text: &str) -> String {
    DEFAULT.extract(Input::plain(text)).unwrap_or_default().text().to_owned()
}

#[doc(hidden)]
pub mod internals;
