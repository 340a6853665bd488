//! Shows why each block of a page was kept or dropped: writes one HTML file that needs no network.
//!
//! `cargo run --release --example explain -- PAGE.html > explanation.html`

mod page;

use clap::{Parser, ValueEnum};
use maintext::{DensityScorer, Extractor, Input};
use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// Shows why each block of a page was kept or dropped, as one HTML file on standard output.
#[derive(Parser)]
struct Arguments {
    /// An HTML file
    page: PathBuf,
    /// The file holds flattened text, a block a line
    #[arg(long)]
    plain: bool,
    /// Who scores the blocks
    #[arg(long, value_enum, default_value_t = ScorerName::Learned)]
    scorer: ScorerName,
    /// Write to FILE instead of standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum ScorerName {
    Density,
    Learned,
}

#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error("{}: {source}", path.display())]
    File { path: PathBuf, source: io::Error },
    #[error("cannot write: {0}")]
    Output(io::Error),
    #[error("{}: {source}", path.display())]
    Extract { path: PathBuf, source: maintext::Error },
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("explain: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<(), Failure> {
    let in_file = |path: &PathBuf| {
        let path = path.clone();
        move |source| Failure::File { path, source }
    };
    let bytes = fs::read(&arguments.page).map_err(in_file(&arguments.page))?;
    let extractor = match arguments.scorer {
        ScorerName::Density => Extractor::default().with_scorer(DensityScorer::default()),
        ScorerName::Learned => Extractor::default(),
    };
    let input = Input::bytes(&bytes);
    let article = extractor
        .extract(if arguments.plain { input.as_plain() } else { input })
        .map_err(|source| Failure::Extract { path: arguments.page.clone(), source })?;
    let name = arguments.page.display().to_string();
    let html = page::explain(&name, &article);
    match &arguments.out {
        Some(path) => fs::write(path, html).map_err(in_file(path)),
        None => match io::stdout().write_all(html.as_bytes()) {
            // Whoever reads has seen enough, such as `head`.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            written => written.map_err(Failure::Output),
        },
    }
}
