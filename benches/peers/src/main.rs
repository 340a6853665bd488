//! Times the extractors on a folder of pages. They take turns on each page, so that other load on the machine affects
//! all.
//!
//! `cargo run --release -- [--rounds N] [--only NAME,NAME] FOLDER`

use clap::Parser;
use flate2::read::MultiGzDecoder;
use peers::{CONTESTANTS, Contestant, Page};
use std::collections::HashSet;
use std::fs;
use std::hint::black_box;
use std::io::{self, Read};
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// Times extractors side by side on a folder of HTML files.
#[derive(Parser)]
struct Arguments {
    /// A folder of .html and .html.gz files
    folder: PathBuf,
    /// Runs of each extractor on each page; the fastest counts
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..))]
    rounds: u32,
    /// Time only these extractors, and parsing without extraction
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
    /// Take only the pages listed in FILE, one per line, without file extension
    #[arg(long, value_name = "FILE")]
    ids: Option<PathBuf>,
}

/// The time of an extractor on a page.
struct Timing {
    time: Duration,
    failed: bool,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("peers: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> io::Result<()> {
    let contestants: Vec<&Contestant> = CONTESTANTS
        .iter()
        .enumerate()
        .filter(|(n, c)| *n == 0 || arguments.only.is_empty() || arguments.only.iter().any(|name| name == c.name))
        .map(|(_, contestant)| contestant)
        .collect();
    // A panic counts as a failure and is not printed.
    std::panic::set_hook(Box::new(|_| {}));
    let mut pages: Vec<(usize, Vec<Timing>)> = Vec::new();
    for path in list(arguments)? {
        let page = Page::new(read(&path)?);
        let timings =
            contestants.iter().map(|contestant| Timing::fastest(contestant, &page, arguments.rounds)).collect();
        pages.push((page.bytes.len(), timings));
    }
    print_table("all pages", &contestants, &pages);
    pages.sort_by_key(|(bytes, _)| std::cmp::Reverse(*bytes));
    print_table("the largest 1 %", &contestants, &pages[..pages.len().div_ceil(100)]);
    Ok(())
}

fn list(arguments: &Arguments) -> io::Result<Vec<PathBuf>> {
    let listed: Option<HashSet<String>> = match &arguments.ids {
        Some(path) => Some(fs::read_to_string(path)?.lines().map(|line| line.trim().to_owned()).collect()),
        None => None,
    };
    let is_wanted = |path: &Path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let id = name.strip_suffix(".html.gz").or(name.strip_suffix(".html"));
        id.is_some_and(|id| listed.as_ref().is_none_or(|listed| listed.contains(id)))
    };
    let mut paths = Vec::new();
    for entry in fs::read_dir(&arguments.folder)? {
        paths.push(entry?.path());
    }
    paths.retain(|path| is_wanted(path));
    paths.sort();
    Ok(paths)
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    let bytes = fs::read(path)?;
    if path.extension().is_none_or(|extension| extension != "gz") {
        return Ok(bytes);
    }
    let mut unpacked = Vec::new();
    MultiGzDecoder::new(bytes.as_slice()).read_to_end(&mut unpacked)?;
    Ok(unpacked)
}

impl Timing {
    fn fastest(contestant: &Contestant, page: &Page, rounds: u32) -> Timing {
        let mut timing = Timing { time: Duration::MAX, failed: false };
        for _ in 0..rounds {
            let start = Instant::now();
            let result = catch_unwind(|| black_box((contestant.run)(black_box(page))));
            timing.time = timing.time.min(start.elapsed());
            timing.failed |= !matches!(result, Ok(Some(_)));
        }
        timing
    }
}

fn print_table(title: &str, contestants: &[&Contestant], pages: &[(usize, Vec<Timing>)]) {
    let megabytes = pages.iter().map(|(bytes, _)| bytes).sum::<usize>() as f64 / 1e6;
    println!("{title}: {} pages, {megabytes:.1} MB", pages.len());
    println!("{:<24}{:>10}{:>10}{:>16}{:>10}", "", "ms/page", "MB/s", "times parsing", "failed");
    let total = |n: usize| pages.iter().map(|(_, timings)| timings[n].time.as_secs_f64()).sum::<f64>();
    for (n, contestant) in contestants.iter().enumerate() {
        let (seconds, failed) = (total(n), pages.iter().filter(|(_, timings)| timings[n].failed).count());
        println!(
            "{:<24}{:>10.3}{:>10.1}{:>16.2}{failed:>10}",
            contestant.name,
            seconds * 1e3 / pages.len() as f64,
            megabytes / seconds,
            seconds / total(0)
        );
    }
    println!();
}
