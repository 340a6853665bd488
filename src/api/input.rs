//! What a page may come as.

use std::borrow::Cow;
use std::fmt;

/// A page: markup, bytes, flattened text, or a parsed page, with what the caller knows about it.
///
/// ```
/// use maintext::{Extractor, Input};
///
/// let extractor = Extractor::default();
/// let html = "<p>One paragraph of text, which is all that there is to see on this page.";
/// let from_text = extractor.extract(html).unwrap();
/// let from_bytes = extractor.extract(Input::bytes(html.as_bytes()).with_charset("utf-8")).unwrap();
/// assert_eq!(from_text.text(), from_bytes.text());
/// // Text and bytes are taken as they are, too.
/// assert_eq!(extractor.extract(html.as_bytes()).unwrap().text(), from_bytes.text());
/// ```
#[derive(Clone, Copy)]
pub struct Input<'a> {
    pub(crate) source: Source<'a>,
    pub(crate) url: Option<&'a str>,
    pub(crate) charset: Option<&'a str>,
    pub(crate) is_plain: bool,
}

#[derive(Clone, Copy)]
pub(crate) enum Source<'a> {
    Bytes(&'a [u8]),
    Text(&'a str),
    #[cfg(feature = "scraper")]
    Parsed(&'a scraper::Html),
}

/// A page as it is read: bytes are text by now.
pub(crate) enum Decoded<'a> {
    Text(Cow<'a, str>),
    #[cfg(feature = "scraper")]
    Parsed(&'a scraper::Html),
}

impl<'a> Input<'a> {
    fn new(source: Source<'a>) -> Input<'a> {
        Input { source, url: None, charset: None, is_plain: false }
    }

    /// Markup that is decoded already.
    pub fn html(html: &'a str) -> Input<'a> {
        Input::new(Source::Text(html))
    }

    /// A body as it came from the network or a file: its charset is found out by byte order mark, label, declaration
    /// and at last by its bytes.
    pub fn bytes(bytes: &'a [u8]) -> Input<'a> {
        Input::new(Source::Bytes(bytes))
    }

    /// Flattened text: lines without markup, such as a WET record or a copied page.
    pub fn plain(text: &'a str) -> Input<'a> {
        Input::new(Source::Text(text)).as_plain()
    }

    /// The bytes or the text hold flattened text, not markup.
    pub fn as_plain(mut self) -> Input<'a> {
        self.is_plain = true;
        self
    }

    /// Where the page is from: a hint for its charset and the base of its links. Default: unknown.
    pub fn with_url(mut self, url: &'a str) -> Input<'a> {
        self.url = Some(url);
        self
    }

    /// The charset that the HTTP header names, a label of the Encoding Standard. Default: unknown.
    pub fn with_charset(mut self, label: &'a str) -> Input<'a> {
        self.charset = Some(label);
        self
    }

    /// The last label of the URL's host.
    pub(crate) fn top_level_domain(&self) -> Option<&'a str> {
        let (_, rest) = self.url?.split_once("://")?;
        let host = rest.split(['/', ':', '?', '#']).next()?;
        host.rsplit('.').next().filter(|label| !label.is_empty())
    }
}

/// Of the page itself, only what it came as and how long it is.
impl fmt::Debug for Input<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Input { source, url, charset, is_plain } = self;
        let source = match source {
            Source::Bytes(bytes) => format!("{} bytes", bytes.len()),
            Source::Text(text) => format!("{} bytes of text", text.len()),
            #[cfg(feature = "scraper")]
            Source::Parsed(_) => "a parsed page".to_owned(),
        };
        let mut input = f.debug_struct("Input");
        input.field("source", &format_args!("{source}")).field("url", url).field("charset", charset);
        input.field("is_plain", is_plain).finish()
    }
}

impl<'a> From<&'a str> for Input<'a> {
    fn from(html: &'a str) -> Input<'a> {
        Input::html(html)
    }
}

impl<'a> From<&'a String> for Input<'a> {
    fn from(html: &'a String) -> Input<'a> {
        Input::html(html)
    }
}

impl<'a> From<&'a [u8]> for Input<'a> {
    fn from(bytes: &'a [u8]) -> Input<'a> {
        Input::bytes(bytes)
    }
}

impl<'a> From<&'a Vec<u8>> for Input<'a> {
    fn from(bytes: &'a Vec<u8>) -> Input<'a> {
        Input::bytes(bytes)
    }
}

impl<'a, const N: usize> From<&'a [u8; N]> for Input<'a> {
    fn from(bytes: &'a [u8; N]) -> Input<'a> {
        Input::bytes(bytes)
    }
}

#[cfg(feature = "scraper")]
impl<'a> From<&'a scraper::Html> for Input<'a> {
    fn from(html: &'a scraper::Html) -> Input<'a> {
        Input::new(Source::Parsed(html))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_comes_as_bytes_of_any_kind() {
        let page: &[u8; 4] = b"<p>x";
        for input in [Input::from(page), Input::from(&page[..]), Input::from(&page.to_vec())] {
            assert!(matches!(input.source, Source::Bytes(bytes) if bytes == page));
        }
    }

    #[test]
    fn what_is_shown_of_a_page_is_short() {
        let bytes = [b' '; 5000];
        let shown = format!("{:?}", Input::bytes(&bytes).with_url("https://example.org/"));
        let expected =
            "Input { source: 5000 bytes, url: Some(\"https://example.org/\"), charset: None, is_plain: false }";
        assert_eq!(shown, expected);
        assert!(format!("{:?}", Input::plain("rain")).contains("source: 4 bytes of text"));
    }
}
