//! The fixture pages: `tests/pages/<slug>/{source.html, expected.txt, expected.json}`.
//!
//! `expected.txt` is what a reader would call the main content, not what the extractor happens to give. Where the
//! extractor falls short of it, `expected.json` says so under `known_difference`, with the word F1 that it must reach;
//! the entry has to go when the page comes out right.
//!
//! A new page: `MAINTEXT_NEW_PAGE=slug=FILE.html cargo test --test it pages::new_page` makes its folder from a file, with
//! what the extractor gives as the expectation, to be corrected by hand. `MAINTEXT_NOTE_DIFFERENCES=1 cargo test --test
//! pages` writes the known differences anew, for review, after a change of the scorer.

use serde_json::{Value, json};
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("pages")
}

struct Fixture {
    slug: String,
    path: PathBuf,
    source: String,
    text: String,
    about: Value,
}

fn fixtures() -> Vec<Fixture> {
    let mut fixtures: Vec<Fixture> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let read =
                |name: &str| fs::read_to_string(path.join(name)).unwrap_or_else(|e| panic!("{path:?}/{name}: {e}"));
            Fixture {
                slug: path.file_name().unwrap().to_string_lossy().into_owned(),
                source: read("source.html"),
                text: read("expected.txt").trim_end().to_owned(),
                about: serde_json::from_str(&read("expected.json")).unwrap(),
                path,
            }
        })
        .collect();
    fixtures.sort_by(|a, b| a.slug.cmp(&b.slug));
    fixtures
}

#[test]
fn pages_give_their_expected_text() {
    let fixtures = fixtures();
    assert!(fixtures.len() >= 30, "only {} fixture pages", fixtures.len());
    let failures: Vec<String> = fixtures.into_iter().filter_map(|fixture| check(fixture).err()).collect();
    assert!(failures.is_empty(), "{} pages differ:\n{}", failures.len(), failures.join("\n"));
}

fn check(mut fixture: Fixture) -> Result<(), String> {
    let article = maintext::extract(&fixture.source);
    let text = article.text();
    if std::env::var_os("MAINTEXT_NOTE_DIFFERENCES").is_some() {
        note_difference(&mut fixture, text);
    }
    let slug = &fixture.slug;
    if article.title() != fixture.about["title"].as_str() {
        return Err(format!("{slug}: the title is {:?}, expected {}", article.title(), fixture.about["title"]));
    }
    match fixture.about.get("known_difference") {
        None if text == fixture.text => Ok(()),
        None => Err(format!("{slug}:\n{}", difference(&fixture.text, text))),
        Some(_) if text == fixture.text => Err(format!("{slug}: comes out right now, remove known_difference")),
        Some(known) => {
            let (f1, least) = (word_f1(&fixture.text, text), known["min_f1"].as_f64().unwrap());
            let reason = known["reason"].as_str().is_some_and(|reason| reason.len() > 10);
            match f1 >= least && reason {
                true => Ok(()),
                false => {
                    Err(format!("{slug}: F1 {f1:.3}, expected {least} or more\n{}", difference(&fixture.text, text)))
                }
            }
        }
    }
}

/// The lines that are missed and wrongly kept.
fn difference(expected: &str, found: &str) -> String {
    let lines = |text: &str| text.lines().map(str::to_owned).filter(|line| !line.is_empty()).collect::<Vec<_>>();
    let (expected, found) = (lines(expected), lines(found));
    let missed = expected.iter().filter(|line| !found.contains(line)).map(|line| format!("  - {line}"));
    let kept = found.iter().filter(|line| !expected.contains(line)).map(|line| format!("  + {line}"));
    missed.chain(kept).collect::<Vec<_>>().join("\n")
}

fn note_difference(fixture: &mut Fixture, text: &str) {
    let about = fixture.about.as_object_mut().unwrap();
    about.remove("known_difference");
    if text != fixture.text {
        let floor = (word_f1(&fixture.text, text) * 20.0).floor() / 20.0;
        let reason = match difference(&fixture.text, text) {
            lines if lines.is_empty() => "only the spacing of lines differs".to_owned(),
            lines => format!("missed (-) and wrongly kept (+):\n{lines}"),
        };
        about.insert("known_difference".into(), json!({ "reason": reason, "min_f1": floor }));
    }
    let json = serde_json::to_string_pretty(&fixture.about).unwrap();
    fs::write(fixture.path.join("expected.json"), json + "\n").unwrap();
}

/// Word F1 over multisets; letters of scripts without spaces count one by one.
fn word_f1(expected: &str, found: &str) -> f64 {
    let count = |text: &str| {
        let mut counts: HashMap<String, i64> = HashMap::new();
        let spaced: String = text
            .to_lowercase()
            .chars()
            .flat_map(|c| match u32::from(c) {
                0x0e00..=0x0eff | 0x3040..=0x30ff | 0x4e00..=0x9fff => vec![' ', c, ' '],
                _ if c.is_alphanumeric() => vec![c],
                _ => vec![' '],
            })
            .collect();
        spaced.split_whitespace().for_each(|word| *counts.entry(word.to_owned()).or_insert(0) += 1);
        counts
    };
    let (expected, found) = (count(expected), count(found));
    let total = expected.values().sum::<i64>() + found.values().sum::<i64>();
    let common: i64 = expected.iter().map(|(word, n)| found.get(word).map_or(0, |m| *n.min(m))).sum();
    if total == 0 { 1.0 } else { 2.0 * common as f64 / total as f64 }
}

#[test]
fn word_f1_counts_words() {
    assert_eq!(word_f1("a b b c", "A b. d"), 4.0 / 7.0);
    assert_eq!(word_f1("", ""), 1.0);
}

/// Makes a new fixture where the environment asks for one.
#[test]
fn new_page() {
    let Ok(wish) = std::env::var("MAINTEXT_NEW_PAGE") else { return };
    let (slug, file) = wish.split_once('=').expect("MAINTEXT_NEW_PAGE must be slug=FILE.html");
    let source = fs::read_to_string(file).unwrap();
    let article = maintext::extract(&source);
    let path = folder().join(slug);
    fs::create_dir(&path).unwrap();
    let about = json!({ "title": article.title(), "page_type": "article", "lang": "en" });
    fs::write(path.join("expected.json"), serde_json::to_string_pretty(&about).unwrap() + "\n").unwrap();
    fs::write(path.join("expected.txt"), article.text().to_owned() + "\n").unwrap();
    fs::write(path.join("source.html"), source).unwrap();
}
