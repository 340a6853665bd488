//! Prints the main text of HTML files, of the HTML files below folders, or of standard input.
//!
//! ```sh
//! cargo run --release --example extract -- tests/pages/harbour-news/source.html
//! cargo run --release --example extract -- --format json --url https://example.org/story - < story.html
//! ```
//!
//! The program `maintext` in `cli/` can do more: it reads gzip-compressed files, works on all cores and has every option.

use maintext::{Article, Extractor, Input};
use std::error::Error;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::{env, fs, process};

const USAGE: &str = "usage: extract [--format text|markdown|html|json] [--url URL] [--plain] PATH...
  PATH      an HTML file, a folder with such files, or - for standard input
  --format  what to print, text by default
  --url     where the page is from, to resolve its links
  --plain   the inputs are text without markup";

/// How articles are printed.
type Render = fn(&Article) -> Result<String, serde_json::Error>;

struct Arguments {
    paths: Vec<PathBuf>,
    render: Render,
    url: Option<String>,
    is_plain: bool,
}

impl Arguments {
    fn parse(arguments: impl IntoIterator<Item = String>) -> Option<Arguments> {
        let mut parsed = Arguments { paths: Vec::new(), render: renderer("text")?, url: None, is_plain: false };
        let mut arguments = arguments.into_iter();
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--format" => parsed.render = renderer(&arguments.next()?)?,
                "--url" => parsed.url = Some(arguments.next()?),
                "--plain" => parsed.is_plain = true,
                option if option.starts_with("--") => return None,
                path => parsed.paths.push(path.into()),
            }
        }
        (!parsed.paths.is_empty()).then_some(parsed)
    }
}

fn renderer(format: &str) -> Option<Render> {
    Some(match format {
        "text" => |article| Ok(article.text().to_owned()),
        "markdown" => |article| Ok(article.markdown()),
        "html" => |article| Ok(article.html()),
        "json" => |article| serde_json::to_string(article),
        _ => return None,
    })
}

fn main() {
    let Some(arguments) = Arguments::parse(env::args().skip(1)) else {
        eprintln!("{USAGE}");
        process::exit(2);
    };
    let extractor = Extractor::default();
    let mut files = Vec::new();
    let mut is_failed = false;
    let mut report = |path: &Path, error: &dyn Error| {
        eprintln!("extract: {}: {error}", path.display());
        is_failed = true;
    };
    for path in &arguments.paths {
        list(path, arguments.is_plain, &mut files).unwrap_or_else(|error| report(path, &error));
    }
    for path in &files {
        print(&extractor, path, &arguments).unwrap_or_else(|error| report(path, &*error));
    }
    process::exit(is_failed.into());
}

/// Adds the path itself or, if it is a folder, the pages below it in name order.
fn list(path: &Path, is_plain: bool, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if !path.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    let mut entries = fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    entries.sort();
    let endings = if is_plain { &["txt"][..] } else { &["html", "htm"] };
    let is_page =
        |path: &PathBuf| path.is_dir() || path.extension().is_some_and(|e| endings.iter().any(|end| e == *end));
    entries.iter().filter(|path| is_page(path)).try_for_each(|path| list(path, is_plain, files))
}

fn print(extractor: &Extractor, path: &Path, arguments: &Arguments) -> Result<(), Box<dyn Error>> {
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        io::stdin().read_to_end(&mut bytes)?;
    } else {
        bytes = fs::read(path)?;
    }
    let input = if arguments.is_plain { Input::plain(&bytes) } else { Input::bytes(&bytes) };
    let output = (arguments.render)(&extractor.extract(input.with_url(&arguments.url))?)?;
    Ok(writeln!(io::stdout(), "{}", output.trim_end())?)
}
