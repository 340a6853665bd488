//! An extractor gives the same output in many threads as in one.

use maintext::{Article, Error, Extractor, Input, LearnedScorer, Limit, Metadata, Options, Scores};
use std::path::Path;

fn is_send_and_sync<T: Send + Sync + 'static>() {}

#[test]
fn public_types_are_send_and_sync() {
    is_send_and_sync::<Extractor>();
    is_send_and_sync::<Article>();
    is_send_and_sync::<Options>();
    is_send_and_sync::<Error>();
    is_send_and_sync::<Limit>();
    is_send_and_sync::<Metadata>();
    is_send_and_sync::<Scores>();
    is_send_and_sync::<LearnedScorer>();
}

fn pages() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("pages");
    let mut folders: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    folders.iter().map(|folder| std::fs::read(folder.join("source.html")).unwrap()).collect()
}

/// Returns all output of a page as a string.
fn everything(extractor: &Extractor, page: &[u8]) -> String {
    let article = extractor.extract(Input::bytes(page)).unwrap();
    let blocks: Vec<String> = article
        .blocks()
        .map(|block| {
            format!("{} {} {:x} {:?}", block.path(), block.is_content(), block.score().to_bits(), block.contributions())
        })
        .collect();
    format!("{}\n{:?}\n{:?}\n{}", article.text(), article.metadata(), article.confidence(), blocks.join("\n"))
}

#[test]
fn extractor_shared_by_threads_gives_the_same_output() {
    const THREADS: usize = 8;
    let extractor = Extractor::default();
    let pages = pages();
    assert!(pages.len() > 10);
    let expected: Vec<String> = pages.iter().map(|page| everything(&extractor, page)).collect();
    std::thread::scope(|scope| {
        for thread in 0..THREADS {
            let (extractor, pages, expected) = (&extractor, &pages, &expected);
            scope.spawn(move || {
                // Each thread starts with another page.
                for i in 0..pages.len() {
                    let i = (i + thread * 5) % pages.len();
                    assert!(everything(extractor, &pages[i]) == expected[i], "page {i} differs in thread {thread}");
                }
            });
        }
    });
}

#[test]
fn article_can_be_read_by_many_threads() {
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
