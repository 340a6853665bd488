//! A whole HTML page with an article, to read or print.

use maintext::Article;

const STYLE: &str = include_str!("reader.css");

/// Languages that are written from right to left, by the first part of their tag.
const RIGHT_TO_LEFT: &[&str] = &[
    "ar", "arc", "ckb", "dv", "fa", "ha-arab", "he", "iw", "ks", "ku-arab", "nqo", "pa-arab", "ps", "sd", "syr", "ug",
    "ur", "yi",
];

/// Returns the page with the article's HTML. It loads nothing but the article's images, and runs no scripts.
pub fn page(article: &Article, html: &str) -> String {
    let metadata = article.metadata();
    let title = article.title().unwrap_or("Untitled");
    let language = metadata.language().unwrap_or("");
    let direction = direction(language, article.text());
    let mut header = format!("<h1>{}</h1>\n", escape(title));
    let mut facts = Vec::new();
    if !metadata.authors().is_empty() {
        facts.push(format!("<span class=\"byline\">{}</span>", escape(&metadata.authors().join(", "))));
    }
    if let Some(date) = metadata.date() {
        facts.push(format!("<time datetime=\"{0}\">{1}</time>", escape(date), escape(date.get(..10).unwrap_or(date))));
    }
    let site = metadata.site_name();
    let url = article.url().filter(|url| url.starts_with("https://") || url.starts_with("http://"));
    match (url, site) {
        (Some(url), site) => {
            facts.push(format!("<a href=\"{}\">{}</a>", escape(url), escape(site.unwrap_or(host(url)))))
        }
        (None, Some(site)) => facts.push(format!("<span>{}</span>", escape(site))),
        (None, None) => {}
    }
    if !facts.is_empty() {
        header += &format!("<p class=\"facts\">{}</p>\n", facts.join(" <span class=\"dot\">·</span> "));
    }
    let body = if html.is_empty() { "<p class=\"facts\">This page has no main text.</p>\n" } else { html };
    format!(
        "<!doctype html>\n<html lang=\"{}\" dir=\"{direction}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src http: https: data:; \
         style-src 'unsafe-inline'\">\n<title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<header>\n\
         {header}</header>\n<article>\n{body}</article>\n</main>\n</body>\n</html>\n",
        escape(language),
        escape(title)
    )
}

/// The direction of a page: that of its language, or else of most of its letters.
fn direction(language: &str, text: &str) -> &'static str {
    let language = language.to_ascii_lowercase();
    let is_listed =
        |tag: &&str| language.strip_prefix(*tag).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
    let is_right_to_left = if language.is_empty() {
        let (mut right, mut left) = (0, 0);
        for letter in text.chars().filter(|letter| letter.is_alphabetic()).take(1000) {
            // The blocks of Unicode from Hebrew to Arabic Extended-A, and the presentation forms.
            let is_right = matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}');
            *(if is_right { &mut right } else { &mut left }) += 1;
        }
        right > left
    } else {
        RIGHT_TO_LEFT.iter().any(is_listed)
    };
    if is_right_to_left { "rtl" } else { "ltr" }
}

fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or(rest)
}

/// Escapes text for HTML, also within quoted attributes.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn direction_is_that_of_the_language_or_the_letters() {
        assert_eq!(direction("ar-EG", ""), "rtl");
        assert_eq!(direction("en", "שלום"), "ltr");
        assert_eq!(direction("arn", ""), "ltr");
        assert_eq!(direction("", "שלום עולם, abc"), "rtl");
        assert_eq!(direction("", "Hello שלום"), "ltr");
    }
}
