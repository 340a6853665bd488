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

/// Quotes a value as JSON does, and escapes further characters. Every JSON string of characters that YAML allows is also
/// a YAML string.
fn quoted(value: &str) -> String {
    use std::fmt::Write;
    let json = serde_json::Value::from(value).to_string();
    if !json.contains(must_be_escaped) {
        return json;
    }
    let mut out = String::with_capacity(json.len() + 8);
    for c in json.chars() {
        match must_be_escaped(c) {
            // Writing to a string does not fail.
            true => drop(write!(out, "\\u{:04X}", c as u32)),
            false => out.push(c),
        }
    }
    out
}

/// Whether JSON allows a character in a string and YAML does not, in [version 1.1](https://yaml.org/spec/1.1/#c-printable)
/// or [1.2](https://yaml.org/spec/1.2.2/#51-character-set). Also escapes the line breaks of version 1.1, which readers
/// would replace with spaces, and the byte order mark.
fn must_be_escaped(c: char) -> bool {
    matches!(c, '\u{7F}'..='\u{9F}' | '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_yaml_does_not_allow_are_escaped() {
        assert_eq!(quoted("a\u{92}\u{7F}\u{FFFE}\u{2028}\0é😀\""), r#""a\u0092\u007F\uFFFE\u2028\u0000é😀\"""#);
    }
}
