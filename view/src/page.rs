//! The view of one page as an HTML file that needs no network.

use crate::explanation::{Explanation, explanation};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use maintext::Article;
use serde::Serialize;
use sha2::{Digest, Sha256};

/// The page that an article is from.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// Its name, such as that of its file.
    pub name: &'a str,
    /// Its markup or, if it is flattened text, its text.
    pub text: &'a str,
    /// Whether it is flattened text.
    pub is_plain: bool,
}

/// The modules of the view, each after those that it imports.
const MODULES: &[&str] = &[
    include_str!("../web/dom.js"),
    include_str!("../web/align.js"),
    include_str!("../web/frame.js"),
    include_str!("../web/reasons.js"),
    include_str!("../web/status.js"),
    include_str!("../web/details.js"),
    include_str!("../web/metadata.js"),
    include_str!("../web/tabs.js"),
    include_str!("../web/view.js"),
    include_str!("../web/explain.js"),
];

#[derive(Serialize)]
struct Data<'a> {
    name: &'a str,
    page: SourceRecord<'a>,
    explanation: Explanation<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SourceRecord<'a> {
    text: &'a str,
    is_plain: bool,
}

/// Returns an HTML file that shows the page and its main text side by side, with the reasons for each block. It loads nothing, and
/// nothing of the page can run in it.
///
/// ```
/// use maintext_view::{Source, page};
///
/// let text = "<p>Rivers carry water, and with it sand, to the sea.<script>alert(1)</script>";
/// let html = page(Source { name: "rivers.html", text, is_plain: false }, &maintext::extract(text));
/// assert!(html.contains("<title>rivers.html</title>") && !html.contains("<script>alert"));
/// ```
pub fn page(source: Source<'_>, article: &Article) -> String {
    let Source { name, text, is_plain } = source;
    let data = Data { name, page: SourceRecord { text, is_plain }, explanation: explanation(article) };
    // Strings and finite numbers always serialize. Within a script, only `<` could end it.
    let data = serde_json::to_string(&data).unwrap_or_default().replace('<', "\\u003c");
    let script = bundle();
    let hash = BASE64_STANDARD.encode(Sha256::digest(&script));
    // The frame with the page inherits this policy.
    let policy = format!(
        "default-src 'none'; script-src 'sha256-{hash}'; style-src 'unsafe-inline'; img-src data:; font-src data:; \
         base-uri 'none'; form-action 'none'"
    );
    fill(
        include_str!("../web/explain.html"),
        &[
            ("{policy}", &policy),
            ("{title}", &escape(name)),
            ("{styles}", include_str!("../web/view.css")),
            ("{frame_styles}", include_str!("../web/frame.css")),
            ("{mark_styles}", include_str!("../web/marks.css")),
            ("{data}", &data),
            ("{script}", &script),
        ],
    )
}

/// Joins the modules to one. Their names do not collide, as the browser would report.
fn bundle() -> String {
    let is_import = |line: &&str| line.starts_with("import ");
    let lines = MODULES.iter().flat_map(|module| module.lines()).filter(|line| !is_import(line));
    lines.fold(String::from("\n"), |bundle, line| bundle + line.strip_prefix("export ").unwrap_or(line) + "\n")
}

/// Replaces each placeholder, but none within what was inserted.
fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(template.len() + values.iter().map(|(_, value)| value.len()).sum::<usize>());
    let mut rest = template;
    while let Some(start) = rest.find('{') {
        let (before, from) = rest.split_at(start);
        filled.push_str(before);
        let (length, value) = match values.iter().find(|(placeholder, _)| from.starts_with(placeholder)) {
            Some((placeholder, value)) => (placeholder.len(), *value),
            None => (1, "{"),
        };
        filled.push_str(value);
        rest = &from[length..];
    }
    filled + rest
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page_of(name: &str, text: &str) -> String {
        page(Source { name, text, is_plain: false }, &maintext::extract(text))
    }

    #[test]
    fn page_with_end_tags_of_scripts_stays_within_its_data() {
        let html = page_of(
            "a<b.html",
            "<p>Text, which is here.</p><script>x</script><!--<script>--></script><script>alert(1)",
        );
        assert_eq!(html.matches("</script>").count(), 4);
        assert!(html.contains("<title>a&lt;b.html</title>") && html.contains("\\u003c/script>"));
    }

    #[test]
    fn placeholders_in_a_page_are_text() {
        let html = page_of("{script}", "<p>A text about {policy} and {data}, which is here.");
        assert!(html.contains("<title>{script}</title>") && html.contains("A text about {policy} and {data}"));
    }

    #[test]
    fn file_names_no_address_and_imports_nothing() {
        let script = bundle();
        assert!(!script.contains("\nimport ") && !script.contains("\nexport ") && !script.contains("http://"));
        assert!(!page_of("x", "<p>Some text, which is here.").contains(" src="));
    }
}
