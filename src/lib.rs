//! The main text of a web page, without the junk around it.
#![forbid(unsafe_code)]
#![deny(missing_docs)]
#![allow(dead_code)]

mod attributes;
mod blocks;
mod decode;
mod draft;
mod error;
mod parse;
mod spacing;
mod tables;
mod tag;
mod tree;

/// For the project's own tests and benches; no promise of stability.
#[doc(hidden)]
pub mod internals {
    pub use crate::attributes::AttrKey;
    pub use crate::blocks::{BlockKind, Blocks, blocks};
    pub use crate::parse::*;
    pub use crate::tag::Tag;
    pub use crate::tree::{NodeId, Tree};
}
