//! Peak memory per byte of a page, which the README states, and number of allocations, both counted by an allocator.
#![allow(unsafe_code, reason = "an allocator cannot be written without")]

use maintext::Extractor;
use maintext::scraper::Html;
use maintext_pages::hostile::KINDS;
use maintext_pages::ordinary;
use std::alloc::{GlobalAlloc, Layout, System};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// Maximum peak memory of ordinary pages, in multiples of their size. The pages are those of `tests/pages`, repeated.
const MAX_MULTIPLE_OF_ORDINARY: f64 = 30.0;

/// Maximum peak memory of any page, in multiples of its size.
const MAX_MULTIPLE_OF_ANY: f64 = 270.0;

/// Maximum number of allocations of an extraction, relative to those of parsing with scraper, on the pages of the
/// benches.
const MAX_ALLOCATIONS: f64 = 0.2;

/// Counts the bytes in use, their peak, and the allocations.
struct CountingAllocator;

static IN_USE: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);
static ALLOCATIONS: AtomicUsize = AtomicUsize::new(0);

fn grow(bytes: usize) {
    ALLOCATIONS.fetch_add(1, Relaxed);
    PEAK.fetch_max(IN_USE.fetch_add(bytes, Relaxed) + bytes, Relaxed);
}

// SAFETY: every call is passed on to the system's allocator unchanged.
unsafe impl GlobalAlloc for CountingAllocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        grow(layout.size());
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        IN_USE.fetch_sub(layout.size(), Relaxed);
        unsafe { System.dealloc(memory, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: CountingAllocator = CountingAllocator;

/// Returns the peak memory of extracting a page and its metadata, in multiples of the page's size.
fn multiple(extractor: &Extractor, page: &str) -> f64 {
    let before = IN_USE.load(Relaxed);
    PEAK.store(before, Relaxed);
    let article = extractor.extract(page).unwrap();
    assert!(article.text().len() <= page.len());
    let _ = article.metadata().authors();
    (PEAK.load(Relaxed) - before) as f64 / page.len() as f64
}

/// Counts the allocations of a function.
fn allocations<T>(run: impl FnOnce() -> T) -> usize {
    let before = ALLOCATIONS.load(Relaxed);
    let _kept = run();
    ALLOCATIONS.load(Relaxed) - before
}

/// A single test, because allocations in other threads would count, too.
#[test]
fn memory_is_proportional_to_page_size() {
    let extractor = Extractor::default();
    // Build what is built once: the model, tables of names.
    let _ = extractor.extract("<p>x").unwrap().metadata().authors();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("pages");
    let mut max = 0.0_f64;
    for entry in std::fs::read_dir(folder).unwrap() {
        let page = std::fs::read(entry.unwrap().path().join("source.html")).unwrap();
        // The fixtures are smaller than real pages.
        let page = String::from_utf8_lossy(&page).repeat(20);
        max = max.max(multiple(&extractor, &page));
    }
    println!("pages: {max:.0} times their size");
    assert!(max <= MAX_MULTIPLE_OF_ORDINARY, "{max}");
    let (mut ours, mut theirs) = (0, 0);
    for ordinary::Page { name, html } in ordinary::all() {
        let (own, of_scraper) = (allocations(|| extractor.extract(&html)), allocations(|| Html::parse_document(&html)));
        println!("{name}: {own} allocations, {of_scraper} of scraper");
        ours += own;
        theirs += of_scraper;
    }
    assert!(ours as f64 <= theirs as f64 * MAX_ALLOCATIONS, "{ours} allocations, {theirs} of scraper");
    for kind in KINDS {
        let (small, large) = (kind.page(64 << 10), kind.page(128 << 10));
        let (small, large) = (multiple(&extractor, &small), multiple(&extractor, &large));
        println!("{}: {small:.1} and {large:.1} times its size", kind.name);
        assert!(large <= MAX_MULTIPLE_OF_ANY, "{}: {large}", kind.name);
        assert!(
            large <= small * 1.6 + 10.0,
            "{}: {small} times its size, and {large} times with twice the size",
            kind.name
        );
    }
}
