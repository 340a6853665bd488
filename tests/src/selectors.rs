//! The crate's own selectors against scraper's.

use crate::article;
use crate::page::{page, split_line, with_distinct_links};
use maintext::internals::{matched_ids, parse_without_degraded_mode};
use maintext::scraper::{ElementRef, Html, Selector};
use maintext::{Extractor, Options};

/// Returns the ids of the elements that scraper matches.
fn matched_by_scraper(html: &str, selector: &str) -> Option<Vec<String>> {
    let selector = Selector::parse(selector).ok()?;
    let page = Html::parse_document(html);
    // A frameset removes the body, but scraper finds its elements.
    let is_in_page = |element: &ElementRef| element.ancestors().last().is_some_and(|root| root.value().is_document());
    let elements = page.select(&selector).filter(is_in_page);
    Some(elements.map(|element| element.attr("id").unwrap_or_default().to_owned()).collect())
}

/// Checks that a selector matches the elements that scraper matches.
pub fn check_matches(html: &str, selector: &str) {
    // scraper rejects `:has()` within `:has()`.
    let Some(mut expected) = matched_by_scraper(html, selector) else { return };
    let mut found = matched_ids(html, selector).expect("a selector that scraper accepts is valid");
    // scraper returns the elements in the order of their start tags, which tables can change.
    expected.sort();
    found.sort();
    assert_eq!(found, expected, "{selector:?} in {html:?}");
}

/// Matches the selector in the first line on the page in the others.
pub fn check(data: &[u8]) {
    let (selector, rest) = split_line(data);
    let Ok(selector) = str::from_utf8(selector) else { return };
    let page = page(rest);
    let parsed = Html::parse_document(&page);
    for with_selector in [Options::with_content_selector, Options::with_excluded_selector] {
        let options = match with_selector(Options::new(), selector) {
            Ok(options) => options,
            Err(error) => {
                assert!(error.is_selector() && !error.to_string().is_empty());
                continue;
            }
        };
        let extractor = Extractor::new(options);
        match extractor.extract(page.as_str()) {
            Ok(article) => article::check(&article),
            Err(error) => assert!(error.is_not_html(), "{error}"),
        }
        article::check(&extractor.extract(&parsed).unwrap());
    }
    // At the end of a selector, scraper closes strings and brackets, as CSS does.
    if is_comparable(&page) && parse_without_degraded_mode(&page).is_some() && matched_ids(&page, selector).is_some() {
        check_matches(&with_distinct_links(&page), selector);
    }
}

/// Whether the crate's tree has the elements and texts of scraper's tree: it has the content of shadow roots and
/// streamed parts where browsers show it, closes elements that swallow the rest of a page, and holds scripts elsewhere.
fn is_comparable(page: &str) -> bool {
    const NAMES: &[&str] =
        &["template", "noscript", "noframes", "noembed", "textarea", "title", "iframe", "select", "script", "style"];
    let lower = page.to_ascii_lowercase();
    !NAMES.iter().any(|name| lower.contains(&format!("<{name}")))
}
