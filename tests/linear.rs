//! Time grows in proportion to the page, whatever it holds, and the text comes out whole.

use maintext::internals::{from_scraper, parse};
use maintext::scraper::Html;
use maintext::{Extractor, Input, IntoInput};
use maintext_pages::hostile::KINDS;
use std::time::{Duration, Instant};

/// The smaller page, in bytes.
const SMALL: usize = 32 * 1024;

/// A page of twice the size may take so many times as long. Quadratic work would take four times as long.
const MOST: f64 = 3.0;

/// What is shorter than this says nothing.
const LEAST: Duration = Duration::from_millis(4);

/// How often a pair is measured, at most; the shortest times count.
const TRIES: usize = 24;

/// The time that this thread has computed, where the system tells it: other processes do not count.
fn computed() -> Option<Duration> {
    // The system brings the figure up to date when another thread may run.
    std::thread::yield_now();
    let figures = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    figures.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)
}

fn time(run: impl FnOnce()) -> Duration {
    let (start, before) = (Instant::now(), computed());
    run();
    match (before, computed()) {
        (Some(before), Some(after)) => after.saturating_sub(before),
        _ => start.elapsed(),
    }
}

/// Everything that can be asked of a page.
fn extract<'a, Kind>(extractor: &Extractor, page: impl IntoInput<'a, Kind>) {
    let article = extractor.extract(page).unwrap();
    let _ = article.text();
    // The paths of all blocks of a deep page are as long as it is deep, each: a few tell.
    let deepest = article.blocks().skip(article.blocks().len().saturating_sub(16));
    assert!(deepest.map(|block| block.path().len()).sum::<usize>() > 0 || article.blocks().len() == 0);
    let _ = article.metadata().authors();
}

/// Whether the larger of two pages takes too long, in the best of several measurements; how much longer.
fn is_slow(small: impl Fn(), large: impl Fn()) -> Option<f64> {
    let mut times = [Duration::MAX; 2];
    let mut ratio = 0.0;
    for _ in 0..TRIES {
        times = [times[0].min(time(&small)), times[1].min(time(&large))];
        ratio = times[1].as_secs_f64() / times[0].max(LEAST).as_secs_f64();
        if ratio <= MOST {
            return None;
        }
    }
    Some(ratio)
}

#[test]
fn twice_the_page_takes_twice_the_time() {
    let extractor = Extractor::default();
    let slow: Vec<String> = KINDS
        .iter()
        .filter_map(|kind| {
            let (small, large) = (kind.page(SMALL), kind.page(2 * SMALL));
            let ratio = is_slow(|| extract(&extractor, &small), || extract(&extractor, &large))?;
            Some(format!("{}: {ratio:.1} times as long", kind.name))
        })
        .collect();
    assert!(KINDS.len() > 140);
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}

#[test]
fn flattened_text_takes_time_in_proportion() {
    let extractor = Extractor::default();
    for line in ["x\n", "A sentence, which ends here.\n", " ", "word ", "12 comments\n", "By Ann Writer - 6 May 2024\n"]
    {
        let (small, large) = (line.repeat(2 * SMALL / line.len()), line.repeat(4 * SMALL / line.len()));
        let slow = is_slow(|| extract(&extractor, Input::plain(&small)), || extract(&extractor, Input::plain(&large)));
        assert_eq!(slow, None, "{line:?}");
    }
}

#[test]
fn pages_that_scraper_parsed_take_time_in_proportion() {
    const PARSED: &[&str] = &[
        "nested div",
        "nested itemscope",
        "nested authors",
        "nested article",
        "unclosed li",
        "unclosed td",
        "paragraphs deep down",
        "posts deep down",
        "bylines in a long class",
        "properties in a long type",
        "many p",
        "many br",
        "many a",
        "many headings",
        "many cards",
        "many dates",
        "many noscript",
        "many classes",
        "one text",
        "one pre",
        "many attributes",
        "JSON-LD of many",
        "different keywords",
        "nested shadow roots",
        "slots of many names",
    ];
    let extractor = Extractor::default();
    let kinds: Vec<_> = KINDS.iter().filter(|kind| PARSED.contains(&kind.name)).collect();
    assert_eq!(kinds.len(), PARSED.len());
    for kind in kinds {
        let pages = [kind.page(SMALL), kind.page(2 * SMALL)].map(|page| Html::parse_document(&page));
        let slow = is_slow(|| extract(&extractor, &pages[0]), || extract(&extractor, &pages[1]));
        assert_eq!(slow, None, "{}", kind.name);
    }
    let deep = Html::parse_document(&"<div>x".repeat(3000));
    let tree = from_scraper(&deep);
    assert_eq!(tree.text(0), "x".repeat(3000));
    assert!(tree.path(tree.len() as u32 - 1).matches(" > ").count() < 600);
}

/// Whole texts of elements that nest far deeper than the tree does, each with a word of its own.
#[test]
fn text_comes_out_whole_and_in_order() {
    const COUNT: usize = 20_000;
    for tag in [
        "div",
        "span",
        "p",
        "ul><li",
        "table><tr><td",
        "b",
        "i",
        "a href=x",
        "font color=red",
        "svg",
        "svg><g",
        "math",
        "math><mi",
        "template",
        "section",
        "blockquote",
        "dl><dd",
        "button",
        "object",
        "form",
        "x-card",
        "ruby><rt",
        "h1",
        "pre",
        "nobr",
        "label",
        "noscript",
        "figure",
        "em><p",
        "b><i><p",
        "select",
        "select><option",
        "marquee",
        "svg><foreignObject><p",
        "table><caption",
        "article",
        "fieldset",
        "tbody",
        "td",
        "option",
        "center",
    ] {
        let page: String = (0..COUNT).map(|i| format!("<{tag}>w{i} ")).collect();
        let start = Instant::now();
        let tree = parse(&page);
        let words: Vec<&str> = tree.text(0).split_whitespace().collect();
        assert_eq!(words.len(), COUNT, "<{tag}>");
        assert!(words.iter().enumerate().all(|(i, word)| *word == format!("w{i}")), "<{tag}>");
        assert!(start.elapsed() < Duration::from_secs(20), "<{tag}> takes {:?}", start.elapsed());
    }
}

/// What is closed again lies beside what follows it, however deep it was.
#[test]
fn what_is_closed_is_closed() {
    let page = format!("<div id=a>{}deep{}</div><p id=b>behind", "<span>".repeat(5000), "</span>".repeat(5000));
    let tree = parse(&page);
    let last = tree.len() as u32 - 1;
    assert_eq!(tree.path(last), "html > body > p:nth-child(2)");
    let page = format!("{}<p>one<p>two{}<p>three", "<div>".repeat(3000), "</div>".repeat(3000));
    let article = maintext::extract(&page);
    let texts: Vec<&str> = article.blocks().map(|block| block.text()).collect();
    assert_eq!(texts, ["one", "two", "three"]);
    assert_eq!(article.blocks().last().unwrap().path(), "html > body > p:nth-child(2)");
}

/// Scripts, titles and text areas are read as such beyond the depth that the tree builder takes.
#[test]
fn raw_text_is_raw_far_down() {
    let page = format!(
        "{}<script>var a = '<p>no</p>';</script><style>p {{}}</style><textarea><p></textarea>\
         <script type=application/ld+json>{{\"@type\":\"Article\",\"author\":\"Ann Writer\"}}</script><p>yes",
        "<div>".repeat(1000)
    );
    let article = maintext::extract(&page);
    let texts: Vec<&str> = article.blocks().map(|block| block.text()).collect();
    assert_eq!(texts, ["yes"]);
    assert_eq!(article.metadata().authors(), ["Ann Writer"]);
}
