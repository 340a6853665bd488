//! What a run tells while it goes on and at its end, all on standard error.
//!
//! [`counts`]: what happened to the pages; [`log`]: messages; [`progress`]: how far the run is; [`summary`]: the end.

mod counts;
mod log;
mod numbers;
mod progress;
mod summary;

pub use counts::{At, Counts, Skipped};
pub use log::Log;
pub use progress::{Progress, State};
pub use summary::summary;
