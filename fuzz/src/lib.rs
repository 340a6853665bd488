//! What each fuzz target checks. `tests/fuzz.rs` of the crate runs the same checks over the seeds.

mod checks;
mod round_trip;

pub use checks::*;
pub use round_trip::round_trip;
