//! Which encoding was used, and the labels that come with a page.

use encoding_rs::Encoding;

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
    pub(super) name: &'static str,
    pub(super) source: CharsetSource,
    pub(super) unknown_label: Option<String>,
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

/// An encoding that a label names, and where the label was found.
pub(super) type Labeled = (&'static Encoding, CharsetSource);

impl Hints<'_> {
    /// Returns the encoding that was named outside of the page. Labels are lenient, as in browsers: an unknown one is ignored.
    pub(super) fn given(&self) -> Option<Labeled> {
        let given = self.label.and_then(|label| Encoding::for_label(label.as_bytes()));
        let header = || Encoding::for_label(self.content_type?.as_bytes());
        given.map(|encoding| (encoding, CharsetSource::Given)).or_else(|| Some((header()?, CharsetSource::ContentType)))
    }

    /// Returns the caller's label if it names no encoding. An empty label says nothing.
    pub(super) fn unknown_label(&self) -> Option<String> {
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
    header.split(|&byte| byte == b',').filter_map(known).next_back()
}

#[cfg(test)]
mod tests {
    use super::charset_of_content_type;

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
