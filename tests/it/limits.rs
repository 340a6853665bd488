//! Limits of the options: each is an error with the article extracted so far.

use maintext::scraper::Html;
use maintext::{Article, Error, Extractor, Input, Limit, MarkdownOptions, Options, TextOptions};
use std::time::Duration;

const SENTENCE: &str = "<p>A sentence of the page, with a comma, which says something and ends here.</p>";

fn page(sentences: usize) -> String {
    format!("<title>Tides</title><article>{}</article>", SENTENCE.repeat(sentences))
}

fn error(options: Options, input: Input) -> Error {
    Extractor::new(options).extract(input.with_url("https://example.org/")).unwrap_err()
}

fn paragraphs(article: &Article) -> usize {
    article.blocks().count()
}

#[test]
fn too_many_bytes_are_an_error_without_partial_article() {
    let page = page(10);
    for input in [Input::html(&page), Input::bytes(page.as_bytes()), Input::plain(&page)] {
        let error = error(Options::new().with_max_bytes(100), input);
        assert_eq!(error.limit(), Some(Limit::Bytes { limit: 100, found: page.len() }));
        assert!(error.is_limit() && error.partial().is_none());
    }
    assert!(Extractor::new(Options::new().with_max_bytes(page.len())).extract(&page).is_ok());
}

#[test]
fn too_many_nodes_are_an_error_with_partial_article() {
    let page = page(1000);
    let parsed = Html::parse_document(&page);
    for input in [Input::html(&page), Input::html(&parsed)] {
        let error = error(Options::new().with_max_nodes(100), input);
        let Some(Limit::Nodes { limit: 100, found }) = error.limit() else { panic!("{error}") };
        assert!((101..110).contains(&found), "{found}");
        let article = error.into_partial().unwrap();
        assert!((40..60).contains(&paragraphs(&article)), "{}", paragraphs(&article));
        assert_eq!(article.title(), Some("Tides"));
        assert!(article.text().starts_with("A sentence"));
    }
    let lines = "A line of text.\n".repeat(1000);
    let error = error(Options::new().with_max_nodes(100), Input::plain(&lines));
    assert_eq!(error.limit(), Some(Limit::Nodes { limit: 100, found: 101 }));
    assert_eq!(paragraphs(error.partial().unwrap()), 100);
}

#[test]
fn depth_is_counted_in_the_tree() {
    let page = format!("{}{}", "<div>".repeat(50), SENTENCE);
    let error = error(Options::new().with_max_depth(20), Input::html(&page));
    // <html>, <body>, <p> and 50 <div>.
    assert_eq!(error.limit(), Some(Limit::Depth { limit: 20, found: 53 }));
    assert!(error.to_string().contains("53") && error.to_string().contains("20"));
    assert_eq!(paragraphs(error.partial().unwrap()), 1);
    assert!(Extractor::new(Options::new().with_max_depth(53)).extract(&page).is_ok());
}

#[test]
fn output_is_cut_between_blocks() {
    let page = page(10);
    let whole = Extractor::default().extract(&page).unwrap().text().len();
    let options = Options::new().with_max_output_bytes(whole / 2);
    let error = error(options, Input::html(&page));
    assert_eq!(error.limit(), Some(Limit::OutputBytes { limit: whole / 2, found: whole }));
    let article = error.into_partial().unwrap();
    assert!(article.text().len() <= whole / 2 && article.text().len() > whole / 3);
    assert!(article.text().ends_with("ends here."));
    assert!(Extractor::new(Options::new().with_max_output_bytes(whole)).extract(&page).is_ok());
}

#[test]
fn every_output_has_the_first_blocks_that_fit() {
    let links = "<a href='https://example.org/a/very/long/address/of/a/page'>the pier</a> ".repeat(3);
    let page: String = (0..50)
        .map(|n| {
            format!("<p>Sentence {n} is about {links}, which is open again, and it ends here with a full stop.</p>")
        })
        .collect();
    let options = || Options::new().with_content_selector("body").unwrap();
    let whole = Extractor::new(options()).extract(&page).unwrap();
    let limit = whole.text().len() + 100;
    assert!(whole.markdown().len() > 2 * limit && whole.html().len() > 2 * limit);
    let article = Extractor::new(options().with_max_output_bytes(limit)).extract(&page).unwrap();
    let with_links = TextOptions::new().with_links(true);
    for (whole, cut, end) in [
        (whole.markdown(), article.markdown(), ".\n"),
        (whole.html(), article.html(), "</p>\n"),
        (whole.text_with(&with_links), article.text_with(&with_links), "."),
    ] {
        assert!(cut.len() <= limit && cut.len() > limit / 2, "{} of {limit}", cut.len());
        assert!(whole.starts_with(cut.trim_end()) && cut.ends_with(end), "{cut}");
    }
    assert_eq!(article.text(), whole.text());
    let mut written = String::new();
    article.write_markdown(&mut written, &MarkdownOptions::new()).unwrap();
    assert_eq!(written, article.markdown());
    let front_matter = MarkdownOptions::new().with_front_matter(true);
    assert!(article.markdown_with(&front_matter).len() <= limit);
}

#[test]
fn time_limit_ends_parsing() {
    let page = page(200_000);
    let limit = Duration::from_millis(5);
    let error = error(Options::new().with_max_time(limit), Input::html(&page));
    let Some(Limit::Time { limit: set, found }) = error.limit() else { panic!("{error}") };
    assert!(set == limit && found > limit, "{found:?}");
    assert!(error.partial().is_none());
    assert!(Extractor::new(Options::new().with_max_time(Duration::from_secs(600))).extract(SENTENCE).is_ok());
}

#[test]
fn limits_hold_for_text_from_structured_data_and_state() {
    let body = |count: usize| "<p>One paragraph of the text, with some words in it.</p>".repeat(count);
    let nested = format!("{}{}", "<div>".repeat(100), body(20));
    let page = |text: &str| {
        let json = text.replace('/', "\\/");
        format!(
            "<script type=application/ld+json>{{\"@type\":\"NewsArticle\",\"articleBody\":\"{json}\"}}</script><p>Wait."
        )
    };
    let long = page(&body(2000));
    let article = Extractor::default().extract(&*long).unwrap();
    assert_eq!(article.source(), maintext::TextSource::StructuredData);
    let error = Extractor::new(Options::new().with_max_nodes(100)).extract(&*long).unwrap_err();
    assert!(matches!(error.limit(), Some(Limit::Nodes { limit: 100, .. })), "{error}");
    assert!(error.partial().unwrap().blocks().len() < 100);
    let error = Extractor::new(Options::new().with_max_depth(20)).extract(&*page(&nested)).unwrap_err();
    assert!(matches!(error.limit(), Some(Limit::Depth { limit: 20, found }) if found > 100), "{error}");
}
