//! Output as Markdown, HTML and JSON: `tests/outputs/<slug>/{source.html, expected.md, expected.html,
//! expected.json}`.
//!
//! Most pages are small and test one thing. `expected.json` has the selector of the content (`select`), the URL of the
//! page (`url`) and the options. All pages have a selector, so that these tests do not depend on the scorer;
//! `tests/pages` tests which blocks are kept.
//!
//! To add a page, run `MAINTEXT_NEW_OUTPUT=slug=FILE.html cargo test --test it outputs::new_output`. To update all
//! expected files for review with `git diff`, run `MAINTEXT_RENEW_OUTPUTS=1 cargo test --test it outputs::`.

use crate::environment;
use maintext::{Article, Extractor, HtmlOptions, Input, MarkdownOptions, Options, TextOptions};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("outputs")
}

/// Extracts a page with the selectors (`select`, `exclude`) and the URL in `about`.
fn extract(source: &str, about: &Value) -> Article {
    let mut options = Options::new();
    if let Some(selector) = about["select"].as_str() {
        options = options.with_content_selector(selector).unwrap();
    }
    for selector in about["exclude"].as_array().into_iter().flatten() {
        options = options.with_excluded_selector(selector.as_str().unwrap()).unwrap();
    }
    let mut input = Input::html(source);
    if let Some(url) = about["url"].as_str() {
        input = input.with_url(url);
    }
    Extractor::new(options).extract(input).unwrap()
}

/// An article in all formats, with the options in `about`.
struct Outputs {
    text: String,
    markdown: String,
    html: String,
}

fn outputs(article: &Article, about: &Value) -> Outputs {
    let (links, images) = (about["links"].as_bool(), about["images"].as_bool());
    let text = TextOptions::new()
        .with_links(links.unwrap_or(false))
        .with_images(images.unwrap_or(false))
        .with_tsv_tables(about["tsv_tables"] == true)
        .with_comments(about["comments"] == true);
    let (links, images) = (links.unwrap_or(true), images.unwrap_or(true));
    let front_matter = about["front_matter"] == true;
    let markdown = MarkdownOptions::new().with_links(links).with_images(images).with_front_matter(front_matter);
    let html = HtmlOptions::new().with_links(links).with_images(images);
    Outputs {
        text: article.text_with(&text),
        markdown: article.markdown_with(&markdown),
        html: article.html_with(&html),
    }
}

/// Returns `expected.json` with the title, the text and the block kinds of an article.
fn described(article: &Article, outputs: &Outputs, about: &Value) -> Value {
    let json = serde_json::to_value(article).unwrap();
    let kinds = json["blocks"].as_array().unwrap().iter().map(|block| match block.get("level") {
        Some(level) => json!(format!("{} {level}", block["kind"].as_str().unwrap())),
        None => block["kind"].clone(),
    });
    let mut about = about.clone();
    about["title"] = json["title"].clone();
    about["text"] = json!(outputs.text);
    about["kinds"] = kinds.collect();
    about
}

fn write_expectations(path: &Path, article: &Article, about: &Value) {
    let outputs = outputs(article, about);
    let about = serde_json::to_string_pretty(&described(article, &outputs, about)).unwrap();
    fs::write(path.join("expected.json"), about + "\n").unwrap();
    fs::write(path.join("expected.md"), outputs.markdown).unwrap();
    fs::write(path.join("expected.html"), outputs.html).unwrap();
}

#[test]
fn pages_give_their_expected_outputs() {
    let mut failures = Vec::new();
    let mut count = 0;
    let mut paths: Vec<PathBuf> = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        let read = |name: &str| fs::read_to_string(path.join(name)).unwrap_or_else(|e| panic!("{path:?}/{name}: {e}"));
        let about: Value = serde_json::from_str(&read("expected.json")).unwrap();
        let article = extract(&read("source.html"), &about);
        if std::env::var_os("MAINTEXT_RENEW_OUTPUTS").is_some() {
            write_expectations(&path, &article, &about);
        }
        let outputs = outputs(&article, &about);
        for (name, found) in [("expected.md", &outputs.markdown), ("expected.html", &outputs.html)] {
            if read(name) != *found {
                failures.push(format!("{path:?} differs from {name}:\n{}", difference(&read(name), found)));
            }
        }
        let found = described(&article, &outputs, &about);
        if serde_json::from_str::<Value>(&read("expected.json")).unwrap() != found {
            failures.push(format!("{path:?} differs from expected.json: found {found:#}"));
        }
        count += 1;
    }
    assert!(count >= 80, "only {count} pages");
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

/// Returns the lines that are missing (-) and those that are there instead (+).
fn difference(expected: &str, found: &str) -> String {
    let missed =
        expected.lines().filter(|line| !found.lines().any(|other| other == *line)).map(|line| format!("  - {line}"));
    let instead =
        found.lines().filter(|line| !expected.lines().any(|other| other == *line)).map(|line| format!("  + {line}"));
    missed.chain(instead).collect::<Vec<_>>().join("\n")
}

/// Makes a new fixture if the environment variable asks for one.
#[test]
fn new_output() {
    let Ok(wish) = std::env::var("MAINTEXT_NEW_OUTPUT") else { return };
    let (slug, file) = wish.split_once('=').expect("MAINTEXT_NEW_OUTPUT must be slug=FILE.html");
    let source = fs::read_to_string(environment::from_root(file)).unwrap();
    let path = folder().join(slug);
    fs::create_dir(&path).unwrap();
    let about = json!({ "select": "body", "url": "https://example.org/articles/page.html" });
    write_expectations(&path, &extract(&source, &about), &about);
    fs::write(path.join("source.html"), source).unwrap();
}
