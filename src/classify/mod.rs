//! From blocks to scores: how likely each block is main content.

mod density;
pub(crate) mod features;
mod forward;
pub(crate) mod logit;
mod model;
mod scorer;

pub use density::DensityScorer;
pub use features::{Feature, Features, Vocabulary};
pub use model::{LearnedScorer, ModelError};
pub(crate) use scorer::PageScores;
pub use scorer::{PageScorer, Scorer};
