//! What each fuzz target checks. `tests/fuzz.rs` of the crate runs the same checks over the seeds.

mod checks;

pub use checks::*;
