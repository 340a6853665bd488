//! Fails if a page takes 3 % more instructions than the checked-in figures: `cargo bench --bench instructions`.
//!
//! Valgrind (`callgrind`) counts the instructions, so that the figures do not depend on other processes. They depend on
//! the version of the compiler; `cargo bench --bench instructions -- --save` updates them.

use maintext::{Extractor, Input, internals};
use maintext_pages::ordinary;
use std::collections::BTreeMap;
use std::hint::black_box;
use std::process::{Command, ExitCode};

/// Maximum relative growth of a count: more than the noise of hash tables, whose order depends on addresses.
const TOLERANCE: f64 = 0.03;

const FIGURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/instructions.txt");

/// A stage's work on the bytes of a page.
type Work = fn(&[u8]) -> usize;

/// The names of the stages and their work. `whole` extracts plain text from the bytes of a page, `metadata` the
/// metadata, too; `is_article` is the quick check; `markdown` and `html` extract these formats.
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

/// Maximum relative overhead over plain text of the stages after `whole`, and of those with two outputs.
const MAX_OVERHEAD: f64 = 0.15;
const MAX_OVERHEAD_OF_TWO: f64 = 0.18;

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

/// Runs under valgrind: does the work once uncounted, to build what is built on first use, and once counted.
fn count(page: &str, stage: &str) {
    let page = ordinary::all().into_iter().find(|other| other.name == page).expect("a page's name");
    let (_, work) = STAGES.iter().find(|(name, _)| *name == stage).expect("a stage's name");
    black_box(work(page.html.as_bytes()));
    counted(*work, page.html.as_bytes());
}

/// The function in which valgrind counts.
#[inline(never)]
fn counted(work: Work, page: &[u8]) -> usize {
    black_box(work(black_box(page)))
}

/// Runs each stage once, without valgrind, so that tests cover this program.
fn run_once() {
    for page in ordinary::all() {
        for (stage, work) in STAGES {
            assert!(counted(*work, page.html.as_bytes()) > 0, "{} {stage}", page.name);
        }
    }
}

/// Counts all stages and compares the counts with the figures, or saves them. Fails if a count grew too much.
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
            let max_overhead = if stage.contains("_with_") { MAX_OVERHEAD_OF_TWO } else { MAX_OVERHEAD };
            costly += usize::from(over > max_overhead);
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
        let (one, two) = (MAX_OVERHEAD * 100.0, MAX_OVERHEAD_OF_TWO * 100.0);
        eprintln!("{costly} outputs take more than {one} % over plain text, or {two} % for two outputs");
    }
    ExitCode::from(u8::from(grown + costly > 0))
}

/// Reads the checked-in figures: instructions by page and stage.
fn figures() -> BTreeMap<String, u64> {
    let text = std::fs::read_to_string(FIGURES).unwrap_or_default();
    let figure = |line: &str| {
        let (key, count) = line.rsplit_once(' ')?;
        Some((key.to_owned(), count.parse().ok()?))
    };
    text.lines().filter_map(figure).collect()
}

/// Counts the instructions of a stage on a page.
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
