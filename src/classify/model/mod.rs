//! The learned scorer: gradient-boosted trees and a small neural network, trained on annotated pages (see `training/`).

mod contributions;
mod error;
mod file;
mod learned;
mod network;
mod quickscorer;
mod reader;
mod tree_path;
mod trees;

pub use error::ModelError;
pub use learned::LearnedScorer;

/// The model file that the crate embeds.
const EMBEDDED_MODEL: &[u8] = include_bytes!("model.bin");
