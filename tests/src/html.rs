//! HTML of an article: safe, and with the words of its text.

use maintext::internals::{self, AttrKey, Tag, Tree};
use maintext::scraper::{Html, Node};
use maintext::{Article, TextSource};

/// Checks that the HTML of an article has the words of its text.
pub fn check_words_of(page: &str, article: &Article) {
    // The parser closes elements that swallow the rest of a page.
    let pages = [
        Some(page.to_owned()),
        internals::close_raw_text_in_noscript(page),
        internals::close_swallowing_elements(page),
    ];
    let html = article.html();
    // A fallback text is not in the tree of the page.
    let may_differ = article.source() != TextSource::Page
        || pages.iter().flatten().any(|page| has_other_words(&internals::parse(page)));
    // HTML has formulas as TeX and its own numbers of footnotes.
    if !may_differ && !["\\(", "\\[", "<sup>", "<pre", "<code"].iter().any(|mark| html.contains(mark)) {
        check_words(article);
    }
}

/// Whether the HTML of a page has other words than its text on purpose. This is the case for:
///
/// - code, which HTML has character by character and without the line numbers and buttons around it
/// - mathematics
/// - permalinks of headings, buttons in headings and repeated numbers of list items, which HTML does not have
/// - captions and embedded objects, which only HTML has
/// - images of characters, which HTML replaces with the characters
/// - images before punctuation, which the text puts directly after the word and HTML after the image
fn has_other_words(tree: &Tree) -> bool {
    let is_sign = |text: &str| text.trim().chars().count() == 1 && !text.contains(char::is_alphanumeric);
    (1..tree.len() as u32).any(|node| match tree.tag(node) {
        Tag::Code | Tag::Math => true,
        Tag::Figcaption | Tag::Iframe | Tag::Video | Tag::Audio | Tag::Object | Tag::Embed => true,
        Tag::Blockquote => tree.attr(node, AttrKey::Class).is_some(),
        Tag::Script => tree.attr(node, AttrKey::Type).is_some_and(|kind| kind.contains("tex")),
        Tag::A => is_sign(tree.text(node)),
        Tag::Button => tree.ancestors(node).any(|around| tree.tag(around).heading_level().is_some()),
        Tag::Li => tree.text(node).trim_start().starts_with(|c: char| c.is_numeric()),
        Tag::Img => {
            tree.attr(node, AttrKey::Alt).is_some_and(|alt| alt.contains(|c: char| !c.is_ascii()))
                || text_after(tree, node).starts_with(['.', ',', ';', ':', '!', '?', ')', ']'])
        }
        tag => tag.is_preformatted(),
    })
}

/// Returns the next text that is not white space.
fn text_after(tree: &Tree, node: u32) -> &str {
    let texts = (node + 1..tree.len() as u32).filter(|&after| tree.tag(after) == Tag::Text);
    texts.map(|after| tree.text(after).trim_start()).find(|text| !text.is_empty()).unwrap_or_default()
}

/// Checks that HTML has the words of the text, both as a browser and as this crate reads it.
fn check_words(article: &Article) {
    let (text, html) = (article.text(), &article.html());
    assert_eq!(
        words(&shown(html)),
        words(text),
        "words in a browser (left) differ from those of the text (right)\n{html}"
    );
    let tree = internals::parse(html);
    let blocks = internals::blocks(&tree);
    let lines: Vec<&str> = (0..blocks.list.len()).map(|block| blocks.text(block)).collect();
    let again = lines.join("\n");
    if links_touch(html) {
        // Adjacent links are separate words, unless the page had formatting that HTML does not have (`<font>`) around
        // one.
        assert_eq!(
            words(&again).concat(),
            words(text).concat(),
            "letters parsed from the HTML (left) differ from those of the text (right)\n{html}"
        );
    } else {
        assert_eq!(
            words(&again),
            words(text),
            "words parsed from the HTML (left) differ from those of the text (right)\n{html}"
        );
    }
}

fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

/// Whether two links have only tags of inline elements between them.
fn links_touch(html: &str) -> bool {
    let others = ["strong", "em", "del", "q", "sub", "sup", "kbd"];
    let without = |html: String, name| html.replace(&format!("<{name}>"), "").replace(&format!("</{name}>"), "");
    others.into_iter().fold(html.to_owned(), without).contains("</a><a ")
}

/// Returns the text of HTML without the readings of ruby, with a space at both ends of each element that is not inline.
pub(crate) fn shown(html: &str) -> String {
    const INLINE: &[&str] = &["ruby", "a", "strong", "em", "del", "q", "sub", "sup", "code", "kbd"];
    let page = Html::parse_fragment(html);
    let mut shown = String::new();
    // Number of readings around the current node.
    let mut readings = 0;
    for edge in page.root_element().traverse() {
        let (node, is_open) = match edge {
            maintext::ego_tree::iter::Edge::Open(node) => (node, true),
            maintext::ego_tree::iter::Edge::Close(node) => (node, false),
        };
        match node.value() {
            Node::Element(element) if ["rt", "rp"].contains(&element.name()) => {
                readings = if is_open { readings + 1 } else { readings - 1 };
            }
            Node::Text(text) if is_open && readings == 0 => shown.push_str(text),
            Node::Element(element) if !INLINE.contains(&element.name()) => shown.push(' '),
            _ => {}
        }
    }
    shown
}

/// Checks that a sanitizer removes nothing from HTML, and that it has no elements, attributes or URL schemes that are
/// often used in attacks on sanitizers.
pub fn check_safe(html: &str) {
    // Without `rel`, which ammonia adds to each link by default. The direction has three values, which are written here.
    let mut sanitizer = ammonia::Builder::default();
    let cleaned = sanitizer.link_rel(None).add_generic_attributes(["dir"]).clean(html).to_string();
    let nodes = nodes(html);
    assert_eq!(nodes, self::nodes(&cleaned), "{html}");
    for element in Html::parse_fragment(html).root_element().descendants().filter_map(|node| node.value().as_element())
    {
        let is_bad = ["svg", "math", "script", "iframe", "form"].contains(&element.name())
            || element.attrs().any(|(name, value)| match name {
                "href" | "src" => {
                    !["http:", "https:", "mailto:", "tel:"].iter().any(|scheme| value.starts_with(scheme))
                }
                "dir" => !["ltr", "rtl", "auto"].contains(&value),
                _ => name.starts_with("on") || ["style", "class", "id"].contains(&name),
            });
        assert!(!is_bad, "{element:?} in {html}");
    }
}

/// Returns the elements with their attributes, and the texts, as a browser reads them.
fn nodes(html: &str) -> Vec<String> {
    let page = Html::parse_fragment(html);
    let nodes = page.root_element().descendants().skip(1).map(|node| match node.value() {
        Node::Text(text) => format!("text {}", &**text),
        Node::Element(element) => {
            let mut attrs: Vec<String> = element.attrs().map(|(name, value)| format!(" {name}={value:?}")).collect();
            attrs.sort();
            format!("<{}{}>", element.name(), attrs.concat())
        }
        other => panic!("{other:?} in {html}"),
    });
    nodes.collect()
}
