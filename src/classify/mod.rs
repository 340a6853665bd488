//! From blocks to scores: how likely each block is main content.

mod density;
pub(crate) mod features;
pub(crate) mod logit;
mod model;
mod scorer;

pub use density::DensityScorer;
pub use features::{BlockFeatures, Feature};
pub use model::{LearnedScorer, ModelError};
pub(crate) use scorer::Calibration;
pub use scorer::{CandidateBlock, Candidates, Contributions, Evidence, PageFeatures, Rescored, Scorer, Scores};
