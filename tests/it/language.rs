//! Comments, messages, test names and documents avoid phrases that readers have to read twice.
//!
//! The list is short on purpose: it has phrases that this project once used everywhere, and British spellings. It does not
//! judge style.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// Phrases in lower case and what to write instead. A phrase that ends with `*` also matches longer words.
const PHRASES: &[(&str, &str)] = &[
    ("by what it calls", "\"by name\""),
    ("for want of", "\"because there is no\""),
    ("hang on each other", "\"depend on each other\""),
    ("in whose eyes", "\"for which\""),
    ("is no page", "\"is not a page\""),
    ("is no text", "\"is not text\" or \"has no text\""),
    ("is torn", "\"is split\""),
    ("lays out", "\"layout table\", \"wraps\" or \"formats\""),
    ("log-odds", "\"logit\""),
    ("log odds", "\"logit\""),
    ("made whole", "\"completed\" or \"kept as a whole\""),
    ("of which so many", "name the number"),
    ("parted", "\"separated\", \"divided\" or \"split\""),
    ("so many", "name the number, as in \"at most this many\""),
    ("stand behind", "\"come after\" or \"follow\""),
    ("stands behind", "\"comes after\" or \"follows\""),
    ("what stands", "say what it is"),
    ("labelled", "\"labeled\""),
    ("behaviour*", "\"behavior\""),
    ("licence*", "\"license\""),
    ("neighbour*", "\"neighbor\""),
    ("normalis*", "\"normalize\""),
    ("serialis*", "\"serialize\""),
];

/// Folders that contain no text of the project: build outputs, and pages for tests. Paths are relative to the root of the
/// repository. Hidden folders except `.ci` are skipped, too.
const SKIPPED_FOLDERS: &[&str] = &[
    "benches/peers/target",
    "fuzz/artifacts",
    "fuzz/corpus",
    "fuzz/target",
    "playground/node_modules",
    "playground/site",
    "playground/site-extension",
    "target",
    "tests/metadata",
    "tests/outputs",
    "tests/pages",
    "wasm/bindgen/target",
    "wasm/build",
    "wasm/node_modules",
    "wasm/pkg",
];

/// Parts of a line of Rust that show that its strings are messages.
const MESSAGES: &[&str] = &["#[error(", "panic!(", ".expect(", "help = ", "about = "];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Returns the paths of all files that contain text of the project, relative to the root of the repository.
fn files() -> Vec<PathBuf> {
    let root = root();
    let below_root = |entry: &DirEntry| entry.path().strip_prefix(&root).unwrap().to_owned();
    let is_hidden = |entry: &DirEntry| {
        let name = entry.file_name().to_string_lossy();
        entry.depth() > 0 && name.starts_with('.') && name != ".ci"
    };
    let is_skipped = |entry: &DirEntry| SKIPPED_FOLDERS.iter().any(|folder| below_root(entry) == Path::new(folder));
    let is_text = |path: &Path| {
        let extensions = ["rs", "md", "py", "toml", "sh"];
        path.starts_with(".ci")
            || path.extension().is_some_and(|extension| extensions.iter().any(|text| extension == *text))
    };
    let entries = WalkDir::new(&root).sort_by_file_name().into_iter();
    let entries = entries.filter_entry(|entry| !is_hidden(entry) && !is_skipped(entry)).map(Result::unwrap);
    entries
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| below_root(&entry))
        .filter(|path| is_text(path))
        .collect()
}

/// Returns the part of a line that people read: all of it in documents, comments, messages and names of functions in Rust.
fn prose(line: &str, is_rust: bool) -> String {
    let code = line.trim_start();
    let is_function = |code: &str| code.starts_with("fn ") || code.starts_with("pub fn ") || code.contains(" fn ");
    let text = match code.find("// ").or_else(|| code.find("//!")).or_else(|| code.find("///")) {
        _ if !is_rust => code.to_owned(),
        Some(comment) => code[comment..].to_owned(),
        None if is_function(code) => code.replace('_', " "),
        None if MESSAGES.iter().any(|message| code.contains(message)) => code.to_owned(),
        None => String::new(),
    };
    text.to_lowercase()
}

/// Whether a text in lower case contains a phrase as whole words.
fn contains(text: &str, phrase: &str) -> bool {
    let (phrase, is_stem) = phrase.strip_suffix('*').map_or((phrase, false), |stem| (stem, true));
    text.match_indices(phrase).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + phrase.len()..]);
        !before.ends_with(char::is_alphanumeric) && (is_stem || !after.starts_with(char::is_alphanumeric))
    })
}

#[test]
fn comments_messages_and_documents_avoid_the_listed_phrases() {
    let (files, mut found) = (files(), String::new());
    assert!(files.len() > 150, "found only {} files: the search is broken", files.len());
    for file in files {
        let text = fs::read_to_string(root().join(&file)).unwrap();
        let is_rust = file.extension().is_some_and(|end| end == "rs");
        for (number, line) in (1..).zip(text.lines()) {
            let prose = prose(line, is_rust);
            for (phrase, instead) in PHRASES.iter().filter(|(phrase, _)| contains(&prose, phrase)) {
                let phrase = phrase.trim_end_matches('*');
                writeln!(found, "{}:{number}: \"{phrase}\"; write {instead}", file.display()).unwrap();
            }
        }
    }
    assert!(found.is_empty(), "phrases that are hard to read (the list is in tests/it/language.rs):\n{found}");
}

#[test]
fn listed_phrases_match_whole_words_only() {
    assert!(contains("cells parted by tabs", "parted"));
    assert!(!contains("it departed", "parted"));
    assert!(contains("normalised text", "normalis*"));
    assert!(contains(&prose(concat!("let a = 1; /", "/ So many nodes."), true), "so many"));
    assert!(contains(&prose("fn what_stands_behind_a_bar() {", true), "stands behind"));
    assert!(!contains(&prose("let page = \"There are so many ferries.\";", true), "so many"));
}
