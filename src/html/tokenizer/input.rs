//! Preprocessing of the input stream (HTML Standard
//! [13.2.3.5](https://html.spec.whatwg.org/#preprocessing-the-input-stream)).

use std::borrow::Cow;

/// Replaces each newline (CR LF, CR or LF) by LF, and removes a byte order mark.
pub(crate) fn normalize(page: &str) -> Cow<'_, str> {
    let page = page.strip_prefix('\u{feff}').unwrap_or(page);
    let Some(first) = memchr::memchr(b'\r', page.as_bytes()) else { return Cow::Borrowed(page) };
    let mut normalized = String::with_capacity(page.len());
    let mut done = 0;
    for at in memchr::memchr_iter(b'\r', &page.as_bytes()[first..]).map(|at| first + at) {
        normalized.push_str(&page[done..at]);
        if page.as_bytes().get(at + 1) != Some(&b'\n') {
            normalized.push('\n');
        }
        done = at + 1;
    }
    normalized.push_str(&page[done..]);
    Cow::Owned(normalized)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn newlines_become_line_feeds() {
        assert_eq!(normalize("\u{feff}a\r\n\rb\r\r\nc\n\r"), "a\n\nb\n\nc\n\n");
        assert!(matches!(normalize("a\nb"), Cow::Borrowed(_)));
    }
}
