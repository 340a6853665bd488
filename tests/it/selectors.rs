//! Selectors match the same elements as `scraper` does, in linear time and within the limits.

use maintext::{Extractor, Limit, Options};
use maintext_tests::selectors::check_matches;
use proptest::prelude::*;

/// Nested elements of few names and classes, each with an id.
fn pages() -> impl Strategy<Value = String> {
    let name = prop::sample::select(vec!["div", "section", "p", "b", "x-y", "ul", "li"]);
    let attrs = prop::sample::select(vec![
        "",
        "",
        " class=a",
        " class='a b'",
        " class=b",
        " data-x=1",
        " data-x='1-2 3'",
        " lang=EN",
    ]);
    let text = prop::sample::select(vec!["", "text", " "]);
    let element = |name: &str, attrs: &str, content: &str| format!("<{name}{attrs}>{content}</{name}>");
    let leaf = (name.clone(), attrs.clone(), text).prop_map(move |(name, attrs, text)| element(name, attrs, text));
    let body = leaf.prop_recursive(6, 48, 5, move |inner| {
        (name.clone(), attrs.clone(), prop::collection::vec(inner, 0..5))
            .prop_map(move |(name, attrs, content)| element(name, attrs, &content.concat()))
    });
    prop::collection::vec(body, 0..4).prop_map(|parts| {
        let mut ids = 0;
        let with_ids = parts.concat().split('<').fold(String::new(), |mut page, piece| {
            match piece.split_once(['>', ' ']) {
                Some((name, _)) if !name.starts_with('/') => {
                    ids += 1;
                    page.push_str(&format!("<{name} id=n{ids}{}", &piece[name.len()..]));
                }
                _ if piece.is_empty() => {}
                _ => page.extend(["<", piece]),
            }
            page
        });
        format!("<html id=html><head id=head></head><body id=body>{with_ids}</body></html>")
    })
}

/// Selectors of all kinds.
fn selectors() -> impl Strategy<Value = String> {
    let simple = prop::sample::select(vec![
        "*",
        "div",
        "P",
        "b",
        "li",
        "x-y",
        ".a",
        ".b",
        ".a.b",
        "#n1",
        "#n3",
        "|b",
        "*|b",
        "[data-x]",
        "[|data-x]",
        "[data-x='1']",
        "[data-x~='3']",
        "[data-x|='1']",
        "[data-x^='1']",
        "[data-x$='3']",
        "[data-x*='-']",
        "[lang=en]",
        "[class=a i]",
        ":root",
        ":empty",
        ":first-child",
        ":last-child",
        ":only-child",
        ":first-of-type",
        ":last-of-type",
        ":only-of-type",
        ":nth-child(2n+1)",
        ":nth-child(-n+2)",
        ":nth-last-child(2)",
        ":nth-of-type(even)",
        ":nth-last-of-type(n+2)",
    ]);
    let combinator = || prop::sample::select(vec![" ", " > ", " + ", " ~ ", ">"]);
    let leaf = simple.prop_map(String::from);
    leaf.prop_recursive(4, 16, 3, move |inner| {
        prop_oneof![
            4 => (inner.clone(), combinator(), inner.clone()).prop_map(|(a, combinator, b)| format!("{a}{combinator}{b}")),
            1 => (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("{a}, {b}")),
            2 => (prop::sample::select(vec!["not", "is", "where", "has"]), inner.clone())
                .prop_map(|(name, inner)| format!("*:{name}({inner})")),
            1 => (combinator(), inner).prop_map(|(combinator, inner)| format!("p:has({combinator}{inner})")),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2000) })]

    #[test]
    fn selectors_match_the_elements_that_scraper_matches(page in pages(), selector in selectors()) {
        check_matches(&page, &selector);
    }
}

#[test]
fn limits_hold_with_a_selector() {
    let deep = "<font>".repeat(20_000);
    let options = Options::new().with_content_selector("main").unwrap().with_max_nodes(1000);
    let error = Extractor::new(options).extract(&*deep).unwrap_err();
    assert!(matches!(error.limit(), Some(Limit::Nodes { limit: 1000, .. })), "{error}");
    let options = Options::new().with_content_selector("main").unwrap();
    assert_eq!(Extractor::new(options).extract(&*deep).unwrap().blocks().len(), 0);
}

/// Each of these pairs took time that was quadratic in the page or in the depth.
#[test]
fn hostile_pairs_of_page_and_selector_are_evaluated() {
    let siblings = "<i>a</i>".repeat(60_000) + "<p>b</p>";
    let nested = "<div><p>".repeat(30_000);
    for (page, selector) in [
        (&siblings, "i ~ p"),
        (&siblings, "i ~ i ~ i ~ b"),
        (&siblings, "i:has(~ p)"),
        (&siblings, "i:nth-last-child(2n)"),
        (&nested, "div p div p div b"),
        (&nested, "div:has(b)"),
        (&nested, ":not(:has(:not(div div)))"),
    ] {
        let options = Options::new().with_excluded_selector(selector).unwrap();
        assert!(Extractor::new(options).extract(page.as_str()).is_ok(), "{selector}");
    }
}
