//! From bytes and markup to the flat tree.

pub(crate) mod arena;
pub(crate) mod attributes;
pub(crate) mod encoding;
pub(crate) mod limits;
pub(crate) mod parse;
pub(crate) mod repair;
#[cfg(feature = "scraper")]
pub(crate) mod selectors;
pub(crate) mod sniff;
pub(crate) mod style;
pub(crate) mod tag;
pub(crate) mod tree;
