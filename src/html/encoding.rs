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

/// The encoding that the bytes of a page were decoded with. See [`Article::charset`](crate::Article::charset).
///
/// ```
/// use maintext::{CharsetSource, Extractor, Input};
///
/// let page = b"<meta charset=windows-1252><p>Caf\xe9s are places where people meet and talk.";
/// let article = Extractor::default().extract(Input::bytes(page).with_charset("utf8mb4"))?;
/// let charset = article.charset().unwrap();
/// assert_eq!(charset.name(), "windows-1252");
/// assert_eq!(charset.source(), CharsetSource::Declaration);
/// assert_eq!(charset.unknown_label(), Some("utf8mb4"));
/// # Ok::<(), maintext::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Charset {
    name: &'static str,
    source: CharsetSource,
    unknown_label: Option<String>,
}

impl Charset {
    /// Returns the name of the encoding, as the Encoding Standard spells it (`"UTF-8"`, `"windows-1252"`,
    /// `"Shift_JIS"`); `"UTF-32LE"` or `"UTF-32BE"` for the two encodings that the standard leaves out.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Returns how the encoding was found.
    pub fn source(&self) -> CharsetSource {
        self.source
    }

    /// Returns the label given by [`Input::with_charset`](crate::Input::with_charset) if the Encoding Standard does not
    /// know it. Such a label is ignored.
    pub fn unknown_label(&self) -> Option<&str> {
        self.unknown_label.as_deref()
    }
}

/// How the encoding of a page was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CharsetSource {
    /// A byte order mark at the start of the page.
    ByteOrderMark,
    /// The label given by [`Input::with_charset`](crate::Input::with_charset).
    Given,
    /// The `Content-Type` header given by [`Input::with_content_type`](crate::Input::with_content_type).
    ContentType,
    /// A `<meta>` element or the XML declaration of the page.
    Declaration,
    /// No label named UTF-8, but the bytes are valid UTF-8.
    ValidUtf8,
    /// A guess from the bytes.
    Detection,
}

/// Hints about the encoding that come with a page.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Hints<'a> {
    /// The label that the caller gave.
    pub label: Option<&'a str>,
    /// The name of the encoding in the `Content-Type` header.
    pub content_type: Option<&'static str>,
    /// The top-level domain (`"jp"`), which helps the detector.
    pub tld: Option<&'a str>,
}

/// A label and where it was found.
type Labeled = (&'static Encoding, CharsetSource);

impl Hints<'_> {
    /// Returns the encoding that was named outside of the page. Labels are lenient, as in browsers: an unknown one is ignored.
    fn given(&self) -> Option<Labeled> {
        let given = self.label.and_then(|label| Encoding::for_label(label.as_bytes()));
        let header = || Encoding::for_label(self.content_type?.as_bytes());
        given.map(|encoding| (encoding, CharsetSource::Given)).or_else(|| Some((header()?, CharsetSource::ContentType)))
    }

    /// Returns the caller's label if it names no encoding. An empty label says nothing.
    fn unknown_label(&self) -> Option<String> {
        let label = self.label.filter(|label| !label.trim().is_empty())?;
        Encoding::for_label(label.as_bytes()).is_none().then(|| label.to_owned())
    }
}

/// Returns the name of the encoding that a `Content-Type` header gives. Unknown and empty labels are ignored.
///
/// Follows the MIME Sniffing Standard, section 4.4 ("parsing a MIME type"): the first `charset` parameter counts. Of
/// several values joined by commas the last one with a known label counts, as in the Fetch Standard ("extract a MIME
/// type").
pub(crate) fn charset_of_content_type(header: &[u8]) -> Option<&'static str> {
    let known = |value: &[u8]| {
        let mut parameters = value.split(|&byte| byte == b';').skip(1);
        let label = parameters.find_map(|parameter| {
            let at = parameter.iter().position(|&byte| byte == b'=')?;
            let (name, label) = (&parameter[..at], &parameter[at + 1..]);
            name.trim_ascii().eq_ignore_ascii_case(b"charset").then_some(label.trim_ascii())
        })?;
        let is_quote = |byte: &&u8| matches!(byte, b'"' | b'\'');
        let label = label.strip_prefix(b"\"").or_else(|| label.strip_prefix(b"'")).unwrap_or(label);
        let end = label.iter().position(|byte| is_quote(&byte)).unwrap_or(label.len());
        Encoding::for_label(&label[..end]).map(Encoding::name)
    };
    header.split(|&byte| byte == b',').filter_map(known).last()
}

/// Decodes a page, and says which encoding was used.
pub(crate) fn decode<'a>(bytes: &'a [u8], hints: Hints) -> Result<(Cow<'a, str>, Charset), NotHtml> {
    let (text, name, source) = decode_bytes(bytes, hints)?;
    Ok((text, Charset { name, source, unknown_label: hints.unknown_label() }))
}

fn decode_bytes<'a>(bytes: &'a [u8], hints: Hints) -> Result<(Cow<'a, str>, &'static str, CharsetSource), NotHtml> {
    let given = hints.given();
    sniff::check_compressed(bytes)?;
    sniff::check_signature(bytes)?;
    // Before UTF-16, whose mark is the first half of this one's.
    if let Some((text, name, source)) = utf32(bytes) {
        sniff::check_data(text.as_bytes())?;
        return Ok((text.into(), name, source));
    }
    let marked = Encoding::for_bom(bytes).map(|(encoding, mark)| (encoding, mark, CharsetSource::ByteOrderMark));
    let unmarked = || Some((utf16_without_bom(bytes)?, 0, CharsetSource::Detection));
    if let Some((encoding, mark, source)) = marked.or_else(unmarked) {
        let text = encoding.decode_without_bom_handling(&bytes[mark..]).0;
        // Numbers of two or four bytes look like these encodings.
        sniff::check_data(text.as_bytes())?;
        return Ok((text, encoding.name(), source));
    }
    // Without a mark and with little markup, only the label tells UTF-16 from data.
    if given.is_none_or(|(given, _)| given != UTF_16LE && given != UTF_16BE) {
        sniff::check_data(bytes)?;
    }
    let declared = || declared(&bytes[..bytes.len().min(PRESCAN_BYTES)]);
    let labeled = given.or_else(|| Some((declared()?, CharsetSource::Declaration)));
    if !may_be_stateful(labeled.map(|(encoding, _)| encoding), bytes)
        && let Some(text) = UTF_8.decode_without_bom_handling_and_without_replacement(bytes)
    {
        let named = labeled.filter(|&(encoding, _)| encoding == UTF_8).map(|(_, source)| source);
        return Ok((text, UTF_8.name(), named.unwrap_or(CharsetSource::ValidUtf8)));
    }
    let (text, (encoding, source)) = decode_labeled(bytes, labeled, hints.tld);
    Ok((text, encoding.name(), source))
}

/// The text of what is in UTF-32, with or without a mark. The Encoding Standard does not have it; some programs write it
/// all the same.
fn utf32(bytes: &[u8]) -> Option<(String, &'static str, CharsetSource)> {
    const SAMPLE: usize = 512;
    let is_text = |unit: u32| unit != 0 && char::from_u32(unit).is_some();
    let orders: [(fn([u8; 4]) -> u32, _); 2] = [(u32::from_le_bytes, "UTF-32LE"), (u32::from_be_bytes, "UTF-32BE")];
    for (read, name) in orders {
        let mut units = bytes.chunks_exact(4).filter_map(|bytes| bytes.try_into().ok()).map(read).peekable();
        let is_marked = units.next_if_eq(&0xfeff).is_some();
        if (is_marked || units.peek().is_some_and(|&unit| unit < 0x80)) && units.clone().take(SAMPLE / 4).all(is_text) {
            let cut = (!bytes.len().is_multiple_of(4)).then_some(char::REPLACEMENT_CHARACTER);
            let chars = units.map(|unit| char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER));
            let source = if is_marked { CharsetSource::ByteOrderMark } else { CharsetSource::Detection };
            return Some((chars.chain(cut).collect(), name, source));
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

fn decode_labeled<'a>(bytes: &'a [u8], labeled: Option<Labeled>, tld: Option<&str>) -> (Cow<'a, str>, Labeled) {
    // The "replacement" encoding decodes any page to a single character: it never helps a reader.
    let labeled = labeled.filter(|&(encoding, _)| encoding != REPLACEMENT && encoding != X_USER_DEFINED);
    let labeled = labeled.map(|label| (label, label.0.decode_without_bom_handling(bytes)));
    let labeled = match labeled {
        Some((label, (text, malformed))) if !malformed || is_believed(label.0, &text, bytes, tld) => {
            return (text, label);
        }
        Some((label, (text, _))) => Some((text, label)),
        None => None,
    };
    let guess = detect(bytes, tld);
    let (guessed, malformed) = guess.decode_without_bom_handling(bytes);
    match labeled {
        // Two poor readings: the one with less damage.
        Some((text, label)) if malformed && malformed_share(&text) <= malformed_share(&guessed) => (text, label),
        _ => (guessed, (guess, CharsetSource::Detection)),
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
        decode(bytes, Hints { label: charset, ..Hints::default() }).unwrap().0.into_owned()
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
    fn compressed_and_binary_bodies_are_errors() {
        let error = |bytes| decode(bytes, Hints::default()).unwrap_err();
        assert!(matches!(error(b"\x1f\x8b\x08\0"), NotHtml::Compressed { .. }));
        assert!(matches!(error(b"%PDF-1.7\n"), NotHtml::Binary { .. }));
        assert_eq!(text(b"", None), "");
    }

    fn charset(bytes: &[u8], label: Option<&str>, content_type: &str) -> (&'static str, CharsetSource) {
        let content_type = charset_of_content_type(content_type.as_bytes());
        let (_, charset) = decode(bytes, Hints { label, content_type, tld: None }).unwrap();
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
        let unknown = |label| decode(b"x", Hints { label: Some(label), ..Hints::default() }).unwrap().1.unknown_label;
        assert_eq!(unknown("klingon").as_deref(), Some("klingon"));
        assert_eq!(unknown(" UTF-8 "), None);
        assert_eq!(unknown(" "), None);
    }

    #[test]
    fn content_type_charset_is_read_leniently() {
        let charset = |header: &str| charset_of_content_type(header.as_bytes());
        assert_eq!(charset("text/html; charset=utf-8"), Some("UTF-8"));
        assert_eq!(charset("text/html;CHARSET = \"Shift_JIS\"; x=y"), Some("Shift_JIS"));
        assert_eq!(charset("text/html; charset='latin1'"), Some("windows-1252"));
        assert_eq!(charset("text/html; a=b; charset=koi8-r ;"), Some("KOI8-R"));
        assert_eq!(charset("text/html; charset=koi8-r; charset=utf-8"), Some("KOI8-R"), "the first parameter counts");
        assert_eq!(
            charset("text/html; charset=koi8-r, text/html; charset=utf-8"),
            Some("UTF-8"),
            "the last value counts"
        );
        assert_eq!(charset("text/html; charset=koi8-r, text/html"), Some("KOI8-R"));
        for header in
            ["", "text/html", "charset=utf-8", "text/html; charset=", "text/html; charset=klingon", ";;=,;charset"]
        {
            assert_eq!(charset(header), None, "{header:?}");
        }
    }
}
