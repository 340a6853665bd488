//! Measures the time and peak memory of hostile pages, compared with scraper's parser.
//!
//! ```sh
//! cargo run --release -p maintext-lab -- hostile                                # 256 and 512 KiB
//! cargo run --release -p maintext-lab -- hostile --bytes 104857600 'one text'
//! cargo run --release -p maintext-lab -- hostile --count 1000000             # number of elements
//! ```

use maintext::scraper::Html;
use maintext::{Extractor, Options};
use maintext_pages::hostile::{KINDS, Kind};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Default sizes of the pages, in bytes.
const SIZES: [usize; 2] = [256 << 10, 512 << 10];

/// A parser is stopped after this time.
const TIMEOUT: Duration = Duration::from_secs(20);

/// If scraper does not finish in time, it gets a page smaller by this factor.
const FRACTION: usize = 10;

/// Maximum number of times that the page is made smaller.
const MAX_FRACTIONS: u32 = 4;

/// The kinds measured by default.
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

/// The kinds measured by default with `--count`.
const SHOWN_BY_COUNT: &[&str] = &[
    "nested div",
    "nested ul li",
    "nested table",
    "nested b",
    "nested i",
    "nested a",
    "nested font",
    "nested svg",
    "nested math",
    "nested template",
    "nested select",
    "unclosed p",
    "unclosed li",
    "unclosed td",
    "unclosed b i",
    "unclosed nobr",
    "misnested b p",
    "misnested blocks in b",
    "fostered b",
    "many p",
    "many div",
    "many a",
    "many names of attributes",
    "many attributes of b",
    "many attributes of svg",
    "ampersands",
    "cut references",
    "numeric references",
    "colspan",
];

/// Measures the time and peak memory of hostile pages, compared with scraper's parser.
#[derive(clap::Args)]
pub struct Arguments {
    /// Kinds of pages, by a part of their names [default: a selection]
    #[arg(value_name = "KIND")]
    kinds: Vec<String>,
    /// Number of elements, attributes or similar units of a page; kinds without units are skipped
    #[arg(long, value_name = "N", conflicts_with = "bytes")]
    count: Option<usize>,
    /// Size of a page in bytes [default: 262144, then 524288]
    #[arg(long, value_name = "N")]
    bytes: Option<usize>,
    /// Runs one parser on one page and prints its figures; used by the processes that this program starts
    #[arg(long, hide = true)]
    run: Option<Program>,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Program {
    Maintext,
    Scraper,
}

#[derive(Clone, Copy)]
enum Size {
    Bytes(usize),
    Units(usize),
}

impl Size {
    fn page(self, kind: &Kind) -> Option<String> {
        match self {
            Size::Bytes(bytes) => Some(kind.page(bytes)),
            Size::Units(count) => kind.page_of_units(count),
        }
    }

    fn arguments(self) -> [String; 2] {
        match self {
            Size::Bytes(bytes) => ["--bytes".to_owned(), bytes.to_string()],
            Size::Units(count) => ["--count".to_owned(), count.to_string()],
        }
    }

    fn fraction(self) -> Size {
        match self {
            Size::Bytes(bytes) => Size::Bytes(bytes / FRACTION),
            Size::Units(count) => Size::Units(count / FRACTION),
        }
    }
}

/// Prints a table with a row for each page.
pub fn run(arguments: Arguments) -> Result<(), Box<dyn std::error::Error>> {
    let Arguments { kinds, count, bytes, run } = arguments;
    let sizes: Vec<Size> = match (count, bytes) {
        (Some(count), _) => vec![Size::Units(count)],
        (None, Some(bytes)) => vec![Size::Bytes(bytes)],
        (None, None) => SIZES.map(Size::Bytes).to_vec(),
    };
    if let Some(program) = run {
        let kind = KINDS.iter().find(|kind| kinds.first().is_some_and(|name| name == kind.name));
        measure(program, kind.ok_or("unknown kind of page")?, sizes[0]);
    }
    let shown = if count.is_some() { SHOWN_BY_COUNT } else { SHOWN };
    let is_shown = |kind: &&Kind| match kinds.is_empty() {
        true => shown.contains(&kind.name),
        false => kinds.iter().any(|name| kind.name.contains(name.as_str())),
    };
    if let Some(name) = kinds.iter().find(|name| !KINDS.iter().any(|kind| kind.name.contains(name.as_str()))) {
        let names: Vec<&str> = KINDS.iter().map(|kind| kind.name).collect();
        return Err(format!("unknown kind of page {name:?}: expected a part of one of {}", names.join(", ")).into());
    }
    println!("| page | MB | maintext, s | MB | `scraper::Html::parse_document`, s |\n| --- | --- | --- | --- | --- |");
    for kind in KINDS.iter().filter(is_shown) {
        for &size in &sizes {
            let Some(page) = size.page(kind) else { continue };
            let ours = figures(Program::Maintext, kind, size)?.map_or(timed_out(), |found| found.replace(' ', " | "));
            println!("| {} | {:.1} | {ours} | {} |", kind.name, page.len() as f64 / 1e6, scraper(kind, size)?);
        }
    }
    Ok(())
}

fn timed_out() -> String {
    format!("over {}", TIMEOUT.as_secs())
}

/// Returns scraper's time for a page, or for the largest fraction of it that it finishes in time.
fn scraper(kind: &Kind, whole: Size) -> std::io::Result<String> {
    let mut size = whole;
    for tries in 0..=MAX_FRACTIONS {
        if let Some(found) = figures(Program::Scraper, kind, size)? {
            let time = found.split(' ').next().unwrap_or_default();
            return Ok(match tries {
                0 => time.to_owned(),
                _ => format!("over {} ({time} for 1/{})", TIMEOUT.as_secs(), FRACTION.pow(tries)),
            });
        }
        size = size.fraction();
    }
    Ok(timed_out())
}

/// Returns the seconds and megabytes of a program on a page, in a process of its own; `None` if it takes too long.
fn figures(program: Program, kind: &Kind, size: Size) -> std::io::Result<Option<String>> {
    let name = match program {
        Program::Maintext => "maintext",
        Program::Scraper => "scraper",
    };
    let mut command = Command::new(std::env::current_exe()?);
    let mut child =
        command.args(["hostile", "--run", name, kind.name]).args(size.arguments()).stdout(Stdio::piped()).spawn()?;
    let start = Instant::now();
    while child.try_wait()?.is_none() {
        if start.elapsed() > TIMEOUT {
            stop(&mut child);
            return Ok(None);
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    let output = child.wait_with_output()?;
    Ok(Some(if output.status.success() {
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    } else {
        "failed -".to_owned()
    }))
}

fn stop(child: &mut Child) {
    // Fails if the process has ended by itself.
    let _ = child.kill();
    let _ = child.wait();
}

/// Prints the seconds and megabytes of a program on a page, and exits.
fn measure(program: Program, kind: &Kind, size: Size) -> ! {
    let Some(page) = size.page(kind) else { std::process::exit(1) };
    let before = memory("VmRSS:");
    let start = Instant::now();
    match program {
        Program::Maintext => {
            let options = Options::new().with_max_bytes(usize::MAX).with_max_nodes(usize::MAX);
            if let Ok(article) = Extractor::new(options).extract(&page) {
                std::hint::black_box((article.text().len(), article.metadata().authors().len()));
            }
        }
        Program::Scraper => {
            std::hint::black_box(Html::parse_document(&page).tree.nodes().len());
        }
    }
    println!("{:.2} {:.0}", start.elapsed().as_secs_f64(), memory("VmHWM:").saturating_sub(before) as f64 / 1e3);
    // Exit without dropping the tree, which is not part of parsing.
    std::process::exit(0)
}

/// Returns a figure of this process's memory in kilobytes, or 0 if the system does not report it.
fn memory(name: &str) -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
    line.split_whitespace().next().and_then(|figure| figure.parse().ok()).unwrap_or(0)
}
