//! Errors of records.

use crate::body::BodyError;
use crate::record::Place;
use std::io;

/// A record that cannot be read, and its place.
///
/// ```
/// use maintext_records::WarcReader;
///
/// let mut records = WarcReader::new("WARC/1.0\r\nWARC-Type: response\r\n\r\n".as_bytes());
/// let error = records.next().unwrap().unwrap_err();
/// assert_eq!(error.to_string(), "record 1 at byte 0: the record has no Content-Length");
/// assert!(records.next().is_none());
/// ```
#[derive(Debug, thiserror::Error)]
#[error("{place}: {cause}")]
pub struct RecordError {
    /// Where the record begins.
    pub place: Place,
    /// The URL of the page, if it could be read.
    pub url: Option<String>,
    /// What is wrong.
    pub cause: Cause,
}

/// What is wrong with a record.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Cause {
    /// The file cannot be read any further.
    #[error("cannot be read: {0}")]
    Read(io::Error),
    /// Compressed data are damaged.
    #[error("damaged {format} data: {error}")]
    Compression {
        /// `gzip` or `zstd`.
        format: &'static str,
        /// The decoder's error.
        error: io::Error,
    },
    /// The file ends within the record.
    #[error("the file ends within the record")]
    UnexpectedEnd,
    /// A record does not begin with a version.
    #[error("expected a WARC version such as WARC/1.0, found {found:?}")]
    Version {
        /// The first bytes.
        found: String,
    },
    /// A line of the header has no colon.
    #[error("invalid header line {found:?}: expected a name, a colon and a value")]
    HeaderLine {
        /// The first bytes of the line.
        found: String,
    },
    /// The header does not end.
    #[error("the header exceeds the limit of {limit} bytes")]
    HeaderSize {
        /// Maximum bytes of a header.
        limit: usize,
    },
    /// The header does not tell the length of the record.
    #[error("the record has no Content-Length")]
    NoLength,
    /// The length is not a number.
    #[error("invalid Content-Length {found:?}: expected a number")]
    InvalidLength {
        /// The value.
        found: String,
    },
    /// The length is not that of the record.
    #[error("wrong Content-Length {declared}: the record does not end there")]
    WrongLength {
        /// The declared length in bytes.
        declared: u64,
    },
    /// The record is too large.
    #[error("record size of {found} bytes exceeds the limit of {limit}")]
    Size {
        /// Bytes of the record.
        found: u64,
        /// Maximum bytes.
        limit: usize,
    },
    /// The header of the HTTP response cannot be read.
    #[error("invalid HTTP header: {0}")]
    Http(httparse::Error),
    /// The HTTP response ends within its header.
    #[error("the HTTP header does not end")]
    HttpEnd,
    /// A line is not a JSON object.
    #[error("invalid JSON: {0}")]
    Json(serde_json::Error),
    /// A Parquet file is damaged.
    #[cfg(feature = "parquet")]
    #[error("invalid Parquet file: {0}")]
    Parquet(parquet::errors::ParquetError),
    /// A field is missing or of another type.
    #[error("field {name:?}: expected a string, found {found}")]
    Field {
        /// Name of the field.
        name: String,
        /// `nothing` or the type of its value.
        found: &'static str,
    },
    /// The body cannot be decoded.
    #[error(transparent)]
    Body(#[from] BodyError),
}

impl Cause {
    /// A few words without details, to count errors by.
    pub fn label(&self) -> &'static str {
        match self {
            Cause::Read(_) => "file cannot be read",
            Cause::Compression { .. } => "damaged compression",
            Cause::UnexpectedEnd => "file ends within a record",
            Cause::Version { .. } => "no WARC version",
            Cause::HeaderLine { .. } => "invalid header line",
            Cause::HeaderSize { .. } => "header too long",
            Cause::NoLength | Cause::InvalidLength { .. } => "no valid Content-Length",
            Cause::WrongLength { .. } => "wrong Content-Length",
            Cause::Size { .. } | Cause::Body(BodyError::Size { .. }) => "too large",
            Cause::Http(_) | Cause::HttpEnd => "invalid HTTP header",
            Cause::Json(_) => "invalid JSON",
            #[cfg(feature = "parquet")]
            Cause::Parquet(_) => "invalid Parquet file",
            Cause::Field { .. } => "missing field",
            Cause::Body(BodyError::Coding { .. }) => "body cannot be decoded",
        }
    }
}

impl From<BodyError> for RecordError {
    fn from(error: BodyError) -> RecordError {
        RecordError { place: Place::default(), url: None, cause: Cause::Body(error) }
    }
}
