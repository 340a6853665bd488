//! Tag soup for property tests: unclosed, misnested and incomplete markup, as on the web.

use proptest::prelude::*;

/// Runs each property with this many cases, or as many as `PROPTEST_CASES` says.
pub fn cases(count: u32) -> ProptestConfig {
    let wanted = std::env::var("PROPTEST_CASES").ok().and_then(|count| count.parse().ok());
    ProptestConfig { cases: wanted.unwrap_or(count), ..ProptestConfig::default() }
}

const TAGS: &[&str] = &[
    "div",
    "p",
    "span",
    "a",
    "b",
    "i",
    "ul",
    "li",
    "table",
    "tr",
    "td",
    "th",
    "h1",
    "h2",
    "section",
    "article",
    "nav",
    "pre",
    "code",
    "blockquote",
    "select",
    "option",
    "form",
    "button",
    "svg",
    "math",
    "template",
    "font",
    "em",
    "dl",
    "dt",
    "dd",
    "x-card",
    "slot",
    "figure",
    "figcaption",
    "textarea",
    "title",
    "body",
    "head",
    "html",
    "tbody",
    "caption",
    "center",
    "nobr",
];

const ATTRIBUTES: &[&str] = &[
    "",
    " class=post",
    " class='comment-list x1'",
    " hidden",
    " href='/a'",
    " style='display:none'",
    " id=\"main\"",
    " lang=de",
    " aria-hidden=true",
    " class=",
    " slot=s",
    " name=s",
];

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => (0..TAGS.len(), 0..ATTRIBUTES.len()).prop_map(|(tag, attr)| format!("<{}{}>", TAGS[tag], ATTRIBUTES[attr])),
        3 => (0..TAGS.len()).prop_map(|tag| format!("</{}>", TAGS[tag])),
        4 => "[a-zA-Zäжあ漢 ,.!?&<>|…0-9]{0,40}".prop_map(|text| text.replace('<', "&lt;")),
        1 => Just("A sentence of the page that is long enough to count as prose, with a comma, ends here. ".to_owned()),
        1 => prop_oneof![
            Just("<!-- c -->"), Just("<br>"), Just("<br><br>"), Just("<img alt=x>"), Just("<hr>"), Just("<input>"),
            Just("<script>var a = '<p>';</script>"), Just("<style>p{}</style>"), Just("&amp;&nbsp;&#x41;"), Just("<p"),
            Just("<!DOCTYPE html>"), Just("</"), Just("<![CDATA[x]]>"),
            Just("<x-card><template shadowrootmode=open>"), Just("</template>"),
        ].prop_map(str::to_owned),
    ]
}

/// Generates a page of tag soup, without `<noscript>`.
pub fn soup() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..60).prop_map(|pieces| pieces.concat())
}
