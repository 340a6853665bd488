//! `maintext explain`: shows why each block of a page was kept or dropped, in one HTML file that needs no network.

mod page;

use crate::args::{Explain, Scorer};
use maintext::{DensityScorer, Extractor, Input};
use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

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
    let bytes = fs::read(&arguments.page).map_err(in_file(&arguments.page))?;
    let extractor = match arguments.scorer {
        Scorer::Density => Extractor::default().with_scorer(DensityScorer::default()),
        Scorer::Learned => Extractor::default(),
    };
    let input = if arguments.plain { Input::plain(&bytes) } else { Input::bytes(&bytes) };
    let article =
        extractor.extract(input).map_err(|source| Failure::Extract { path: arguments.page.clone(), source })?;
    let name = arguments.page.display().to_string();
    let html = page::explain(&name, &article);
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
