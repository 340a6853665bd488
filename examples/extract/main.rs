//! Prints the main text of HTML files.
//!
//! `cargo run --release --example extract -- [--format text|markdown|html|json] PATH...`
//!
//! Exit code: 0 if all went well, 1 if an input failed, 2 for wrong usage.

mod arguments;
mod batch;
mod inputs;
mod output;
mod progress;

use arguments::Arguments;
use clap::Parser;
use inputs::Source;
use maintext::{Article, Extractor, Input};
use output::Output;
use progress::Progress;
use std::io::{self, ErrorKind};
use std::process::ExitCode;

/// What kept an input from being extracted.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error("cannot be read: {0}")]
    Read(#[from] io::Error),
    #[error(transparent)]
    Extract(#[from] maintext::Error),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(&arguments) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("extract: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Extracts all inputs and gives the number of those that failed.
fn run(arguments: &Arguments) -> Result<usize, Box<dyn std::error::Error>> {
    let sources = inputs::list(&arguments.paths, arguments.plain);
    if sources.is_empty() {
        let endings = inputs::endings(arguments.plain).join(", ");
        eprintln!("extract: nothing to do: no {endings} in the folders given");
    }
    let extractor = Extractor::default();
    let mut output = Output::new(io::stdout(), arguments.format, sources.len() > 1);
    let progress = Progress::new(sources.len());
    let mut failures = 0;
    let written = batch::in_order(
        &sources,
        arguments.threads(),
        // What is written is rendered here, on all threads.
        |source| Ok::<String, Failure>(output::render(&extract(&extractor, source, arguments)?, arguments.format)),
        |source, result| {
            if let Err(failure) = &result {
                failures += 1;
                progress.around_message(|| eprintln!("extract: {source}: {failure}"));
            }
            progress.advance();
            progress.around_output(|| output.write(source, &result))
        },
    )?;
    match written.and_then(|()| output.finish()) {
        // Whoever reads has seen enough, such as `head`.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(failures),
        Err(error) => Err(format!("cannot write: {error}").into()),
        Ok(()) => Ok(failures),
    }
}

fn extract(extractor: &Extractor, source: &Source, arguments: &Arguments) -> Result<Article, Failure> {
    let bytes = source.read()?;
    let mut input = Input::bytes(&bytes);
    if arguments.plain {
        input = input.as_plain();
    }
    if let Some(charset) = &arguments.charset {
        input = input.with_charset(charset);
    }
    if let Some(url) = &arguments.url {
        input = input.with_url(url);
    }
    Ok(extractor.extract(input)?)
}
