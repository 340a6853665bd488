//! From bytes and markup to the flat tree.
//!
//! Bytes are decoded (`encoding`) after a look at whether they are a page at all (`sniff`). The text is split into
//! tokens (`tokenizer`), from which `parse` builds the nodes in an `arena`; the arena becomes the `tree`, which all
//! other folders read.

pub(crate) mod arena;
pub(crate) mod attributes;
pub(crate) mod class_styles;
pub(crate) mod double_escaped;
pub(crate) mod encoding;
pub(crate) mod inline_style;
mod instant;
pub(crate) mod limits;
pub(crate) mod parse;
pub(crate) mod repair;
pub(crate) mod script_text;
pub(crate) mod selectors;
pub(crate) mod sniff;
pub(crate) mod tag;
pub(crate) mod text_format;
pub(crate) mod tokenizer;
pub(crate) mod tree;
