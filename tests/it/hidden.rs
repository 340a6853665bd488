//! Text that is not in the visible page, and the best guess.

use maintext::{Extractor, Input, Options, TextSource};

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

/// A page that shows nothing but a line, with what is given in its body.
fn page(body: &str) -> String {
    format!(
        "<!doctype html><html lang=en><head><title>Ferry runs again | Harbour Post</title>\
         <meta name=author content='Jane Doe'></head><body><div id=app><p>Loading the page</p></div>{body}</body></html>"
    )
}

#[test]
fn each_place_is_read_and_named() {
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
fn a_parsed_page_gives_the_same() {
    let state = serde_json::json!({"post": {"html": paragraphs()}});
    let html = page(&format!("<script>window.__STATE__ = {state};</script>"));
    let parsed = maintext::scraper::Html::parse_document(&html);
    let article = Extractor::default().extract(&parsed).unwrap();
    assert_eq!((article.text(), article.source()), (text().as_str(), TextSource::EmbeddedState));
}

#[test]
fn a_page_with_text_is_left_alone() {
    let other =
        serde_json::json!({"@type": "NewsArticle", "articleBody": "Quite another text. It is long, too. ".repeat(40)});
    let body = format!("<h1>Ferry runs again</h1>{}<script type=application/ld+json>{other}</script>", paragraphs());
    let article = maintext::extract(&page(&body));
    assert_eq!(article.source(), TextSource::Page);
    assert!(article.text().contains(PROSE[1]) && !article.text().contains("another"));
}

#[test]
fn the_best_guess_is_never_empty_where_there_is_text() {
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
fn menus_are_no_article() {
    let article =
        maintext::extract("<ul><li><a href=/>Home</a><li><a href=/news>News</a><li><a href=/log>Log in</a></ul>");
    assert!(!article.is_article());
}

#[test]
fn asked_first_the_answer_is_the_same() {
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
fn what_stands_in_noscript_is_named_or_asks_for_scripts() {
    for sentence in
        ["You need to enable JavaScript to run this app.", "We're sorry but this site does not work without it."]
    {
        let article = maintext::extract(&format!("<body><noscript>{sentence}</noscript><div id=root></div>"));
        assert_eq!((article.text(), article.confidence()), ("", 0.0));
    }
}
