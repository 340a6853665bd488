//! The most memory that a page takes, in multiples of its size, which the README states, and how many pieces of it: counted
//! by an allocator.
#![allow(unsafe_code, reason = "an allocator cannot be written without")]

use maintext::Extractor;
use maintext::scraper::Html;
use maintext_pages::hostile::KINDS;
use maintext_pages::ordinary;
use std::alloc::{GlobalAlloc, Layout, System};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// Ordinary pages: those of `tests/pages`, twenty times over.
const MOST_OF_PAGES: f64 = 30.0;

/// Any page.
const MOST_OF_ANY: f64 = 270.0;

/// Pieces of memory that an extraction asks for, over those that scraper's parse asks for: the pages of the benches.
const MOST_PIECES: f64 = 0.2;

/// Counts what is in use, the most that was, and the pieces that were asked for.
struct Counting;

static IN_USE: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);
static PIECES: AtomicUsize = AtomicUsize::new(0);

fn grow(bytes: usize) {
    PIECES.fetch_add(1, Relaxed);
    PEAK.fetch_max(IN_USE.fetch_add(bytes, Relaxed) + bytes, Relaxed);
}

// SAFETY: every call is handed on to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
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
static ALLOCATOR: Counting = Counting;

/// The most memory in use while all is asked of a page, over the page's bytes.
fn multiple(extractor: &Extractor, page: &str) -> f64 {
    let before = IN_USE.load(Relaxed);
    PEAK.store(before, Relaxed);
    let article = extractor.extract(page).unwrap();
    assert!(article.text().len() <= page.len());
    let _ = article.metadata().authors();
    (PEAK.load(Relaxed) - before) as f64 / page.len() as f64
}

/// How many pieces of memory something asks for.
fn pieces<T>(done: impl FnOnce() -> T) -> usize {
    let before = PIECES.load(Relaxed);
    let _kept = done();
    PIECES.load(Relaxed) - before
}

/// One test, since what other threads take would count, too.
#[test]
fn memory_is_in_proportion_to_the_page() {
    let extractor = Extractor::default();
    // What is made once: the model, tables of names.
    let _ = extractor.extract("<p>x").unwrap().metadata().authors();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("pages");
    let mut most = 0.0_f64;
    for entry in std::fs::read_dir(folder).unwrap() {
        let page = std::fs::read(entry.unwrap().path().join("source.html")).unwrap();
        // The fixtures are small; real pages have more of the same.
        let page = String::from_utf8_lossy(&page).repeat(20);
        most = most.max(multiple(&extractor, &page));
    }
    println!("pages: {most:.0} times their size");
    assert!(most <= MOST_OF_PAGES, "{most}");
    let (mut ours, mut theirs) = (0, 0);
    for ordinary::Page { name, html } in ordinary::all() {
        let (own, of_scraper) = (pieces(|| extractor.extract(&html)), pieces(|| Html::parse_document(&html)));
        println!("{name}: {own} pieces of memory, {of_scraper} of scraper's parse");
        ours += own;
        theirs += of_scraper;
    }
    assert!(ours as f64 <= theirs as f64 * MOST_PIECES, "{ours} pieces, {theirs} of scraper's parse");
    for kind in KINDS {
        let (small, large) = (kind.page(64 << 10), kind.page(128 << 10));
        let (small, large) = (multiple(&extractor, &small), multiple(&extractor, &large));
        println!("{}: {small:.1} and {large:.1} times its size", kind.name);
        assert!(large <= MOST_OF_ANY, "{}: {large}", kind.name);
        assert!(large <= small * 1.6 + 10.0, "{}: {small} times its size, and {large} where it is larger", kind.name);
    }
}
