//! Fallback text for pages that show next to none, and the best guess.

use maintext::{Extractor, Input, Limit, Options, TextSource};

const PROSE: [&str; 3] = [
    "The ferry to Lower Wick runs again, ten weeks after a storm tore two hundred metres of planking from the pier. \
     Boats leave every hour, and the first one had eighty people on board.",
    "Engineers replaced the timber with steel grating, which lets waves pass through instead of lifting the deck. They \
     raised the lamps by a metre, since the old ones stood under water at every spring tide.",
    "The council paid four fifths of the cost and borrowed the rest. Tickets will not become dearer before next spring, \
     it said, and fishermen may use the pier free of charge on Sundays.",
];

fn paragraphs() -> String {
    PROSE.map(|prose| format!("<p>{prose}</p>")).concat()
}

fn text() -> String {
    PROSE.join("\n\n")
}

/// A page that shows a single line, with `body` added.
fn page(body: &str) -> String {
    format!(
        "<!doctype html><html lang=en><head><title>Ferry runs again | Harbour Post</title>\
         <meta name=author content='Jane Doe'></head><body><div id=app><p>Loading the page</p></div>{body}</body></html>"
    )
}

#[test]
fn text_in_json_ld_noscript_or_embedded_state_is_extracted_with_its_source() {
    let state =
        serde_json::json!({"props": {"post": {"title": "Ferry", "html": paragraphs()}, "menu": ["Home", "News"]}});
    let body = serde_json::json!({"@type": "NewsArticle", "headline": "Ferry", "articleBody": PROSE.join("\n")});
    for (body, source) in [
        (format!("<script type=application/ld+json>{body}</script>"), TextSource::StructuredData),
        (format!("<noscript><div>{}</div></noscript>", paragraphs()), TextSource::Noscript),
        (format!("<script id=__DATA__ type=application/json>{state}</script>"), TextSource::EmbeddedState),
        (format!("<script>window.__STATE__ = {state};</script>"), TextSource::EmbeddedState),
    ] {
        let article = maintext::extract(&page(&body));
        assert_eq!(article.text(), text(), "{source:?}");
        assert_eq!(article.source(), source);
        assert_eq!(article.title(), Some("Ferry runs again"), "{source:?}");
        assert_eq!(article.metadata().authors(), ["Jane Doe"], "{source:?}");
        assert!(article.is_article() && article.blocks().filter(|block| block.is_content()).count() == 3);
    }
}

#[test]
fn page_parsed_by_scraper_gives_the_same_fallback() {
    let state = serde_json::json!({"post": {"html": paragraphs()}});
    let html = page(&format!("<script>window.__STATE__ = {state};</script>"));
    let parsed = maintext::scraper::Html::parse_document(&html);
    let article = Extractor::default().extract(&parsed).unwrap();
    assert_eq!((article.text(), article.source()), (text().as_str(), TextSource::EmbeddedState));
}

#[test]
fn page_with_visible_text_ignores_json_ld() {
    let other =
        serde_json::json!({"@type": "NewsArticle", "articleBody": "Quite another text. It is long, too. ".repeat(40)});
    let body = format!("<h1>Ferry runs again</h1>{}<script type=application/ld+json>{other}</script>", paragraphs());
    let article = maintext::extract(&page(&body));
    assert_eq!(article.source(), TextSource::Page);
    assert!(article.text().contains(PROSE[1]) && !article.text().contains("another"));
}

/// A page whose article of `paragraphs` paragraphs is only in JSON-LD.
fn page_with_json_ld(paragraphs: usize) -> String {
    let body = serde_json::json!({"@type": "NewsArticle", "articleBody": format!("{}\n", PROSE[0]).repeat(paragraphs)});
    page(&format!("<script type=application/ld+json>{body}</script>"))
}

#[test]
fn fallback_with_too_many_nodes_is_an_error_with_the_first_paragraphs() {
    let extractor = Extractor::new(Options::new().with_max_nodes(100));
    assert!(extractor.extract(&page_with_json_ld(10)).is_ok());
    let error = extractor.extract(&page_with_json_ld(1000)).unwrap_err();
    assert!(matches!(error.limit(), Some(Limit::Nodes { limit: 100, .. })), "{error}");
    let partial = error.into_partial().unwrap();
    assert!(partial.text().starts_with(PROSE[0]) && partial.blocks().len() < 100);
    assert_eq!(partial.source(), TextSource::StructuredData);
}

#[test]
fn fallback_nested_too_deep_is_an_error() {
    let deep = format!("{}{}{}", "<div>".repeat(100), paragraphs(), "</div>".repeat(100));
    let state = serde_json::json!({"post": {"html": deep}});
    let html = page(&format!("<script>window.__STATE__ = {state};</script>"));
    let error = Extractor::new(Options::new().with_max_depth(20)).extract(&html).unwrap_err();
    assert!(matches!(error.limit(), Some(Limit::Depth { limit: 20, .. })), "{error}");
}

#[test]
fn best_guess_of_a_page_with_any_text_is_not_empty() {
    let guess = Extractor::new(Options::new().with_best_guess(true));
    for page in [
        "<p>x",
        "<title>t</title><h1>t</h1>",
        "<nav><a href=/>Home</a></nav>",
        "<div style='display:none'>hidden</div>",
    ] {
        let article = guess.extract(page).unwrap();
        assert!(!article.text().is_empty(), "{page}");
        assert!(!article.is_article(), "{page}");
    }
    assert!(!guess.extract(Input::plain("Home\nNews")).unwrap().text().is_empty());
    assert_eq!(guess.extract("").unwrap().text(), "");
}

#[test]
fn menu_is_not_an_article() {
    let article =
        maintext::extract("<ul><li><a href=/>Home</a><li><a href=/news>News</a><li><a href=/log>Log in</a></ul>");
    assert!(!article.is_article());
}

#[test]
fn is_article_agrees_before_and_after_extraction() {
    let extractor = Extractor::default();
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("pages");
    let mut answers = [0, 0];
    for entry in std::fs::read_dir(folder).unwrap() {
        let page = std::fs::read(entry.unwrap().path().join("source.html")).unwrap();
        let is_article = extractor.extract(Input::bytes(&page)).unwrap().is_article();
        let is_same = extractor.is_article(Input::bytes(&page)).unwrap() == is_article;
        answers[usize::from(is_same)] += 1;
    }
    assert!(answers[0] <= 1 && answers[1] > 30, "{answers:?}");
    let tiny = Extractor::new(Options::new().with_max_bytes(10));
    assert!(tiny.is_article("<p>More than ten bytes.").is_err());
}

#[test]
fn noscript_asking_for_scripts_is_not_main_text() {
    for sentence in
        ["You need to enable JavaScript to run this app.", "We're sorry but this site does not work without it."]
    {
        let article = maintext::extract(&format!("<body><noscript>{sentence}</noscript><div id=root></div>"));
        assert_eq!((article.text(), article.confidence()), ("", 0.0));
    }
}
