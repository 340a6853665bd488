//! Time of each stage on each page, in microseconds and in bytes of HTML per second: `cargo bench --bench stages`.
//!
//! The figures are medians, for comparing two versions on one quiet machine. Whether a change made something slower is
//! decided by counted instructions (`cargo bench --bench instructions`). Only the standard library is used, since a
//! bench harness would be compiled for every example, too.

use maintext::internals::{self, Parsed};
use maintext::{Article, Extractor, Input};
use maintext_pages::ordinary;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// Time spent on one stage of one page.
const TIME: Duration = Duration::from_millis(500);

/// Measures or, with `--test`, runs everything once.
struct Bench {
    is_test: bool,
}

impl Bench {
    /// Prints the median time of `work` on a page of this many bytes of HTML.
    fn run<T>(&self, page: &str, stage: &str, bytes: usize, work: impl Fn() -> T) {
        let time = || {
            let start = Instant::now();
            black_box(work());
            start.elapsed()
        };
        time();
        if self.is_test {
            return;
        }
        let mut times = Vec::new();
        let start = Instant::now();
        while start.elapsed() < TIME {
            times.push(time());
        }
        times.sort();
        let median = times[times.len() / 2].as_secs_f64();
        println!("{page:14} {stage:10} {:10.1} µs {:8.1} MB/s", median * 1e6, bytes as f64 / median / 1e6);
    }
}

fn main() {
    let bench = Bench { is_test: std::env::args().any(|argument| argument == "--test") };
    for page in ordinary::all() {
        let bytes = page.html.as_bytes();
        let run = |stage, work: &dyn Fn() -> usize| bench.run(page.name, stage, bytes.len(), work);
        run("decode", &|| internals::decode(black_box(bytes)).len());
        run("parse", &|| internals::parse(black_box(&page.html)).len());
        let tree = internals::parse(&page.html);
        run("blocks", &|| internals::blocks(black_box(&tree)).list.len());

        let parsed = Parsed::new(bytes);
        let vocabulary = internals::embedded_vocabulary();
        run("features", &|| parsed.features(&vocabulary).len());
        let features = parsed.features(&vocabulary);
        run("score", &|| internals::embedded_scores(black_box(&features)).len());
        let scores = internals::embedded_scores(&features);
        let path_groups = parsed.path_groups();
        run("select", &|| parsed.select(&features, black_box(&scores), &path_groups).len());
        let kept = parsed.select(&features, &scores, &path_groups);
        run("text", &|| parsed.render(black_box(&kept)).len());

        let extractor = Extractor::default();
        let output = |render: fn(&Article) -> String| output(&extractor, black_box(bytes), render);
        assert_eq!(
            parsed.render(&kept),
            output(text),
            "the text of the stages (left) differs from that of the extractor (right)"
        );
        run("whole", &|| output(text).len());
        run("markdown", &|| output(|article| with_metadata(article, article.markdown())).len());
        run("html", &|| output(|article| with_metadata(article, article.html())).len());
    }
}

fn output(extractor: &Extractor, bytes: &[u8], render: impl Fn(&Article) -> String) -> String {
    extractor.extract(Input::bytes(bytes)).map_or_else(|_| String::new(), |article| render(&article))
}

fn text(article: &Article) -> String {
    article.text().to_owned()
}

/// Reads the metadata of an article, and returns the output.
fn with_metadata(article: &Article, output: String) -> String {
    black_box(article.metadata().tags().len());
    output
}
