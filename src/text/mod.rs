//! Text without markup: bytes, words, scripts, hashes, and JSON as pages embed it.

pub(crate) mod char_class;
pub(crate) mod fnv;
pub(crate) mod json;
pub(crate) mod unsegmented;
pub(crate) mod word_hash;
pub(crate) mod words;
