//! Properties of every input, one function per fuzz target. The tests run the same checks on the seeds.

mod checks;
mod round_trip;

pub use checks::*;
pub use round_trip::{check_safe, round_trip};
