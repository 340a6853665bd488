//! Where results go.
//!
//! [`stream`]: one file or standard output; [`folder`]: a file for each page; [`compressed`]: gzip and zstd;
//! `parquet`: columns; [`overlap`]: outputs that are also inputs.

mod compressed;
mod folder;
pub mod overlap;
#[cfg(feature = "parquet")]
mod parquet;
mod stream;

pub use compressed::Compression;
pub use folder::Folder;
#[cfg(feature = "parquet")]
pub use parquet::Parquet;
pub use stream::Stream;

use crate::input::Origin;
use std::io;

/// Takes results one after another.
pub trait Sink {
    /// Takes a page in the output format.
    fn page(&mut self, origin: &Origin, rendered: &str) -> io::Result<()>;

    /// Takes the JSON record of a page that failed.
    fn failure(&mut self, record: &str) -> io::Result<()>;

    /// Completes the output.
    fn finish(self: Box<Self>) -> io::Result<()>;
}
