//! Reads the pages of web archives and corpora, one record at a time.
//!
//! - [`WarcReader`]: WARC files with HTTP responses, and WET files; plain, `.gz` or `.zst`
//! - [`JsonLinesReader`]: one JSON object a line; plain, `.gz` or `.zst`
//! - `ParquetReader` (feature `parquet`): Apache Parquet
//! - [`Format`]: tells which of them a file needs
//! - [`decompress`]: the bytes of one page, whatever it is compressed with
//!
//! Both readers are iterators of `Result<Record, RecordError>`. A broken record is an error that carries its place, and the
//! iterator goes on with the next record. Memory is bounded by one record of at most [`DEFAULT_MAX_BYTES`].
//!
//! ```
//! use maintext_records::{Kind, WarcReader};
//!
//! let http = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>The pier is open again.";
//! let archive = format!(
//!     "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/\r\n\
//!      Content-Type: application/http\r\nContent-Length: {}\r\n\r\n{http}\r\n\r\n",
//!     http.len()
//! );
//! for record in WarcReader::new(archive.as_bytes()) {
//!     let record = record?;
//!     assert_eq!((record.kind, record.url.as_deref()), (Kind::Html, Some("https://example.org/")));
//!     assert_eq!(&*record.body()?, b"<p>The pier is open again.");
//! }
//! # Ok::<(), maintext_records::RecordError>(())
//! ```
//!
//! Modules, from the bytes up: `rewind` (raw bytes that can be read again), `members` (decompression, member by member),
//! `warc` and `json_lines` (records), `body` (HTTP codings).

mod body;
mod error;
mod format;
mod json_lines;
mod members;
#[cfg(feature = "parquet")]
mod parquet;
mod record;
mod rewind;
mod warc;

pub use body::BodyError;
pub use error::{Cause, RecordError};
pub use format::{Format, looks_like_html};
pub use json_lines::{Fields, JsonLinesReader};
pub use members::{Decompressed, decompress};
#[cfg(feature = "parquet")]
pub use parquet::ParquetReader;
pub use record::{Kind, Place, Record};
pub use warc::WarcReader;

/// Default maximum size of a record in bytes, after decompression: 128 MiB, like the default maximum size of a page.
pub const DEFAULT_MAX_BYTES: usize = 128 << 20;
