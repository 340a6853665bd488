//! `maintext extract`: prints the main text of web pages.

use crate::args::Extract;
use crate::batch;
use crate::inputs::{self, InputError, Source};
use crate::output::Output;
use crate::progress::Progress;
use maintext::{Article, Extractor, Input};
use std::io::{self, ErrorKind};
use std::process::ExitCode;

/// Why an input failed.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Input(#[from] InputError),
    #[error(transparent)]
    Extract(#[from] maintext::Error),
    #[error("unknown charset label {0:?}")]
    UnknownCharset(String),
}

/// Extracts all inputs; the exit code says whether one failed.
pub fn run(arguments: &Extract) -> Result<ExitCode, Box<dyn std::error::Error>> {
    let extractor = Extractor::new(arguments.options_or_exit());
    let sources = inputs::list(&arguments.paths, arguments.plain);
    let mut output = Output::new(io::stdout(), arguments.format, sources.len() > 1);
    let progress = Progress::new(sources.len());
    let mut failures = 0;
    let written = batch::in_order(
        &sources,
        arguments.threads(sources.len()),
        // Rendering runs here, on all threads.
        |source| Ok::<String, Failure>(arguments.render(&extract(&extractor, source, arguments)?)),
        |source, result| {
            if let Err(failure) = &result {
                failures += 1;
                progress.around_message(|| eprintln!("maintext: {source}: {failure}"));
            }
            progress.advance();
            progress.around_output(|| output.write(source, &result))
        },
    )?;
    match written.and_then(|()| output.finish()) {
        // The reader has closed the pipe, as `head` does.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => {}
        Err(error) => return Err(format!("cannot write: {error}").into()),
        Ok(()) => {}
    }
    Ok(if failures == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn extract(extractor: &Extractor, source: &Source, arguments: &Extract) -> Result<Article, Failure> {
    let bytes = source.read(arguments.max_bytes)?;
    let input = if arguments.plain { Input::plain(&bytes) } else { Input::bytes(&bytes) };
    let article = extractor.extract(input.with_charset(&arguments.charset).with_url(&arguments.url))?;
    match article.charset().and_then(|charset| charset.unknown_label()) {
        Some(label) => Err(Failure::UnknownCharset(label.to_owned())),
        None => Ok(article),
    }
}
