//! The tree built from the markup and the tree built from `scraper::Html` are the same.

mod common;

use maintext::internals::{NodeId, Tag, Tree, end_in_noscript, end_swallowing, from_scraper, parse};
use maintext::{Extractor, scraper::Html};
use proptest::prelude::*;
use std::fs;
use std::path::Path;

/// Elements in order with their depth and attributes, and the texts.
fn shape(tree: &Tree) -> (Vec<(usize, String)>, Vec<String>) {
    let mut elements = Vec::new();
    let mut depth = vec![0; tree.len()];
    for node in 1..tree.len() as NodeId {
        depth[node as usize] = depth[tree.parent(node) as usize] + 1;
        if tree.tag(node) != Tag::Text {
            let mut attrs: Vec<String> = tree.attrs(node).map(|(key, value)| format!(" {key:?}={value:?}")).collect();
            attrs.sort();
            elements.push((depth[node as usize], format!("{}{}", tree.name(node), attrs.concat())));
        }
    }
    let texts = (1..tree.len() as NodeId).filter(|&node| tree.tag(node) == Tag::Text);
    (elements, texts.map(|node| tree.text(node).to_owned()).collect())
}

fn compare(html: &str) {
    // scraper parses as a browser with scripting, for which nothing in `<noscript>` goes on behind it.
    if let Some(ended) = end_in_noscript(html) {
        return compare(&ended);
    }
    let parsed = Html::parse_document(html);
    assert_eq!(shape(&parse(html)), shape(&from_scraper(&parsed)), "{html}");
    // What swallows the rest of a page is given an end only where the markup is at hand.
    if let Some(repaired) = end_swallowing(html) {
        return compare(&repaired);
    }
    let extractor = Extractor::default();
    let (straight, converted) = (extractor.extract(html).unwrap(), extractor.extract(&parsed).unwrap());
    assert_eq!(straight.text(), converted.text());
}

#[test]
fn on_every_fixture_page() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let mut count = 0;
    for entry in fs::read_dir(folder).unwrap() {
        compare(&fs::read_to_string(entry.unwrap().path().join("source.html")).unwrap());
        count += 1;
    }
    assert!(count >= 30);
}

#[test]
fn where_nodes_move() {
    compare("<table>fostered<tr><td>a</table><b><p>x</b>y</p><a><div></a>z</div>");
    compare("<table><tr><p>1<td>2</table><form><table><form><tr></form>3");
    compare("<table>text <tr><td>1</td>that is <tr><td>2</td>fostered<td>in three pieces</table>and more");
    compare("<body><noscript><p class=post>only <b>here</b></p></noscript>");
    compare("<main>a<template id=B:0></template>b</main><div hidden id=S:0>c<i>d</i></div><p>e");
    compare(
        "<p>a<img data-z-src=1.jpg x-lazy-src=/2 data-b-srcset='3.jpg 1x'><img src=4.gif data-b-src=5.jpg data-a-url=/6>",
    );
    compare("<p>a<image data-z-src=1.jpg data-a-src=2.jpg><svg><image data-z-src=1.jpg><img data-z-src=1.jpg>");
    compare("<body><noscript><iframe src=x /></noscript><p>A text that no frame takes for its own.");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn on_tag_soup(html in common::soup()) {
        compare(&html);
    }
}
