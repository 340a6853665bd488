//! Chunks cover the text of an article; blocks, links and images have their places in it.

use super::json::Validator;
use super::soup::soup;
use maintext::{Article, ChunkOptions, Extractor, Input, Options};
use maintext_tests::chunks::{check, check_positions};
use proptest::prelude::*;
use std::fs;
use std::path::Path;

/// Everything that a page has.
fn whole(page: &str) -> Article {
    let extractor = Extractor::new(Options::new().with_content_selector("html").unwrap());
    extractor.extract(Input::html(page).with_url("https://example.org/a/")).unwrap()
}

fn fixtures() -> impl Iterator<Item = String> {
    ["pages", "outputs"].into_iter().flat_map(|folder| {
        let folder = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap();
        folder.map(|entry| fs::read_to_string(entry.unwrap().path().join("source.html")).unwrap())
    })
}

#[test]
fn chunks_of_fixture_pages_cover_their_text() {
    for page in fixtures() {
        for article in [maintext::extract(&page), whole(&page)] {
            check_positions(&article);
            for (max_chars, overlap) in [(1, 0), (30, 1), (300, 0), (2000, 2)] {
                check(&article, max_chars, overlap);
            }
        }
    }
}

#[test]
fn markdown_of_chunks_has_the_letters_of_the_markdown() {
    let letters = |text: &str| -> String { text.chars().filter(|c| c.is_alphabetic()).collect() };
    let mut seen = 0;
    for page in fixtures() {
        let article = whole(&page);
        let markdown = article.markdown();
        // Parts of a table repeat its header, and parts of code its language.
        if ["| --- |", "<br>", "```"].iter().any(|mark| markdown.contains(mark)) {
            continue;
        }
        for max_chars in [300, 2000] {
            let chunks = article.chunks(&ChunkOptions::new().with_max_chars(max_chars));
            // Blocks that are not cut.
            if chunks.iter().all(|chunk| chunk.blocks().all(|block| block.text().chars().count() <= max_chars)) {
                let joined: String = chunks.iter().map(|chunk| chunk.markdown()).collect();
                assert_eq!(letters(&joined), letters(&markdown));
                seen += 1;
            }
        }
        let blocks: String = article.blocks().filter_map(|block| block.markdown()).collect();
        if article.images().len() == 0 {
            assert_eq!(letters(&blocks), letters(&markdown));
        }
    }
    assert!(seen > 50, "{seen}");
}

#[test]
fn chunks_keep_to_their_schema() {
    let validator = Validator::new("chunk");
    for page in fixtures() {
        let article = whole(&page);
        for chunk in article.chunks(&ChunkOptions::new().with_max_chars(200)) {
            validator.check(&serde_json::to_value(&chunk).unwrap()).unwrap();
        }
    }
}

#[test]
fn chunk_that_begins_within_a_table_has_its_header() {
    let rows: String = (0..9).map(|row| format!("<tr><td>Port {row}<td>{row} boats")).collect();
    let article = whole(&format!("<table><tr><th>Port<th>Boats{rows}</table>"));
    let chunks = article.chunks(&ChunkOptions::new().with_max_chars(60));
    assert_eq!(chunks[1].text(), "Port 3\t3 boats\nPort 4\t4 boats\nPort 5\t5 boats\nPort 6\t6 boats");
    assert!(chunks[1].markdown().starts_with("| Port | Boats |\n| --- | --- |\n| Port 3 | 3 boats |\n"));
}

#[test]
fn chunk_that_begins_within_a_list_counts_on() {
    let article = whole("<ol><li>The first boat<li>The second boat<li>The third <b>big boat</b></ol>");
    let chunks = article.chunks(&ChunkOptions::new().with_max_chars(16));
    let markdown: Vec<&str> = chunks.iter().map(|chunk| chunk.markdown()).collect();
    assert_eq!(markdown, ["1. The first boat", "2. The second boat", "3. The third **big**", "3. **boat**"]);
}

#[test]
fn code_longer_than_a_chunk_is_cut_between_lines() {
    let article = whole("<pre><code class=language-py>if a:\n    b()\nelse:\n    c()</code></pre>");
    let chunks = article.chunks(&ChunkOptions::new().with_max_chars(18));
    let markdown: Vec<&str> = chunks.iter().map(|chunk| chunk.markdown()).collect();
    assert_eq!(markdown, ["```py\nif a:\n    b()\n```", "```py\nelse:\n    c()\n```"]);
}

#[test]
fn chunk_that_ends_in_a_formula_has_the_words_of_its_text() {
    let article =
        whole("<p>So <math alttext='a + b = c'><mi>a</mi><mo>+</mo><mi>b</mi><mo>=</mo><mi>c</mi></math> is it.");
    let markdown = |max_chars| {
        let chunks = article.chunks(&ChunkOptions::new().with_max_chars(max_chars));
        chunks.iter().map(|chunk| chunk.markdown().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(markdown(100), ["So $a + b = c$ is it."]);
    for max_chars in 1..=8 {
        assert!(markdown(max_chars).iter().all(|chunk| !chunk.is_empty()), "{:?}", markdown(max_chars));
    }
}

#[test]
fn link_around_an_image_has_no_words() {
    let article = whole("<p>One <a href=/x><img src=/i.png alt='An image'></a> two.</p>");
    let link = article.links().next().unwrap();
    assert_eq!((link.url(), link.text()), ("https://example.org/x", ""));
    assert_eq!(article.images().next().unwrap().alt(), "An image");
}

#[test]
fn small_chunks_of_a_large_page_take_linear_room() {
    let row = format!("<tr>{}", "<td>a b".repeat(100));
    let pages = [
        format!("<p><a href='/{}'>{}</a>", "x".repeat(50_000), "word ".repeat(20_000)),
        format!("<table><tr>{}{}</table>", format!("<th>{}", "x".repeat(500)).repeat(100), row.repeat(200)),
        "<blockquote>".repeat(16) + &"<p>word word".repeat(10_000),
        format!("<ul>{}</ul>", "<li>word".repeat(20_000)),
        "<h1>a</h1><h2>b</h2>".repeat(10_000),
        "<p>a</p><p>b:</p><ul><li>c</ul>".repeat(5_000),
    ];
    for page in pages {
        let article = whole(&page);
        for max_chars in [1, 50] {
            let chunks = article.chunks(&ChunkOptions::new().with_max_chars(max_chars));
            let markdown: usize = chunks.iter().map(|chunk| chunk.markdown().len()).sum();
            assert!(markdown < page.len() * 40 + 100_000, "{markdown} from {}: {}", page.len(), &page[..50]);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn chunks_of_tag_soup_cover_its_text(page in soup(), max_chars in 1..60usize, overlap in 0..3usize) {
        let article = whole(&page);
        check_positions(&article);
        check(&article, max_chars, overlap);
        article.blocks().for_each(|block| assert_eq!(block.markdown().is_some(), block.is_content()));
    }
}
