//! The shape of the page's canonical URL, which differs between front pages, sections and stories.

/// Counts over the path of a URL. All are -1 for a page without a canonical URL: with 0 it would look like a front
/// page.
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
    pub fn of(url: &str) -> UrlShape {
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
    use super::UrlShape;

    #[test]
    fn path_of_url_is_counted() {
        let UrlShape { depth, words, digits } = UrlShape::of("https://example.org/news/2024/ten-small-boats?page=2");
        assert_eq!((depth, words, digits), (3.0, 3.0, 4.0));
    }

    #[test]
    fn front_page_has_no_segments_and_missing_url_is_negative() {
        assert_eq!(UrlShape::of("https://example.org/").depth, 0.0);
        assert_eq!(UrlShape::default().depth, -1.0);
    }
}
