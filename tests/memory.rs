//! Peak memory per byte of a page, which the README states, of every output, and number of allocations, both counted by an
//! allocator.
#![allow(unsafe_code, reason = "an allocator cannot be written without")]

use maintext::scraper::Html;
use maintext::{Extractor, Input, Options};
use maintext_pages::hostile::KINDS;
use maintext_pages::ordinary;
use maintext_tests::all_outputs::OUTPUTS;
use std::alloc::{GlobalAlloc, Layout, System};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// Maximum peak memory of ordinary pages. The pages are those of `tests/pages`, repeated.
const MAX_OF_ORDINARY: Peaks = Peaks { extraction: 30.0, outputs: 30.0, features: 36.0 };

/// Maximum peak memory of any page. Hostile pages have a block for every few bytes.
const MAX_OF_ANY: Peaks = Peaks { extraction: 270.0, outputs: 270.0, features: 560.0 };

/// Maximum peak memory of flattened text, whose lines may have one letter.
const MAX_OF_LINES: Peaks = Peaks { extraction: 380.0, outputs: 380.0, features: 960.0 };

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

/// Peak memory in multiples of the page's size.
#[derive(Clone, Copy, Debug, Default)]
struct Peaks {
    /// Of the extraction and the text.
    extraction: f64,
    /// Of the extraction and all outputs but the features of blocks.
    outputs: f64,
    /// Of everything.
    features: f64,
}

impl Peaks {
    fn max(self, other: Peaks) -> Peaks {
        Peaks {
            extraction: self.extraction.max(other.extraction),
            outputs: self.outputs.max(other.outputs),
            features: self.features.max(other.features),
        }
    }
}

/// Returns the peak memory of extracting a page and of computing all outputs one after another. The article keeps some of
/// them, such as the metadata.
fn peaks(extractor: &Extractor, page: &str, is_plain: bool) -> Peaks {
    let before = IN_USE.load(Relaxed);
    PEAK.store(before, Relaxed);
    let multiple = || (PEAK.load(Relaxed) - before) as f64 / page.len() as f64;
    let article = extractor.extract(if is_plain { Input::plain(page) } else { Input::html(page) }).unwrap();
    let _ = article.text();
    let extraction = multiple();
    let are_features = |name: &str| matches!(name, "features" | "contributions");
    OUTPUTS.iter().filter(|(name, _)| !are_features(name)).for_each(|(_, run)| _ = run(&article));
    let outputs = multiple();
    OUTPUTS.iter().filter(|(name, _)| are_features(name)).for_each(|(_, run)| _ = run(&article));
    Peaks { extraction, outputs, features: multiple() }
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
    let article = extractor.extract("<p>x").unwrap();
    OUTPUTS.iter().for_each(|(_, run)| _ = run(&article));
    drop(article);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("pages");
    let mut max = Peaks::default();
    for entry in std::fs::read_dir(folder).unwrap() {
        let page = std::fs::read(entry.unwrap().path().join("source.html")).unwrap();
        // The fixtures are smaller than real pages.
        let page = String::from_utf8_lossy(&page).repeat(20);
        max = max.max(peaks(&extractor, &page, false));
    }
    println!("ordinary pages: {max:.0?}");
    assert_within(max, MAX_OF_ORDINARY, "ordinary pages");
    let (mut ours, mut theirs) = (0, 0);
    for ordinary::Page { name, html } in ordinary::all() {
        let (own, of_scraper) = (allocations(|| extractor.extract(&html)), allocations(|| Html::parse_document(&html)));
        println!("{name}: {own} allocations, {of_scraper} of scraper");
        ours += own;
        theirs += of_scraper;
    }
    assert!(ours as f64 <= theirs as f64 * MAX_ALLOCATIONS, "{ours} allocations, {theirs} of scraper");
    let everything = Extractor::new(Options::new().with_content_selector("html").unwrap());
    let mut max = Peaks::default();
    for kind in KINDS {
        let pages = [64, 128].map(|kilobytes| kind.page(kilobytes << 10));
        for extractor in [&extractor, &everything] {
            let [small, large] = [0, 1].map(|size| peaks(extractor, &pages[size], false));
            println!("{}: {small:.1?} and {large:.1?}", kind.name);
            max = max.max(large);
            assert_within(large, MAX_OF_ANY, kind.name);
            // Absolute URLs may add some megabytes to outputs, whatever the size of the page.
            let grows = |small: f64, large: f64, constant: f64| large > small * 1.6 + constant;
            let is_linear = !grows(small.extraction, large.extraction, 10.0)
                && !grows(small.outputs, large.outputs, 48.0)
                && !grows(small.features, large.features, 48.0);
            assert!(is_linear, "{}: {small:.1?}, and with twice the size {large:.1?}", kind.name);
        }
    }
    for line in ["x\n", "A sentence, which ends here.\n", "word ", "12 comments\n", "By Ann Writer - 6 May 2024\n"] {
        let found = peaks(&extractor, &line.repeat((128 << 10) / line.len()), true);
        println!("lines of {line:?}: {found:.1?}");
        max = max.max(found);
        assert_within(found, MAX_OF_LINES, line);
    }
    println!("any page or text: {max:.0?}");
}

fn assert_within(found: Peaks, limit: Peaks, name: &str) {
    let is_within =
        found.extraction <= limit.extraction && found.outputs <= limit.outputs && found.features <= limit.features;
    assert!(is_within, "{name}: {found:.1?}, expected at most {limit:.1?}");
}
