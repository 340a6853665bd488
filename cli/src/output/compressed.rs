//! Files compressed with gzip or zstd, in members that each end with a whole record.
//!
//! A run that is killed leaves whole members and a part of one. `--resume` keeps the whole ones.

use flate2::write::GzEncoder;
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// Uncompressed bytes after which a member ends. Larger members compress hardly better.
const MEMBER: usize = 1 << 20;

/// Level of zstd: its default.
const ZSTD_LEVEL: i32 = 3;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compression {
    None,
    Gzip,
    Zstd,
}

impl Compression {
    /// The compression of a file with this name.
    pub fn of(path: &Path) -> Compression {
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("gz") => Compression::Gzip,
            Some("zst") => Compression::Zstd,
            _ => Compression::None,
        }
    }
}

enum Encoder<W: Write> {
    None(W),
    Gzip(GzEncoder<W>),
    Zstd(zstd::stream::write::Encoder<'static, W>),
    /// Only while one encoder replaces another.
    Moving,
}

/// A writer of records.
pub struct Compressed<W: Write> {
    encoder: Encoder<BufWriter<W>>,
    compression: Compression,
    /// Bytes of the current member.
    bytes: usize,
}

impl<W: Write> Compressed<W> {
    pub fn new(out: W, compression: Compression) -> io::Result<Compressed<W>> {
        Ok(Compressed { encoder: encoder(BufWriter::new(out), compression)?, compression, bytes: 0 })
    }

    /// Tells that a record has ended.
    pub fn end_record(&mut self) -> io::Result<()> {
        if self.bytes < MEMBER || self.compression == Compression::None {
            return Ok(());
        }
        let mut out = self.end_member()?;
        out.flush()?;
        self.encoder = encoder(out, self.compression)?;
        self.bytes = 0;
        Ok(())
    }

    fn end_member(&mut self) -> io::Result<BufWriter<W>> {
        match std::mem::replace(&mut self.encoder, Encoder::Moving) {
            Encoder::None(out) => Ok(out),
            Encoder::Gzip(encoder) => encoder.finish(),
            Encoder::Zstd(encoder) => encoder.finish(),
            Encoder::Moving => Err(io::Error::other("an earlier write failed")),
        }
    }

    pub fn finish(mut self) -> io::Result<()> {
        self.end_member()?.flush()
    }
}

fn encoder<W: Write>(out: W, compression: Compression) -> io::Result<Encoder<W>> {
    Ok(match compression {
        Compression::None => Encoder::None(out),
        Compression::Gzip => Encoder::Gzip(GzEncoder::new(out, flate2::Compression::default())),
        Compression::Zstd => {
            let mut encoder = zstd::stream::write::Encoder::new(out, ZSTD_LEVEL)?;
            encoder.include_checksum(true)?;
            Encoder::Zstd(encoder)
        }
    })
}

impl<W: Write> Write for Compressed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = match &mut self.encoder {
            Encoder::None(out) => out.write(bytes),
            Encoder::Gzip(encoder) => encoder.write(bytes),
            Encoder::Zstd(encoder) => encoder.write(bytes),
            Encoder::Moving => Err(io::Error::other("an earlier write failed")),
        }?;
        self.bytes += count;
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.encoder {
            Encoder::None(out) => out.flush(),
            Encoder::Gzip(encoder) => encoder.flush(),
            Encoder::Zstd(encoder) => encoder.flush(),
            Encoder::Moving => Ok(()),
        }
    }
}
