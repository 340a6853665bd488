//! Front matter is YAML that readers of version 1.1 and 1.2 read as the metadata, whatever the page has.

use maintext::{Extractor, Input, MarkdownOptions};
use proptest::prelude::*;

/// Puts a text into every value of the metadata, and checks the front matter.
fn check(text: &str) {
    let escaped: String = text.chars().map(|c| format!("&#x{:x};", c as u32)).collect();
    let names = ["author", "og:site_name", "description", "keywords", "article:section", "og:url"];
    let metas: String = names.iter().map(|name| format!("<meta name='{name}' content='x {escaped}'>")).collect();
    let page = format!("<title>{text}</title><meta property=og:title content='{escaped}'>{metas}<p>Words.");
    let article = Extractor::default().extract(Input::html(&page).with_sniffing(false)).unwrap();
    let markdown = article.markdown_with(&MarkdownOptions::new().with_front_matter(true));
    maintext_tests::front_matter::check(&markdown, article.metadata());
}

#[test]
fn text_that_yaml_reads_in_other_ways_stays_a_string() {
    for text in [
        "no",
        "null",
        "~",
        "1e3",
        "0x1F",
        "1_000",
        "12:30:45",
        "2024-05-06",
        ".inf",
        "=",
        "<<",
        "- a",
        "? a",
        "a: b",
        "a #b",
        "%YAML",
        "@a",
        "`a`",
        "*a",
        "&a b",
        "!a",
        "| a",
        "> a",
        "[a",
        "{a",
        "a, b",
        "'a'",
        "\"a\"",
        "\\",
        "---",
        "...",
        "a\n---\nb",
        "\u{7f}",
        "\u{85}",
        "It\u{92}s",
        "\u{9f}",
        "a\u{2028}b",
        "\u{2029}",
        "\u{feff}a",
        "\u{fffe}",
        "\u{ffff}",
        "\u{1fffe}",
        "\u{e000}",
        "😀",
        "\t a",
        "\u{1}",
    ] {
        check(text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn front_matter_of_any_text_reads_back(text in prop::collection::vec(any::<char>(), 0..12)) {
        check(&text.into_iter().collect::<String>());
    }
}
