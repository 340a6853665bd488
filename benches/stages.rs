//! Each stage of a page's way, and the whole of it, in bytes of HTML a second.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use maintext::internals::{self, Parsed};
use maintext::{Article, Extractor, Input, LearnedScorer, Scorer, Vocabulary};
use std::hint::black_box;
use std::time::Duration;

mod pages;

fn stages(criterion: &mut Criterion) {
    for page in pages::all() {
        let mut group = criterion.benchmark_group(page.name);
        group.throughput(Throughput::Bytes(page.html.len() as u64));
        group.warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(1)).sample_size(20);

        let bytes = page.html.as_bytes();
        group.bench_function("decode", |b| b.iter(|| black_box(internals::decode(black_box(bytes)))));
        group.bench_function("parse", |b| b.iter(|| black_box(internals::parse(black_box(&page.html)))));
        let tree = internals::parse(&page.html);
        group.bench_function("blocks", |b| b.iter(|| black_box(internals::blocks(black_box(&tree)))));

        let parsed = Parsed::new(bytes);
        let scorer = LearnedScorer::default();
        let none = Vocabulary::default();
        let vocabulary = scorer.vocabulary().unwrap_or(&none);
        group.bench_function("features", |b| b.iter(|| black_box(parsed.features(vocabulary))));
        let features = parsed.features(vocabulary);
        group.bench_function("score", |b| b.iter(|| black_box(scorer.score(black_box(&features)))));
        let scores = scorer.score(&features);
        let places = parsed.places();
        group.bench_function("select", |b| b.iter(|| black_box(parsed.select(&features, black_box(&scores), &places))));
        let kept = parsed.select(&features, &scores, &places);
        group.bench_function("text", |b| b.iter(|| black_box(parsed.render(black_box(&kept)))));

        let extractor = Extractor::default();
        assert_eq!(parsed.render(&kept), text(&extractor, bytes), "the stages are not those of the whole");
        group.bench_function("whole", |b| b.iter(|| black_box(text(&extractor, black_box(bytes)))));
        group.bench_function("markdown", |b| {
            b.iter(|| black_box(output(&extractor, black_box(bytes), Article::markdown)))
        });
        group.bench_function("html", |b| b.iter(|| black_box(output(&extractor, black_box(bytes), Article::html))));
        group.finish();
    }
}

fn text(extractor: &Extractor, bytes: &[u8]) -> String {
    extractor.extract(Input::bytes(bytes)).map_or_else(|_| String::new(), |article| article.text().to_owned())
}

/// The whole way to Markdown or HTML, with the metadata.
fn output(extractor: &Extractor, bytes: &[u8], render: impl Fn(&Article) -> &str) -> usize {
    extractor.extract(Input::bytes(bytes)).map_or(0, |article| render(&article).len() + article.metadata().tags().len())
}

criterion_group!(benches, stages);
criterion_main!(benches);
