//! Inputs of all kinds: bytes with labels and headers, and flattened text.

use crate::page::{page, split_line};
use crate::{article, chunks};
use maintext::{CharsetSource, Error, Extractor, Input};
use std::sync::LazyLock;

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(Extractor::default);

/// Extracts bytes. The first line is a letter for the kind of input, and a charset label or a header:
///
/// - `c` and `h`: bytes with a charset label, and with a `Content-Type` header
/// - `p` and `b`: flattened text, and bytes of it
/// - else: bytes without a hint, beginning with this line
pub fn check(data: &[u8]) {
    let (line, body) = split_line(data);
    let (kind, hint) = line.split_at_checked(1).unwrap_or_default();
    let label = String::from_utf8_lossy(hint);
    match kind {
        b"c" => check_bytes(Input::bytes(body).with_charset(&*label), Some(&label)),
        b"h" => check_bytes(Input::bytes(body).with_content_type(hint), None),
        b"p" => check_plain(&page(body)),
        b"b" => check_bytes(Input::plain(body), None),
        _ => check_bytes(Input::bytes(data), None),
    }
}

fn is_expected(error: &Error) -> bool {
    error.is_compressed() || error.is_not_html()
}

fn check_bytes(input: Input, label: Option<&str>) {
    let input = input.with_url("https://example.org/a/b");
    let sniffed = EXTRACTOR.extract(input.clone());
    assert!(sniffed.as_ref().err().is_none_or(is_expected), "{:?}", sniffed.err());
    // Bytes can be forced to be a page, unless they are compressed.
    let article = match EXTRACTOR.extract(input.clone().with_sniffing(false)) {
        Ok(article) => article,
        Err(error) => return assert!(error.is_compressed(), "{error}"),
    };
    article::check(&article);
    let charset = article.charset().unwrap();
    let is_known = |label: &str| encoding_rs::Encoding::for_label(label.as_bytes()).is_some();
    assert!(is_known(charset.name()) || charset.name().starts_with("UTF-32"), "{charset:?}");
    if charset.source() == CharsetSource::Given {
        assert!(label.is_some_and(is_known), "{charset:?} for {label:?}");
    }
    if let Some(label) = charset.unknown_label() {
        assert!(!is_known(label), "{label:?}");
    }
    let is_page = sniffed.is_ok();
    if let Ok(sniffed) = sniffed {
        assert_eq!(sniffed.text(), article.text());
    }
    assert_eq!(EXTRACTOR.is_article(input).is_ok(), is_page);
}

/// Extracts flattened text. Each line of the result must be in the input.
fn check_plain(text: &str) {
    let article = EXTRACTOR.extract(Input::plain(text).with_sniffing(false)).unwrap();
    article::check(&article);
    chunks::check(&article, 100, 1);
    assert_eq!(maintext::clean_text(Input::plain(text).with_sniffing(false)), article.text());
    for line in article.text().lines().filter(|line| !line.is_empty()) {
        assert!(text.contains(line.trim()), "{line:?} is not in the text");
    }
}
