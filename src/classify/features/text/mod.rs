//! The text of a block.

pub(super) mod counter;
mod function_words;
pub(super) mod repetition;
pub(super) mod stats;
