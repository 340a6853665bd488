//! From the bytes of a page to its output.
//!
//! [`extract`]: bytes to an article; [`filter`]: whether it is wanted; [`render`]: the article in the output format;
//! [`fields`]: JSON records; [`reader`]: whole HTML pages; [`failure`]: what may go wrong.

mod extract;
mod failure;
mod fields;
mod filter;
mod reader;
mod render;

pub use extract::{Extraction, Work};
pub use failure::Failure;
pub use fields::JSON_FIELDS;
#[cfg(feature = "parquet")]
pub use fields::default_fields;
pub use filter::Reason;
