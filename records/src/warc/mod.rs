//! Reads WARC files: ISO 28500, versions 0.17 to 1.1.

mod header;
mod http;

use crate::DEFAULT_MAX_BYTES;
use crate::error::{Cause, RecordError};
use crate::format::looks_like_html;
use crate::members::Members;
use crate::record::{Kind, Place, Record};
use header::{Header, shown};
use http::Response;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// What each record begins with.
const VERSION: &[u8] = b"WARC/";

/// Maximum bytes of the header of a record, and of an HTTP response. Servers allow 8 to 64 KB.
const MAX_HEADER: usize = 128 << 10;

/// More bytes than the part of a record's start that is looked for: an empty line and `WARC/1.0`.
const OVERLAP: usize = 16;

/// Blocks that nobody wants are kept up to this size, to find the records in them if their length turns out to be wrong.
const MAX_SKIPPED_KEPT: usize = 4 << 20;

/// Maximum bytes that a record needs to be recognized as a page, if its header does not tell.
const SNIFFED: usize = 1024;

/// An iterator over the records of a WARC file, or of a WET file, which is a WARC file of flattened text.
///
/// The file may be compressed with gzip or zstd, as its first bytes tell. All records are returned in order, but only
/// pages ([`Kind::Html`]) and flattened text ([`Kind::Text`]) have bodies.
///
/// A broken record is an error with its place. The iterator then goes on with the next record that it finds: in a compressed
/// archive, the next member; otherwise, the next version line after an empty line. It ends after an error of the file itself.
///
/// ```
/// use maintext_records::{Kind, WarcReader};
///
/// let archive = "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: https://example.org/\r\n\
///     Content-Type: text/plain\r\nContent-Length: 5\r\n\r\nRain.\r\n\r\n";
/// let record = WarcReader::new(archive.as_bytes()).next().unwrap()?;
/// assert_eq!((record.kind, &*record.body()?), (Kind::Text, &b"Rain."[..]));
/// # Ok::<(), maintext_records::RecordError>(())
/// ```
pub struct WarcReader<R: Read> {
    members: Members<R>,
    max_bytes: usize,
    /// Size of the file, if it is known.
    file_bytes: Option<u64>,
    records: u64,
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// No member was begun.
    Start,
    /// At a record, or at white space before it.
    Ready,
    /// Within a broken record.
    Broken,
    /// Within damaged compressed data.
    Damaged,
    End,
}

impl WarcReader<File> {
    /// Opens a WARC file.
    ///
    /// # Errors
    ///
    /// If the file cannot be opened.
    pub fn open(path: impl AsRef<Path>) -> io::Result<WarcReader<File>> {
        let file = File::open(path)?;
        let metadata = file.metadata()?;
        let bytes = metadata.is_file().then_some(metadata.len());
        Ok(WarcReader::new(file).with_file_bytes(bytes))
    }
}

impl<R: Read> WarcReader<R> {
    /// Reads a WARC file from the start.
    pub fn new(file: R) -> WarcReader<R> {
        let max_bytes = DEFAULT_MAX_BYTES;
        WarcReader { members: Members::new(file), max_bytes, file_bytes: None, records: 0, state: State::Start }
    }

    /// Sets the maximum size of a record in bytes. A larger page is an error, and is skipped.
    ///
    /// ### Default
    ///
    /// [`DEFAULT_MAX_BYTES`].
    pub fn with_max_bytes(mut self, max_bytes: usize) -> WarcReader<R> {
        self.max_bytes = max_bytes;
        self
    }

    /// Tells the size of the file. A `Content-Length` beyond it is then wrong at once. [`WarcReader::open`] does this.
    ///
    /// ### Default
    ///
    /// Unknown.
    pub fn with_file_bytes(mut self, bytes: impl Into<Option<u64>>) -> WarcReader<R> {
        self.file_bytes = bytes.into();
        self
    }

    fn read_record(&mut self) -> Option<Result<Record, RecordError>> {
        let mut place = Place { record: self.records + 1, ..self.place() };
        match self.find_record() {
            Ok(true) => {}
            Ok(false) => return None,
            Err(cause) => {
                self.records += 1;
                place = Place { record: self.records, ..self.place() };
                return Some(self.fail(place, None, cause));
            }
        }
        self.records += 1;
        place = Place { record: place.record, ..self.place() };
        let header = match self.read_header() {
            Ok(header) => header,
            Err(cause) => return Some(self.fail(place, None, cause)),
        };
        let read = self.read_block(place, &header);
        Some(read.or_else(|cause| self.fail(place, header.url(), cause)))
    }

    fn place(&self) -> Place {
        let (offset, offset_in_member) = self.members.offsets();
        Place { record: self.records, offset: Some(offset), offset_in_member }
    }

    /// Notes how to go on after an error.
    fn fail(&mut self, place: Place, url: Option<String>, cause: Cause) -> Result<Record, RecordError> {
        let is_of_decoder = matches!(cause, Cause::Read(_));
        let cause = match cause {
            Cause::Read(error) if self.members.has_failed() || !self.members.is_compressed() => Cause::Read(error),
            Cause::Read(error) if error.kind() == io::ErrorKind::UnexpectedEof => Cause::UnexpectedEnd,
            Cause::Read(error) => Cause::Compression { format: self.members.format_name(), error },
            cause => cause,
        };
        self.state = match &cause {
            Cause::Read(_) => State::End,
            _ if is_of_decoder => State::Damaged,
            Cause::UnexpectedEnd => State::End,
            // The whole record was read, so that the next one follows.
            Cause::Size { .. } | Cause::Http(_) | Cause::HttpEnd => self.state,
            _ => State::Broken,
        };
        Err(RecordError { place, url, cause })
    }

    /// Goes to the next record; `false` at the end of the file.
    fn find_record(&mut self) -> Result<bool, Cause> {
        let found = match self.state {
            State::End => Ok(false),
            State::Start => self.members.next_member(),
            State::Ready => Ok(true),
            State::Broken => match self.skip_broken() {
                // The damage is a part of the record that is broken.
                Err(_) if self.members.is_compressed() && !self.members.has_failed() => self.members.resync(VERSION),
                skipped => skipped,
            },
            State::Damaged => self.members.resync(VERSION),
        };
        self.state = State::Ready;
        let found = found.map_err(Cause::Read)? && self.skip_white_space().map_err(Cause::Read)?;
        if !found {
            self.state = State::End;
        }
        Ok(found)
    }

    /// Skips white space, also at the ends of members; `false` at the end of the file.
    fn skip_white_space(&mut self) -> io::Result<bool> {
        loop {
            let bytes = self.members.peek(1)?;
            let count = bytes.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            let (is_found, is_end) = (count < bytes.len(), bytes.is_empty());
            self.members.consume(count);
            if is_found {
                return Ok(true);
            }
            if is_end && !self.members.next_member()? {
                return Ok(false);
            }
        }
    }

    /// Skips the rest of a broken record: up to a version after an empty line, or at the start of a member.
    fn skip_broken(&mut self) -> io::Result<bool> {
        if self.members.is_at_member_start() && self.members.peek(VERSION.len())?.starts_with(VERSION) {
            return Ok(true);
        }
        loop {
            let bytes = self.members.peek(OVERLAP + 1)?;
            if let Some(at) = find_start(bytes) {
                self.members.consume(at);
                return Ok(true);
            }
            let is_last = bytes.len() <= OVERLAP;
            let count = if is_last { bytes.len() } else { bytes.len() - OVERLAP };
            self.members.consume(count);
            if is_last {
                if !self.members.next_member()? {
                    return Ok(false);
                }
                if self.members.peek(VERSION.len())?.starts_with(VERSION) {
                    return Ok(true);
                }
            }
        }
    }

    /// Returns more bytes of a record: `count`, or fewer if the record ends before, because the file ends or because the
    /// next member begins with another record.
    fn peek_record(&mut self, count: usize) -> io::Result<&[u8]> {
        if self.members.peek(count)?.is_empty() {
            while self.members.peek(1)?.is_empty() {
                if !self.members.next_member()? {
                    return Ok(&[]);
                }
            }
            if self.members.peek(VERSION.len())?.starts_with(VERSION) {
                return Ok(&[]);
            }
        }
        self.members.peek(count)
    }

    fn read_header(&mut self) -> Result<Header, Cause> {
        let start = self.members.peek(VERSION.len()).map_err(Cause::Read)?;
        if !start.starts_with(VERSION) {
            let found = shown(start);
            self.members.consume(1);
            return Err(Cause::Version { found });
        }
        let mut lines = Vec::new();
        loop {
            let have = lines.len();
            let bytes = self.peek_record(1024).map_err(Cause::Read)?;
            if bytes.is_empty() {
                return Err(Cause::UnexpectedEnd);
            }
            lines.extend_from_slice(bytes);
            let count = bytes.len();
            if let Some(end) = http::header_end(&lines) {
                self.members.consume(end - have);
                lines.truncate(end);
                return Header::parse(&lines);
            }
            if lines.len() > MAX_HEADER {
                // The record may have no end of its header, and the next one may begin in these bytes.
                self.members.consume(1);
                return Err(Cause::HeaderSize { limit: MAX_HEADER });
            }
            self.members.consume(count);
        }
    }

    /// Reads the block of a record, up to the next record.
    fn read_block(&mut self, place: Place, header: &Header) -> Result<Record, Cause> {
        let length = header.length()?;
        let mut record = Record::new(place, Kind::Other);
        record.url = header.url();
        record.date = header.get("WARC-Date").map(str::to_owned);
        record.id = header.get("WARC-Record-ID").map(str::to_owned);
        record.truncated = header.get("WARC-Truncated").map(str::to_owned);
        record.content_type = header.get("Content-Type").map(str::to_owned);

        let mut broken_http = None;
        let mut head = 0;
        match header.get("WARC-Type").map(str::to_ascii_lowercase).as_deref() {
            Some("conversion") => record.kind = Kind::Text,
            Some("revisit") => record.kind = Kind::Revisit,
            Some("resource") => record.kind = self.kind_by_type(&record, 0, length)?,
            Some("response") if is_http(&record) => match self.read_http(length)? {
                Ok((end, response)) => {
                    head = end;
                    (record.status, record.content_type) = (response.status, response.content_type);
                    record.codings = response.codings;
                    record.kind = self.kind_by_type(&record, end, length)?;
                }
                Err(cause) => broken_http = Some(cause),
            },
            _ => {}
        }
        let is_wanted = matches!(record.kind, Kind::Html | Kind::Text);
        let max_kept = if is_wanted { self.max_bytes } else { MAX_SKIPPED_KEPT };
        let (mut block, found) = self.take_block(length, max_kept)?;
        self.check_end(length, found, &block)?;
        if let Some(cause) = broken_http {
            return Err(cause);
        }
        if is_wanted {
            if found > self.max_bytes as u64 {
                return Err(Cause::Size { found, limit: self.max_bytes });
            }
            block.drain(..head.min(block.len()));
            record.raw_body = block;
        } else {
            record.codings.clear();
        }
        Ok(record)
    }

    /// Whether a block is a page: by its media type, or else by its first bytes after the header.
    fn kind_by_type(&mut self, record: &Record, header: usize, length: u64) -> Result<Kind, Cause> {
        let is_html = match http::is_html(record.content_type.as_deref()) {
            Some(is_html) => is_html,
            None => {
                let count = (header + SNIFFED).min(usize::try_from(length).unwrap_or(usize::MAX));
                let bytes = self.peek_record(count).map_err(Cause::Read)?;
                looks_like_html(&bytes[header.min(bytes.len())..count.min(bytes.len())])
            }
        };
        Ok(if is_html { Kind::Html } else { Kind::Other })
    }

    /// Parses the header of an HTTP response without consuming it. The inner error is that of the response.
    fn read_http(&mut self, length: u64) -> Result<Result<(usize, Response), Cause>, Cause> {
        let max = MAX_HEADER.min(usize::try_from(length).unwrap_or(usize::MAX));
        let mut count = max.min(4096);
        loop {
            let bytes = self.peek_record(count).map_err(Cause::Read)?;
            let bytes = &bytes[..bytes.len().min(max)];
            if let Some(end) = http::header_end(bytes) {
                return Ok(Response::parse(&bytes[..end]).map(|response| (end, response)));
            }
            if count == max && bytes.len() >= max {
                return Ok(Err(Cause::HttpEnd));
            }
            if bytes.len() >= count {
                count = max.min(count * 4);
                continue;
            }
            // The header goes on in the next member.
            let rest = bytes.to_vec();
            self.members.consume(rest.len());
            let is_end = self.peek_record(1).map_err(Cause::Read)?.is_empty();
            self.members.unread(&rest);
            if is_end {
                return Ok(Err(Cause::HttpEnd));
            }
        }
    }

    /// Consumes a block. Returns its first `max_kept` bytes, and how many bytes it has until the record ends.
    fn take_block(&mut self, length: u64, max_kept: usize) -> Result<(Vec<u8>, u64), Cause> {
        // A length beyond the end of the file is wrong: nothing is skipped, so that the next record is found.
        if !self.members.is_compressed() && self.file_bytes.is_some_and(|bytes| length > bytes) {
            return Err(Cause::WrongLength { declared: length });
        }
        let mut block = Vec::with_capacity((length as usize).min(max_kept).min(1 << 20));
        let mut found = 0;
        while found < length {
            let bytes = self.peek_record(1).map_err(Cause::Read)?;
            if bytes.is_empty() {
                break;
            }
            let count = bytes.len().min(usize::try_from(length - found).unwrap_or(usize::MAX));
            let kept = count.min(max_kept - block.len());
            block.extend_from_slice(&bytes[..kept]);
            self.members.consume(count);
            found += count as u64;
        }
        Ok((block, found))
    }

    /// Checks that the record ends after its block: an empty line and the next record, or the end of the file.
    fn check_end(&mut self, length: u64, found: u64, block: &[u8]) -> Result<(), Cause> {
        if found < length {
            let is_cut = self.peek_record(1).map_err(Cause::Read)?.is_empty() && !self.has_next_member()?;
            if !is_cut {
                return Err(Cause::WrongLength { declared: length });
            }
            // The file ends here, and a length that is too large may have swallowed records.
            return match find_start(block) {
                Some(at) => Err(self.give_back(block, at, length)),
                None => Err(Cause::UnexpectedEnd),
            };
        }
        let after = self.peek_record(8).map_err(Cause::Read)?;
        let blank = after.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let is_end = after.is_empty() || after.starts_with(b"\r\n\r\n") || blank == after.len();
        if is_end || (blank > 0 && VERSION.starts_with(&after[blank..after.len().min(blank + VERSION.len())])) {
            return Ok(());
        }
        match find_start(block) {
            Some(at) if found == block.len() as u64 => Err(self.give_back(block, at, length)),
            // The block may end with the first bytes of the next record.
            None if found == block.len() as u64 => {
                Err(self.give_back(block, block.len().saturating_sub(OVERLAP), length))
            }
            _ => Err(Cause::WrongLength { declared: length }),
        }
    }

    fn has_next_member(&mut self) -> Result<bool, Cause> {
        Ok(!self.members.peek(1).map_err(Cause::Read)?.is_empty())
    }

    /// Puts a record back that was read as a part of the block of another.
    fn give_back(&mut self, block: &[u8], at: usize, declared: u64) -> Cause {
        // The empty line before the record is what it is found by.
        self.members.unread(&block[at.saturating_sub(3)..]);
        Cause::WrongLength { declared }
    }
}

impl<R: Read> Iterator for WarcReader<R> {
    type Item = Result<Record, RecordError>;

    fn next(&mut self) -> Option<Result<Record, RecordError>> {
        self.read_record()
    }
}

/// Whether the block of a response is an HTTP message, as opposed to one of DNS or FTP.
fn is_http(record: &Record) -> bool {
    let content_type = record.content_type.as_deref().unwrap_or("application/http").to_ascii_lowercase();
    content_type.starts_with("application/http")
}

/// Finds a version at the start of a line, after an empty line.
fn find_start(bytes: &[u8]) -> Option<usize> {
    memchr::memmem::find_iter(bytes, b"\nWARC/").map(|at| at + 1).find(|&at| {
        let before = &bytes[..at];
        let is_after_empty_line = before.ends_with(b"\n\r\n") || before.ends_with(b"\n\n");
        is_after_empty_line && matches!(&bytes[at + VERSION.len()..], [b'0' | b'1', b'.', b'0'..=b'9', ..])
    })
}
