//! The public API: the extractor, its options and input, articles and errors.

mod article;
mod error;
mod extractor;
mod input;
#[cfg(feature = "_internals")]
pub mod internals;
mod into_input;
mod keep;
mod options;
mod pipeline;
mod quick_check;
mod render_options;
#[cfg(feature = "serde")]
mod serialize;

pub use article::{Article, Block, Chunk, ChunkOptions, Image, Link};
pub use error::{Error, ErrorKind};
pub use extractor::Extractor;
pub use input::Input;
pub use into_input::{IntoInput, Maybe};
pub use options::Options;
pub use render_options::{HtmlOptions, MarkdownOptions, TextOptions};
