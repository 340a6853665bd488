//! The laboratory of maintext: `cargo run --release -p maintext-lab -- COMMAND`; `--help` lists the commands.

use clap::{Parser, Subcommand};
use maintext_lab::{evaluate, export, hostile, soak};
use std::error::Error;
use std::process::ExitCode;

/// Measures and trains maintext.
#[derive(Parser)]
#[command(name = "lab")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Measure the extractor on folders of annotated pages
    Evaluate(evaluate::Arguments),
    /// Export features and labels of annotated pages, for training
    Export(export::Arguments),
    /// Measure the time and peak memory of hostile pages, compared with scraper's parser
    Hostile(hostile::Arguments),
    /// Extract the pages of folders repeatedly; the memory of the process must stay constant
    Soak(soak::Arguments),
}

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("lab: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<(), Box<dyn Error>> {
    match command {
        Command::Evaluate(arguments) => Ok(evaluate::run(&arguments)?),
        Command::Export(arguments) => export::run(&arguments),
        Command::Hostile(arguments) => hostile::run(arguments),
        Command::Soak(arguments) => Ok(soak::run(&arguments)?),
    }
}
