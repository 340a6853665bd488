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
    /// Judge the extractor on folders of annotated pages
    Evaluate(evaluate::Arguments),
    /// Export features and labels of annotated pages, for training
    Export(export::Arguments),
    /// Time pages that are made to be slow, beside scraper's parser on the same pages
    Hostile(hostile::Arguments),
    /// Extract the pages of folders again and again: the memory of the process must stay flat
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
