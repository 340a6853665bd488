//! Times pages that are made to be slow, at two sizes, beside scraper's parser on the same pages.
//!
//! ```sh
//! cargo run --release --example hostile
//! ```

#[path = "../../tests/hostile/pages.rs"]
mod pages;

use maintext::Extractor;
use maintext::scraper::Html;
use pages::{KINDS, Kind};
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

/// Sizes of the pages, in bytes.
const SIZES: [usize; 2] = [256 << 10, 512 << 10];

/// scraper is stopped after this time.
const LONGEST: Duration = Duration::from_secs(20);

/// Of all kinds, those that tell most; any named in the arguments instead.
const SHOWN: &[&str] = &[
    "nested div",
    "nested ul li",
    "nested table",
    "nested b",
    "nested font",
    "nested svg g",
    "nested template",
    "unclosed font p",
    "unclosed formatting with attributes, then p",
    "a long class opened again",
    "misnested blocks in b",
    "object in td",
    "many names of elements",
    "many attributes of b",
    "many p",
    "one text",
    "one script",
    "JSON-LD lists of references",
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [flag, kind, size] = &arguments[..]
        && flag == "--scraper"
    {
        return parse_by_scraper(kind, size);
    }
    println!("| page | maintext 256 KiB | 512 KiB | scraper 256 KiB | 512 KiB |\n| --- | --- | --- | --- | --- |");
    let is_shown = |kind: &&Kind| match &arguments[..] {
        [] => SHOWN.contains(&kind.name),
        names => names.iter().any(|name| kind.name.contains(name.as_str())),
    };
    let extractor = Extractor::default();
    for kind in KINDS.iter().filter(is_shown) {
        let ours = SIZES.map(|size| seconds(extract(&extractor, &kind.page(size))));
        let theirs = SIZES.map(|size| scraper(kind, size).map_or(format!("over {} s", LONGEST.as_secs()), seconds));
        println!("| {} | {} | {} | {} | {} |", kind.name, ours[0], ours[1], theirs[0], theirs[1]);
    }
    ExitCode::SUCCESS
}

fn seconds(time: Duration) -> String {
    format!("{:.2} s", time.as_secs_f64())
}

/// The extraction with the text and the metadata.
fn extract(extractor: &Extractor, page: &str) -> Duration {
    let start = Instant::now();
    if let Ok(article) = extractor.extract(page) {
        std::hint::black_box((article.text().len(), article.metadata().authors().len()));
    }
    start.elapsed()
}

/// The time that scraper takes, in a process of its own; `None` where that is too long.
fn scraper(kind: &Kind, size: usize) -> Option<Duration> {
    let program = std::env::current_exe().ok()?;
    let start = Instant::now();
    let mut child =
        Command::new(program).args(["--scraper", kind.name, &size.to_string()]).stdout(Stdio::null()).spawn().ok()?;
    while start.elapsed() < LONGEST {
        if child.try_wait().ok()?.is_some() {
            return Some(start.elapsed());
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    stop(&mut child);
    None
}

fn stop(child: &mut Child) {
    // It may have ended by itself.
    let _ = child.kill();
    let _ = child.wait();
}

fn parse_by_scraper(kind: &str, size: &str) -> ExitCode {
    let kind = KINDS.iter().find(|known| known.name == kind);
    let (Some(kind), Ok(size)) = (kind, size.parse()) else { return ExitCode::FAILURE };
    std::hint::black_box(Html::parse_document(&kind.page(size)).tree.nodes().len());
    // Taking the tree apart is no part of parsing.
    std::process::exit(0)
}
