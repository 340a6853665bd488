//! Tokens of texts, link addresses and element names, and their learned weights.

pub(super) mod of_links;
pub(super) mod of_names;
pub(super) mod of_text;
pub(crate) mod sorted_tokens;
pub(super) mod vocabulary;
#[cfg(any(test, feature = "_internals"))]
mod vocabulary_builder;
pub(super) mod weights;
