//! Raw bytes of a file that can be read again from a mark.

use std::io::{self, BufRead, Read};

/// Bytes that are read at a time.
const CHUNK: usize = 64 << 10;

/// Maximum bytes that are kept from the mark on. Most records of an archive are smaller when compressed.
const MAX_KEPT: usize = 1 << 20;

/// A buffered reader that knows its offset and can go back to a mark.
pub struct Rewind<R> {
    inner: R,
    buffer: Vec<u8>,
    /// Offset in the file of the first byte of the buffer.
    base: u64,
    /// Position in the buffer of the mark, and of the next byte.
    mark: usize,
    position: usize,
    /// Whether reading the file itself failed.
    has_failed: bool,
}

impl<R: Read> Rewind<R> {
    pub fn new(inner: R) -> Rewind<R> {
        Rewind { inner, buffer: Vec::new(), base: 0, mark: 0, position: 0, has_failed: false }
    }

    /// Offset in the file of the next byte.
    pub fn offset(&self) -> u64 {
        self.base + self.position as u64
    }

    /// Whether reading the file itself failed, as opposed to decoding what was read.
    pub fn has_failed(&self) -> bool {
        self.has_failed
    }

    pub fn mark(&mut self) {
        self.mark = self.position;
    }

    /// Goes back to the mark, or to the first byte after it that is still kept.
    pub fn rewind(&mut self) {
        self.position = self.mark;
    }

    /// Returns the next bytes: `count`, or fewer at the end of the file.
    pub fn peek(&mut self, count: usize) -> io::Result<&[u8]> {
        while self.buffer.len() - self.position < count && self.read_chunk()? {}
        let end = self.buffer.len().min(self.position + count);
        Ok(&self.buffer[self.position..end])
    }

    /// Appends a chunk to the buffer; `false` at the end of the file.
    fn read_chunk(&mut self) -> io::Result<bool> {
        if self.position - self.mark > MAX_KEPT {
            self.mark = self.position;
        }
        self.buffer.drain(..self.mark);
        self.base += self.mark as u64;
        self.position -= self.mark;
        self.mark = 0;
        let old = self.buffer.len();
        self.buffer.resize(old + CHUNK, 0);
        let read = loop {
            match self.inner.read(&mut self.buffer[old..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => break read,
            }
        };
        self.buffer.truncate(old + *read.as_ref().unwrap_or(&0));
        self.has_failed |= read.is_err();
        Ok(read? > 0)
    }
}

impl<R: Read> Read for Rewind<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let count = available.len().min(out.len());
        out[..count].copy_from_slice(&available[..count]);
        self.consume(count);
        Ok(count)
    }
}

impl<R: Read> BufRead for Rewind<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.position == self.buffer.len() {
            self.read_chunk()?;
        }
        Ok(&self.buffer[self.position..])
    }

    fn consume(&mut self, count: usize) {
        self.position = (self.position + count).min(self.buffer.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_after_the_mark_are_read_again() {
        let bytes: Vec<u8> = (0..300_000u32).map(|n| n as u8).collect();
        let mut reader = Rewind::new(bytes.as_slice());
        io::copy(&mut reader.by_ref().take(100_001), &mut io::sink()).unwrap();
        reader.mark();
        io::copy(&mut reader.by_ref().take(150_000), &mut io::sink()).unwrap();
        assert_eq!(reader.offset(), 250_001);
        reader.rewind();
        assert_eq!(reader.offset(), 100_001);
        let mut rest = Vec::new();
        reader.read_to_end(&mut rest).unwrap();
        assert!(rest == bytes[100_001..]);
    }
}
