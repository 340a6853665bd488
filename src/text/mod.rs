//! Text without markup: bytes, words, scripts, hashes, and JSON as pages embed it.

pub(crate) mod bytes;
pub(crate) mod fnv;
pub(crate) mod hash;
pub(crate) mod json;
pub(crate) mod unspaced;
pub(crate) mod words;
