//! The shape of the page's canonical URL, which differs between front pages, sections and stories.

use crate::html::attributes::AttrKey;
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};

/// Counts over the path of a URL. All are -1 for a page without a canonical URL: with 0 it would look like a front page.
pub(crate) struct UrlShape {
    /// Path segments.
    pub depth: f32,
    /// Words of the last segment.
    pub words: f32,
    pub digits: f32,
}

impl Default for UrlShape {
    fn default() -> UrlShape {
        UrlShape { depth: -1.0, words: -1.0, digits: -1.0 }
    }
}

impl UrlShape {
    /// Reads the URL from `<link rel=canonical>` or `og:url`, whichever comes first before the body.
    pub fn of_page(tree: &Tree) -> UrlShape {
        for node in 1..tree.len() as NodeId {
            let attr = |key| tree.attr(node, key);
            let url = match tree.tag(node) {
                Tag::Link if attr(AttrKey::Rel) == Some("canonical") => attr(AttrKey::Href),
                Tag::Meta if attr(AttrKey::Property) == Some("og:url") => attr(AttrKey::Content),
                Tag::Body => break,
                _ => continue,
            };
            if let Some(url) = url {
                return UrlShape::of(url);
            }
        }
        UrlShape::default()
    }

    fn of(url: &str) -> UrlShape {
        let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
        let path = rest.split_once('/').map_or("", |(_, path)| path);
        let path = path.split(['?', '#']).next().unwrap_or("");
        let segments = path.split('/').filter(|segment| !segment.is_empty());
        let last = segments.clone().next_back().unwrap_or("");
        let words = last.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        UrlShape {
            depth: segments.count() as f32,
            words: words.count() as f32,
            digits: path.bytes().filter(u8::is_ascii_digit).count() as f32,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::parse::parse;

    #[test]
    fn path_of_canonical_url_is_counted() {
        let tree = parse("<link rel=canonical href='https://example.org/news/2024/ten-small-boats?page=2'>");
        let UrlShape { depth, words, digits } = UrlShape::of_page(&tree);
        assert_eq!((depth, words, digits), (3.0, 3.0, 4.0));
    }

    #[test]
    fn front_page_has_no_segments_and_missing_url_is_negative() {
        assert_eq!(UrlShape::of_page(&parse("<meta property=og:url content='https://example.org/'>")).depth, 0.0);
        assert_eq!(UrlShape::of_page(&parse("<p>No URL.")).depth, -1.0);
    }
}
