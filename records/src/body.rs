//! Decodes the transfer and content codings of HTTP bodies.

use std::borrow::Cow;
use std::io::{self, Read};

/// A coding of an HTTP body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coding {
    Chunked,
    Gzip,
    Deflate,
    Brotli,
    Zstd,
}

/// An HTTP body that cannot be decoded.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BodyError {
    /// Nothing of the body can be decoded.
    #[error("the body is not valid {coding}: {error}")]
    Coding {
        /// Name of the coding, as HTTP writes it.
        coding: &'static str,
        /// The decoder's error.
        error: io::Error,
    },
    /// The decoded body is too large.
    #[error("the decoded body exceeds the limit of {limit} bytes")]
    Size {
        /// Maximum bytes.
        limit: usize,
    },
}

impl Coding {
    /// Returns the coding with this name; `None` for `identity` and unknown names.
    pub fn from_name(name: &str) -> Option<Coding> {
        match name.trim().to_ascii_lowercase().as_str() {
            "chunked" => Some(Coding::Chunked),
            "gzip" | "x-gzip" => Some(Coding::Gzip),
            "deflate" => Some(Coding::Deflate),
            "br" => Some(Coding::Brotli),
            "zstd" => Some(Coding::Zstd),
            _ => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Coding::Chunked => "chunked",
            Coding::Gzip => "gzip",
            Coding::Deflate => "deflate",
            Coding::Brotli => "br",
            Coding::Zstd => "zstd",
        }
    }

    /// Whether a body can have this coding. Many crawlers decode bodies and keep the header.
    fn may_begin(self, body: &[u8]) -> bool {
        match self {
            Coding::Chunked => chunk(body).is_some(),
            Coding::Gzip => body.starts_with(b"\x1f\x8b"),
            Coding::Zstd => body.starts_with(b"\x28\xb5\x2f\xfd"),
            // Neither has a signature, but a page begins with a tag, white space or a byte order mark.
            Coding::Deflate | Coding::Brotli => {
                let first = body.iter().find(|byte| !byte.is_ascii_whitespace());
                first.is_some_and(|&byte| byte != b'<') && !body.starts_with(b"\xef\xbb\xbf")
            }
        }
    }
}

/// Undoes the codings one after another. The result has at most `max_bytes` bytes.
pub fn decode<'a>(body: &'a [u8], codings: &[Coding], max_bytes: usize) -> Result<Cow<'a, [u8]>, BodyError> {
    let mut body = Cow::Borrowed(body);
    for &coding in codings {
        if coding.may_begin(&body) {
            body = Cow::Owned(undo(coding, &body, max_bytes)?);
        }
    }
    if body.len() > max_bytes { Err(BodyError::Size { limit: max_bytes }) } else { Ok(body) }
}

fn undo(coding: Coding, body: &[u8], max_bytes: usize) -> Result<Vec<u8>, BodyError> {
    match coding {
        Coding::Chunked => Ok(join_chunks(body)),
        Coding::Gzip => inflate(coding, flate2::read::MultiGzDecoder::new(body), max_bytes),
        // RFC 9110 says zlib; some servers send bare deflate data.
        Coding::Deflate if matches!(body, [first, ..] if first & 0x0f == 8) => {
            inflate(coding, flate2::read::ZlibDecoder::new(body), max_bytes)
        }
        Coding::Deflate => inflate(coding, flate2::read::DeflateDecoder::new(body), max_bytes),
        Coding::Brotli => inflate(coding, brotli_decompressor::Decompressor::new(body, 16 << 10), max_bytes),
        Coding::Zstd => {
            let decoder = zstd::stream::read::Decoder::new(body);
            inflate(coding, decoder.map_err(|error| BodyError::Coding { coding: "zstd", error })?, max_bytes)
        }
    }
}

/// Reads what can be decoded: of a body that is cut or damaged, the part before the damage.
fn inflate(coding: Coding, decoder: impl Read, max_bytes: usize) -> Result<Vec<u8>, BodyError> {
    let mut decoded = Vec::new();
    let read = decoder.take(max_bytes as u64 + 1).read_to_end(&mut decoded);
    match read {
        Err(error) if decoded.is_empty() => Err(BodyError::Coding { coding: coding.name(), error }),
        _ if decoded.len() > max_bytes => Err(BodyError::Size { limit: max_bytes }),
        _ => Ok(decoded),
    }
}

/// Joins the chunks of a body. If one is cut or damaged, it ends the body.
fn join_chunks(mut body: &[u8]) -> Vec<u8> {
    let mut joined = Vec::with_capacity(body.len());
    while let Some((start, size)) = chunk(body) {
        let end = start.saturating_add(size).min(body.len());
        joined.extend_from_slice(&body[start..end]);
        if size == 0 {
            break;
        }
        let rest = &body[end..];
        body = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
    }
    joined
}

/// Returns where the data of the first chunk begin, and their size.
fn chunk(body: &[u8]) -> Option<(usize, usize)> {
    let end = memchr::memchr(b'\n', &body[..body.len().min(1000)])?;
    let line = std::str::from_utf8(&body[..end]).ok()?;
    let size = line.split(';').next()?.trim();
    Some((end + 1, usize::from_str_radix(size, 16).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write};
    use std::io::Write;

    const PAGE: &[u8] = b"<p>The pier is open again.";

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = write::GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn chunks(bytes: &[u8]) -> Vec<u8> {
        let mut body = Vec::new();
        for chunk in bytes.chunks(7) {
            write!(body, "{:x};a=b\r\n", chunk.len()).unwrap();
            body.extend_from_slice(chunk);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"0\r\n\r\n");
        body
    }

    #[test]
    fn codings_are_undone_in_their_order() {
        let body = chunks(&gzip(PAGE));
        assert_eq!(decode(&body, &[Coding::Chunked, Coding::Gzip], 100).unwrap(), PAGE);
        for (coding, body) in [
            (Coding::Zstd, zstd::stream::encode_all(PAGE, 1).unwrap()),
            (Coding::Deflate, {
                let mut encoder = write::ZlibEncoder::new(Vec::new(), Compression::default());
                encoder.write_all(PAGE).unwrap();
                encoder.finish().unwrap()
            }),
            (Coding::Deflate, {
                let mut encoder = write::DeflateEncoder::new(Vec::new(), Compression::default());
                encoder.write_all(PAGE).unwrap();
                encoder.finish().unwrap()
            }),
            (Coding::Brotli, b"\x8b\x0c\x80<p>The pier is open again.\x03".to_vec()),
        ] {
            assert_eq!(decode(&body, &[coding], 100).unwrap(), PAGE, "{coding:?}");
        }
    }

    #[test]
    fn bodies_that_are_decoded_already_stay_as_they_are() {
        for coding in [Coding::Chunked, Coding::Gzip, Coding::Deflate, Coding::Brotli, Coding::Zstd] {
            assert_eq!(decode(PAGE, &[coding], 100).unwrap(), PAGE, "{coding:?}");
        }
    }

    #[test]
    fn cut_bodies_give_what_can_be_decoded() {
        let body = chunks(PAGE);
        assert_eq!(decode(&body[..25], &[Coding::Chunked], 100).unwrap()[..], PAGE[..9]);
        let long: Vec<u8> = (0..200_000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
        let packed = gzip(&long);
        let cut = decode(&packed[..packed.len() / 2], &[Coding::Gzip], 1 << 20).unwrap();
        assert!(!cut.is_empty() && long.starts_with(&cut));
        let error = decode(b"\x1f\x8b no gzip", &[Coding::Gzip], 100).unwrap_err();
        assert!(error.to_string().starts_with("the body is not valid gzip: "), "{error}");
    }

    #[test]
    fn bodies_over_the_limit_are_errors() {
        let bomb = gzip(&vec![b' '; 10 << 20]);
        let error = decode(&bomb, &[Coding::Gzip], 1000).unwrap_err();
        assert_eq!(error.to_string(), "the decoded body exceeds the limit of 1000 bytes");
    }
}
