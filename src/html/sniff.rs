//! Files that are not HTML, recognized by their first bytes.
//!
//! The patterns are those of the MIME Sniffing Standard ([section
//! 6](https://mimesniff.spec.whatwg.org/#matching-a-mime-type-pattern) and 7.1), with other formats that crawlers
//! meet.

use crate::html::text_format::{TextFormat, text_format};

/// The bytes of a format by position, and a description of the format. Text may start with the letters of most formats
/// ("GIF89a is a format"), so each signature has something that no page has: a byte that does not occur in text, or a
/// second position.
type Signature = (&'static [(usize, &'static [u8])], &'static str);

/// From RFC 1952, RFC 8878, and the format descriptions of bzip2, xz and lz4. The standard's table also has gzip.
const COMPRESSED: &[Signature] = &[
    (&[(0, b"\x1f\x8b\x08")], "gzip data"),
    (&[(0, b"\x28\xb5\x2f\xfd")], "zstd data"),
    (&[(0, b"BZh"), (4, b"1AY&SY")], "bzip2 data"),
    (&[(0, b"\xfd7zXZ\0")], "xz data"),
    (&[(0, b"\x04\x22\x4d\x18")], "lz4 data"),
];

const BINARY: &[Signature] = &[
    // Documents. PDF, PostScript and RTF are text, but not to be read as such.
    (&[(0, b"%PDF-")], "a PDF document"),
    (&[(0, b"%!PS-Adobe-")], "a PostScript document"),
    (&[(0, b"{\\rtf1")], "an RTF document"),
    (&[(0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")], "an OLE document (doc, xls, ppt)"),
    (&[(0, b"AT&TFORM"), (12, b"DJV")], "a DjVu document"),
    // Archives.
    (&[(0, b"PK\x03\x04")], "a ZIP archive (or docx, xlsx, odt, epub, jar)"),
    (&[(0, b"PK\x05\x06")], "an empty ZIP archive"),
    (&[(0, b"Rar!\x1a\x07")], "a RAR archive"),
    (&[(0, b"7z\xbc\xaf\x27\x1c")], "a 7z archive"),
    (&[(257, b"ustar\0")], "a tar archive"),
    (&[(257, b"ustar  \0")], "a tar archive"),
    // Images.
    (&[(0, b"\x89PNG\r\n\x1a\n")], "a PNG image"),
    (&[(0, b"\xff\xd8\xff")], "a JPEG image"),
    (&[(0, b"GIF87a"), (12, b"\0")], "a GIF image"),
    (&[(0, b"GIF89a"), (12, b"\0")], "a GIF image"),
    (&[(0, b"RIFF"), (8, b"WEBPVP8")], "a WebP image"),
    (&[(0, b"BM"), (6, b"\0\0\0\0")], "a BMP image"),
    (&[(0, b"II*\0")], "a TIFF image"),
    (&[(0, b"MM\0*")], "a TIFF image"),
    (&[(0, b"\0\0\x01\0")], "an icon"),
    (&[(0, b"\0\0\x02\0")], "a cursor"),
    (&[(0, b"8BPS\0\x01")], "a Photoshop image"),
    // Sound and video.
    (&[(0, b"\0\0\0"), (4, b"ftypavif")], "an AVIF image"),
    (&[(0, b"\0\0\0"), (4, b"ftyphei")], "an HEIF image"),
    (&[(0, b"\0\0\0"), (4, b"ftyp")], "an MP4 video"),
    (&[(0, b"\x1a\x45\xdf\xa3")], "a WebM or Matroska video"),
    (&[(0, b"RIFF"), (8, b"AVI ")], "an AVI video"),
    (&[(0, b"FLV\x01")], "an FLV video"),
    (&[(0, b"\0\0\x01\xba")], "an MPEG video"),
    (&[(0, b"RIFF"), (8, b"WAVE")], "a WAVE sound"),
    (&[(0, b"FORM"), (8, b"AIFF")], "an AIFF sound"),
    (&[(0, b"ID3\x02")], "an MP3 sound"),
    (&[(0, b"ID3\x03")], "an MP3 sound"),
    (&[(0, b"ID3\x04")], "an MP3 sound"),
    (&[(0, b"OggS\0")], "an Ogg sound or video"),
    (&[(0, b"fLaC\0")], "a FLAC sound"),
    (&[(0, b"MThd\0\0\0\x06")], "a MIDI sound"),
    // Fonts.
    (&[(0, b"wOFF"), (8, b"\0")], "a WOFF font"),
    (&[(0, b"wOF2"), (8, b"\0")], "a WOFF font"),
    (&[(0, b"\0\x01\0\0\0")], "a TrueType font"),
    (&[(0, b"OTTO\0")], "an OpenType font"),
    (&[(0, b"ttcf\0")], "a collection of fonts"),
    // Programs and databases.
    (&[(0, b"\x7fELF")], "an ELF program"),
    // The upper half of the offset of the PE header.
    (&[(0, b"MZ"), (62, b"\0\0")], "a Windows program"),
    (&[(0, b"\xcf\xfa\xed\xfe")], "a Mach-O program"),
    (&[(0, b"\xca\xfe\xba\xbe")], "a Java class or Mach-O program"),
    (&[(0, b"\0asm")], "a WebAssembly program"),
    (&[(0, b"SQLite format 3\0")], "an SQLite database"),
];

/// Description of a body without a signature.
const DATA: &str = "binary data, or compressed without a signature (brotli, deflate)";

/// Number of bytes in which binary bytes are counted.
const SAMPLE: usize = 4096;

/// A body is binary if a larger share of its sample are bytes that do not occur in text. Of 3,354 pages none has over
/// 0.5 %; compressed data has 7 %, and compressed data decoded with replacement characters 3.5 %.
const MAX_BINARY_SHARE: f64 = 0.02;

/// Number of such bytes that are tolerated, however short the page.
const TOLERATED_STRAY_BYTES: usize = 16;

/// A body that is not HTML.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NotHtml {
    #[error("expected HTML or text, found {found}: decompress it first")]
    Compressed { found: &'static str },
    #[error("expected HTML or text, found {found}")]
    Binary { found: &'static str },
    #[error("expected HTML, found {format}")]
    Text { format: TextFormat },
}

/// Fails if the body is compressed.
pub(crate) fn check_compressed(bytes: &[u8]) -> Result<(), NotHtml> {
    let is_bzip2 = |found: &str| found != "bzip2 data" || bytes.get(3).is_some_and(u8::is_ascii_digit);
    match signed(bytes, COMPRESSED).filter(|found| is_bzip2(found)) {
        Some(found) => Err(NotHtml::Compressed { found }),
        None => Ok(()),
    }
}

/// Fails if the body has the signature of a format other than HTML.
pub(crate) fn check_signature(bytes: &[u8]) -> Result<(), NotHtml> {
    match signed(bytes, BINARY) {
        Some(found) => Err(NotHtml::Binary { found }),
        None => Ok(()),
    }
}

/// Fails if the body has too many binary bytes. Not for UTF-16 and UTF-32, in which ASCII has NULs.
pub(crate) fn check_data(bytes: &[u8]) -> Result<(), NotHtml> {
    let start = bytes.iter().position(|&byte| byte != 0).unwrap_or(bytes.len());
    let sample = &bytes[start..bytes.len().min(start + SAMPLE)];
    // Returns for nearly all pages, at less cost than the code below.
    if count(sample) <= TOLERATED_STRAY_BYTES {
        return Ok(());
    }
    // A run of NULs, such as padding, counts once.
    let runs = || sample.chunk_by(|a, b| (a, b) == (&0, &0));
    let found = runs().filter(|run| is_binary(run[0])).count();
    if found > TOLERATED_STRAY_BYTES && found as f64 > runs().count() as f64 * MAX_BINARY_SHARE {
        return Err(NotHtml::Binary { found: DATA });
    }
    Ok(())
}

/// Fails if the text was decoded from a body that is not HTML.
pub(crate) fn check_text(text: &str) -> Result<(), NotHtml> {
    check_signature(text.as_bytes()).and_then(|()| check_data(text.as_bytes()))
}

/// The text is a file of another format.
pub(crate) fn check_text_format(text: &str) -> Result<(), NotHtml> {
    text_format(text).map_or(Ok(()), |format| Err(NotHtml::Text { format }))
}

/// Whether a byte is a "binary data byte" of the MIME Sniffing Standard, except three that occur in text: manuals
/// overstrike with backspaces, and encodings by ISO 2022 change alphabets with Shift Out and Shift In.
///
/// Written without branches, so that the compiler vectorizes it.
fn is_binary(byte: u8) -> bool {
    (byte < 0x08) | (byte == 0x0b) | ((byte.wrapping_sub(0x10) < 0x10) & (byte != 0x1b))
}

fn count(bytes: &[u8]) -> usize {
    // Chunks of a constant length are vectorized; they are so short that the sums fit a byte.
    let (chunks, rest) = bytes.as_chunks::<64>();
    let of_chunk = |chunk: &[u8; 64]| chunk.iter().fold(0_u8, |sum, &byte| sum + u8::from(is_binary(byte)));
    chunks.iter().map(|chunk| usize::from(of_chunk(chunk))).sum::<usize>()
        + rest.iter().filter(|&&byte| is_binary(byte)).count()
}

/// Returns the description of the first signature that matches.
fn signed(bytes: &[u8], signatures: &[Signature]) -> Option<&'static str> {
    let stands = |&(at, piece): &(usize, &[u8])| bytes.get(at..).is_some_and(|rest| rest.starts_with(piece));
    signatures.iter().find(|(pieces, _)| pieces.iter().all(stands)).map(|&(_, found)| found)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file of the format, with a text byte wherever the signature does not say otherwise.
    fn file(pieces: &[(usize, &[u8])]) -> Vec<u8> {
        let mut file = vec![b'5'; 300];
        for &(at, piece) in pieces {
            file[at..at + piece.len()].copy_from_slice(piece);
        }
        file
    }

    #[test]
    fn each_signature_is_the_first_to_match_its_files() {
        for (pieces, found) in COMPRESSED {
            let error = check_compressed(&file(pieces)).unwrap_err();
            assert!(error.to_string().contains(found), "{error}");
        }
        for (pieces, found) in BINARY {
            let error = check_signature(&file(pieces)).unwrap_err();
            assert!(error.to_string().contains(found), "{error}");
            assert!(check_compressed(&file(pieces)).is_ok());
        }
    }

    #[test]
    fn binary_bytes_are_those_of_the_standard_except_three() {
        let expected = (0..=0x08).chain([0x0b]).chain(0x0e..=0x1a).chain(0x1c..=0x1f);
        let expected: Vec<u8> = expected.filter(|byte| ![0x08, 0x0e, 0x0f].contains(byte)).collect();
        assert_eq!((0..=255).filter(|&byte| is_binary(byte)).collect::<Vec<u8>>(), expected);
        assert_eq!(count(&[0; 1000]), 1000);
    }

    #[test]
    fn text_starting_with_signature_letters_is_accepted() {
        let sentence =
            " is what this text begins with, and that tells about formats of files, of which there are many.";
        for letters in [
            "GIF89a", "BM", "MZ", "RIFF", "ID3", "PK", "OTTO", "BZh9", "wOFF", "Rar!", "The ftyp", "FORM", "II*",
            "%PDF",
        ] {
            let text = format!("{letters}{sentence}");
            assert!(check_compressed(text.as_bytes()).is_ok() && check_text(&text).is_ok(), "{letters}");
        }
    }

    #[test]
    fn stray_bytes_and_padding_are_accepted() {
        assert!(check_data(&[0; 64]).is_ok());
        let page = "<p>Some text\0 of a page, and more of it".repeat(TOLERATED_STRAY_BYTES);
        assert!(check_data(page.as_bytes()).is_ok(), "few");
        assert!(check_data(page.repeat(2).as_bytes()).is_err(), "many");
        let rare = format!("<p>\0{}", "Some text of a page. ".repeat(10)).repeat(100);
        assert!(check_data(rare.as_bytes()).is_ok(), "many in a long page");
        let (text, fill) = (b"<p>Some text.".as_slice(), [0; 3000].as_slice());
        for filled in [[text, fill, b""], [fill, text, b""], [fill, fill, text], [text, fill, text]] {
            assert!(check_data(&filled.concat()).is_ok());
        }
    }
}
