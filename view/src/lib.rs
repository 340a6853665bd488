//! Shows why blocks of a page were kept or dropped.
//!
//! - [`explanation`]: what the view shows, to be serialized
//! - [`page`]: the view of one page as an HTML file that needs no network
//!
//! The view itself is in `web/`, plain modules without a build step; the playground uses the same files.

mod explanation;
#[cfg(feature = "page")]
mod page;

pub use explanation::{Explanation, explanation};
#[cfg(feature = "page")]
pub use page::{Source, page};
