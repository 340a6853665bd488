//! The front matter of a Markdown document: the metadata as YAML.

use crate::metadata::Metadata;

/// Returns the metadata between lines of dashes, followed by an empty line; empty if there is none.
pub(crate) fn render(metadata: &Metadata) -> String {
    let mut out = String::new();
    let page_type = metadata.page_type().map(|page_type| page_type.name());
    text(&mut out, "title", metadata.title());
    list(&mut out, "authors", metadata.authors());
    // Read by Hugo, Jekyll and others.
    text(&mut out, "date", metadata.date());
    text(&mut out, "published", metadata.published());
    text(&mut out, "modified", metadata.modified());
    text(&mut out, "site_name", metadata.site_name());
    text(&mut out, "description", metadata.description());
    text(&mut out, "language", metadata.language());
    text(&mut out, "url", metadata.url());
    text(&mut out, "image", metadata.image());
    list(&mut out, "categories", metadata.categories());
    list(&mut out, "tags", metadata.tags());
    text(&mut out, "license", metadata.license());
    text(&mut out, "page_type", page_type);
    if out.is_empty() { out } else { format!("---\n{out}---\n\n") }
}

fn text(out: &mut String, key: &str, value: Option<&str>) {
    if let Some(value) = value {
        out.extend([key, ": ", &quoted(value), "\n"]);
    }
}

fn list(out: &mut String, key: &str, values: &[String]) {
    if !values.is_empty() {
        let values: Vec<String> = values.iter().map(|value| quoted(value)).collect();
        out.extend([key, ": [", &values.join(", "), "]\n"]);
    }
}

/// Quotes a value as JSON does. Every JSON string is also a YAML string.
fn quoted(value: &str) -> String {
    serde_json::Value::from(value).to_string()
}
