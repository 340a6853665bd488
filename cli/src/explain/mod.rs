//! `maintext explain`: shows why each block of a page was kept or dropped, in one HTML file that needs no network.

use crate::args::{Explain, exit_with_usage};
use crate::input::open::read_page;
use crate::output::overlap;
use crate::page::Failure as PageFailure;
use encoding_rs::{Encoding, UTF_8};
use maintext::{Article, Input, Options};
use maintext_view::Source;
use std::borrow::Cow;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Maximum size of the page in bytes, uncompressed: the default of the library.
const MAX_BYTES: usize = 128 << 20;

/// Why a page cannot be explained.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error("{}: {source}", path.display())]
    File { path: PathBuf, source: io::Error },
    #[error("{}: {source}", path.display())]
    Page { path: PathBuf, source: PageFailure },
    #[error(transparent)]
    Options(maintext::Error),
    #[error("cannot write: {0}")]
    Output(io::Error),
}

/// Writes the explanation of a page.
pub fn run(arguments: &Explain) -> Result<ExitCode, Failure> {
    let Explain { page: path, plain, url, charset, text, output } = arguments;
    let output = output.as_deref();
    if let Some(message) = output.and_then(|output| overlap::file_is_input(output, [path.as_path()])) {
        exit_with_usage(message);
    }
    let in_page = |source| Failure::Page { path: path.clone(), source };
    let extractor = text.extractor(Options::new()).map_err(Failure::Options)?;
    let bytes = read(path).map_err(in_page)?;
    let mut input = if *plain { Input::plain(&bytes) } else { Input::bytes(&bytes) };
    if let Some(url) = url {
        input = input.with_url(url);
    }
    if let Some(charset) = charset {
        input = input.with_charset(charset);
    }
    let article = extractor.extract(input).map_err(|error| in_page(PageFailure::Extract(error)))?;
    let name = path.display().to_string();
    let source = Source { name: &name, text: &decoded(&bytes, &article), is_plain: *plain };
    let html = maintext_view::page(source, &article);
    match output {
        Some(path) => fs::write(path, html).map_err(|source| Failure::File { path: path.to_owned(), source })?,
        None => match io::stdout().write_all(html.as_bytes()) {
            // The reader has closed the pipe, as `head` does.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
            written => written.map_err(Failure::Output)?,
        },
    }
    Ok(ExitCode::SUCCESS)
}

/// Reads a file, or standard input if the path is `-`, and decompresses it.
fn read(path: &Path) -> Result<Vec<u8>, PageFailure> {
    match path.as_os_str() == "-" {
        true => read_page(io::stdin().lock(), None, MAX_BYTES),
        false => read_page(File::open(path).map_err(PageFailure::Read)?, Some(path), MAX_BYTES),
    }
}

/// Decodes the page as the library did.
fn decoded<'b>(bytes: &'b [u8], article: &Article) -> Cow<'b, str> {
    let label = article.charset().map_or("utf-8", |charset| charset.name());
    Encoding::for_label(label.as_bytes()).unwrap_or(UTF_8).decode(bytes).0
}
