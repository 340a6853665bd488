//! The command-line program of the library `maintext`.
//!
//! - [`args`]: the command line; `maintext --help` prints it
//! - [`extract`], [`explain`]: the subcommands
//! - [`inputs`]: paths to bytes; [`batch`]: many inputs on many threads; [`output`]: articles to standard output;
//!   [`progress`]: the progress bar

mod args;
mod batch;
mod explain;
mod extract;
mod inputs;
mod output;
mod progress;

use args::{Arguments, Command};
use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Extract(arguments) => extract::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments).map_err(Into::into),
    };
    result.unwrap_or_else(|error| {
        eprintln!("maintext: {error}");
        ExitCode::FAILURE
    })
}
