//! Time grows in proportion to the page, whatever it holds.
//!
//! These tests measure time, so `cargo test` leaves them out: `cargo test --release --test linear` runs them alone, on a
//! machine that is not busy with much else.

use maintext::scraper::Html;
use maintext::{Article, ChunkOptions, Extractor, Input, IntoInput, Options, TextOptions};
use maintext_pages::hostile::KINDS;
use std::time::{Duration, Instant};

/// Size of the smaller page, in bytes.
const SMALL: usize = 64 * 1024;

/// Maximum ratio of times for a page of twice the size. Quadratic work would have a ratio of 4.
const MAX_RATIO: f64 = 3.0;

/// Shorter times are rounded up to this: they are mostly noise.
const MIN_TIME: Duration = Duration::from_millis(1);

/// Maximum number of measurements of a pair; the shortest times count.
const MAX_TRIES: usize = 24;

/// CPU time of this thread, if the system reports it: other processes do not count.
fn cpu_time() -> Option<Duration> {
    // The system updates the figure when it may switch threads.
    std::thread::yield_now();
    let figures = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    figures.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)
}

fn time(run: impl FnOnce()) -> Duration {
    let (start, before) = (Instant::now(), cpu_time());
    run();
    match (before, cpu_time()) {
        (Some(before), Some(after)) => after.saturating_sub(before),
        _ => start.elapsed(),
    }
}

/// Computes everything that an article has.
fn extract<'a, Kind>(extractor: &Extractor, page: impl IntoInput<'a, Kind>) {
    let article = extractor.extract(page).unwrap();
    let _ = article.text();
    // On a deep page each path is as long as the page is deep, so only a few are computed.
    let deepest = article.blocks().skip(article.blocks().len().saturating_sub(16));
    assert!(deepest.map(|block| block.path().len()).sum::<usize>() > 0 || article.blocks().len() == 0);
    let _ = article.metadata().authors();
}

/// Returns the ratio of times if the larger page takes too long in the best of several measurements.
fn excess(small: impl Fn(), large: impl Fn()) -> Option<f64> {
    let mut times = [Duration::MAX; 2];
    let mut ratio = 0.0;
    for _ in 0..MAX_TRIES {
        times = [times[0].min(time(&small)), times[1].min(time(&large))];
        ratio = times[1].as_secs_f64() / times[0].max(MIN_TIME).as_secs_f64();
        if ratio <= MAX_RATIO {
            return None;
        }
    }
    Some(ratio)
}

#[test]
fn hostile_pages_of_twice_the_size_take_twice_the_time() {
    let extractor = Extractor::default();
    let slow: Vec<String> = KINDS
        .iter()
        .filter_map(|kind| {
            let (small, large) = (kind.page(SMALL), kind.page(2 * SMALL));
            let ratio = excess(|| extract(&extractor, &small), || extract(&extractor, &large))?;
            Some(format!("{}: {ratio:.1} times as long", kind.name))
        })
        .collect();
    assert!(KINDS.len() > 140);
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}

#[test]
fn flattened_text_of_twice_the_size_takes_twice_the_time() {
    let extractor = Extractor::default();
    for line in ["x\n", "A sentence, which ends here.\n", " ", "word ", "12 comments\n", "By Ann Writer - 6 May 2024\n"]
    {
        let (small, large) = (line.repeat(2 * SMALL / line.len()), line.repeat(4 * SMALL / line.len()));
        let slow = excess(|| extract(&extractor, Input::plain(&small)), || extract(&extractor, Input::plain(&large)));
        assert_eq!(slow, None, "{line:?}");
    }
}

#[test]
fn parsed_pages_of_twice_the_size_take_twice_the_time() {
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
        let slow = excess(|| extract(&extractor, &pages[0]), || extract(&extractor, &pages[1]));
        assert_eq!(slow, None, "{}", kind.name);
    }
}

/// Pages for the readers of metadata, each with a number of units.
const METADATA: &[(&str, fn(usize) -> String)] = &[
    ("author", |count| nested("<div class=author>", count)),
    ("names", |count| nested("<div class='comment author date'>", count)),
    ("itemprop", |count| nested("<div itemprop=author itemscope itemtype=x/Comment>", count)),
    ("rel", |count| nested("<a rel=author href=/author/x>", count)),
    ("brackets", |count| json_ld(&("[".repeat(count) + &"}".repeat(count)))),
    ("nested JSON", |count| json_ld(&"{\"author\":".repeat(count))),
    ("references", |count| json_ld(&format!("{{\"author\": [{}]}}", "{\"@id\": \"#a\"},".repeat(count)))),
    ("quotes", |count| json_ld(&"\" ".repeat(count))),
    ("comments", |count| {
        format!("<div class=comments>{}</div>", "<div class=comment><b class=author>A</b><p>b c</p>".repeat(count))
    }),
    ("author tags", |count| "<meta name=author content='A B, C D and E F'>".repeat(count)),
    ("keywords", |count| format!("<meta name=keywords content='{}'>", "a,b;".repeat(count))),
    ("title", |count| format!("<title>{}</title>", "a | ".repeat(count))),
    ("Chinese reporters", |count| format!("<p>{}</p>", "（记者 王小明".repeat(count))),
    ("Korean reporters", |count| format!("<p>{}</p>", "김철수기자".repeat(count))),
    ("dates", |count| "<b class=date>Updated 1/2/2025</b><p class=date>13/2/2025</p>".repeat(count)),
    ("different dates", |count| {
        (0..count).map(|day| format!("<b class=date{day}>Updated {}/{}/2025</b>", day % 28, day % 12)).collect()
    }),
];

fn nested(open: &str, count: usize) -> String {
    let sentences = "A sentence that is long enough to be kept. ".repeat(9);
    format!("<p>{sentences}</p>{}x", open.repeat(count))
}

fn json_ld(json: &str) -> String {
    format!("<script type=application/ld+json>{json}</script>")
}

#[test]
fn twice_the_metadata_takes_twice_the_time() {
    const UNITS: usize = 10_000;
    let extractor = Extractor::default();
    for (name, page) in METADATA {
        let (small, large) = (page(UNITS), page(2 * UNITS));
        let ratio = excess(|| extract(&extractor, &small), || extract(&extractor, &large));
        assert_eq!(ratio, None, "{name}");
    }
}

/// Pages for the renderers, each with a number of units.
const RENDERED: &[(&str, fn(usize) -> String)] = &[
    ("images in a picture with a long srcset", |count| {
        format!("<picture><source srcset='{}'>{}</picture>", "/a.jpg 1w,".repeat(count), "<img>".repeat(count))
    }),
    ("columns", |count| format!("<table><tr>{0}<tr>{0}</table>", "<td>a".repeat(count))),
    ("narrow rows of a wide table", |count| {
        format!("<table><tr>{}{}</table>", "<td>a".repeat(count), "<tr><td>a<td>b".repeat(count))
    }),
    ("wide cells", |count| format!("<table>{}</table>", "<tr><td colspan=1000>a<td>b".repeat(count))),
    ("images beside captions with a long class", |count| {
        let captions = "<p>a</p>b".repeat(8);
        format!(
            "<p>x</p><div class='{}'>{}",
            "abcdefg ".repeat(count),
            format!("<img src=/a.png>{captions}").repeat(count / 8)
        )
    }),
    ("images and links with a long base", |count| {
        let base = format!("<base href='https://example.org/{}/'>", "abcdefg".repeat(count));
        base + &"<p>a<img src=a.png><a href=b>c</a>".repeat(count)
    }),
    ("items", |count| "<ul><li>a</ul>".repeat(count)),
    ("links", |count| "<a href=/a>b</a> ".repeat(count)),
    ("formulas", |count| "\\(x_1\\) and $a$ ".repeat(count)),
    ("code", |count| format!("<pre>{}</pre>", "a = `b`\n".repeat(count))),
    ("headings", |count| "<h1>a</h1><h2>b</h2>".repeat(count)),
    ("terms", |count| format!("<dl>{}</dl>", "<dt>a<dt>b<dd>c".repeat(count))),
];

/// Writes every output.
fn render(article: &Article) {
    let text = TextOptions::new().with_links(true).with_images(true).with_tsv_tables(true).with_comments(true);
    let chunks = article.chunks(&ChunkOptions::new().with_max_chars(100));
    let sizes = [
        article.text_with(&text).len(),
        article.markdown().len(),
        article.html().len(),
        article.links().len(),
        article.images().len(),
        chunks.len(),
        article.blocks().filter_map(|block| block.markdown()).count(),
    ];
    std::hint::black_box(sizes);
}

#[test]
fn twice_the_content_takes_every_renderer_twice_the_time() {
    const UNITS: usize = 8_000;
    let extractor = Extractor::new(Options::new().with_content_selector("html").unwrap());
    let slow: Vec<String> = RENDERED
        .iter()
        .filter_map(|(name, page)| {
            let articles = [UNITS, 2 * UNITS].map(|units| extractor.extract(&page(units)).unwrap());
            // A clone has no outputs yet.
            let ratio = excess(|| render(&articles[0].clone()), || render(&articles[1].clone()))?;
            Some(format!("{name}: {ratio:.1} times as long"))
        })
        .collect();
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}
