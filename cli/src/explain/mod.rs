//! `maintext explain`: shows why each block of a page was kept or dropped, in one HTML file that needs no network.

use crate::args::{Explain, Scorer};
use encoding_rs::{Encoding, UTF_8};
use flate2::read::MultiGzDecoder;
use maintext::{Article, DensityScorer, Extractor, Input};
use maintext_view::Source;
use std::borrow::Cow;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The default maximum size of a page in bytes.
const MAX_BYTES: u64 = 128 << 20;

/// Why a page cannot be explained.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error("{}: {source}", path.display())]
    File { path: PathBuf, source: io::Error },
    #[error("cannot write: {0}")]
    Output(io::Error),
    #[error("{}: {source}", path.display())]
    Extract { path: PathBuf, source: maintext::Error },
}

/// Writes the explanation of a page.
pub fn run(arguments: &Explain) -> Result<ExitCode, Failure> {
    let in_file = |path: &PathBuf| {
        let path = path.clone();
        move |source| Failure::File { path, source }
    };
    let bytes = read(&arguments.page).map_err(in_file(&arguments.page))?;
    let extractor = match arguments.scorer {
        Scorer::Density => Extractor::default().with_scorer(DensityScorer::default()),
        Scorer::Learned => Extractor::default(),
    };
    let input = if arguments.plain { Input::plain(&bytes) } else { Input::bytes(&bytes) };
    let article =
        extractor.extract(input).map_err(|source| Failure::Extract { path: arguments.page.clone(), source })?;
    let name = arguments.page.display().to_string();
    let source = Source { name: &name, text: &decoded(&bytes, &article), is_plain: arguments.plain };
    let html = maintext_view::page(source, &article);
    match &arguments.out {
        Some(path) => fs::write(path, html).map_err(in_file(path))?,
        None => match io::stdout().write_all(html.as_bytes()) {
            // The reader has closed the pipe, as `head` does.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
            written => written.map_err(Failure::Output)?,
        },
    }
    Ok(ExitCode::SUCCESS)
}

/// Reads a file, or standard input if the path is `-`. Bytes compressed with gzip are decompressed.
fn read(path: &Path) -> io::Result<Vec<u8>> {
    const GZIP: &[u8] = &[0x1f, 0x8b];
    let mut bytes = Vec::new();
    match path.as_os_str() == "-" {
        true => _ = io::stdin().read_to_end(&mut bytes)?,
        false => bytes = fs::read(path)?,
    }
    if !bytes.starts_with(GZIP) {
        return Ok(bytes);
    }
    let mut decompressed = Vec::new();
    // A small file can unpack to more than fits into memory. One byte more than the limit lets the library report an error.
    MultiGzDecoder::new(&bytes[..]).take(MAX_BYTES + 1).read_to_end(&mut decompressed)?;
    Ok(decompressed)
}

/// Decodes the page as the library did.
fn decoded<'b>(bytes: &'b [u8], article: &Article) -> Cow<'b, str> {
    let label = article.charset().map_or("utf-8", |charset| charset.name());
    Encoding::for_label(label.as_bytes()).unwrap_or(UTF_8).decode(bytes).0
}
