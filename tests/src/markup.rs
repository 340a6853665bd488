//! Markdown and HTML of a page: safe, and with the words of the text.

use crate::page::page;
use crate::{html, markdown};
use maintext::{Extractor, Input, Options};
use std::sync::LazyLock;

static CHOOSING: LazyLock<Extractor> = LazyLock::new(Extractor::default);

/// Keeps all blocks, so that those that the scorer drops are checked, too.
static KEEPING: LazyLock<Extractor> =
    LazyLock::new(|| Extractor::new(Options::new().with_content_selector("html").unwrap()));

/// Checks the page that the bytes of a fuzzer stand for.
pub fn check(data: &[u8]) {
    check_page(&page(data));
}

/// Checks the Markdown and the HTML of a page, and of all its blocks.
pub fn check_page(page: &str) {
    for extractor in [&*CHOOSING, &*KEEPING] {
        let input = Input::html(page).with_url("https://example.org/a/b").with_sniffing(false);
        let article = extractor.extract(input).unwrap();
        html::check_safe(&article.html());
        html::check_words_of(page, &article);
        let markdown = article.markdown();
        markdown::check_safe(&markdown);
        markdown::check_letters(&markdown, &article.html());
    }
}
