//! The encoding that a page declares: the HTML Standard's [prescan].
//!
//! Only attributes of a `<meta>` count, not text that looks like one: `charset=` in a description, in a `data-charset`
//! or in a comment is not a declaration. An XML declaration counts if no `<meta>` does.
//!
//! [prescan]: https://html.spec.whatwg.org/#prescan-a-byte-stream-to-determine-its-encoding

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED};
use memchr::{memchr, memchr_iter, memchr2_iter, memmem};

/// Returns the encoding that the start of a page declares.
pub(super) fn declared_encoding(head: &[u8]) -> Option<&'static Encoding> {
    let in_meta = if may_declare(head) { Prescan { head, at: 0 }.run() } else { None };
    let encoding = in_meta.or_else(|| xml_encoding(head))?;
    Some(match encoding {
        // A page whose declaration can be read byte by byte is not in UTF-16.
        e if e == UTF_16LE || e == UTF_16BE => UTF_8,
        e if e == X_USER_DEFINED => WINDOWS_1252,
        e => e,
    })
}

/// Whether there is a `<meta>` with `charset` after it, in or outside its tag. Cheaper than the prescan.
fn may_declare(head: &[u8]) -> bool {
    let Some(first) = memchr_iter(b'<', head).find(|&at| is_meta(&head[at..])) else { return false };
    let rest = &head[first..];
    let is_charset = |at: usize| rest.get(at..at + 7).is_some_and(|word| word.eq_ignore_ascii_case(b"charset"));
    memchr2_iter(b'c', b'C', rest).any(is_charset)
}

struct Prescan<'h> {
    head: &'h [u8],
    at: usize,
}

impl<'h> Prescan<'h> {
    /// Returns the encoding of the first `<meta>` that declares one.
    fn run(mut self) -> Option<&'static Encoding> {
        while let Some(offset) = memchr(b'<', &self.head[self.at..]) {
            self.at += offset;
            let rest = &self.head[self.at..];
            let second = rest.get(1).copied()?;
            if rest.starts_with(b"<!--") {
                // The two dashes may be those of `<!--`.
                self.at += memmem::find(&rest[2..], b"-->")? + 5;
            } else if is_meta(rest) {
                self.at += b"<meta".len();
                if let Some(encoding) = self.meta() {
                    return Some(encoding);
                }
            } else if second.is_ascii_alphabetic() || second == b'/' && rest.get(2)?.is_ascii_alphabetic() {
                self.at += rest.iter().position(|&byte| is_space(byte) || byte == b'>')?;
                while self.attribute()?.is_some() {}
            } else if matches!(second, b'!' | b'/' | b'?') {
                self.at += memchr(b'>', rest)? + 1;
            } else {
                self.at += 1;
            }
        }
        None
    }

    /// Reads the attributes of a `<meta>`, and returns the encoding that they declare.
    fn meta(&mut self) -> Option<&'static Encoding> {
        let mut has_pragma = false;
        let mut declared: Option<(Option<&'static Encoding>, bool)> = None;
        let mut seen: Vec<&[u8]> = Vec::new();
        while let Some((name, value)) = self.attribute()? {
            // The first attribute of a name counts.
            if seen.iter().any(|other| other.eq_ignore_ascii_case(name)) {
                continue;
            }
            if name.eq_ignore_ascii_case(b"http-equiv") {
                has_pragma |= value.eq_ignore_ascii_case(b"content-type");
            } else if name.eq_ignore_ascii_case(b"content") && declared.is_none() {
                declared = charset_in_content(&value.to_ascii_lowercase()).map(|encoding| (Some(encoding), true));
            } else if name.eq_ignore_ascii_case(b"charset") {
                declared = Some((Encoding::for_label(value), false));
            }
            seen.push(name);
        }
        let (encoding, needs_pragma) = declared?;
        encoding.filter(|_| has_pragma || !needs_pragma)
    }

    /// The standard's [get an attribute]. Returns the name and the value, `Some(None)` at the end of the tag,
    /// and `None` at the end of the bytes.
    ///
    /// [get an attribute]: https://html.spec.whatwg.org/#concept-get-attributes-when-sniffing
    fn attribute(&mut self) -> Option<Option<(&'h [u8], &'h [u8])>> {
        self.skip(|byte| is_space(byte) || byte == b'/');
        if self.peek()? == b'>' {
            self.at += 1;
            return Some(None);
        }
        let start = self.at;
        // A `=` at the start belongs to the name.
        self.at += 1;
        self.skip(|byte| !is_space(byte) && !matches!(byte, b'=' | b'/' | b'>'));
        let name = &self.head[start..self.at];
        self.skip(is_space);
        if self.peek()? != b'=' {
            return Some(Some((name, &[])));
        }
        self.at += 1;
        self.skip(is_space);
        let value = match self.peek()? {
            quote @ (b'"' | b'\'') => {
                let start = self.at + 1;
                let length = memchr(quote, &self.head[start..])?;
                self.at = start + length + 1;
                &self.head[start..start + length]
            }
            _ => {
                let start = self.at;
                self.skip(|byte| !is_space(byte) && byte != b'>');
                self.peek()?;
                &self.head[start..self.at]
            }
        };
        Some(Some((name, value)))
    }

    fn peek(&self) -> Option<u8> {
        self.head.get(self.at).copied()
    }

    fn skip(&mut self, is_skipped: impl Fn(u8) -> bool) {
        while self.peek().is_some_and(&is_skipped) {
            self.at += 1;
        }
    }
}

fn is_meta(rest: &[u8]) -> bool {
    rest.get(1..5).is_some_and(|name| name.eq_ignore_ascii_case(b"meta"))
        && rest.get(5).is_some_and(|&byte| is_space(byte) || byte == b'/')
}

/// The standard's [algorithm for extracting a character encoding from a meta element][extract], for a value in lower case.
///
/// [extract]: https://html.spec.whatwg.org/#algorithm-for-extracting-a-character-encoding-from-a-meta-element
fn charset_in_content(content: &[u8]) -> Option<&'static Encoding> {
    const NAME: &[u8] = b"charset";
    let mut rest = content;
    loop {
        rest = rest[memmem::find(rest, NAME)? + NAME.len()..].trim_ascii_start();
        if let Some(value) = rest.strip_prefix(b"=") {
            let value = value.trim_ascii_start();
            let label = match *value.first()? {
                quote @ (b'"' | b'\'') => &value[1..1 + memchr(quote, &value[1..])?],
                _ => value.split(|&byte| is_space(byte) || byte == b';').next()?,
            };
            return Encoding::for_label(label);
        }
    }
}

/// The standard's [get an XML encoding].
///
/// [get an XML encoding]: https://html.spec.whatwg.org/#concept-get-xml-encoding-when-sniffing
fn xml_encoding(head: &[u8]) -> Option<&'static Encoding> {
    // Leading white space makes the declaration invalid XML, but the intent is clear.
    let head = head.trim_ascii_start();
    if !head.starts_with(b"<?xml") {
        return None;
    }
    let declaration = &head[..memchr(b'>', head)?];
    let name = b"encoding";
    let value = declaration[memmem::find(declaration, name)? + name.len()..].trim_ascii_start();
    let value = value.strip_prefix(b"=")?.trim_ascii_start();
    let quote = *value.first().filter(|byte| matches!(byte, b'"' | b'\''))?;
    Encoding::for_label(&value[1..1 + memchr(quote, &value[1..])?])
}

/// Tab, line feed, form feed, carriage return, space.
fn is_space(byte: u8) -> bool {
    byte.is_ascii_whitespace()
}

#[cfg(test)]
mod tests {
    use super::declared_encoding;

    fn declared(head: &str) -> Option<&'static str> {
        declared_encoding(head.as_bytes()).map(|encoding| encoding.name())
    }

    #[test]
    fn meta_declares_by_charset_or_by_pragma() {
        for head in [
            "<meta charset=koi8-r>",
            "<META/charset = \" KOI8-R \" />",
            "<meta charset=koi8-r charset=utf-8>",
            "<meta http-equiv=content-type content='text/html; charset=koi8-r'>",
            "<meta content=\"text/html; charset = 'koi8-r'\" http-equiv=Content-Type>",
            "<meta http-equiv=content-type content='charset charset=koi8-r; x'>",
            "<meta charset=klingon><meta charset=koi8-r>",
            "<a b='<meta charset=utf-8>'><meta charset=koi8-r>",
            "<!-->-><meta charset=koi8-r>",
            "<!-- <meta charset=utf-8> --></p x><?x <meta charset=utf-8?><meta charset=koi8-r>",
        ] {
            assert_eq!(declared(head), Some("KOI8-R"), "{head}");
        }
    }

    #[test]
    fn text_that_looks_like_a_declaration_is_ignored() {
        for head in [
            "<meta name=description content='How to set charset=koi8-r in a page'>",
            "<meta content='text/html; charset=koi8-r'>",
            "<meta data-charset=koi8-r>",
            "<meta name='x charset=koi8-r'>",
            "<metadata charset=koi8-r>",
            "<p>charset=koi8-r",
            "<meta charset=koi8-r",
            "<meta charset='koi8-r>",
            "<meta charset charset=koi8-r>",
            "<meta http-equiv=refresh content='0; charset=koi8-r'>",
            "<!-- <meta charset=koi8-r>",
            "",
        ] {
            assert_eq!(declared(head), None, "{head}");
        }
        let description = "<meta name=description content='charset=koi8-r'><meta charset=utf-8>";
        assert_eq!(declared(description), Some("UTF-8"));
    }

    #[test]
    fn xml_declaration_counts_without_meta() {
        assert_eq!(declared("<?xml version='1.0' encoding='koi8-r'?><html>"), Some("KOI8-R"));
        assert_eq!(declared("<?xml encoding = \"koi8-r\"?><meta charset=iso-8859-2>"), Some("ISO-8859-2"));
        assert_eq!(declared("<p><?xml encoding='koi8-r'?>"), None);
    }

    #[test]
    fn utf16_and_user_defined_labels_are_replaced() {
        assert_eq!(declared("<meta charset=utf-16le>"), Some("UTF-8"));
        assert_eq!(declared("<?xml encoding='utf-16'?>"), Some("UTF-8"));
        assert_eq!(declared("<meta charset=x-user-defined>"), Some("windows-1252"));
    }
}
