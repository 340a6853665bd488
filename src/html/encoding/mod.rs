//! Decoding of bytes. All uses of encoding_rs and chardetng are here.
//!
//! The order of evidence is that of the Encoding Standard and of the HTML Standard ([determining the character encoding]),
//! with two exceptions for real pages: valid UTF-8 is UTF-8 whatever a label says, and a label under which the bytes do not
//! decode gives way to the detector.
//!
//! [determining the character encoding]: https://html.spec.whatwg.org/#determining-the-character-encoding

mod charset;
mod legacy;
mod prescan;
mod unicode;

use crate::html::limits::{Budget, Limit};
use crate::html::sniff::{self, NotHtml};
use charset::Labeled;
pub use charset::{Charset, CharsetSource};
pub(crate) use charset::{Hints, charset_of_content_type};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// Number of bytes searched for the page's own declaration. The HTML Standard says 1024; pages with long scripts before
/// the `<meta>` are common, and browsers also search further.
const PRESCAN_BYTES: usize = 8192;

/// The reason why bytes are not decoded.
#[derive(Debug, thiserror::Error)]
pub(crate) enum DecodeError {
    #[error(transparent)]
    NotHtml(#[from] NotHtml),
    #[error(transparent)]
    Limit(#[from] Limit),
}

/// Decodes a page, and says which encoding was used. Binary files are an error if `sniffs`; compressed bodies always are.
pub(crate) fn decode<'a>(
    bytes: &'a [u8],
    hints: Hints,
    sniffs: bool,
    budget: &Budget,
) -> Result<(Cow<'a, str>, Charset), DecodeError> {
    let check_data = |bytes: &[u8]| if sniffs { sniff::check_data(bytes) } else { Ok(()) };
    sniff::check_compressed(bytes)?;
    if sniffs {
        sniff::check_signature(bytes)?;
    }
    let charset = |name, source| Charset { name, source, unknown_label: hints.unknown_label() };
    // Before UTF-16, whose byte order mark is the start of this one.
    if let Some((text, name, source)) = unicode::utf32(bytes) {
        check_data(text.as_bytes())?;
        return Ok((text.into(), charset(name, source)));
    }
    let marked = Encoding::for_bom(bytes).map(|(encoding, mark)| (encoding, mark, CharsetSource::ByteOrderMark));
    let unmarked = || Some((unicode::utf16_without_bom(bytes)?, 0, CharsetSource::Detection));
    if let Some((encoding, mark, source)) = marked.or_else(unmarked) {
        let bytes = &bytes[mark..];
        let text = match valid_utf8(bytes).filter(|_| encoding == UTF_8) {
            Some(text) => text,
            None => legacy::decode_all(encoding, bytes, budget)?.0.into(),
        };
        // Numbers of two or four bytes look like UTF-16 or UTF-32.
        check_data(text.as_bytes())?;
        return Ok((text, charset(encoding.name(), source)));
    }
    let given = hints.given();
    // Without a byte order mark and with little markup, only the label distinguishes UTF-16 from data.
    if given.is_none_or(|(given, _)| given != UTF_16LE && given != UTF_16BE) {
        check_data(bytes)?;
    }
    let labeled = given.or_else(|| Some((declared_encoding(bytes)?, CharsetSource::Declaration)));
    if !may_be_stateful(labeled.map(|(encoding, _)| encoding), bytes)
        && let Some(text) = valid_utf8(bytes)
    {
        let named = labeled.filter(|&(encoding, _)| encoding == UTF_8).map(|(_, source)| source);
        return Ok((text, charset(UTF_8.name(), named.unwrap_or(CharsetSource::ValidUtf8))));
    }
    let (text, (encoding, source)) = legacy::decode_labeled(bytes, labeled, hints.tld, budget)?;
    Ok((text.into(), charset(encoding.name(), source)))
}

/// Returns the encoding that a page declares in a `<meta>` or an XML declaration.
pub(crate) fn declared_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    prescan::declared_encoding(&bytes[..bytes.len().min(PRESCAN_BYTES)])
}

fn valid_utf8(bytes: &[u8]) -> Option<Cow<'_, str>> {
    UTF_8.decode_without_bom_handling_and_without_replacement(bytes)
}

/// Whether the bytes may be ISO-2022-JP or similar, which writes other scripts in ASCII bytes and so looks like valid UTF-8.
fn may_be_stateful(declared: Option<&'static Encoding>, bytes: &[u8]) -> bool {
    match declared {
        Some(encoding) if encoding == ISO_2022_JP => true,
        None => memchr::memchr_iter(b'\x1b', bytes).any(|at| bytes.get(at + 1) == Some(&b'$')),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded<'a>(bytes: &'a [u8], hints: Hints) -> Result<(Cow<'a, str>, Charset), DecodeError> {
        decode(bytes, hints, true, &Budget::NONE)
    }

    fn text(bytes: &[u8], charset: Option<&str>) -> String {
        decoded(bytes, Hints { label: charset, ..Hints::default() }).unwrap().0.into_owned()
    }

    #[test]
    fn caller_label_wins_over_declaration_and_detection() {
        let greek = encoding_rs::ISO_8859_7.encode("<p>Καλημέρα κόσμε").0.into_owned();
        assert_eq!(text(&greek, Some("iso-8859-7")), "<p>Καλημέρα κόσμε");
        let page = "<meta http-equiv='Content-Type' content='text/html; charset=iso-8859-7'><p>Καλημέρα κόσμε";
        assert_eq!(text(&encoding_rs::ISO_8859_7.encode(page).0, None), page);
        let page = "<?xml version='1.0' encoding='windows-1251'?><p>Добрый день";
        assert_eq!(text(&encoding_rs::WINDOWS_1251.encode(page).0, None), page);
        let page = "<p>ニュースの本文です。今日は天気がよいので散歩に出かけました。";
        assert_eq!(text(&encoding_rs::EUC_JP.encode(page).0, None), page);
        assert_eq!(text(&encoding_rs::ISO_2022_JP.encode(page).0, None), page);
    }

    #[test]
    fn wrong_label_falls_back_to_utf8_or_detection() {
        let page = "<meta charset=iso-8859-1><p>Καλημέρα";
        assert_eq!(text(page.as_bytes(), Some("windows-1252")), page, "valid UTF-8 is UTF-8");
        let latin = b"<meta charset=utf-8><p>Caf\xe9 \xe0 la carte, d\xe9j\xe0 vu, gar\xe7on, \xe9t\xe9";
        assert!(text(latin, None).contains("Café à la carte, déjà vu"), "{}", text(latin, None));
        assert_eq!(text(b"<p>plain", Some("utf-16le")), "<p>plain");
    }

    #[test]
    fn byte_order_mark_wins_over_label() {
        let utf16: Vec<u8> = "<p>Grüße, дом".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(text(&utf16, None), "<p>Grüße, дом");
        let marked = [b"\xff\xfe".as_slice(), &utf16].concat();
        assert_eq!(text(&marked, Some("utf-8")), "<p>Grüße, дом");
        assert_eq!(text(b"\xef\xbb\xbf<p>x", Some("utf-16")), "<p>x");
    }

    #[test]
    fn compressed_and_binary_bodies_are_errors() {
        let error = |bytes| decoded(bytes, Hints::default()).unwrap_err();
        assert!(matches!(error(b"\x1f\x8b\x08\0"), DecodeError::NotHtml(NotHtml::Compressed { .. })));
        assert!(matches!(error(b"%PDF-1.7\n"), DecodeError::NotHtml(NotHtml::Binary { .. })));
        assert_eq!(text(b"", None), "");
    }

    fn charset(bytes: &[u8], label: Option<&str>, content_type: &str) -> (&'static str, CharsetSource) {
        let content_type = charset_of_content_type(content_type.as_bytes());
        let (_, charset) = decoded(bytes, Hints { label, content_type, tld: None }).unwrap();
        (charset.name, charset.source)
    }

    #[test]
    fn charset_says_which_source_won() {
        use CharsetSource::*;
        let latin = b"<meta charset=windows-1250><p>Caf\xe9s are open".as_slice();
        assert_eq!(charset(latin, None, ""), ("windows-1250", Declaration));
        assert_eq!(charset(latin, None, "text/html; charset=windows-1252"), ("windows-1252", ContentType));
        assert_eq!(charset(latin, Some("latin1"), "text/html; charset=windows-1250"), ("windows-1252", Given));
        assert_eq!(charset(latin, Some("nope"), "text/html; charset=latin1"), ("windows-1252", ContentType));
        assert_eq!(charset(&latin[27..], Some("utf-8"), "").1, Detection);
        assert_eq!(charset(b"\xef\xbb\xbfx", Some("latin1"), ""), ("UTF-8", ByteOrderMark));
        assert_eq!(charset("é".as_bytes(), Some("latin1"), ""), ("UTF-8", ValidUtf8));
        assert_eq!(charset("é".as_bytes(), Some("utf8"), ""), ("UTF-8", Given));
        assert_eq!(charset(b"<\0p\0>\0x\0", None, ""), ("UTF-16LE", Detection));
        assert_eq!(charset(b"\0\0\xfe\xff\0\0\0x", None, ""), ("UTF-32BE", ByteOrderMark));
    }

    #[test]
    fn unknown_label_is_reported_and_empty_label_is_not() {
        let unknown = |label| decoded(b"x", Hints { label: Some(label), ..Hints::default() }).unwrap().1.unknown_label;
        assert_eq!(unknown("klingon").as_deref(), Some("klingon"));
        assert_eq!(unknown(" UTF-8 "), None);
        assert_eq!(unknown(" "), None);
    }

    #[test]
    fn charset_in_a_description_is_not_a_declaration() {
        let page = "<meta name=description content='Set charset=iso-8859-1 in your pages'><meta charset=windows-1251>\
            <p>Добрый день, это текст на русском языке.";
        let bytes = encoding_rs::WINDOWS_1251.encode(page).0;
        assert_eq!(charset(&bytes, None, ""), ("windows-1251", CharsetSource::Declaration));
        assert_eq!(text(&bytes, None), page);
    }

    #[test]
    fn binary_files_are_decoded_without_sniffing() {
        let read = |bytes| decode(bytes, Hints::default(), false, &Budget::NONE);
        assert_eq!(read(b"%PDF-1.7 text").unwrap().0, "%PDF-1.7 text");
        assert!(read(b"\x1f\x8b\x08\0").is_err());
    }
}
