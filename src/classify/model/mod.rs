//! The learned scorer: gradient-boosted trees and a small network, and the file that holds both.

mod file;
mod learned;
mod network;
mod quickscorer;
mod reader;
mod trees;

pub use learned::LearnedScorer;
pub use reader::ModelError;
