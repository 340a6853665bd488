//! Limits of the options: each is an error with the article extracted so far.

use maintext::scraper::Html;
use maintext::{
    Article, ChunkOptions, Error, Extractor, Input, Limit, MarkdownOptions, MetadataField, Options, TextOptions,
};
use maintext_tests::all_outputs::OUTPUTS;
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

/// A page whose metadata and comments are far larger than its text.
fn page_with_much_around_it() -> String {
    let keywords: String = (0..1000).map(|n| format!("word{n},")).collect();
    let comments = "<li class=comment><b class=author>Jane Doe</b> <time datetime=2025-03-09>yesterday</time>\
        <p>And fish, do not forget the fish!</p></li>"
        .repeat(200);
    let description = "x".repeat(5000);
    format!(
        "<title>Tides</title><meta name=viewport content='width=device-width'><meta name=author content='Ann Lee'><meta name=description content='{description}'>\
         <meta name=keywords content='{keywords}'><article>{}</article><ol class=comments>{comments}</ol>",
        SENTENCE.repeat(10)
    )
}

#[test]
fn metadata_has_the_values_that_fit() {
    let page = page_with_much_around_it();
    let whole = maintext::extract(&page);
    assert!(whole.metadata().tags().len() == 1000 && whole.metadata().description().is_some());
    let article = Extractor::new(Options::new().with_max_output_bytes(2000)).extract(&page).unwrap();
    assert_eq!(article.check_limits(), Ok(()));
    let metadata = article.metadata();
    assert_eq!((metadata.title(), metadata.authors()), (Some("Tides"), &["Ann Lee".to_owned()][..]));
    assert_eq!((metadata.description(), metadata.source(MetadataField::Description)), (None, None));
    let bytes: usize = metadata.tags().iter().map(String::len).sum();
    assert!((1900..2000).contains(&bytes), "{bytes}");
    assert!(matches!(article.check_limits(), Err(Limit::OutputBytes { limit: 2000, found }) if found > 2000));
}

#[test]
fn comments_are_the_first_ones_that_fit() {
    let page = page_with_much_around_it();
    assert_eq!(maintext::extract(&page).comments().len(), 200);
    let article = Extractor::new(Options::new().with_max_output_bytes(2000)).extract(&page).unwrap();
    let bytes: usize = article.comments().iter().map(|comment| comment.text().len()).sum();
    assert!((1000..2000).contains(&bytes), "{bytes}");
    assert!(article.check_limits().is_err());
    assert!(article.text_with(&TextOptions::new().with_comments(true)).len() <= 2000);
}

#[test]
fn json_has_the_first_blocks_and_comments_that_fit() {
    let page = page_with_much_around_it();
    let json = |limit: usize| {
        let article = Extractor::new(Options::new().with_max_output_bytes(limit)).extract(&page);
        let article = article.or_else(|error| error.into_partial().ok_or(())).unwrap();
        let json = serde_json::to_string(&article).map_err(|error| error.to_string());
        assert!(!json.as_ref().is_ok_and(|json| json.len() > limit));
        assert_eq!(article.check_limits().is_err(), limit < 100_000);
        json.map(|json| serde_json::from_str::<serde_json::Value>(&json).unwrap())
    };
    let count = |value: &serde_json::Value, key: &str| value[key].as_array().unwrap().len();
    let whole = json(100_000).unwrap();
    assert_eq!((count(&whole, "blocks"), count(&whole, "comments")), (10, 200));
    let cut = json(20_000 + 15_000).unwrap();
    assert!(count(&cut, "blocks") == 10 && (1..200).contains(&count(&cut, "comments")));
    assert!(whole["text"] == cut["text"]);
    let cut = json(1300).unwrap();
    let (text, blocks) = (cut["text"].as_str().unwrap(), cut["blocks"].as_array().unwrap());
    assert!((1..10).contains(&blocks.len()) && count(&cut, "comments") == 0 && count(&cut["metadata"], "tags") == 0);
    assert_eq!(blocks.last().unwrap()["end"], text.len());
    assert!(json(20).unwrap_err().ends_with("bytes exceeds the limit of 20"));
}

#[test]
fn long_title_is_left_out() {
    let page = format!("<meta property=og:title content='{}'>{}", "word ".repeat(50), SENTENCE);
    assert!(maintext::extract(&page).title().is_some());
    let article = Extractor::new(Options::new().with_max_output_bytes(200)).extract(&page).unwrap();
    assert_eq!((article.title(), article.metadata().title()), (None, None));
    assert!(article.check_limits().is_err());
}

#[test]
fn chunks_and_references_are_the_first_ones_that_fit() {
    let block = |n| {
        format!(
            "<p>See <a href='https://example.org/a/long/address'>it</a> <img src='https://example.org/{n:03}.png' alt=x></p>"
        )
    };
    let page: String = (0..100).map(block).collect();
    let options = Options::new().with_content_selector("body").unwrap().with_max_output_bytes(1000);
    let article = Extractor::new(options).extract(&page).unwrap();
    let chunks = article.chunks(&ChunkOptions::new().with_max_chars(50));
    let bytes: usize = chunks.iter().map(|chunk| chunk.text().len() + chunk.markdown().len()).sum();
    assert!((500..=1000).contains(&bytes), "{bytes}");
    assert_eq!((article.links().len(), article.images().len()), (1000 / 36, 1000 / 28));
    let blocks: usize = article.blocks().filter_map(|block| block.markdown()).map(str::len).sum();
    assert!((500..=1000).contains(&blocks), "{blocks}");
}

#[test]
fn outputs_after_the_time_are_empty_and_the_article_says_so() {
    let page = page_with_much_around_it();
    let limit = Duration::from_secs(3600);
    let article = Extractor::new(Options::new().with_max_time(limit)).extract(&page).unwrap();
    assert!(
        OUTPUTS.iter().all(|(name, run)| run(&article.clone()) > 0 || matches!(*name, "links" | "images" | "nodes"))
    );
    assert_eq!(article.check_limits(), Ok(()));
    maintext::internals::spend(&article, limit);
    let text = article.text().to_owned();
    // Everything else was not computed in time. The text and the blocks are those of the extraction.
    assert!(!text.is_empty() && article.blocks().all(|block| block.range().is_none() || !block.text().is_empty()));
    assert_eq!(article.check_limits(), Ok(()));
    assert_eq!((article.markdown(), article.html()), (String::new(), String::new()));
    assert!(matches!(article.check_limits(), Err(Limit::Time { .. })));
    let with_links = TextOptions::new().with_links(true);
    assert_eq!(article.text_with(&with_links), "");
    assert_eq!(article.metadata(), &maintext::Metadata::default());
    assert!(article.comments().is_empty() && article.chunks(&ChunkOptions::new()).is_empty());
    assert!(article.links().len() == 0 && article.images().len() == 0);
    assert!(article.blocks().all(|block| block.markdown().is_none_or(str::is_empty)));
    assert!(article.blocks().all(|block| block.features().iter().all(|(_, value)| value == 0.0)));
    assert!(serde_json::to_string(&article).unwrap_err().to_string().contains("exceeds the limit"));
    assert!(article.write_html(&mut String::new(), &Default::default()).is_err());
}

#[test]
fn limit_holds_when_a_swallowed_page_is_parsed_again() {
    let page = format!("<title>News{}<p>Some text.", "<div></div>".repeat(50));
    assert_eq!(Extractor::default().extract(&*page).unwrap().blocks().len(), 1);
    let error = Extractor::new(Options::new().with_max_nodes(30)).extract(&*page).unwrap_err();
    assert!(matches!(error.limit(), Some(Limit::Nodes { limit: 30, .. })), "{error}");
}

#[test]
fn partial_article_tells_the_limit_of_its_error() {
    let page = "<p>A sentence of a page, which ends here.</p>".repeat(50);
    for options in
        [Options::new().with_max_nodes(30), Options::new().with_max_depth(2), Options::new().with_max_output_bytes(60)]
    {
        let error = Extractor::new(options).extract(&page).unwrap_err();
        let limit = error.limit().unwrap();
        assert_eq!(error.into_partial().unwrap().check_limits(), Err(limit));
    }
}
