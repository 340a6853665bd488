//! Every output of an article, with every option.

use crate::metadata::{check_date, check_metadata};
use crate::page::{page, split_line};
use crate::{article, chunks, front_matter, html, markdown};
use maintext::scraper::Html;
use maintext::{Article, Extractor, HtmlOptions, Input, MarkdownOptions, Options, TextOptions};
use serde_json::Value;
use std::sync::LazyLock;

static CHOOSING: LazyLock<Extractor> = LazyLock::new(Extractor::default);

static KEEPING: LazyLock<Extractor> =
    LazyLock::new(|| Extractor::new(Options::new().with_content_selector("html").unwrap()));

/// Writes all outputs of the page. The first line holds options: `k` keeps all blocks, `s` lets scraper parse the page,
/// and the other bytes are the options of the outputs.
pub fn check(data: &[u8]) {
    let (line, rest) = split_line(data);
    let page = page(rest);
    let extractor = if line.contains(&b'k') { &*KEEPING } else { &*CHOOSING };
    let parsed = line.contains(&b's').then(|| Html::parse_document(&page));
    let input = match &parsed {
        Some(parsed) => Input::html(parsed),
        None => Input::html(page.as_str()).with_sniffing(false),
    };
    let article = extractor.extract(input.with_url("https://example.org/a/b")).unwrap();
    let bits = line.iter().fold(0u32, |sum, &byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
    check_all(&article, bits);
}

fn check_all(article: &Article, bits: u32) {
    let bit = |n: u32| bits >> n & 1 == 1;
    article::check(article);
    check_metadata(article);
    check_references(article);
    check_comments(article);
    check_json(article);
    check_text(article, bit);
    check_markup(article, bit);
    chunks::check_positions(article);
    chunks::check(article, 1 + (bits >> 8 & 0x7f) as usize, (bits >> 16 & 3) as usize);
    for chunk in article.chunks(&maintext::ChunkOptions::new().with_max_chars(40)) {
        markdown::check_safe(chunk.markdown());
    }
    for block in article.blocks() {
        assert_eq!(block.markdown().is_some(), block.is_content());
        block.markdown().into_iter().for_each(markdown::check_safe);
    }
    let again = article.clone();
    assert_eq!(again.text(), article.text());
    assert_eq!(again.into_text(), article.text());
}

/// Checks that links and images have safe URLs.
fn check_references(article: &Article) {
    let is_safe = |url: &str| {
        let is_web = ["http:", "https:", "mailto:", "tel:"].iter().any(|scheme| url.starts_with(scheme));
        is_web && !url.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"".contains(c))
    };
    for link in article.links() {
        assert!(is_safe(link.url()), "{:?}", link.url());
    }
    for image in article.images() {
        assert!(is_safe(image.url()) && image.url().starts_with("http"), "{:?}", image.url());
        assert!(image.caption().is_none_or(|caption| !caption.trim().is_empty()));
    }
}

fn check_comments(article: &Article) {
    for comment in article.comments() {
        assert!(!comment.text().trim().is_empty());
        assert!(comment.author().is_none_or(|author| !author.trim().is_empty()));
        comment.date().into_iter().for_each(check_date);
    }
}

/// Checks that the JSON of an article reads back as it was.
fn check_json(article: &Article) {
    let json = serde_json::to_string(article).unwrap();
    let value: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(value["text"], article.text());
    assert_eq!(value["comments"].as_array().unwrap().len(), article.comments().len());
    for block in value["blocks"].as_array().unwrap() {
        let position = |key: &str| block[key].as_u64().unwrap() as usize;
        assert!(article.text().get(position("start")..position("end")).is_some());
    }
}

fn check_text(article: &Article, bit: impl Fn(u32) -> bool) {
    let options =
        TextOptions::new().with_links(bit(0)).with_images(bit(1)).with_tsv_tables(bit(2)).with_comments(bit(3));
    let text = article.text_with(&options);
    let mut written = String::new();
    article.write_text(&mut written, &options).unwrap();
    assert_eq!(written, text);
    let with_comments = article.text_with(&TextOptions::new().with_comments(true));
    assert!(with_comments.starts_with(article.text()));
    assert!(article.comments().iter().all(|comment| with_comments.contains(comment.text())));
}

fn check_markup(article: &Article, bit: impl Fn(u32) -> bool) {
    let options = MarkdownOptions::new().with_links(bit(4)).with_images(bit(5)).with_front_matter(bit(6));
    let markdown = article.markdown_with(&options);
    let mut written = String::new();
    article.write_markdown(&mut written, &options).unwrap();
    assert_eq!(written, markdown);
    if bit(6) {
        front_matter::check(&markdown, article.metadata());
    } else {
        markdown::check_safe(&markdown);
    }
    let options = HtmlOptions::new().with_links(bit(7)).with_images(bit(8));
    let html = article.html_with(&options);
    let mut written = String::new();
    article.write_html(&mut written, &options).unwrap();
    assert_eq!(written, html);
    html::check_safe(&html);
    assert!(bit(7) || !html.contains("<a "));
    assert!(bit(8) || !html.contains("<img "));
}
