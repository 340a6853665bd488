//! Addresses of links and images: absolute, of safe schemes only.

use crate::html::tree::Tree;
use crate::page::head::base_url;
use std::borrow::Cow;
use url::Url;

/// Schemes that a link may have: none runs a script or reads a file.
const LINK_SCHEMES: &[&str] = &["http", "https", "mailto", "tel"];

/// Schemes that an image may have.
const IMAGE_SCHEMES: &[&str] = &["http", "https"];

/// How many bytes making addresses absolute may add, per byte of the page's own addresses and beside that: a page with
/// a long `<base>` and many short links must not be blown up. The second is that of 2,000 links with a base of 100.
const GROWTH: usize = 8;
const LEAST_BUDGET: usize = 200_000;

/// Makes the page's addresses absolute.
pub(super) struct Addresses {
    base: Option<Url>,
    /// `https://example.org`, where the base is one of the web.
    origin: Option<String>,
    budget: usize,
}

impl Addresses {
    /// For a page with this URL. The `<base>` of the page is taken into account.
    pub fn new(tree: &Tree, url: Option<&str>) -> Addresses {
        let base = base_url(tree, url);
        let origin = base.as_ref().map(|base| base.origin().ascii_serialization());
        Addresses { base, origin, budget: GROWTH * tree.attr_text.len() + LEAST_BUDGET }
    }

    /// Where a link leads; `None` where that is not safe to follow, or a place in this very page whose address nobody
    /// knows.
    pub fn link(&mut self, written: &str) -> Option<String> {
        let written = cleaned(written);
        if written.starts_with('#') && self.base.is_none() {
            return None;
        }
        self.absolute(&written, LINK_SCHEMES)
    }

    /// Where an image is; `None` where it is none of the web.
    pub fn image(&mut self, written: &str) -> Option<String> {
        self.absolute(&cleaned(written), IMAGE_SCHEMES)
    }

    fn absolute(&mut self, written: &str, schemes: &[&str]) -> Option<String> {
        if written.is_empty() {
            return None;
        }
        let absolute = match scheme(written) {
            Some(scheme) if !schemes.iter().any(|allowed| scheme.eq_ignore_ascii_case(allowed)) => return None,
            Some(scheme) if is_plain(written) && is_usual(written, scheme) => written.to_owned(),
            Some(_) => match Url::parse(written).ok()? {
                // In paths without steps ("mailto:") it leaves spaces.
                url if url.cannot_be_a_base() => escaped(url.as_str()),
                url => url.into(),
            },
            None => self.joined(written)?,
        };
        let growth = absolute.len().saturating_sub(written.len());
        self.budget = self.budget.checked_sub(growth)?;
        Some(absolute)
    }

    /// A relative address made absolute; as it is where there is no base.
    fn joined(&self, written: &str) -> Option<String> {
        let Some(base) = &self.base else {
            return Some(escaped(written));
        };
        match &self.origin {
            // By far the most.
            Some(origin)
                if is_plain(written)
                    && written.starts_with('/')
                    && !written.starts_with("//")
                    && !has_dots(written) =>
            {
                Some(format!("{origin}{written}"))
            }
            _ => base.join(written).ok().map(String::from),
        }
    }
}

/// An address as browsers read it: without white space and control characters around it, and without line breaks and
/// tabs in it.
fn cleaned(written: &str) -> Cow<'_, str> {
    let trimmed = written.trim_matches(|c: char| c <= ' ' || c.is_whitespace());
    if trimmed.contains(['\t', '\n', '\r']) {
        return Cow::Owned(trimmed.replace(['\t', '\n', '\r'], ""));
    }
    Cow::Borrowed(trimmed)
}

/// The scheme of an absolute address.
fn scheme(address: &str) -> Option<&str> {
    let (scheme, _) = address.split_once(':')?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
    is_scheme.then_some(scheme)
}

/// Whether no byte of the address needs escaping.
fn is_plain(address: &str) -> bool {
    address
        .bytes()
        .all(|b| b.is_ascii_graphic() && !matches!(b, b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}'))
}

/// Whether an absolute address is one that parsing would not change.
fn is_usual(address: &str, scheme: &str) -> bool {
    let is_web = scheme.starts_with("http");
    let behind = &address[scheme.len() + 1..];
    let host = behind.strip_prefix("//").map(|rest| rest.split(['/', '?', '#']).next().unwrap_or_default());
    let is_host = |host: &str| {
        host.contains('.')
            && host.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'-'))
    };
    scheme.bytes().all(|b| b.is_ascii_lowercase()) && !has_dots(address) && (!is_web || host.is_some_and(is_host))
}

/// Whether the path may have `.` or `..` for steps.
fn has_dots(address: &str) -> bool {
    address.contains("/.")
}

/// Percent-encodes what may not stand in an address.
fn escaped(address: &str) -> String {
    use std::fmt::Write;
    let mut escaped = String::with_capacity(address.len());
    for byte in address.bytes() {
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

    fn addresses(html: &str, url: Option<&str>) -> Addresses {
        Addresses::new(&crate::html::parse::parse(html), url)
    }

    #[test]
    fn addresses_are_made_absolute() {
        let mut page = addresses("", Some("https://example.org/a/b?c"));
        let mut link = |written| page.link(written).unwrap();
        assert_eq!(link("/x?y=1#z"), "https://example.org/x?y=1#z");
        assert_eq!(link("../x"), "https://example.org/x");
        assert_eq!(link("/a/../x"), "https://example.org/x");
        assert_eq!(link("#part"), "https://example.org/a/b?c#part");
        assert_eq!(link("//cdn.example.net/x"), "https://cdn.example.net/x");
        assert_eq!(link(" HTTP://Example.net/ä b "), "http://example.net/%C3%A4%20b");
        assert_eq!(link("mailto:jane@example.org"), "mailto:jane@example.org");
        assert_eq!(link("mailto: jane doe@example.org"), "mailto:%20jane%20doe@example.org");
        let mut based = addresses("<base href='/docs/'>", Some("https://example.org/a/b"));
        assert_eq!(based.image("x.png").as_deref(), Some("https://example.org/docs/x.png"));
        let mut unknown = addresses("", None);
        assert_eq!(unknown.link("x y<").as_deref(), Some("x%20y%3C"));
        assert_eq!(unknown.link("#part"), None);
    }

    #[test]
    fn schemes_that_run_or_read_are_refused() {
        let mut page = addresses("", Some("https://example.org/"));
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
        let mut page = addresses(&html, None);
        let total: usize = (0..1000).filter_map(|_| page.link("y")).map(|link| link.len()).sum();
        assert!(total < 700_000, "{total}");
    }
}
