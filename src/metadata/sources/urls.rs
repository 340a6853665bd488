//! URLs: made absolute, and read for a date of publication in their path.

use crate::metadata::dates::{self, DateOrder};
use url::Url;

/// Makes an HTTP URL absolute. Without a base, a relative URL stays as it is. Returns `None` for other schemes and other texts.
pub(in crate::metadata) fn absolute(url: &str, base: Option<&Url>) -> Option<String> {
    let url = url.trim();
    match (Url::parse(url), base) {
        (Ok(url), _) => matches!(url.scheme(), "http" | "https").then(|| url.to_string()),
        (Err(url::ParseError::RelativeUrlWithoutBase), Some(base)) => {
            base.join(url).ok().filter(|url| matches!(url.scheme(), "http" | "https")).map(|url| url.to_string())
        }
        (Err(url::ParseError::RelativeUrlWithoutBase), None) => {
            let is_url = !url.is_empty() && !url.contains(char::is_whitespace);
            is_url.then(|| url.to_owned())
        }
        (Err(_), _) => None,
    }
}

/// Returns the date in a path such as `/2025/03/09/` or `/2025-03-09-title`.
pub(in crate::metadata) fn date(url: &str) -> Option<String> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let parts: Vec<&str> = path.split(['/', '-', '_', '.']).skip(1).collect();
    parts
        .windows(3)
        .find_map(|window| {
            let [year, month, day] = window else { return None };
            let is_date = year.len() == 4 && (1..=2).contains(&month.len()) && (1..=2).contains(&day.len());
            is_date.then(|| dates::value(&format!("{year}-{month:0>2}-{day:0>2}"), DateOrder::DayFirst)).flatten()
        })
        .or_else(|| {
            parts.iter().find_map(|part| {
                let is_date = part.len() == 8 && (part.starts_with("19") || part.starts_with("20"));
                is_date.then(|| dates::value(part, DateOrder::DayFirst)).flatten()
            })
        })
}

#[cfg(test)]
mod tests {
    use super::{absolute, date};
    use url::Url;

    #[test]
    fn dates_in_paths_are_found() {
        assert_eq!(date("https://example.org/2025/03/09/title").as_deref(), Some("2025-03-09"));
        assert_eq!(date("https://example.org/news/2025-3-9-title").as_deref(), Some("2025-03-09"));
        assert_eq!(date("https://example.org/story/20250309/x").as_deref(), Some("2025-03-09"));
        assert_eq!(date("https://example.org/2025/03/title"), None);
        assert_eq!(date("https://example.org/id/99999999"), None);
    }

    #[test]
    fn relative_urls_become_absolute_and_scripts_are_refused() {
        let base = Url::parse("https://example.org/a/b").unwrap();
        assert_eq!(absolute("../c.png", Some(&base)).as_deref(), Some("https://example.org/c.png"));
        assert_eq!(absolute("//cdn.example.org/c.png", Some(&base)).as_deref(), Some("https://cdn.example.org/c.png"));
        assert_eq!(absolute("/c.png", None).as_deref(), Some("/c.png"));
        assert_eq!((absolute("javascript:alert(1)", Some(&base)), absolute("", None)), (None, None));
    }
}
