//! Prints the main text of HTML files.
//!
//! `cargo run --release --example extract -- [--format text|markdown|html|json] PATH...`; `--help` has the options and the
//! exit codes.

mod arguments;
mod batch;
mod inputs;
mod output;
mod progress;

use arguments::Arguments;
use inputs::{InputError, Source};
use maintext::{Article, Extractor, Input, Options};
use output::Output;
use progress::Progress;
use std::io::{self, ErrorKind};
use std::process::ExitCode;

/// What kept an input from being extracted.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Input(#[from] InputError),
    #[error(transparent)]
    Extract(#[from] maintext::Error),
}

fn main() -> ExitCode {
    let (arguments, options) = Arguments::read();
    match run(&arguments, options) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("extract: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Extracts all inputs and gives the number of those that failed.
fn run(arguments: &Arguments, options: Options) -> Result<usize, Box<dyn std::error::Error>> {
    let sources = inputs::list(&arguments.paths, arguments.plain);
    let extractor = Extractor::new(options);
    let mut output = Output::new(io::stdout(), arguments.format, sources.len() > 1);
    let progress = Progress::new(sources.len());
    let mut failures = 0;
    let written = batch::in_order(
        &sources,
        arguments.threads(sources.len()),
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
    let bytes = source.read(arguments.max_bytes)?;
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
