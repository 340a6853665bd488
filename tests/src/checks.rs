//! The checks, one function per fuzz target. Each panics if a property does not hold.

use maintext::internals::{self, Tag, Tree};
use maintext::scraper::Html;
use maintext::{Article, Extractor, Feature, Input, LearnedScorer};
use std::sync::LazyLock;

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(Extractor::default);

/// Extracts bytes with a charset label that the first byte selects.
pub fn bytes(data: &[u8]) {
    const LABELS: &[&str] =
        &["", "utf-8", "windows-1252", "utf-16le", "gb18030", "shift_jis", "iso-2022-jp", "klingon"];
    let Some((&choice, body)) = data.split_first() else { return };
    let label = LABELS[usize::from(choice) % LABELS.len()];
    let input = Input::bytes(body).with_url("https://example.org/a/b");
    let input = if label.is_empty() { input } else { input.with_charset(label) };
    match EXTRACTOR.extract(input) {
        Ok(article) => check(&article),
        Err(error) => assert!(error.is_compressed() || error.is_not_html(), "{error}"),
    }
}

/// Returns the article of an input, or `None` if the input is not HTML.
fn extracted(input: Input) -> Option<Article> {
    match EXTRACTOR.extract(input) {
        Ok(article) => Some(article),
        Err(error) => {
            assert!(error.is_not_html(), "{error}");
            None
        }
    }
}

/// Extracts HTML, from a string and from a parsed page.
pub fn html(data: &str) {
    let Some(article) = extracted(Input::html(data)) else { return };
    check(&article);
    check(&EXTRACTOR.extract(&Html::parse_document(data)).unwrap());
}

/// Extracts flattened text. Each line of the result must be in the input.
pub fn plain(data: &str) {
    let Some(article) = extracted(Input::plain(data)) else { return };
    check(&article);
    assert_eq!(maintext::clean_text(data), article.text());
    for line in article.text().lines().filter(|line| !line.is_empty()) {
        assert!(data.contains(line.trim()), "{line:?} is not in the text");
    }
}

/// Loads a model file with this body, with and without a valid header and checksum.
pub fn model(data: &[u8]) {
    let _ = LearnedScorer::from_bytes(data);
    let embedded: &[u8] = include_bytes!("../../src/classify/model/model.bin");
    // Signature and version come first, then the length, then the features of this version of the crate.
    let (head, features) = (&embedded[..12], &embedded[16..24]);
    let body = [features, data].concat();
    let checksum = body.iter().fold(0x811c_9dc5_u32, |hash, &byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    let file = [head, &(body.len() as u32).to_le_bytes(), &body, &checksum.to_le_bytes()].concat();
    match LearnedScorer::from_bytes(&file) {
        Ok(scorer) => {
            let page = "<h1>Tides</h1><p>The sea rises and falls twice a day, drawn by the moon.</p><a href=x>More</a>";
            let extractor = Extractor::default().with_scorer(scorer);
            check(&extractor.extract(page).unwrap());
            check(&extractor.extract(Input::plain("Tides\nThe sea rises and falls, drawn by the moon.")).unwrap());
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

/// Puts data where metadata is read from: JSON-LD, microdata, bylines, dates and `<meta>` tags.
pub fn metadata(data: &str) {
    let page = format!(
        "<html><head><script type=application/ld+json>{data}</script><body itemscope><h1>Tides</h1>\
         <p>By {data}</p><time datetime=\"{}\">x</time>",
        data.replace('"', "&quot;")
    );
    extracted(Input::html(&page)).iter().for_each(check);
    let page =
        format!("<meta name=author content=\"{0}\"><meta name=date content=\"{0}\"><p>{data}", data.replace('"', "'"));
    extracted(Input::html(&page)).iter().for_each(check);
}

/// Compares the tree from the crate's own tokenizer with the tree from html5ever's tokenizer.
pub fn tokenizer(data: &str) {
    // html5ever keeps the first newline of a `<pre>` if it is a character reference without a semicolon: the parse
    // error comes between the tag and the newline.
    let lower = data.to_ascii_lowercase();
    if lower.contains("&#") && ["<pre", "<listing", "<textarea"].iter().any(|tag| lower.contains(tag)) {
        return;
    }
    let Some(ours) = internals::parse_without_degraded_mode(data) else { return };
    let theirs = internals::parse_by_html5ever(data);
    assert_eq!(lines(&ours), lines(&theirs));
    assert!(ours.data().eq(theirs.data()));
}

/// Returns a line for each node: its parent, tag, name, attributes and text.
fn lines(tree: &Tree) -> Vec<String> {
    let line = |node| {
        let mut attrs: Vec<_> = tree.attrs(node).collect();
        attrs.sort_by_key(|&(key, _)| key as u8);
        let text = if tree.tag(node) == Tag::Text { tree.text(node) } else { "" };
        format!("{} {:?} {} {attrs:?} {text:?}", tree.parent(node), tree.tag(node), tree.name(node))
    };
    (0..tree.len() as u32).map(line).collect()
}

/// Checks the properties of every article.
fn check(article: &Article) {
    assert!((0.0..=1.0).contains(&article.confidence()), "confidence {}", article.confidence());
    let text = article.text();
    for block in article.blocks() {
        assert!((0.0..=1.0).contains(&block.score()), "score {}", block.score());
        assert!(Feature::all().all(|feature| block.feature(feature).is_finite()));
        assert!(!block.text().trim().is_empty());
        assert_eq!(block.range().is_some(), block.is_content());
        if let Some(range) = block.range() {
            assert_eq!(&text[range], block.text());
        }
    }
    if let Some(block) = article.blocks().next() {
        let _ = block.path();
        assert!(block.contributions().iter().all(|(_, reason)| reason.is_finite()));
    }
    let metadata = article.metadata();
    for date in [metadata.published(), metadata.modified()].into_iter().flatten() {
        assert!(date.len() >= 10 && date.as_bytes()[4] == b'-', "{date}");
    }
    assert!(metadata.authors().iter().all(|author| !author.trim().is_empty()));
}
