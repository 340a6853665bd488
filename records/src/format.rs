//! What a file is, by its name and its first bytes.

use std::ffi::OsStr;

/// The formats of files that hold many pages, and a single page.
///
/// ```
/// use maintext_records::Format;
///
/// assert_eq!(Format::of(Some("CC-MAIN-00000.warc.gz".as_ref()), b""), Format::Warc);
/// assert_eq!(Format::of(None, b"WARC/1.0\r\n"), Format::Warc);
/// assert_eq!(Format::of(Some("index.html".as_ref()), b"<!doctype html>"), Format::Page);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// WARC and WET files: [`WarcReader`](crate::WarcReader).
    Warc,
    /// One JSON object a line: [`JsonLinesReader`](crate::JsonLinesReader).
    JsonLines,
    /// Apache Parquet: `ParquetReader`, with the feature `parquet`.
    Parquet,
    /// A single page, or anything else.
    Page,
}

/// Endings of compressed files.
const COMPRESSIONS: &[&str] = &[".gz", ".zst"];

/// Bytes of a page within which a tag must occur. Pages may begin with long comments.
const MAX_BEFORE_TAG: usize = 1024;

/// The names of tags that tell HTML apart from other markup: those of the MIME Sniffing Standard, section 7.1, and the
/// elements that most pages have in their head.
const TAGS: &[&str] = &[
    "!doctype html",
    "html",
    "head",
    "body",
    "script",
    "iframe",
    "h1",
    "div",
    "font",
    "table",
    "a",
    "style",
    "title",
    "b",
    "br",
    "p",
    "meta",
    "link",
    "main",
    "article",
    "section",
    "header",
    "nav",
    "span",
    "ul",
    "ol",
    "h2",
    "base",
    "noscript",
];

impl Format {
    /// Returns the format of a file with this name and these first bytes, after decompression. The bytes decide if they
    /// have a signature; both may be unknown.
    pub fn of(name: Option<&OsStr>, start: &[u8]) -> Format {
        if start.starts_with(b"WARC/") {
            return Format::Warc;
        }
        if start.starts_with(b"PAR1") {
            return Format::Parquet;
        }
        name.and_then(Format::of_name).unwrap_or(Format::Page)
    }

    /// Returns the format that a name ends with; `None` if it is not that of an archive or a corpus.
    pub fn of_name(name: &OsStr) -> Option<Format> {
        let name = name.to_string_lossy().to_ascii_lowercase();
        let name = COMPRESSIONS.iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(&name);
        let ends_with = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
        if ends_with(&[".warc", ".wet"]) {
            Some(Format::Warc)
        } else if ends_with(&[".jsonl", ".ndjson"]) {
            Some(Format::JsonLines)
        } else {
            ends_with(&[".parquet"]).then_some(Format::Parquet)
        }
    }
}

/// Whether bytes are the start of a page: a tag of HTML is the first thing after white space, comments, an XML
/// declaration and a byte order mark. UTF-16 is recognized by its byte order mark.
pub fn looks_like_html(start: &[u8]) -> bool {
    let narrow: Vec<u8>;
    let start = match start {
        // Every second byte of ASCII characters in UTF-16 is zero.
        [0xff, 0xfe, rest @ ..] | [0xfe, 0xff, rest @ ..] => {
            narrow = rest.iter().copied().filter(|&byte| byte != 0).collect();
            &narrow
        }
        _ => start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start),
    };
    let mut text = &*String::from_utf8_lossy(&start[..start.len().min(MAX_BEFORE_TAG)]).to_ascii_lowercase();
    loop {
        text = text.trim_start();
        let skipped = [("<!--", "-->"), ("<?xml", "?>")].into_iter().find(|(begin, _)| text.starts_with(begin));
        match skipped {
            Some((_, end)) => match text.split_once(end) {
                Some((_, rest)) => text = rest,
                // Most files that begin with a long comment are pages.
                None => return end == "-->",
            },
            None => return text.strip_prefix('<').is_some_and(begins_with_tag),
        }
    }
}

fn begins_with_tag(text: &str) -> bool {
    TAGS.iter()
        .filter_map(|tag| text.strip_prefix(tag))
        .any(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_signatures_tell_the_format() {
        let named = |name: &str| Format::of(Some(name.as_ref()), b"");
        assert_eq!(named("a.WARC.gz"), Format::Warc);
        assert_eq!(named("a.warc.wet.zst"), Format::Warc);
        assert_eq!(named("a.ndjson.gz"), Format::JsonLines);
        assert_eq!(named("a.parquet"), Format::Parquet);
        assert_eq!(named("warc.html"), Format::Page);
        assert_eq!(Format::of(Some("a.html".as_ref()), b"PAR1\x15"), Format::Parquet);
    }

    #[test]
    fn pages_are_told_from_other_files() {
        for page in [
            &b"<!DOCTYPE HTML PUBLIC"[..],
            b"\xef\xbb\xbf\n <html lang=en>",
            b"<?xml version='1.0'?>\n<!-- made by hand -->\n<!DOCTYPE html>",
            b"\xff\xfe<\0h\0t\0m\0l\0>\0",
            b"<p>Hello",
            b"<!-- \xe9 --><title>x</title>",
        ] {
            assert!(looks_like_html(page), "{}", String::from_utf8_lossy(page));
        }
        for other in [
            &b""[..],
            b"%PDF-1.7",
            b"{\"a\": \"<p>\"}",
            b"<?xml version='1.0'?><rss><channel>",
            b"<svg xmlns='http://www.w3.org/2000/svg'>",
            b"<abbr-list>",
            b"body { color: red }",
            b"\x89PNG\r\n\x1a\n",
        ] {
            assert!(!looks_like_html(other), "{}", String::from_utf8_lossy(other));
        }
    }
}
