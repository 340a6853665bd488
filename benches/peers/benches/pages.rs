//! Benchmarks of all extractors on the generated pages.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use maintext_pages::ordinary;
use peers::{CONTESTANTS, Page};
use std::hint::black_box;
use std::time::Duration;

fn extractors(criterion: &mut Criterion) {
    for made in ordinary::all() {
        let page = Page::new(made.html.into_bytes());
        let mut group = criterion.benchmark_group(made.name);
        group.throughput(Throughput::Bytes(page.bytes.len() as u64));
        group.warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(2)).sample_size(20);
        for contestant in CONTESTANTS {
            let id = BenchmarkId::from_parameter(contestant.name);
            group.bench_with_input(id, &page, |bencher, page| bencher.iter(|| black_box((contestant.run)(page))));
        }
        group.finish();
    }
}

criterion_group!(benches, extractors);
criterion_main!(benches);
