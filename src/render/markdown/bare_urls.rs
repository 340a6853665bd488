//! URLs in text. Many readers of Markdown turn them into links. GitHub's extension takes everything up to white space or `<`
//! as the URL, including the backslash of an escape and the mark of inline code.
//!
//! A URL that such a reader would read wrongly is written as a link. The others stay as they are.

use super::Writer;
use super::escape::{self, Context, LinePosition};
use crate::render::urls;
use std::ops::Range;

/// A bare URL in a text.
struct BareUrl {
    /// The scheme, or `www.`.
    start: usize,
    /// The end of the URL.
    end: usize,
    /// The next white space or `<`, or the end of the text.
    word_end: usize,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Web,
    WithoutScheme,
    /// Of a scheme that no link has.
    Ftp,
}

/// Characters that markdown-it takes for the first of a pair within a bare URL.
const PAIRED: [char; 5] = ['"', '\'', '(', '[', '{'];

/// Returns the first bare URL in a text from `from` on.
fn find(text: &str, from: usize) -> Option<BareUrl> {
    let bytes = text.as_bytes();
    let (start, kind) =
        memchr::memchr2_iter(b':', b'.', &bytes[from..]).find_map(|at| start(bytes, from, from + at))?;
    let ends_word = |c: char| c.is_whitespace() || c == '<';
    let word_end = text[start..].find(ends_word).map_or(text.len(), |length| start + length);
    // Readers do not count punctuation at the end as a part of the URL.
    let url = text[start..word_end].trim_end_matches(|c: char| !(c.is_alphanumeric() || "/=#&%$@+-".contains(c)));
    Some(BareUrl { start, end: start + url.len(), word_end, kind })
}

/// Whether a text has a bare URL.
pub(super) fn has_url(text: &str) -> bool {
    find(text, 0).is_some()
}

/// Returns the start of the URL to which the colon or the dot at `at` belongs.
fn start(bytes: &[u8], from: usize, at: usize) -> Option<(usize, Kind)> {
    let before = &bytes[from..at];
    let ends_with = |name: &[u8]| {
        let start = before.len().checked_sub(name.len())?;
        before[start..].eq_ignore_ascii_case(name).then_some(from + start)
    };
    match bytes[at] {
        b':' if bytes[at..].starts_with(b"://") => {
            let web = ends_with(b"http").or_else(|| ends_with(b"https")).map(|start| (start, Kind::Web));
            web.or_else(|| Some((ends_with(b"ftp")?, Kind::Ftp)))
        }
        b'.' => {
            let start = ends_with(b"www")?;
            let is_in_word = start > from && bytes[start - 1].is_ascii_alphanumeric();
            (!is_in_word).then_some((start, Kind::WithoutScheme))
        }
        _ => None,
    }
}

impl Writer<'_, '_> {
    /// Writes text that may have bare URLs.
    pub(super) fn text_with_urls(&mut self, text: &str) {
        let after = self.context.after;
        let mut from = 0;
        while let Some(url) = find(text, from) {
            self.piece(text, from..url.start, after);
            let is_followed = text[url.word_end..].starts_with('<')
                || url.word_end == text.len() && after.is_some_and(|c| !c.is_whitespace());
            let word = &text[url.start..url.word_end];
            match url.kind {
                _ if !is_followed && !self.changes(word) => self.piece(text, url.start..url.end, after),
                // No reader makes a link of it.
                Kind::Ftp => {
                    let colon = url.start + "ftp:".len();
                    self.piece(text, url.start..colon, Some('<'));
                    self.raw("<!-- -->");
                    self.piece(text, colon..url.end, after);
                }
                kind => self.bare_link(&text[url.start..url.end], kind),
            }
            from = url.end.max(url.start + 1);
        }
        self.piece(text, from..text.len(), after);
    }

    /// Writes a piece of a text, which `after` follows.
    fn piece(&mut self, text: &str, piece: Range<usize>, after: Option<char>) {
        self.context.after = text[piece.end..].chars().next().or(after);
        self.position = escape::push(&mut self.out, &text[piece], self.position, &mut self.context);
        self.context.after = after;
    }

    /// Whether a word would be escaped.
    fn changes(&self, word: &str) -> bool {
        let mut out = String::with_capacity(word.len() + 8);
        escape::push(&mut out, word, LinePosition::Within, &mut self.context.clone());
        out.len() != word.len()
    }

    /// Writes a bare URL as a link.
    fn bare_link(&mut self, url: &str, kind: Kind) {
        // After an exclamation mark, it would be an image, and after a single backslash, no link.
        let backslashes = self.out.len() - self.out.trim_end_matches('\\').len();
        self.raw(match self.previous() {
            Some('!') => "<!-- -->[",
            _ if backslashes % 2 == 1 => "\\[",
            _ => "[",
        });
        let mut context = Context { in_link: true, after: Some(']'), ..self.context };
        let mut rest = url;
        while !rest.is_empty() {
            // markdown-it would look for the second of a pair, beyond the link.
            let (length, reference) = match rest.as_bytes()[0] {
                b'"' => (1, "&#34;"),
                b'\'' => (1, "&#39;"),
                b'(' => (1, "&#40;"),
                b'[' => (1, "&#91;"),
                b'{' => (1, "&#123;"),
                _ => (rest.find(PAIRED).unwrap_or(rest.len()), ""),
            };
            let (piece, after) = rest.split_at(length);
            match reference {
                "" => self.position = escape::push(&mut self.out, piece, LinePosition::Within, &mut context),
                reference => self.raw(reference),
            }
            rest = after;
        }
        self.context.has_dollar = context.has_dollar;
        self.raw("](");
        self.destination(&match kind {
            Kind::WithoutScheme => format!("http://{}", urls::escaped(url)),
            _ => urls::escaped(url),
        });
        self.raw(")");
    }
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn urls_are_found_without_the_punctuation_after_them() {
        for (text, expected) in [
            ("at http://e.com/~x, or", Some("http://e.com/~x")),
            ("(HTTPS://e.com/a_b).", Some("HTTPS://e.com/a_b")),
            ("see www.e.com/<b>", Some("www.e.com/")),
            ("ftp://e.com/*", Some("ftp://e.com/")),
            ("awww.e.com", None),
            ("a://b http: //c", None),
            ("e.g. this", None),
        ] {
            assert_eq!(find(text, 0).map(|url| &text[url.start..url.end]), expected, "{text}");
        }
    }
}
