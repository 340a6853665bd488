//! URLs of links and images: absolute if the base is known, with safe schemes only.

use crate::page::Page;
use std::borrow::Cow;
use url::Url;

/// Allowed schemes of links: none runs a script or reads a file.
const LINK_SCHEMES: &[&str] = &["http", "https", "mailto", "tel"];

/// Allowed schemes of images.
const IMAGE_SCHEMES: &[&str] = &["http", "https"];

/// Maximum number of bytes that making URLs absolute adds, per byte of the page's attributes and on top of that: a page with a
/// long `<base>` and many short links must not grow without bounds. The second is that of 2,000 links and a base of 100 bytes.
const MAX_GROWTH: usize = 8;
const MIN_BUDGET: usize = 200_000;

/// Maximum number of bytes of the base that are copied for relative URLs, on top of [`MAX_GROWTH`] times the bytes of the page's
/// attributes: 40,000 URLs with a base of 100 bytes.
const MIN_WORK: usize = 4_000_000;

/// Makes the page's URLs absolute.
pub(super) struct UrlResolver {
    base: Option<Url>,
    /// The origin of the base, such as `https://example.org`.
    origin: Option<String>,
    /// How many bytes may still be added.
    budget: usize,
    /// How many bytes of the base may still be joined with relative URLs.
    work: usize,
}

impl UrlResolver {
    pub fn new(page: &Page) -> UrlResolver {
        let base = page.base_url().cloned();
        let origin = base.as_ref().map(|base| base.origin().ascii_serialization());
        let growth = MAX_GROWTH * page.tree.attr_text.len();
        UrlResolver { base, origin, budget: growth + MIN_BUDGET, work: growth + MIN_WORK }
    }

    /// Returns the URL of a link; `None` if its scheme is not allowed, or if it is a fragment of a page without a known URL.
    pub fn link(&mut self, written: &str) -> Option<String> {
        let written = cleaned(written);
        if written.starts_with('#') && self.base.is_none() {
            return None;
        }
        self.absolute(&written, LINK_SCHEMES)
    }

    /// Returns the URL of an image; `None` if its scheme is not allowed.
    pub fn image(&mut self, written: &str) -> Option<String> {
        self.absolute(&cleaned(written), IMAGE_SCHEMES)
    }

    /// Takes bytes from those that may still be added; `None` if fewer are left.
    pub fn spend(&mut self, bytes: usize) -> Option<()> {
        self.budget = self.budget.checked_sub(bytes)?;
        Some(())
    }

    fn absolute(&mut self, written: &str, schemes: &[&str]) -> Option<String> {
        if written.is_empty() {
            return None;
        }
        let absolute = match scheme(written) {
            Some(scheme) if !schemes.iter().any(|allowed| scheme.eq_ignore_ascii_case(allowed)) => return None,
            Some(scheme) if is_plain(written) && is_usual(written, scheme) => written.to_owned(),
            Some(_) => match Url::parse(written).ok()? {
                // In opaque paths (`mailto:`), the crate keeps spaces.
                url if url.cannot_be_a_base() => escaped(url.as_str()),
                url => url.into(),
            },
            None => self.joined(written)?,
        };
        let growth = absolute.len().saturating_sub(written.len());
        self.budget = self.budget.checked_sub(growth)?;
        Some(absolute)
    }

    /// Makes a relative URL absolute; without a base it stays relative.
    fn joined(&mut self, written: &str) -> Option<String> {
        let Some(base) = &self.base else {
            return Some(escaped(written));
        };
        match &self.origin {
            // Most relative URLs.
            Some(origin)
                if is_plain(written)
                    && written.starts_with('/')
                    && !written.starts_with("//")
                    && !has_dots(written) =>
            {
                Some(format!("{origin}{written}"))
            }
            _ => {
                self.work = self.work.checked_sub(base.as_str().len())?;
                base.join(written).ok().map(String::from)
            }
        }
    }
}

/// Returns a URL as browsers read it: without white space and control characters around it, without line breaks and
/// tabs in it, and with other control characters percent-encoded.
fn cleaned(written: &str) -> Cow<'_, str> {
    let trimmed = written.trim_matches(|c: char| c <= ' ' || c.is_whitespace());
    if !trimmed.contains(char::is_control) {
        return Cow::Borrowed(trimmed);
    }
    let mut clean = String::with_capacity(trimmed.len());
    for c in trimmed.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')) {
        match c.is_control() {
            true => c.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| clean.push_str(&format!("%{byte:02X}"))),
            false => clean.push(c),
        }
    }
    Cow::Owned(clean)
}

/// Returns the scheme of an absolute URL.
fn scheme(url: &str) -> Option<&str> {
    let (scheme, _) = url.split_once(':')?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
    is_scheme.then_some(scheme)
}

/// Whether no byte of the URL has to be percent-encoded.
fn is_plain(url: &str) -> bool {
    url.bytes()
        .all(|b| b.is_ascii_graphic() && !matches!(b, b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}'))
}

/// Whether parsing would not change an absolute URL.
fn is_usual(url: &str, scheme: &str) -> bool {
    let is_web = scheme.starts_with("http");
    let rest = &url[scheme.len() + 1..];
    let host = rest.strip_prefix("//").map(|rest| rest.split(['/', '?', '#']).next().unwrap_or_default());
    let is_host = |host: &str| {
        host.contains('.')
            && host.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'-'))
    };
    scheme.bytes().all(|b| b.is_ascii_lowercase()) && !has_dots(url) && (!is_web || host.is_some_and(is_host))
}

/// Whether the path may have the segments `.` or `..`.
fn has_dots(url: &str) -> bool {
    url.contains("/.")
}

/// Percent-encodes the bytes that are not allowed in a URL.
pub(super) fn escaped(url: &str) -> String {
    use std::fmt::Write;
    let mut escaped = String::with_capacity(url.len());
    for byte in url.bytes() {
        match byte.is_ascii_graphic() && is_plain((byte as char).encode_utf8(&mut [0; 4])) {
            true => escaped.push(byte as char),
            // Writing to a string does not fail.
            false => drop(write!(escaped, "%{byte:02X}")),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn urls(html: &str, url: Option<&str>) -> UrlResolver {
        let mut page = Page::from_tree(crate::html::parse::parse(html));
        page.url = url.map(str::to_owned);
        UrlResolver::new(&page)
    }

    #[test]
    fn addresses_are_made_absolute() {
        let mut page = urls("", Some("https://example.org/a/b?c"));
        let mut link = |written| page.link(written).unwrap();
        assert_eq!(link("/x?y=1#z"), "https://example.org/x?y=1#z");
        assert_eq!(link("../x"), "https://example.org/x");
        assert_eq!(link("/a/../x"), "https://example.org/x");
        assert_eq!(link("#part"), "https://example.org/a/b?c#part");
        assert_eq!(link("//cdn.example.net/x"), "https://cdn.example.net/x");
        assert_eq!(link(" HTTP://Example.net/ä b "), "http://example.net/%C3%A4%20b");
        assert_eq!(link("mailto:jane@example.org"), "mailto:jane@example.org");
        assert_eq!(link("mailto: jane doe@example.org"), "mailto:%20jane%20doe@example.org");
        let mut based = urls("<base href='/docs/'>", Some("https://example.org/a/b"));
        assert_eq!(based.image("x.png").as_deref(), Some("https://example.org/docs/x.png"));
        let mut unknown = urls("", None);
        assert_eq!(unknown.link("x y<").as_deref(), Some("x%20y%3C"));
        assert_eq!(unknown.link("#part"), None);
    }

    #[test]
    fn schemes_that_run_or_read_are_refused() {
        let mut page = urls("", Some("https://example.org/"));
        for written in [
            "javascript:alert(1)",
            " jAvA\tscript\n:alert(1)",
            "\u{1}javascript:alert(1)",
            "vbscript:x",
            "data:text/html,x",
            "file:///etc/passwd",
            "blob:https://example.org/x",
            "view-source:x",
            "https:javascript:alert(1)",
            "https://",
            "",
        ] {
            assert_eq!(page.link(written), None, "{written}");
        }
        assert_eq!(page.image("data:image/png;base64,xx"), None);
        assert_eq!(page.image("mailto:x"), None);
    }

    #[test]
    fn a_long_base_does_not_blow_the_page_up() {
        let html = format!("<base href='https://example.org/{}/'>", "x".repeat(50_000));
        let mut page = urls(&html, None);
        let total: usize = (0..1000).filter_map(|_| page.link("y")).map(|link| link.len()).sum();
        assert!(total < 700_000, "{total}");
    }
}
