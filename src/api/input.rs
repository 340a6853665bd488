//! A page as the caller has it, with what the caller knows about it.

#[cfg(feature = "scraper")]
use crate::api::into_input::kind;
use crate::api::into_input::{IntoInput, Maybe};
use crate::html::encoding::{self, Hints};
use std::borrow::Cow;
use std::fmt;

/// A page and what the caller knows about it: its URL, its charset, and whether it has markup.
///
/// Text and bytes can be passed to [`extract`](crate::extract) and
/// [`Extractor::extract`](crate::Extractor::extract) as they are; see [`IntoInput`]. An `Input` is needed only to add
/// something:
///
/// ```
/// use maintext::{Extractor, Input};
///
/// let body = b"<article><p>Caf\xe9s are places where people meet, drink, and <a href='/talk'>talk</a> about the news of the \
///     day, often for hours. Some of them have been open for three hundred years.</article>";
/// let input = Input::bytes(body).with_url("https://example.org/").with_content_type("text/html; charset=latin1");
/// let article = Extractor::default().extract(input)?;
/// assert!(article.text().starts_with("Cafés are"));
/// assert_eq!(article.charset().unwrap().name(), "windows-1252");
/// assert!(article.markdown().contains("[talk](https://example.org/talk)"));
/// # Ok::<(), maintext::Error>(())
/// ```
#[derive(Clone)]
pub struct Input<'a> {
    pub(crate) source: Source<'a>,
    pub(crate) url: Option<String>,
    charset: Option<String>,
    /// The name of the encoding in the `Content-Type` header.
    content_type: Option<&'static str>,
    pub(crate) is_plain: bool,
    /// Whether files of other formats are rejected.
    pub(crate) sniffs: bool,
}

#[derive(Clone)]
pub(crate) enum Source<'a> {
    Bytes(Cow<'a, [u8]>),
    Text(Cow<'a, str>),
    #[cfg(feature = "scraper")]
    Parsed(&'a scraper::Html),
}

/// A page after decoding.
pub(crate) enum Decoded<'a> {
    Text(Cow<'a, str>),
    #[cfg(feature = "scraper")]
    Parsed(&'a scraper::Html),
}

impl<'a> Input<'a> {
    pub(crate) fn from_source(source: Source<'a>) -> Input<'a> {
        Input { source, url: None, charset: None, content_type: None, is_plain: false, sniffs: true }
    }

    /// A page with markup: text, bytes, or a parsed page; see [`IntoInput`].
    ///
    /// Text is taken as decoded: charset hints and declarations are ignored. Bytes are decoded as [`Input::bytes`] says.
    ///
    /// ```
    /// use maintext::Input;
    ///
    /// let page = String::from("<p>Some text.");
    /// let input = Input::html(&page).with_url("https://example.org/");
    /// assert_eq!(maintext::extract(input).url(), Some("https://example.org/"));
    /// ```
    pub fn html<Kind>(page: impl IntoInput<'a, Kind>) -> Input<'a> {
        page.into_input()
    }

    /// The body of a page as it came from the network or from a file, in any type that is `AsRef<[u8]>`.
    ///
    /// The encoding is taken from, in this order: a byte order mark; the bytes, if they are valid UTF-8; the
    /// label of [`Input::with_charset`]; that of [`Input::with_content_type`]; the page's own `<meta>` or XML
    /// declaration; a guess from the bytes. A label under which the bytes do not decode is passed over.
    /// [`Article::charset`](crate::Article::charset) says which encoding was used.
    ///
    /// ```
    /// use maintext::{Extractor, Input};
    ///
    /// let body: Vec<u8> = b"\xef\xbb\xbf<p>A body that begins with the byte order mark of UTF-8.".to_vec();
    /// let article = Extractor::default().extract(Input::bytes(&body))?;
    /// assert_eq!(article.text(), "A body that begins with the byte order mark of UTF-8.");
    /// # Ok::<(), maintext::Error>(())
    /// ```
    pub fn bytes(bytes: &'a (impl AsRef<[u8]> + ?Sized)) -> Input<'a> {
        Input::from_source(Source::Bytes(Cow::Borrowed(bytes.as_ref())))
    }

    /// Flattened text: lines without markup, such as a WET record or a copied page, as text or as bytes.
    ///
    /// ```
    /// use maintext::{Extractor, Input};
    ///
    /// let page = "Home\nAbout us\nThe pier is open again, ten weeks after a storm tore the planking from it.";
    /// let article = Extractor::default().extract(Input::plain(page))?;
    /// assert_eq!(article.blocks().len(), 3);
    /// assert_eq!(Extractor::default().extract(Input::plain(page.as_bytes()))?.text(), article.text());
    /// # Ok::<(), maintext::Error>(())
    /// ```
    pub fn plain<Kind>(text: impl IntoInput<'a, Kind>) -> Input<'a> {
        Input { is_plain: true, ..text.into_input() }
    }

    /// Sets the URL of the page, or leaves it as it is for `None`.
    ///
    /// It is the base of relative links, and its top-level domain helps to guess a charset. A string that is not
    /// a valid HTTP or HTTPS URL is ignored for both. Takes `&str`, `String`, `&url::Url` and other types that are `AsRef<str>`, and an `Option` of one; a literal `None` needs a type: `None::<&str>`.
    ///
    /// ### Default
    ///
    /// Unknown: relative links refer to the canonical URL or `og:url` of the page, and stay relative if it declares neither.
    ///
    /// ```
    /// use maintext::{Extractor, Input};
    ///
    /// let page = "<p>Boats leave <a href='quay'>the quay</a> every hour, and on Sundays every second hour.";
    /// let article = Extractor::default().extract(Input::html(page).with_url("https://example.org/pier/"))?;
    /// assert!(article.markdown().contains("[the quay](https://example.org/pier/quay)"));
    /// # Ok::<(), maintext::Error>(())
    /// ```
    pub fn with_url<Kind>(mut self, url: impl Maybe<str, Kind>) -> Input<'a> {
        self.url = url.map_ref(|url| url.to_owned()).or(self.url);
        self
    }

    /// Sets the label of the charset, or leaves it as it is for `None`.
    ///
    /// Labels are those of the Encoding Standard (`"utf-8"`, `"latin1"`, `"shift_jis"`), in any case, with white space around
    /// them. An empty label is ignored. An unknown label is ignored, too, and reported by
    /// [`Charset::unknown_label`](crate::Charset::unknown_label). For the value of an HTTP header, use
    /// [`Input::with_content_type`].
    ///
    /// ### Default
    ///
    /// Unknown: see [`Input::bytes`].
    ///
    /// ```
    /// use maintext::{Extractor, Input};
    ///
    /// let body = b"<p>Cze\xb6\xe6, \xb6wiecie! To jest akapit, kt\xf3ry ma kilka s\xb3\xf3w.";
    /// let article = Extractor::default().extract(Input::bytes(body).with_charset("iso-8859-2"))?;
    /// assert!(article.text().starts_with("Cześć, świecie!"));
    ///
    /// let article = Extractor::default().extract(Input::bytes("<p>Déjà vu").with_charset("klingon"))?;
    /// let charset = article.charset().unwrap();
    /// assert_eq!((charset.name(), charset.unknown_label()), ("UTF-8", Some("klingon")));
    /// # Ok::<(), maintext::Error>(())
    /// ```
    pub fn with_charset<Kind>(mut self, label: impl Maybe<str, Kind>) -> Input<'a> {
        self.charset = label.map_ref(|label| label.to_owned()).or(self.charset);
        self
    }

    /// Takes the charset from the value of an HTTP `Content-Type` header, such as `text/html; charset=utf-8`.
    ///
    /// Only the parameter `charset` is read, not the media type. Like in browsers, a value without a charset or with an
    /// unknown or empty label is ignored. [`Input::with_charset`] takes precedence. Takes `&str`, `&[u8]`,
    /// `&http::HeaderValue` and other types that are `AsRef<[u8]>`, and an `Option` of one; a literal `None` needs a type: `None::<&str>`.
    ///
    /// ### Default
    ///
    /// Unknown: see [`Input::bytes`].
    ///
    /// ```
    /// use maintext::{CharsetSource, Extractor, Input};
    ///
    /// let body = b"<p>Caf\xe9s are places where people meet and talk about the news.";
    /// let header: Option<&str> = Some("text/html; charset=ISO-8859-1");
    /// let article = Extractor::default().extract(Input::bytes(body).with_content_type(header))?;
    /// assert_eq!(article.charset().unwrap().source(), CharsetSource::ContentType);
    /// assert!(article.text().starts_with("Cafés are"));
    /// # Ok::<(), maintext::Error>(())
    /// ```
    pub fn with_content_type<Kind>(mut self, header: impl Maybe<[u8], Kind>) -> Input<'a> {
        self.content_type = header.map_ref(encoding::charset_of_content_type).flatten().or(self.content_type);
        self
    }

    /// Sets whether files that are not HTML are rejected by their first bytes: binary files, scripts, style sheets, CSV, JSON,
    /// feeds, sitemaps, and pages inside an HTTP response, a WARC record or a MIME message.
    ///
    /// With `false`, everything but a compressed body is read as HTML.
    ///
    /// ### Default
    ///
    /// `true`.
    ///
    /// ```
    /// use maintext::{ErrorKind, Extractor, Input, TextFormat};
    ///
    /// let feed = "<rss version='2.0'><channel><item><p>A paragraph of the first story, with a few words.</p></item>";
    /// let error = Extractor::default().extract(feed).unwrap_err();
    /// assert_eq!(error.kind(), ErrorKind::TextFile(TextFormat::Feed));
    /// assert_eq!(error.to_string(), "expected HTML, found an RSS or Atom feed");
    ///
    /// let article = Extractor::default().extract(Input::html(feed).with_sniffing(false))?;
    /// assert!(article.text().starts_with("A paragraph"));
    /// # Ok::<(), maintext::Error>(())
    /// ```
    pub fn with_sniffing(mut self, sniffing: bool) -> Input<'a> {
        self.sniffs = sniffing;
        self
    }

    /// Returns the same input with its source borrowed.
    pub(crate) fn borrowed(&self) -> Input<'_> {
        let source = match &self.source {
            Source::Bytes(bytes) => Source::Bytes(Cow::Borrowed(bytes)),
            Source::Text(text) => Source::Text(Cow::Borrowed(text)),
            #[cfg(feature = "scraper")]
            Source::Parsed(html) => Source::Parsed(html),
        };
        Input { source, url: self.url.clone(), charset: self.charset.clone(), ..*self }
    }

    /// Cuts text and bytes after at most `limit` bytes, never within a character of UTF-8.
    pub(crate) fn truncated(mut self, limit: usize) -> Input<'a> {
        match &mut self.source {
            Source::Bytes(Cow::Borrowed(bytes)) => *bytes = &bytes[..char_boundary(bytes, limit)],
            Source::Bytes(Cow::Owned(bytes)) => bytes.truncate(char_boundary(bytes, limit)),
            Source::Text(Cow::Borrowed(text)) => *text = &text[..char_boundary(text.as_bytes(), limit)],
            Source::Text(Cow::Owned(text)) => text.truncate(char_boundary(text.as_bytes(), limit)),
            #[cfg(feature = "scraper")]
            Source::Parsed(_) => {}
        }
        self
    }

    /// Returns what the caller knows about the encoding.
    pub(crate) fn hints(&self) -> Hints<'_> {
        Hints { label: self.charset.as_deref(), content_type: self.content_type, tld: self.top_level_domain() }
    }

    /// Returns the last label of the URL's host.
    fn top_level_domain(&self) -> Option<&str> {
        let (_, rest) = self.url.as_deref()?.split_once("://")?;
        let host = rest.split(['/', ':', '?', '#']).next()?;
        host.rsplit('.').next().filter(|label| !label.is_empty())
    }
}

/// Returns the greatest index up to `limit` at which no character of UTF-8 is cut.
fn char_boundary(bytes: &[u8], limit: usize) -> usize {
    let is_continuation = |&at: &usize| bytes.get(at).is_some_and(|byte| byte & 0b1100_0000 == 0b1000_0000);
    let limit = limit.min(bytes.len());
    // A character has at most four bytes.
    (limit.saturating_sub(3)..=limit).rev().find(|at| !is_continuation(at)).unwrap_or(limit)
}

/// Shows the size of the page, not its content.
impl fmt::Debug for Input<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Input { source, url, charset, content_type, is_plain, sniffs } = self;
        let source = match source {
            Source::Bytes(bytes) => format!("{} bytes", bytes.len()),
            Source::Text(text) => format!("{} bytes of text", text.len()),
            #[cfg(feature = "scraper")]
            Source::Parsed(_) => "a parsed page".to_owned(),
        };
        let mut input = f.debug_struct("Input");
        input.field("source", &format_args!("{source}")).field("url", url).field("charset", charset);
        input.field("content_type", content_type).field("is_plain", is_plain).field("sniffing", sniffs).finish()
    }
}

#[cfg(feature = "scraper")]
impl<'a> IntoInput<'a, kind::Parsed> for &'a scraper::Html {
    fn into_input(self) -> Input<'a> {
        Input::from_source(Source::Parsed(self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_output_shows_size_instead_of_content() {
        let bytes = [b' '; 5000];
        let shown = format!("{:?}", Input::bytes(&bytes).with_url("https://example.org/"));
        let expected = "Input { source: 5000 bytes, url: Some(\"https://example.org/\"), charset: None, \
            content_type: None, is_plain: false, sniffing: true }";
        assert_eq!(shown, expected);
        assert!(format!("{:?}", Input::plain("rain")).contains("source: 4 bytes of text"));
    }

    #[test]
    fn truncation_never_cuts_a_character() {
        let boundaries =
            |text: &str| (0..=text.len() + 1).map(|limit| char_boundary(text.as_bytes(), limit)).collect::<Vec<_>>();
        let expected = vec![0, 1, 1, 3, 3, 3, 3, 7, 8, 8];
        assert_eq!(boundaries("aé😀x"), expected);
        assert_eq!(char_boundary(&[0x80; 9], 6), 6, "bytes of another encoding");
    }

    #[test]
    fn top_level_domain_is_the_last_label_of_the_host() {
        let domain = |url| Input::html("").with_url(url).top_level_domain().map(str::to_owned);
        assert_eq!(domain("https://www.example.co.jp:8080/a.b").as_deref(), Some("jp"));
        assert_eq!(domain("/a.b"), None);
        assert_eq!(domain("https://"), None);
    }
}
