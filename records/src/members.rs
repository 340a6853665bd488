//! Decompression of files that consist of gzip members or zstd frames, one after another.
//!
//! Archives compress each record by itself, so that a reader can begin at any of them. After damage, [`Members::resync`]
//! finds the next member that begins with a record.

use crate::rewind::Rewind;
use flate2::bufread::GzDecoder;
use std::io::{self, BufRead, Read};
use std::mem;

const GZIP: &[u8] = b"\x1f\x8b\x08";
const ZSTD: &[u8] = b"\x28\xb5\x2f\xfd";

/// The magic number of the frame with the dictionary of a `.warc.zst` file, by the IIPC's specification of that format.
const ZSTD_DICTIONARY: &[u8] = b"\x5d\x2a\x4d\x18";

/// Maximum bytes of such a dictionary: zstd recommends 100 KB.
const MAX_DICTIONARY: usize = 16 << 20;

/// Bytes that are decompressed at a time.
const CHUNK: usize = 64 << 10;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Plain,
    Gzip,
    Zstd,
}

enum Decoder<R: Read> {
    /// Between two members, or in a file that is not compressed.
    Raw(Rewind<R>),
    Gzip(Box<GzDecoder<Rewind<R>>>),
    Zstd(Box<zstd::stream::read::Decoder<'static, Rewind<R>>>),
    /// Only while the reader moves from one variant to another.
    Moving,
}

/// A file as a list of members, each read to its end before the next. An uncompressed file is one member.
pub struct Members<R: Read> {
    format: Option<Format>,
    decoder: Decoder<R>,
    dictionary: Vec<u8>,
    /// Decompressed bytes of the current member. Those before `position` are consumed.
    buffer: Vec<u8>,
    position: usize,
    /// Offset of the current member in the file, and of the first byte of the buffer in the member: below 0 if bytes of
    /// the member before it were put back.
    member: u64,
    base: i64,
    /// Whether nothing of the current member is left to decompress.
    is_at_end: bool,
}

impl<R: Read> Members<R> {
    pub fn new(inner: R) -> Members<R> {
        Members {
            format: None,
            decoder: Decoder::Raw(Rewind::new(inner)),
            dictionary: Vec::new(),
            buffer: Vec::new(),
            position: 0,
            member: 0,
            base: 0,
            is_at_end: true,
        }
    }

    /// Offset of the next byte: in the file, that of its member, and within the member.
    pub fn offsets(&self) -> (u64, u64) {
        let within = (self.base + self.position as i64).try_into().unwrap_or(0);
        if self.is_compressed() { (self.member, within) } else { (self.member + within, 0) }
    }

    /// Whether nothing of the current member was consumed.
    pub fn is_at_member_start(&self) -> bool {
        self.base == 0 && self.position == 0
    }

    pub fn is_compressed(&self) -> bool {
        matches!(self.format, Some(Format::Gzip | Format::Zstd))
    }

    /// The name of the compression.
    pub fn format_name(&self) -> &'static str {
        if self.format == Some(Format::Zstd) { "zstd" } else { "gzip" }
    }

    /// Whether reading the file itself failed.
    pub fn has_failed(&self) -> bool {
        match &self.decoder {
            Decoder::Raw(raw) => raw.has_failed(),
            Decoder::Gzip(decoder) => decoder.get_ref().has_failed(),
            Decoder::Zstd(decoder) => decoder.get_ref().has_failed(),
            Decoder::Moving => true,
        }
    }

    /// Returns the next bytes of the current member: at least `count`, or all that are left of it.
    pub fn peek(&mut self, count: usize) -> io::Result<&[u8]> {
        while self.buffer.len() - self.position < count && !self.is_at_end {
            self.decompress()?;
        }
        Ok(&self.buffer[self.position..])
    }

    pub fn consume(&mut self, count: usize) {
        self.position = (self.position + count).min(self.buffer.len());
    }

    /// Puts bytes back that were consumed last.
    pub fn unread(&mut self, bytes: &[u8]) {
        self.base += self.position as i64 - bytes.len() as i64;
        self.buffer.splice(..self.position, bytes.iter().copied());
        self.position = 0;
    }

    /// Goes to the next member; `false` at the end of the file. What is left of the current member is dropped.
    pub fn next_member(&mut self) -> io::Result<bool> {
        let format = self.format;
        let raw = self.raw();
        raw.mark();
        let start = raw.peek(8)?;
        if start.is_empty() {
            return Ok(false);
        }
        let format = match format {
            Some(format) => format,
            None if start.starts_with(GZIP) => Format::Gzip,
            None if start.starts_with(ZSTD) || start.starts_with(ZSTD_DICTIONARY) => Format::Zstd,
            None => Format::Plain,
        };
        let is_dictionary = start.starts_with(ZSTD_DICTIONARY);
        if self.format.is_none() && is_dictionary {
            self.format = Some(format);
            self.read_dictionary()?;
        }
        self.format = Some(format);
        self.start_member()
    }

    /// Begins to decompress at the next raw byte.
    fn start_member(&mut self) -> io::Result<bool> {
        let raw = self.raw();
        raw.mark();
        let (offset, is_end) = (raw.offset(), raw.peek(1)?.is_empty());
        if is_end {
            return Ok(false);
        }
        (self.member, self.base, self.position, self.is_at_end) = (offset, 0, 0, false);
        self.buffer.clear();
        self.decoder = match (self.format, mem::replace(&mut self.decoder, Decoder::Moving)) {
            (Some(Format::Gzip), Decoder::Raw(raw)) => Decoder::Gzip(Box::new(GzDecoder::new(raw))),
            (Some(Format::Zstd), Decoder::Raw(raw)) => {
                let decoder = zstd::stream::read::Decoder::with_dictionary(raw, &self.dictionary)?;
                Decoder::Zstd(Box::new(decoder.single_frame()))
            }
            (_, decoder) => decoder,
        };
        Ok(true)
    }

    /// Reads the dictionary frame at the start of a `.warc.zst` file. The dictionary may be compressed itself.
    fn read_dictionary(&mut self) -> io::Result<()> {
        let raw = self.raw();
        let header = raw.peek(8)?;
        let length = header.get(4..8).and_then(|bytes| bytes.try_into().ok()).map_or(0, u32::from_le_bytes) as usize;
        if length > MAX_DICTIONARY {
            return Err(io::Error::new(io::ErrorKind::InvalidData, format!("a dictionary of {length} bytes")));
        }
        raw.consume(8);
        let mut dictionary = vec![0; length];
        raw.read_exact(&mut dictionary)?;
        if dictionary.starts_with(ZSTD) {
            let mut decompressed = Vec::new();
            let decoder = zstd::stream::read::Decoder::new(dictionary.as_slice())?;
            decoder.take(MAX_DICTIONARY as u64).read_to_end(&mut decompressed)?;
            dictionary = decompressed;
        }
        self.dictionary = dictionary;
        Ok(())
    }

    fn decompress(&mut self) -> io::Result<()> {
        self.buffer.drain(..self.position);
        self.base += self.position as i64;
        self.position = 0;
        let old = self.buffer.len();
        self.buffer.resize(old + CHUNK, 0);
        let out = &mut self.buffer[old..];
        let read = loop {
            let read = match &mut self.decoder {
                Decoder::Raw(raw) => raw.read(out),
                Decoder::Gzip(decoder) => decoder.read(out),
                Decoder::Zstd(decoder) => decoder.read(out),
                Decoder::Moving => Ok(0),
            };
            match read {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => break read,
            }
        };
        self.buffer.truncate(old + *read.as_ref().unwrap_or(&0));
        if let Decoder::Raw(raw) = &mut self.decoder {
            raw.mark();
        }
        self.is_at_end = read.as_ref().map_or(true, |&read| read == 0);
        read.map(|_| ())
    }

    /// The raw bytes after the current member, or after what was read of it.
    fn raw(&mut self) -> &mut Rewind<R> {
        self.decoder = match mem::replace(&mut self.decoder, Decoder::Moving) {
            Decoder::Gzip(decoder) => Decoder::Raw(decoder.into_inner()),
            Decoder::Zstd(decoder) => Decoder::Raw(decoder.finish()),
            other => other,
        };
        match &mut self.decoder {
            Decoder::Raw(raw) => raw,
            // Every decoder was turned into raw bytes above.
            _ => unreachable!("a decoder without its reader"),
        }
    }

    /// After damage in a compressed file, goes to the next member that begins with `prefix`. `false` if there is none.
    pub fn resync(&mut self, prefix: &[u8]) -> io::Result<bool> {
        let magic = if self.format == Some(Format::Zstd) { ZSTD } else { GZIP };
        // Decoders may have read beyond the damaged member.
        self.raw().rewind();
        self.raw().consume(1);
        loop {
            let raw = self.raw();
            let available = raw.fill_buf()?;
            if available.is_empty() {
                return Ok(false);
            }
            let Some(at) = memchr::memchr(magic[0], available) else {
                let count = available.len();
                raw.consume(count);
                raw.mark();
                continue;
            };
            raw.consume(at);
            raw.mark();
            if raw.peek(magic.len())? == magic && self.start_member()? {
                let has_prefix = self.peek(prefix.len()).is_ok_and(|start| start.starts_with(prefix));
                if has_prefix {
                    return Ok(true);
                }
                self.raw().rewind();
            }
            self.raw().consume(1);
        }
    }
}

/// The decompressed bytes of a file; see [`decompress`].
pub struct Decompressed<R: Read> {
    members: Members<R>,
    /// Whether a member was begun.
    has_begun: bool,
}

/// Reads a file that may be compressed with gzip or zstd, in one or many members, as its first bytes tell.
///
/// ```
/// use std::io::Read;
///
/// let mut page = String::new();
/// maintext_records::decompress("<p>Not compressed.".as_bytes()).read_to_string(&mut page)?;
/// assert_eq!(page, "<p>Not compressed.");
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn decompress<R: Read>(file: R) -> Decompressed<R> {
    Decompressed { members: Members::new(file), has_begun: false }
}

impl<R: Read> Decompressed<R> {
    /// The name of the compression; `None` before the first read, and for a file that is not compressed.
    pub fn compression(&self) -> Option<&'static str> {
        self.members.is_compressed().then(|| self.members.format_name())
    }
}

impl<R: Read> Read for Decompressed<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = out.len();
        let available = self.fill_buf()?;
        let count = available.len().min(count);
        out[..count].copy_from_slice(&available[..count]);
        self.consume(count);
        Ok(count)
    }
}

impl<R: Read> BufRead for Decompressed<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        loop {
            if self.has_begun && !self.members.peek(1)?.is_empty() {
                return self.members.peek(1);
            }
            self.has_begun = true;
            if !self.members.next_member()? {
                return Ok(&[]);
            }
        }
    }

    fn consume(&mut self, count: usize) {
        self.members.consume(count);
    }
}
