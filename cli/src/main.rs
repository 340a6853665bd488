//! The command-line program of the library `maintext`.
//!
//! - [`args`]: the command line; `maintext --help` prints it
//! - [`extract`], [`explain`], [`shell`]: the subcommands
//! - [`input`]: paths to pages; [`page`]: a page to its output; [`output`]: where results go;
//!   [`terminal`]: one page for a reader
//! - [`pipeline`]: many pages on many threads; [`report`]: progress and summary; [`resume`], [`dedup`], [`signals`]: for long
//!   runs

mod args;
mod dedup;
mod explain;
mod extract;
mod input;
mod output;
mod page;
mod pipeline;
mod report;
mod resume;
mod shell;
mod signals;
mod terminal;

use args::{Arguments, Command};
use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    let Arguments { command, extract } = Arguments::parse();
    let result = match command {
        None => extract::run(&extract),
        Some(Command::Extract(arguments)) => extract::run(&arguments),
        Some(Command::Explain(arguments)) => explain::run(&arguments).map_err(Into::into),
        Some(Command::Completions { shell }) => shell::completions(shell),
        Some(Command::Man) => shell::man(),
    };
    result.unwrap_or_else(|error| {
        eprintln!("maintext: {error}");
        ExitCode::FAILURE
    })
}
