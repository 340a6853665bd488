//! Text without markup: classes of characters, words and their hashes, and JSON as it occurs in pages.

pub(crate) mod cache;
pub(crate) mod char_class;
pub(crate) mod char_offsets;
pub(crate) mod controls;
pub(crate) mod fnv;
pub(crate) mod json;
pub(crate) mod substrings;
pub(crate) mod unsegmented;
pub(crate) mod word_filter;
pub(crate) mod word_hash;
pub(crate) mod words;
