//! Preprocessing the input stream (HTML Standard 13.2.3.5).

use std::borrow::Cow;

/// The page with each newline (CR LF, CR or LF) as LF, and without a byte order mark.
pub(crate) fn normalise(page: &str) -> Cow<'_, str> {
    let page = page.strip_prefix('\u{feff}').unwrap_or(page);
    let Some(first) = memchr::memchr(b'\r', page.as_bytes()) else { return Cow::Borrowed(page) };
    let mut normalised = String::with_capacity(page.len());
    let mut done = 0;
    for at in memchr::memchr_iter(b'\r', &page.as_bytes()[first..]).map(|at| first + at) {
        normalised.push_str(&page[done..at]);
        if page.as_bytes().get(at + 1) != Some(&b'\n') {
            normalised.push('\n');
        }
        done = at + 1;
    }
    normalised.push_str(&page[done..]);
    Cow::Owned(normalised)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn newlines_are_line_feeds() {
        assert_eq!(normalise("\u{feff}a\r\n\rb\r\r\nc\n\r"), "a\n\nb\n\nc\n\n");
        assert!(matches!(normalise("a\nb"), Cow::Borrowed(_)));
    }
}
