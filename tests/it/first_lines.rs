//! The first lines that users type compile: pages, URLs and charsets in every common form.

use maintext::{Article, BlockKind, CharsetSource, Error, ErrorKind, Extractor, Input, LearnedScorer, Options, Scorer};
use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;
use url::Url;

const TEXT: &str = "Rivers carry water, and with it sand, from the mountains to the sea, and so they shape the land.";

fn page() -> String {
    format!("<html lang=en><title>On rivers</title><h1>On rivers</h1><p>{TEXT}")
}

fn check(article: &Article) {
    assert_eq!(article.text(), TEXT);
}

#[test]
#[allow(clippy::needless_borrows_for_generic_args, reason = "forms that users write")]
fn extract_takes_text_in_every_form() {
    let page = page();
    let cow: Cow<str> = Cow::Borrowed(&page);
    check(&maintext::extract(&*page));
    check(&maintext::extract(page.as_str()));
    check(&maintext::extract(&page));
    check(&maintext::extract(&&*page));
    check(&maintext::extract(page.clone()));
    check(&maintext::extract(&cow));
    check(&maintext::extract(cow.clone()));
    check(&maintext::extract(&Arc::<str>::from(&*page)));
    check(&maintext::extract(&Rc::<str>::from(&*page)));
    check(&maintext::extract(Box::<str>::from(&*page)));
    check(&maintext::extract(format!("{page}\n")));
    check(&maintext::extract(String::from_utf8_lossy(page.as_bytes())));
}

#[test]
fn extract_takes_bytes_in_every_form() {
    let page = page().into_bytes();
    let bytes = bytes::Bytes::from(page.clone());
    check(&maintext::extract(&page));
    check(&maintext::extract(&page[..]));
    check(&maintext::extract(page.as_slice()));
    check(&maintext::extract(page.clone()));
    check(&maintext::extract(&bytes));
    check(&maintext::extract(&bytes[..]));
    check(&maintext::extract(bytes.clone()));
    check(&maintext::extract(&bytes::BytesMut::from(&page[..])));
    check(&maintext::extract(Cow::Borrowed(&page[..])));
    check(&maintext::extract(&Arc::<[u8]>::from(&page[..])));
    check(&maintext::extract(Box::<[u8]>::from(&page[..])));
    assert_eq!(maintext::extract(b"<p>A paragraph of text, which is long enough.").blocks().len(), 1);
    assert!(!maintext::extract(include_bytes!("first_lines.rs")).text().is_empty());
}

#[test]
fn extract_never_fails() {
    for body in [&b"\x1f\x8b\x08\0"[..], b"%PDF-1.7\n1 0 obj\n", b"\xff\xfe\0", b""] {
        assert_eq!(maintext::extract(body).text(), "");
    }
    assert_eq!(maintext::clean_text(b"\x1f\x8b\x08\0"), "");
}

#[test]
fn extractor_takes_what_extract_takes() -> Result<(), Error> {
    let extractor = Extractor::default();
    let page = page();
    check(&extractor.extract(&page)?);
    check(&extractor.extract(page.clone())?);
    check(&extractor.extract(page.as_bytes())?);
    check(&extractor.extract(bytes::Bytes::from(page.clone()))?);
    let cow: Cow<str> = Cow::Borrowed(&page);
    check(&extractor.extract(Input::html(&cow))?);
    check(&extractor.extract(Input::html(page.as_bytes()))?);
    let input = Input::html(&page).with_url("https://example.org/");
    check(&extractor.extract(&input)?);
    check(&extractor.extract(input)?);
    assert!(!extractor.is_article(&page)?);
    Ok(())
}

#[test]
fn extract_takes_parsed_page() {
    check(&maintext::extract(&maintext::scraper::Html::parse_document(&page())));
}

#[test]
fn input_takes_urls_in_every_form() -> Result<(), Box<dyn std::error::Error>> {
    let page = page();
    let url = Url::parse("https://example.org/rivers")?;
    for input in [
        Input::html(&page).with_url(&url),
        Input::html(page.as_str()).with_url(url.clone()),
        Input::html(page.clone()).with_url(url.as_str()),
        Input::bytes(&page).with_url(url.to_string()),
        Input::bytes(page.as_bytes()).with_url(Some(&url)),
        Input::bytes(&bytes::Bytes::from(page.clone())).with_url(&Some(url.to_string())).with_url(None::<&str>),
    ] {
        assert_eq!(Extractor::default().extract(input)?.url(), Some("https://example.org/rivers"));
    }
    Ok(())
}

#[test]
fn input_takes_charsets_in_every_form() -> Result<(), Error> {
    let page = b"<p>Caf\xe9s are places where people meet, drink, and talk about the news of the day.";
    let label = String::from("windows-1252");
    for input in [
        Input::bytes(page).with_charset("windows-1252"),
        Input::bytes(page).with_charset(&label),
        Input::bytes(page).with_charset(label.clone()),
        Input::bytes(page).with_charset(Some("windows-1252")),
        Input::bytes(page).with_charset(Some(label.clone())),
        Input::bytes(page).with_charset(&Some(label.clone())),
        Input::bytes(page).with_charset(Some(&label)).with_charset(None::<String>),
    ] {
        let article = Extractor::default().extract(input)?;
        assert!(article.text().starts_with("Cafés"));
        assert_eq!(article.charset().map(|charset| charset.source()), Some(CharsetSource::Given));
    }
    Ok(())
}

#[test]
fn input_takes_content_types_in_every_form() -> Result<(), Error> {
    /// As `http::HeaderValue` is.
    struct Header(Vec<u8>);

    impl AsRef<[u8]> for Header {
        fn as_ref(&self) -> &[u8] {
            &self.0
        }
    }

    let page = b"<p>Caf\xe9s are places where people meet, drink, and talk about the news of the day.";
    let header = Header(b"text/html; charset=windows-1252".to_vec());
    for input in [
        Input::bytes(page).with_content_type("text/html; charset=windows-1252"),
        Input::bytes(page).with_content_type(&header),
        Input::bytes(page).with_content_type(Some(&header)),
        Input::bytes(page).with_content_type(Some(&header)).with_content_type("text/html; charset=klingon"),
    ] {
        let article = Extractor::default().extract(input)?;
        assert_eq!(article.charset().map(|charset| charset.source()), Some(CharsetSource::ContentType));
    }
    Ok(())
}

#[test]
fn article_has_what_newcomers_look_for() {
    let head = "<meta name=author content='Jane Doe'><meta property=article:published_time content=2024-05-06>";
    let article = maintext::extract(format!("<html lang=en><title>On rivers</title>{head}<h1>On rivers</h1><p>{TEXT}"));
    assert_eq!(article.title(), Some("On rivers"));
    assert_eq!(article.authors(), ["Jane Doe"]);
    assert_eq!(article.language(), Some("en"));
    assert_eq!(article.date(), Some("2024-05-06"));
    assert_eq!(article.url(), None);
    assert_eq!(article.to_string(), TEXT);
    assert_eq!(article.clone().text(), TEXT);
    assert_eq!(article.clone().title(), article.title());
    let text: String = article.into_text();
    assert_eq!(text, TEXT);
}

#[test]
fn block_kinds_serialize() {
    let kinds = [BlockKind::Paragraph, BlockKind::Heading(2), BlockKind::ListItem];
    let json = serde_json::to_value(kinds).unwrap();
    assert_eq!(json, serde_json::json!(["paragraph", {"heading": 2}, "list_item"]));
}

#[test]
fn errors_have_kinds_and_cross_threads() {
    fn is_portable<
        T: Send + Sync + std::panic::UnwindSafe + std::panic::RefUnwindSafe + std::error::Error + 'static,
    >() {
    }
    is_portable::<Error>();
    let error = Extractor::default().extract(b"\x1f\x8b\x08\0").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Compressed);
    let error = Extractor::default().extract("%PDF-1.7\n").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotHtml);
    let error = Extractor::new(Options::new().with_max_bytes(3)).extract("four").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Limit);
    let _: Box<dyn std::error::Error + Send + Sync> = error.into();
}

#[test]
fn boxed_and_shared_scorers_are_scorers() {
    let page = page();
    let expected = maintext::extract(&page);
    let shared: Arc<dyn Scorer> = Arc::new(LearnedScorer::default());
    let scorers: Vec<Box<dyn Scorer>> = vec![Box::new(LearnedScorer::default()), Box::new(shared)];
    for scorer in scorers {
        let article = Extractor::default().with_scorer(scorer).extract(&page).unwrap();
        let scores = |article: &Article| article.blocks().map(|block| block.score()).collect::<Vec<_>>();
        assert_eq!(scores(&article), scores(&expected));
        assert_eq!(article.confidence(), expected.confidence());
    }
}

#[test]
fn options_compare() {
    assert_eq!(Options::new(), Options::default());
    assert_ne!(Options::new().with_max_nodes(5), Options::new());
}
