//! Pages that nest far deeper than the tree does.

use maintext::internals::{from_scraper, parse};
use maintext::scraper::Html;

/// The start of nested elements, without the outer brackets.
const TAGS: &[&str] = &[
    "div",
    "span",
    "p",
    "ul><li",
    "table><tr><td",
    "b",
    "i",
    "a href=x",
    "font color=red",
    "svg",
    "svg><g",
    "math",
    "math><mi",
    "template",
    "section",
    "blockquote",
    "dl><dd",
    "button",
    "object",
    "form",
    "x-card",
    "ruby><rt",
    "h1",
    "pre",
    "nobr",
    "label",
    "noscript",
    "figure",
    "em><p",
    "b><i><p",
    "select",
    "select><option",
    "marquee",
    "svg><foreignObject><p",
    "table><caption",
    "article",
    "fieldset",
    "tbody",
    "td",
    "option",
    "center",
];

/// Each element has a word of its own.
#[test]
fn unclosed_elements_keep_their_text_in_order() {
    const COUNT: usize = 20_000;
    for tag in TAGS {
        let page: String = (0..COUNT).map(|i| format!("<{tag}>w{i} ")).collect();
        let tree = parse(&page);
        let words: Vec<&str> = tree.text(0).split_whitespace().collect();
        assert_eq!(words.len(), COUNT, "<{tag}>");
        assert!(words.iter().enumerate().all(|(i, word)| *word == format!("w{i}")), "<{tag}>");
    }
}

#[test]
fn closed_elements_are_siblings_of_what_follows() {
    let page = format!("<div id=a>{}deep{}</div><p id=b>after", "<span>".repeat(5000), "</span>".repeat(5000));
    let tree = parse(&page);
    let last = tree.len() as u32 - 1;
    assert_eq!(tree.path(last), "html > body > p:nth-child(2)");
    let page = format!("{}<p>one<p>two{}<p>three", "<div>".repeat(3000), "</div>".repeat(3000));
    let article = maintext::extract(&page);
    let texts: Vec<&str> = article.blocks().map(|block| block.text()).collect();
    assert_eq!(texts, ["one", "two", "three"]);
    assert_eq!(article.blocks().last().unwrap().path(), "html > body > p:nth-child(2)");
}

#[test]
fn scripts_and_text_areas_far_down_are_raw_text() {
    let page = format!(
        "{}<script>var a = '<p>no</p>';</script><style>p {{}}</style><textarea><p></textarea>\
         <script type=application/ld+json>{{\"@type\":\"Article\",\"author\":\"Ann Writer\"}}</script><p>yes",
        "<div>".repeat(1000)
    );
    let article = maintext::extract(&page);
    let texts: Vec<&str> = article.blocks().map(|block| block.text()).collect();
    assert_eq!(texts, ["yes"]);
    assert_eq!(article.metadata().authors(), ["Ann Writer"]);
}

#[test]
fn depth_of_a_page_that_scraper_parsed_is_limited() {
    let deep = Html::parse_document(&"<div>x".repeat(3000));
    let tree = from_scraper(&deep);
    assert_eq!(tree.text(0), "x".repeat(3000));
    assert!(tree.path(tree.len() as u32 - 1).matches(" > ").count() < 600);
}
