//! From bytes to text; the only user of encoding_rs and chardetng.
//!
//! The order is the Encoding Standard's and the HTML Standard's ("determining the character encoding"), with two
//! departures that real pages ask for: bytes that are valid UTF-8 are UTF-8 whatever a label says, and a label under
//! which the bytes do not decode gives way to the detector.

use crate::html::sniff::{self, NotHtml};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    DecoderResult, Encoding, ISO_2022_JP, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED,
};
use std::borrow::Cow;

/// How far into the page its own declaration is searched. The HTML Standard says 1024 bytes; pages with long scripts
/// before the `<meta>` are common, and browsers go on too.
const PRESCAN_BYTES: usize = 8192;

/// A label is believed up to this share of malformed characters, whatever the rest looks like: pages cut by byte or with
/// one broken widget have a few, pages under a wrong label have them in nearly every word.
const TOLERATED_MALFORMED: f64 = 0.005;

/// The label UTF-8 is believed while malformed characters are at most this share of the well-formed ones that are not
/// ASCII: text of other encodings hardly ever is well-formed by chance (at most a third as often as malformed, with a
/// sentence in each encoding of the Encoding Standard).
const TOLERATED_MALFORMED_UTF8: f64 = 0.5;

/// The reason why bytes are not decoded.
#[derive(Debug, thiserror::Error)]
pub(crate) enum DecodeError {
    #[error("unknown charset label {label:?}: expected a label of the Encoding Standard, such as \"utf-8\"")]
    UnknownCharset { label: String },
    #[error(transparent)]
    NotHtml(#[from] NotHtml),
}

/// Decodes a page.
///
/// `charset` is the label of the HTTP header, where the caller has one; `tld` (`"jp"`) helps the detector.
pub fn decode<'a>(bytes: &'a [u8], charset: Option<&str>, tld: Option<&str>) -> Result<Cow<'a, str>, DecodeError> {
    let given = match charset {
        None => None,
        Some(label) => Some(
            Encoding::for_label(label.trim().as_bytes())
                .ok_or_else(|| DecodeError::UnknownCharset { label: label.to_owned() })?,
        ),
    };
    sniff::check_compressed(bytes)?;
    sniff::check_signature(bytes)?;
    // Before UTF-16, whose mark is the first half of this one's.
    if let Some(text) = utf32(bytes) {
        sniff::check_data(text.as_bytes())?;
        return Ok(text.into());
    }
    let marked = Encoding::for_bom(bytes);
    if let Some((encoding, mark)) = marked.or_else(|| Some((utf16_without_bom(bytes)?, 0))) {
        let text = encoding.decode_without_bom_handling(&bytes[mark..]).0;
        // Numbers of two or four bytes look like these encodings.
        sniff::check_data(text.as_bytes())?;
        return Ok(text);
    }
    // Without a mark and with little markup, only the label tells UTF-16 from data.
    if given.is_none_or(|given| given != UTF_16LE && given != UTF_16BE) {
        sniff::check_data(bytes)?;
    }
    let declared = given.or_else(|| declared(&bytes[..bytes.len().min(PRESCAN_BYTES)]));
    if !may_be_stateful(declared, bytes)
        && let Some(text) = UTF_8.decode_without_bom_handling_and_without_replacement(bytes)
    {
        return Ok(text);
    }
    Ok(decode_labelled(bytes, declared, tld))
}

/// The text of what is in UTF-32, with or without a mark. The Encoding Standard does not have it; some programs write it
/// all the same.
fn utf32(bytes: &[u8]) -> Option<String> {
    const SAMPLE: usize = 512;
    let is_text = |unit: u32| unit != 0 && char::from_u32(unit).is_some();
    for read in [u32::from_le_bytes, u32::from_be_bytes] {
        let mut units = bytes.chunks_exact(4).filter_map(|bytes| bytes.try_into().ok()).map(read).peekable();
        let is_marked = units.next_if_eq(&0xfeff).is_some();
        if (is_marked || units.peek().is_some_and(|&unit| unit < 0x80)) && units.clone().take(SAMPLE / 4).all(is_text) {
            let cut = (!bytes.len().is_multiple_of(4)).then_some(char::REPLACEMENT_CHARACTER);
            let chars = units.map(|unit| char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER));
            return Some(chars.chain(cut).collect());
        }
    }
    None
}

/// Markup in UTF-16 has a NUL in every other byte of its first tags.
fn utf16_without_bom(bytes: &[u8]) -> Option<&'static Encoding> {
    const SAMPLE: usize = 512;
    let sample = &bytes[..bytes.len().min(SAMPLE) & !1];
    let nul = |offset: usize| sample.iter().skip(offset).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd) = (nul(0), nul(1));
    // Latin markup is all NUL in one half; 60 % leaves room for text of another script in the sample.
    let many = sample.len() * 3 / 10;
    match () {
        () if sample.len() < 4 => None,
        () if odd > many && odd > even * 4 => Some(UTF_16LE),
        () if even > many && even > odd * 4 => Some(UTF_16BE),
        () => None,
    }
}

/// ISO-2022-JP and its kind write other scripts in ASCII bytes, so that they look like valid UTF-8.
fn may_be_stateful(declared: Option<&'static Encoding>, bytes: &[u8]) -> bool {
    match declared {
        Some(encoding) if encoding == ISO_2022_JP => true,
        None => memchr::memmem::find(bytes, b"\x1b$").is_some(),
        _ => false,
    }
}

fn decode_labelled<'a>(bytes: &'a [u8], declared: Option<&'static Encoding>, tld: Option<&str>) -> Cow<'a, str> {
    // The "replacement" encoding decodes any page to a single character: it never helps a reader.
    let declared = declared.filter(|&encoding| encoding != REPLACEMENT && encoding != X_USER_DEFINED);
    let labelled = declared.map(|encoding| (encoding, encoding.decode_without_bom_handling(bytes)));
    if let Some((encoding, (text, malformed))) = &labelled
        && (!malformed || is_believed(encoding, text, bytes, tld))
    {
        return labelled.map(|(_, (text, _))| text).unwrap_or_default();
    }
    let guess = detect(bytes, tld);
    let (guessed, malformed) = guess.decode_without_bom_handling(bytes);
    match labelled {
        // Two poor readings: the one with less damage.
        Some((_, (text, _))) if malformed && malformed_share(&text) <= malformed_share(&guessed) => text,
        _ => guessed,
    }
}

/// Whether a label stands though some characters are malformed under it.
///
/// The Encoding Standard has a label stand whatever it does to the page. Here it gives way where the rest of the page,
/// without what is malformed, looks like another encoding.
fn is_believed(encoding: &'static Encoding, text: &str, bytes: &[u8], tld: Option<&str>) -> bool {
    if malformed_share(text) <= TOLERATED_MALFORMED {
        return true;
    }
    let malformed = text.chars().filter(|&c| c == char::REPLACEMENT_CHARACTER).count();
    if encoding == UTF_8 {
        let well_formed = text.chars().filter(|&c| !c.is_ascii() && c != char::REPLACEMENT_CHARACTER).count();
        return malformed as f64 <= well_formed as f64 * TOLERATED_MALFORMED_UTF8;
    }
    let guess = detect(&without_malformed(encoding, bytes), tld);
    guess == encoding || malformed == 1 && guess.decode_without_bom_handling(bytes).1
}

/// The bytes without those that are malformed under a label.
fn without_malformed(encoding: &'static Encoding, bytes: &[u8]) -> Vec<u8> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut decoded = String::with_capacity(decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(0));
    let mut kept = Vec::with_capacity(bytes.len());
    let (mut start, mut at) = (0, 0);
    loop {
        let (result, read) = decoder.decode_to_string_without_replacement(&bytes[at..], &mut decoded, true);
        at += read;
        let DecoderResult::Malformed(length, behind) = result else { break };
        // Behind what is malformed, bytes may have been read that are not.
        let end = at.saturating_sub(usize::from(behind));
        kept.extend_from_slice(&bytes[start..end.saturating_sub(usize::from(length)).max(start)]);
        start = end.max(start);
    }
    kept.extend_from_slice(&bytes[start..]);
    kept
}

/// Replacement characters over all characters that are not ASCII, since those are the ones at stake.
fn malformed_share(text: &str) -> f64 {
    // The last character of a page that was cut by bytes is no evidence either.
    let text = text.strip_suffix(char::REPLACEMENT_CHARACTER).unwrap_or(text);
    let replaced = text.chars().filter(|&c| c == char::REPLACEMENT_CHARACTER).count();
    let other = text.chars().filter(|c| !c.is_ascii()).count();
    // A handful of bad bytes in a page of plain ASCII is no evidence against its label.
    replaced as f64 / (other as f64 + text.len() as f64 * 0.01).max(1.0)
}

fn detect(bytes: &[u8], tld: Option<&str>) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let tld = tld.map(str::as_bytes).filter(|tld| tld.iter().all(|byte| byte.is_ascii_lowercase()));
    detector.guess(tld, Utf8Detection::Allow)
}

/// The encoding that the page declares for itself: an XML declaration or a `<meta>`.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let encoding = xml_declaration(head).or_else(|| meta_charset(head))?;
    Some(match encoding {
        // The HTML Standard: a page whose declaration can be read byte by byte is not in UTF-16.
        e if e == UTF_16LE || e == UTF_16BE => UTF_8,
        e if e == X_USER_DEFINED => WINDOWS_1252,
        e => e,
    })
}

/// `<?xml version="1.0" encoding="...">` at the start of the page.
fn xml_declaration(head: &[u8]) -> Option<&'static Encoding> {
    let head = head.trim_ascii_start();
    if !head.starts_with(b"<?xml") {
        return None;
    }
    let declaration = &head[..head.iter().position(|&byte| byte == b'>')?];
    Encoding::for_label(value_after(declaration, b"encoding")?)
}

/// `<meta charset=...>` or `<meta http-equiv=content-type content="...; charset=...">`.
fn meta_charset(head: &[u8]) -> Option<&'static Encoding> {
    let mut rest = head;
    while let Some(at) = rest.iter().position(|&byte| byte == b'<') {
        rest = &rest[at..];
        if rest.starts_with(b"<!--") {
            rest = &rest[find(rest, b"-->")? + 3..];
            continue;
        }
        let is_meta = rest.len() > 5
            && rest[1..5].eq_ignore_ascii_case(b"meta")
            && (rest[5].is_ascii_whitespace() || rest[5] == b'/');
        let end = rest.iter().position(|&byte| byte == b'>').unwrap_or(rest.len());
        if is_meta {
            let label = value_after(&rest[..end], b"charset");
            if let Some(encoding) = label.and_then(Encoding::for_label) {
                return Some(encoding);
            }
        }
        rest = &rest[1..];
    }
    None
}

/// The value behind `name =`, with or without quotes.
fn value_after<'a>(tag: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    let mut from = 0;
    loop {
        let at = from + tag[from..].windows(name.len()).position(|window| window.eq_ignore_ascii_case(name))?;
        let rest = tag[at + name.len()..].trim_ascii_start();
        if let Some(rest) = rest.strip_prefix(b"=") {
            let rest = rest.trim_ascii_start();
            let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
            let end = rest
                .iter()
                .position(|&byte| matches!(byte, b'"' | b'\'' | b';' | b'>' | b'/') || byte.is_ascii_whitespace())
                .unwrap_or(rest.len());
            return Some(&rest[..end]);
        }
        from = at + name.len();
    }
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8], charset: Option<&str>) -> String {
        decode(bytes, charset, None).unwrap().into_owned()
    }

    #[test]
    fn the_caller_then_the_page_then_the_detector() {
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
    fn a_wrong_label_does_not_lose_the_page() {
        let page = "<meta charset=iso-8859-1><p>Καλημέρα";
        assert_eq!(text(page.as_bytes(), Some("windows-1252")), page, "valid UTF-8 is UTF-8");
        let latin = b"<meta charset=utf-8><p>Caf\xe9 \xe0 la carte, d\xe9j\xe0 vu, gar\xe7on, \xe9t\xe9";
        assert!(text(latin, None).contains("Café à la carte, déjà vu"), "{}", text(latin, None));
        assert_eq!(text(b"<p>plain", Some("utf-16le")), "<p>plain");
    }

    #[test]
    fn byte_order_marks_and_utf16() {
        let utf16: Vec<u8> = "<p>Grüße, дом".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(text(&utf16, None), "<p>Grüße, дом");
        let marked = [b"\xff\xfe".as_slice(), &utf16].concat();
        assert_eq!(text(&marked, Some("utf-8")), "<p>Grüße, дом");
        assert_eq!(text(b"\xef\xbb\xbf<p>x", Some("utf-16")), "<p>x");
    }

    #[test]
    fn what_is_no_page_is_an_error() {
        let error = |bytes, charset| decode(bytes, charset, None).unwrap_err();
        assert!(matches!(error(b"\x1f\x8b\x08\0", None), DecodeError::NotHtml(NotHtml::Compressed { .. })));
        assert!(matches!(error(b"%PDF-1.7\n", None), DecodeError::NotHtml(NotHtml::Binary { .. })));
        assert!(matches!(error(b"", Some("nope")), DecodeError::UnknownCharset { .. }));
        assert_eq!(text(b"", None), "");
    }
}
