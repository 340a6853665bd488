//! What an article's HTML holds: nothing that a sanitizer would take out, and the words of the article's text.

use maintext::internals::{self, AttrKey, Tag, Tree};
use maintext::scraper::{Html, Node};
use maintext::{Article, Extractor, Input, Options};
use std::sync::LazyLock;

static CHOOSING: LazyLock<Extractor> = LazyLock::new(Extractor::default);

/// Keeps everything, so that what the scorer drops is tried, too.
static KEEPING: LazyLock<Extractor> =
    LazyLock::new(|| Extractor::new(Options::new().with_content_selector("html").unwrap()));

/// The HTML of an article is safe, and where it is read again, it has the words of the article's text.
pub fn round_trip(page: &str) {
    // What swallows the rest of a page is given an end.
    let pages = [
        Some(page.to_owned()),
        internals::close_raw_text_in_noscript(page),
        internals::close_swallowing_elements(page),
    ];
    let may_differ = pages.iter().flatten().any(|page| has_other_words(&internals::parse(page)));
    for extractor in [&*CHOOSING, &*KEEPING] {
        let article = match extractor.extract(Input::html(page).with_url("https://example.org/a/b")) {
            Ok(article) => article,
            // A text may be that of a file of another kind.
            Err(error) => return assert!(error.is_not_html(), "{error}"),
        };
        let html = article.html();
        check_safe(&html);
        // Text from elsewhere than the page may have the like, too.
        let may_differ = may_differ || has_other_words(&internals::parse(&html));
        // Formulas come as TeX, notes with numbers of their own; code may come from elsewhere, as above.
        if !may_differ && !["\\(", "\\[", "<sup>", "<pre", "<code"].iter().any(|mark| html.contains(mark)) {
            check_words(&article);
        }
    }
}

/// Whether a page has something whose HTML has other words than its text on purpose: code, which comes character by
/// character, without the line numbers and buttons around it; mathematics; links of one sign from a heading to itself,
/// which are left out; images that stand for characters, which come as these; images before a mark, which the text has
/// right behind the word and the HTML behind the image; buttons in headings and the numbers that items of a list repeat,
/// which are left out.
fn has_other_words(tree: &Tree) -> bool {
    let is_sign = |text: &str| text.trim().chars().count() == 1 && !text.contains(char::is_alphanumeric);
    (1..tree.len() as u32).any(|node| match tree.tag(node) {
        Tag::Code | Tag::Math => true,
        Tag::Script => tree.attr(node, AttrKey::Type).is_some_and(|kind| kind.contains("tex")),
        Tag::A => is_sign(tree.text(node)),
        Tag::Button => tree.ancestors(node).any(|around| tree.tag(around).heading_level().is_some()),
        Tag::Li => tree.text(node).trim_start().starts_with(|c: char| c.is_numeric()),
        Tag::Img => {
            tree.attr(node, AttrKey::Alt).is_some_and(|alt| alt.contains(|c: char| !c.is_ascii()))
                || text_behind(tree, node).starts_with(['.', ',', ';', ':', '!', '?', ')', ']'])
        }
        tag => tag.is_preformatted(),
    })
}

/// The next text that is not white space.
fn text_behind(tree: &Tree, node: u32) -> &str {
    let texts = (node + 1..tree.len() as u32).filter(|&behind| tree.tag(behind) == Tag::Text);
    texts.map(|behind| tree.text(behind).trim_start()).find(|text| !text.is_empty()).unwrap_or_default()
}

/// The HTML as a browser reads it, and as this crate reads it, has the words of the text.
fn check_words(article: &Article) {
    let (text, html) = (article.text(), &article.html());
    assert_eq!(words(&shown(html)), words(text), "a browser shows other words\n{html}");
    let tree = internals::parse(html);
    let blocks = internals::blocks(&tree);
    let lines: Vec<&str> = (0..blocks.list.len()).map(|block| blocks.text(block)).collect();
    let again = lines.join("\n");
    if links_touch(html) {
        // Links side by side are parted, unless formatting that HTML comes without (`<font>`) stands around one of them.
        assert_eq!(words(&again).concat(), words(text).concat(), "other letters are read again\n{html}");
    } else {
        assert_eq!(words(&again), words(text), "other words are read again\n{html}");
    }
}

fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

/// Whether nothing but the edges of inline elements stands between two links.
fn links_touch(html: &str) -> bool {
    let others = ["strong", "em", "del", "q", "sub", "sup", "kbd"];
    let without = |html: String, name| html.replace(&format!("<{name}>"), "").replace(&format!("</{name}>"), "");
    others.into_iter().fold(html.to_owned(), without).contains("</a><a ")
}

/// The text of HTML, with a space at each end of an element that is laid out apart.
fn shown(html: &str) -> String {
    const INLINE: &[&str] = &["a", "strong", "em", "del", "q", "sub", "sup", "code", "kbd"];
    let page = Html::parse_fragment(html);
    let mut shown = String::new();
    for edge in page.root_element().traverse() {
        let (node, is_open) = match edge {
            maintext::ego_tree::iter::Edge::Open(node) => (node, true),
            maintext::ego_tree::iter::Edge::Close(node) => (node, false),
        };
        match node.value() {
            Node::Text(text) if is_open => shown.push_str(text),
            Node::Element(element) if !INLINE.contains(&element.name()) => shown.push(' '),
            _ => {}
        }
    }
    shown
}

/// Finds that a sanitizer takes nothing out of the HTML, and that nothing is there which such lists often let through.
pub fn check_safe(html: &str) {
    // ammonia's defaults, without what it adds of itself to each link.
    let cleaned = ammonia::Builder::default().link_rel(None).clean(html).to_string();
    let nodes = nodes(html);
    assert_eq!(nodes, self::nodes(&cleaned), "{html}");
    for element in Html::parse_fragment(html).root_element().descendants().filter_map(|node| node.value().as_element())
    {
        let is_bad = ["svg", "math", "script", "iframe", "form"].contains(&element.name())
            || element.attrs().any(|(name, value)| match name {
                "href" | "src" => {
                    !["http:", "https:", "mailto:", "tel:"].iter().any(|scheme| value.starts_with(scheme))
                }
                _ => name.starts_with("on") || ["style", "class", "id"].contains(&name),
            });
        assert!(!is_bad, "{element:?} in {html}");
    }
}

/// Elements with their attributes, and texts, as a browser reads them.
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
