//! Why a page failed.

use maintext::ErrorKind;
use maintext_records::{BodyError, Cause};
use std::io;

/// Why a page, or an input that should have pages, failed.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error("cannot be read: {0}")]
    Read(io::Error),
    #[error("invalid or truncated {format} file: {error}")]
    Compression { format: &'static str, error: io::Error },
    #[error("the name is that of a {format} file, but the data are not {format}")]
    NotCompressed { format: &'static str },
    #[error("the page has more than {limit} bytes, the limit of --max-bytes")]
    TooLarge { limit: usize },
    #[error("the folder has no pages: expected {}", if *plain { "files that end in .txt or .txt.gz" } else { "HTML files or archives" })]
    NoPages { plain: bool },
    #[cfg(not(feature = "parquet"))]
    #[error(
        "this program was built without the feature `parquet`: cargo install --locked --path cli --features parquet"
    )]
    Parquet,
    #[cfg(feature = "parquet")]
    #[error("Parquet files cannot be read from standard input, since they are read from their end: name the file")]
    ParquetStdin,
    #[error("{0}")]
    Record(Cause),
    #[error(transparent)]
    Body(BodyError),
    #[error(transparent)]
    Extract(maintext::Error),
    #[error("cannot be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
    #[error("the extraction failed with a bug: please report it with the page")]
    Bug,
}

impl Failure {
    /// A few words without details, to count failures by.
    pub fn label(&self) -> &'static str {
        match self {
            Failure::Read(_) => "cannot be read",
            Failure::Compression { .. } | Failure::NotCompressed { .. } => "damaged compression",
            Failure::TooLarge { .. } | Failure::Body(BodyError::Size { .. }) => "too large",
            Failure::NoPages { .. } => "no pages in a folder",
            #[cfg(not(feature = "parquet"))]
            Failure::Parquet => "Parquet is not supported",
            #[cfg(feature = "parquet")]
            Failure::ParquetStdin => "cannot be read",
            Failure::Record(cause) => cause.label(),
            Failure::Body(_) => "body cannot be decoded",
            Failure::Extract(error) => match error.kind() {
                ErrorKind::Compressed | ErrorKind::NotHtml | ErrorKind::TextFile(_) => "not HTML",
                ErrorKind::Limit => "over a limit",
                _ => "invalid option",
            },
            Failure::Json(_) => "cannot be written as JSON",
            Failure::Bug => "bug",
        }
    }
}
