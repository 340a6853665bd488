//! One extractor used from many threads gives byte for byte what one thread gives.

use maintext::{Article, Error, Extractor, Features, Input, LearnedScorer, Limit, Metadata, Options};
use std::path::Path;

fn is_shared<T: Send + Sync + 'static>() {}

#[test]
fn types_may_go_between_threads() {
    is_shared::<Extractor>();
    is_shared::<Article>();
    is_shared::<Options>();
    is_shared::<Error>();
    is_shared::<Limit>();
    is_shared::<Metadata>();
    is_shared::<Features>();
    is_shared::<LearnedScorer>();
}

fn pages() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("pages");
    let mut folders: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    folders.iter().map(|folder| std::fs::read(folder.join("source.html")).unwrap()).collect()
}

/// All that comes out of a page.
fn everything(extractor: &Extractor, page: &[u8]) -> String {
    let article = extractor.extract(Input::bytes(page)).unwrap();
    let blocks: Vec<String> = article
        .blocks()
        .map(|block| {
            format!("{} {} {:x} {:?}", block.path(), block.is_content(), block.score().to_bits(), block.reasons())
        })
        .collect();
    format!("{}\n{:?}\n{:?}\n{}", article.text(), article.metadata(), article.confidence(), blocks.join("\n"))
}

#[test]
fn many_threads_give_what_one_gives() {
    const THREADS: usize = 8;
    let extractor = Extractor::default();
    let pages = pages();
    assert!(pages.len() > 10);
    let expected: Vec<String> = pages.iter().map(|page| everything(&extractor, page)).collect();
    std::thread::scope(|scope| {
        for thread in 0..THREADS {
            let (extractor, pages, expected) = (&extractor, &pages, &expected);
            scope.spawn(move || {
                // Each thread takes the pages in an order of its own.
                for i in 0..pages.len() {
                    let i = (i + thread * 5) % pages.len();
                    assert!(everything(extractor, &pages[i]) == expected[i], "page {i} differs in thread {thread}");
                }
            });
        }
    });
}

#[test]
fn one_article_is_read_by_many_threads() {
    let page = pages().swap_remove(0);
    let article = Extractor::default().extract(Input::bytes(&page)).unwrap();
    let expected = Extractor::default().extract(Input::bytes(&page)).unwrap();
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                assert_eq!(article.text(), expected.text());
                assert_eq!(format!("{:?}", article.metadata()), format!("{:?}", expected.metadata()));
                assert!(article.blocks().map(|block| block.path()).eq(expected.blocks().map(|block| block.path())));
            });
        }
    });
}
