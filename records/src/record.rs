//! A record of an archive or a corpus.

use crate::DEFAULT_MAX_BYTES;
use crate::body::{self, BodyError, Coding};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

/// What a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// A page with markup.
    Html,
    /// Flattened text: lines without markup, such as a record of a WET file.
    Text,
    /// A response whose body is that of an earlier record, which the archive may not have. It has no body.
    Revisit,
    /// Anything else: requests, metadata, images, scripts. It has no body.
    Other,
}

/// The place of a record in its file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// The number of the record, line or row. The first is 1.
    pub record: u64,
    /// The offset in bytes at which the record begins in the file. In a compressed file, the offset of the gzip member or
    /// zstd frame that the record begins in, as CDX files have it. `None` if records have no offset.
    pub offset: Option<u64>,
    /// The offset in bytes within the uncompressed member or frame. 0 in archives that compress each record by itself, and in
    /// uncompressed files.
    pub offset_in_member: u64,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "record {}", self.record)?;
        if let Some(offset) = self.offset {
            write!(f, " at byte {offset}")?;
        }
        if self.offset_in_member > 0 {
            write!(f, ", {} bytes into the uncompressed data", self.offset_in_member)?;
        }
        Ok(())
    }
}

/// A record of an archive or a corpus.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Record {
    /// Where the record is.
    pub place: Place,
    /// What it is.
    pub kind: Kind,
    /// The URL of the page.
    pub url: Option<String>,
    /// When it was fetched, as the archive writes it: by RFC 3339 in WARC files.
    pub date: Option<String>,
    /// The ID of the record.
    pub id: Option<String>,
    /// The `Content-Type` of the page: that of the HTTP response, or else of the record.
    pub content_type: Option<String>,
    /// The status of the HTTP response.
    pub status: Option<u16>,
    /// Why the body was cut when it was archived: the value of `WARC-Truncated`, such as `length`.
    pub truncated: Option<String>,
    /// The fields that the reader does not use, in order, each as JSON. Empty for WARC files.
    pub fields: Vec<(String, Box<RawValue>)>,
    pub(crate) raw_body: Vec<u8>,
    pub(crate) codings: Vec<Coding>,
}

impl Record {
    pub(crate) fn new(place: Place, kind: Kind) -> Record {
        Record {
            place,
            kind,
            url: None,
            date: None,
            id: None,
            content_type: None,
            status: None,
            truncated: None,
            fields: Vec::new(),
            raw_body: Vec::new(),
            codings: Vec::new(),
        }
    }

    /// Returns the body of the page, decoded from the transfer and content codings of HTTP: chunks, gzip, deflate, Brotli,
    /// zstd. See [`Record::body_within`] for the limit, which is [`DEFAULT_MAX_BYTES`] here.
    ///
    /// # Errors
    ///
    /// If nothing of a compressed body can be decoded, or if the decoded body exceeds the limit.
    pub fn body(&self) -> Result<Cow<'_, [u8]>, BodyError> {
        self.body_within(DEFAULT_MAX_BYTES)
    }

    /// Returns the decoded body if it has at most `max_bytes` bytes.
    ///
    /// Many crawlers store bodies decoded but keep the headers. A body that does not begin like its coding is returned as it
    /// is, and of a body that is cut or damaged, the part before the damage.
    ///
    /// # Errors
    ///
    /// If nothing of a compressed body can be decoded, or if the decoded body exceeds the limit.
    pub fn body_within(&self, max_bytes: usize) -> Result<Cow<'_, [u8]>, BodyError> {
        body::decode(&self.raw_body, &self.codings, max_bytes)
    }

    /// The size of the body in bytes as it is stored, before decoding.
    pub fn stored_bytes(&self) -> usize {
        self.raw_body.len()
    }
}
