//! Fails where a page takes 3 % more instructions than the figures checked in: `cargo bench --bench instructions`.
//!
//! Instructions are counted by valgrind (`callgrind`), so that the figures do not depend on what else the machine does.
//! They belong to a version of the compiler; `cargo bench --bench instructions -- --save` writes new ones.

use maintext::{Extractor, Input, internals};
use maintext_pages::ordinary;
use std::collections::BTreeMap;
use std::hint::black_box;
use std::process::{Command, ExitCode};

/// By how much a count may grow before it fails: more than the noise of addresses in hash tables, less than a change of
/// any weight.
const TOLERANCE: f64 = 0.03;

const FIGURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/instructions.txt");

/// The work on a page's bytes.
type Work = fn(&[u8]) -> usize;

/// What is counted, with its name.
/// `whole` is a page's bytes to plain text, `metadata` the same with the metadata; `is_article` the question before it;
/// `markdown` and `html` are bytes to these, and with the metadata they may take 15 % more than plain text.
const STAGES: &[(&str, Work)] = &[
    ("parse", parse),
    ("blocks", blocks),
    ("whole", whole),
    ("markdown", markdown),
    ("html", html),
    ("metadata", metadata),
    ("is_article", is_article),
    ("markdown_with_metadata", markdown_with_metadata),
    ("html_with_metadata", html_with_metadata),
];

/// How much more than plain text Markdown or HTML with the metadata may take.
const MOST_OVER_TEXT: f64 = 0.15;

fn parse(page: &[u8]) -> usize {
    internals::parse(&internals::decode(page)).len()
}

fn blocks(page: &[u8]) -> usize {
    internals::blocks(&internals::parse(&internals::decode(page))).list.len()
}

fn whole(page: &[u8]) -> usize {
    Extractor::default().extract(Input::bytes(page)).map_or(0, |article| article.text().len())
}

fn markdown(page: &[u8]) -> usize {
    Extractor::default().extract(Input::bytes(page)).map_or(0, |article| article.markdown().len())
}

fn html(page: &[u8]) -> usize {
    Extractor::default().extract(Input::bytes(page)).map_or(0, |article| article.html().len())
}

fn metadata(page: &[u8]) -> usize {
    let article = Extractor::default().extract(Input::bytes(page));
    article.map_or(0, |article| article.text().len() + article.metadata().authors().len())
}

fn is_article(page: &[u8]) -> usize {
    Extractor::default().is_article(Input::bytes(page)).map_or(0, |is_article| 1 + usize::from(is_article))
}

fn markdown_with_metadata(page: &[u8]) -> usize {
    let article = Extractor::default().extract(Input::bytes(page));
    article.map_or(0, |article| article.markdown().len() + article.metadata().authors().len())
}

fn html_with_metadata(page: &[u8]) -> usize {
    let article = Extractor::default().extract(Input::bytes(page));
    article.map_or(0, |article| article.html().len() + article.metadata().authors().len())
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let has = |argument: &str| arguments.iter().any(|other| other == argument);
    if let Some(at) = arguments.iter().position(|argument| argument == "--count") {
        count(&arguments[at + 1], &arguments[at + 2]);
    } else if has("--test") {
        run_once();
    } else {
        return compare(has("--save"));
    }
    ExitCode::SUCCESS
}

/// Within valgrind: does the work once uncounted, for what is made on first use, and once counted.
fn count(page: &str, stage: &str) {
    let page = ordinary::all().into_iter().find(|other| other.name == page).expect("a page's name");
    let (_, work) = STAGES.iter().find(|(name, _)| *name == stage).expect("a stage's name");
    black_box(work(page.html.as_bytes()));
    counted(*work, page.html.as_bytes());
}

/// Valgrind counts while this function runs.
#[inline(never)]
fn counted(work: Work, page: &[u8]) -> usize {
    black_box(work(black_box(page)))
}

/// Without valgrind, so that the bench cannot rot.
fn run_once() {
    for page in ordinary::all() {
        for (stage, work) in STAGES {
            assert!(counted(*work, page.html.as_bytes()) > 0, "{} {stage}", page.name);
        }
    }
}

/// Counts everything and compares it with the figures, or writes them; whether nothing grew too much.
fn compare(save: bool) -> ExitCode {
    let before = figures();
    let mut now = BTreeMap::new();
    let mut grown = 0;
    let mut costly = 0;
    for page in ordinary::all() {
        let mut plain = 0;
        for (stage, _) in STAGES {
            let key = format!("{} {stage}", page.name);
            let count = instructions(page.name, stage);
            let change = before.get(&key).map(|&before| count as f64 / before as f64 - 1.0);
            let change_text = change.map_or("new".to_owned(), |change| format!("{:+.2} %", change * 100.0));
            plain = if *stage == "whole" { count } else { plain };
            let is_more = !matches!(*stage, "parse" | "blocks" | "whole");
            let over = if is_more { count as f64 / plain as f64 - 1.0 } else { 0.0 };
            let over_text = if is_more { format!(", {:+.2} % over text", over * 100.0) } else { String::new() };
            println!("{key:36} {count:12} {change_text}{over_text}");
            costly += usize::from(over > MOST_OVER_TEXT);
            grown += usize::from(change.is_none_or(|change| change > TOLERANCE));
            now.insert(key, count);
        }
    }
    if save {
        let lines: String = now.iter().map(|(key, count)| format!("{key} {count}\n")).collect();
        std::fs::write(FIGURES, lines).expect("the figures can be written");
        return ExitCode::SUCCESS;
    }
    if grown > 0 {
        eprintln!("{grown} counts grew by more than {} % or are new", TOLERANCE * 100.0);
    }
    if costly > 0 {
        eprintln!("{costly} outputs take more than {} % over plain text", MOST_OVER_TEXT * 100.0);
    }
    ExitCode::from(u8::from(grown + costly > 0))
}

/// The figures checked in: instructions by page and stage.
fn figures() -> BTreeMap<String, u64> {
    let text = std::fs::read_to_string(FIGURES).unwrap_or_default();
    let figure = |line: &str| {
        let (key, count) = line.rsplit_once(' ')?;
        Some((key.to_owned(), count.parse().ok()?))
    };
    text.lines().filter_map(figure).collect()
}

/// How many instructions a stage takes on a page.
fn instructions(page: &str, stage: &str) -> u64 {
    let program = std::env::current_exe().expect("this program's path");
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null", "--toggle-collect=instructions::counted"])
        .arg(program)
        .args(["--count", page, stage])
        .output()
        .expect("valgrind is installed");
    let report = String::from_utf8_lossy(&output.stderr);
    let count =
        report.lines().find_map(|line| line.split_once("Collected :")?.1.split_whitespace().next()?.parse().ok());
    count.filter(|&count| count > 0).unwrap_or_else(|| panic!("valgrind counted nothing:\n{report}"))
}
