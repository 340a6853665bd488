//! Markdown of an article as pulldown-cmark reads it, with and without extensions.

use crate::html;
use pulldown_cmark::{Event, Options as Extensions, Parser, Tag, TagEnd};

/// The extensions that the Markdown uses.
pub fn extensions() -> Extensions {
    Extensions::ENABLE_TABLES
        | Extensions::ENABLE_STRIKETHROUGH
        | Extensions::ENABLE_FOOTNOTES
        | Extensions::ENABLE_MATH
        | Extensions::ENABLE_DEFINITION_LIST
        | Extensions::ENABLE_TASKLISTS
        | Extensions::ENABLE_GFM
}

/// Readers of Markdown differ in the extensions that they know: none, all, one, and all but one.
pub fn readers() -> Vec<Extensions> {
    let all = extensions();
    let single = all.iter().collect::<Vec<_>>();
    let without = single.iter().map(|extension| all.difference(*extension));
    [Extensions::empty(), all].into_iter().chain(single.clone()).chain(without).collect()
}

/// Checks that no reader finds raw HTML of the page, or a URL that runs a script.
pub fn check_safe(markdown: &str) {
    for reader in readers() {
        for event in Parser::new_ext(markdown, reader) {
            let problem = match &event {
                Event::Html(html) | Event::InlineHtml(html) => !is_own_html(html),
                Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => !is_safe_url(dest_url),
                _ => false,
            };
            assert!(!problem, "{event:?} with {reader:?}\n--- Markdown\n{markdown}");
        }
    }
}

/// Whether the Markdown writer makes HTML like this itself.
fn is_own_html(html: &str) -> bool {
    const NAMES: &[&str] = &["br", "sub", "sup", "strong", "em", "del", "code"];
    let name = html.trim().trim_start_matches('<').trim_end_matches('>').trim_start_matches('/');
    html.replace("<!-- -->", "").trim().is_empty() || NAMES.contains(&name)
}

fn is_safe_url(url: &str) -> bool {
    let scheme = url.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    let is_scheme = |scheme: &String| scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b));
    scheme.filter(is_scheme).is_none_or(|scheme| ["http", "https", "mailto", "tel"].contains(&scheme.as_str()))
}

/// Checks that a reader with all extensions finds the letters of the HTML, and every other reader at least these: one
/// that does not know footnotes takes their further paragraphs for code.
pub fn check_letters(markdown: &str, html: &str) {
    // Cells have bars of formulas as commands.
    if ["\\(", "\\["].iter().any(|open| html.contains(open)) {
        return;
    }
    let expected = letters(&html::shown(html));
    for reader in readers() {
        let found = letters(&text(markdown, reader));
        let mut rest = found.chars();
        let has_all = expected.chars().all(|letter| rest.any(|other| other == letter));
        assert!(
            has_all && (reader != extensions() || found == expected),
            "letters found {found:?}, expected {expected:?} with {reader:?}\n--- Markdown\n{markdown}\n--- HTML\n{html}"
        );
    }
}

/// Returns the letters and digits of a text, sorted: Markdown has captions before their tables.
fn letters(text: &str) -> String {
    let mut letters: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
    letters.sort_unstable();
    letters.into_iter().collect()
}

/// Returns the text that a reader finds, without the alternative texts of images.
fn text(markdown: &str, reader: Extensions) -> String {
    let mut text = String::new();
    let mut images = 0;
    for event in Parser::new_ext(markdown, reader) {
        match event {
            Event::Start(Tag::Image { .. }) => images += 1,
            Event::End(TagEnd::Image) => images -= 1,
            _ if images > 0 => {}
            Event::Text(piece) | Event::Code(piece) | Event::InlineMath(piece) | Event::DisplayMath(piece) => {
                text.push_str(&piece);
            }
            Event::Start(Tag::FootnoteDefinition(label)) | Event::FootnoteReference(label) => text.push_str(&label),
            _ => text.push(' '),
        }
    }
    text
}
