//! Metadata and front matter.

use crate::{article, front_matter};
use maintext::{Article, Extractor, Input, MarkdownOptions, Metadata};
use std::sync::LazyLock;

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(Extractor::default);

/// Puts data where metadata is read from: JSON-LD, microdata, bylines, dates and `<meta>` tags.
pub fn check(data: &str) {
    let quoted = data.replace('"', "&quot;");
    check_page(&format!(
        "<html><head><script type=application/ld+json>{data}</script><body itemscope><h1>Tides</h1>\
         <p>By {data}</p><time datetime=\"{quoted}\">x</time>",
    ));
    let metas = ["author", "date", "og:title", "og:url", "og:image", "description", "keywords", "article:section"];
    let metas = metas.map(|name| format!("<meta name=\"{name}\" content=\"{quoted}\">")).concat();
    check_page(&format!("<title>{data}</title>{metas}<link rel=license href=\"{quoted}\"><p>{data}"));
    check_page(data);
}

fn check_page(page: &str) {
    let input = Input::html(page).with_url("https://example.org/a/b").with_sniffing(false);
    let article = EXTRACTOR.extract(input).unwrap();
    article::check(&article);
    check_metadata(&article);
    let markdown = article.markdown_with(&MarkdownOptions::new().with_front_matter(true));
    front_matter::check(&markdown, article.metadata());
}

/// Checks that values have their format, and that metadata is the same after it went through JSON.
pub(crate) fn check_metadata(article: &Article) {
    let metadata = article.metadata();
    for date in [metadata.published(), metadata.modified()].into_iter().flatten() {
        check_date(date);
    }
    for url in [metadata.url(), metadata.image(), metadata.license()].into_iter().flatten() {
        let lower = url.to_ascii_lowercase();
        let is_script = ["javascript:", "data:", "vbscript:", "file:"].iter().any(|scheme| lower.starts_with(scheme));
        assert!(!is_script, "{url}");
    }
    for value in metadata.authors().iter().chain(metadata.categories()).chain(metadata.tags()) {
        assert!(!value.trim().is_empty());
    }
    let json = serde_json::to_string(metadata).unwrap();
    let again: Metadata = serde_json::from_str(&json).unwrap();
    assert_eq!(serde_json::to_string(&again).unwrap(), json);
}

/// Checks that a date is one of RFC 3339, or its first ten characters.
pub(crate) fn check_date(date: &str) {
    let digits = |range: std::ops::Range<usize>| date.as_bytes()[range].iter().all(u8::is_ascii_digit);
    let is_date = date.len() >= 10 && date.is_ascii() && digits(0..4) && digits(5..7) && digits(8..10);
    assert!(is_date && date[4..5] == *"-" && date[7..8] == *"-", "{date}");
    assert!(date.len() == 10 || &date[10..11] == "T", "{date}");
}
