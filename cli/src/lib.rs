//! The command-line program of the library `maintext`, as a function: other packages ship it, too.
//!
//! - `args`: the command line; `maintext --help` prints it
//! - `extract`, `explain`, `shell`: the subcommands
//! - `input`: paths to pages; `page`: a page to its output; `output`: where results go;
//!   `terminal`: one page for a reader
//! - `pipeline`: many pages on many threads; `report`: progress and summary; `resume`, `dedup`, `signals`: for long
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
use std::ffi::OsString;
use std::process::ExitCode;

/// Runs the program and returns its exit status. The first argument is the name of the program.
///
/// Some invalid arguments end the process, with status 2.
pub fn run(arguments: impl IntoIterator<Item = impl Into<OsString> + Clone>) -> ExitCode {
    let Arguments { command, extract } = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help that cannot be printed has no reader.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
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
