//! What must hold for every input, one function a fuzz target. The tests run the same checks over the seeds.

mod checks;
mod round_trip;

pub use checks::*;
pub use round_trip::{check_safe, round_trip};
