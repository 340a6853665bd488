//! Opens files, tells their format, and counts their bytes.

use super::name::Name;
use super::sources::Source;
use crate::page::Failure;
use maintext_records::{Format, decompress, looks_like_html};
use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// Bytes at the start of a file by which its format is told.
const START: u64 = 4096;

/// Bytes that were read of all inputs, as they are stored.
#[derive(Default)]
pub struct ReadBytes(AtomicU64);

impl ReadBytes {
    pub fn add(&self, bytes: u64) {
        self.0.fetch_add(bytes, Relaxed);
    }

    pub fn get(&self) -> u64 {
        self.0.load(Relaxed)
    }
}

/// A reader that counts.
pub struct Counting<'a, R> {
    inner: R,
    total: &'a ReadBytes,
}

impl<'a, R> Counting<'a, R> {
    pub fn new(inner: R, total: &'a ReadBytes) -> Counting<'a, R> {
        Counting { inner, total }
    }
}

impl<R: Read> Read for Counting<'_, R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(out)?;
        self.total.add(count as u64);
        Ok(count)
    }
}

/// A file whose start was read to tell its format.
pub struct Opened {
    pub format: Format,
    /// Whether its first bytes are those of a page.
    pub looks_like_html: bool,
    /// Size in bytes, if it is an ordinary file.
    pub size: Option<u64>,
    start: Vec<u8>,
    rest: Box<dyn Read + Send>,
}

impl Opened {
    pub fn file(name: &Name) -> io::Result<Opened> {
        let file = File::open(&name.path)?;
        let metadata = file.metadata()?;
        let size = metadata.is_file().then_some(metadata.len());
        Opened::new(Some(&name.path), Box::new(file), size)
    }

    pub fn stdin() -> io::Result<Opened> {
        Opened::new(None, Box::new(io::stdin()), None)
    }

    fn new(path: Option<&Path>, mut rest: Box<dyn Read + Send>, size: Option<u64>) -> io::Result<Opened> {
        let mut start = Vec::new();
        rest.by_ref().take(START).read_to_end(&mut start)?;
        let mut unpacked = vec![0; START as usize];
        // A file that cannot be decompressed is reported when it is read.
        let count = read_some(decompress(start.as_slice()), &mut unpacked);
        unpacked.truncate(count);
        let format = match Format::of(path.and_then(Path::file_name), &unpacked) {
            // Standard input has no name that could tell.
            Format::Page if path.is_none() && begins_with_object(&unpacked) => Format::JsonLines,
            format => format,
        };
        Ok(Opened { format, looks_like_html: looks_like_html(&unpacked), size, start, rest })
    }

    pub fn into_reader(self) -> impl Read + Send {
        Cursor::new(self.start).chain(self.rest)
    }
}

/// Whether the bytes begin as a JSON object with a field.
fn begins_with_object(bytes: &[u8]) -> bool {
    let object = bytes.trim_ascii_start().strip_prefix(b"{");
    object.is_some_and(|rest| rest.trim_ascii_start().starts_with(b"\""))
}

/// Reads until the buffer is full, the file ends or an error occurs.
fn read_some(mut file: impl Read, buffer: &mut [u8]) -> usize {
    let mut count = 0;
    while let Ok(read @ 1..) = file.read(&mut buffer[count..]) {
        count += read;
    }
    count
}

/// Reads a page of at most `limit` bytes, uncompressed. Gzip and zstd are unpacked while they are read, since a small file can
/// unpack to more than fits into memory.
pub fn read_page(file: impl Read, name: Option<&Path>, limit: usize) -> Result<Vec<u8>, Failure> {
    let mut unpacked = decompress(file);
    let mut bytes = Vec::new();
    let read = unpacked.by_ref().take(limit as u64 + 1).read_to_end(&mut bytes);
    let expected = match name.and_then(Path::extension) {
        Some(extension) if extension.eq_ignore_ascii_case("gz") => Some("gzip"),
        Some(extension) if extension.eq_ignore_ascii_case("zst") => Some("zstd"),
        _ => None,
    };
    match (read, unpacked.compression(), expected) {
        (Err(error), Some(format), _) => Err(Failure::Compression { format, error }),
        (Err(error), None, _) => Err(Failure::Read(error)),
        (Ok(_), None, Some(format)) if !bytes.is_empty() => Err(Failure::NotCompressed { format }),
        (Ok(_), ..) if bytes.len() > limit => Err(Failure::TooLarge { limit }),
        (Ok(_), ..) => Ok(bytes),
    }
}

/// Whether the first file is an archive or a corpus. Lists of files are not read, since they may be on standard input.
pub fn begins_with_records(sources: &super::Sources, stdin: Option<&Opened>) -> bool {
    let mut is_records = false;
    sources.without_list().visit(&mut |source| {
        is_records = match &source {
            Source::Stdin => stdin.is_some_and(|opened| opened.format != Format::Page),
            Source::File(name) => Opened::file(name).is_ok_and(|opened| opened.format != Format::Page),
            Source::InFolder(name) => name.path.file_name().and_then(Format::of_name).is_some(),
            Source::Unlisted(..) | Source::FolderEnd(_) => return true,
        };
        false
    });
    is_records
}
