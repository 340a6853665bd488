//! The command line.

mod extract;
mod usage;

#[cfg(feature = "parquet")]
pub use extract::With;
pub use extract::{Extract, FilterArgs, Format, TextArgs};
pub use usage::{exit_with_usage, url_as_path};

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

const EXIT_CODES: &str = "Exit status: 0 if every input was extracted, even if it has no main text; 1 if an input \
    failed, for example because it cannot be read, is not a web page, or is a folder without pages; 2 if the command \
    line is invalid; 130 if the run was interrupted.";

const EXAMPLES: &str = "Examples:
  maintext page.html                                       read a page in the terminal
  curl -sL https://example.org/ | maintext --url https://example.org/
  maintext --format markdown --output page.md page.html
  maintext crawl.warc.gz > articles.jsonl                  all pages of a web archive
  maintext --output articles.jsonl.zst --resume crawl/     go on with a run that was interrupted";

/// Extracts the main text of web pages
///
/// Reads HTML files, folders, web archives (WARC, WET) and corpora (JSON Lines, Parquet), plain or compressed with gzip or
/// zstd. Fetches nothing.
#[derive(Parser)]
#[command(name = "maintext", version, args_conflicts_with_subcommands = true)]
#[command(after_help = EXAMPLES, after_long_help = format!("{EXAMPLES}\n\n{EXIT_CODES}"))]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Option<Command>,
    #[command(flatten)]
    pub extract: Extract,
}

#[derive(Subcommand)]
pub enum Command {
    /// Print the main text of web pages; the default command
    #[command(after_help = EXAMPLES, after_long_help = format!("{EXAMPLES}\n\n{EXIT_CODES}"))]
    Extract(Box<Extract>),
    /// Show why each block of a page was kept or dropped, as one self-contained HTML file
    Explain(Explain),
    /// Print a script that completes the command line in a shell
    Completions {
        /// Shell
        #[arg(value_enum)]
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man,
}

#[derive(Args)]
pub struct Explain {
    /// HTML file, plain or compressed with gzip or zstd, or - for standard input
    #[arg(value_name = "PATH")]
    pub page: PathBuf,
    /// Read the file as text without markup, one block per line
    #[arg(long)]
    pub plain: bool,
    /// URL of the page, for relative links
    #[arg(long)]
    pub url: Option<String>,
    /// Charset of the page, such as gb18030 [default: detected]
    #[arg(long, value_name = "LABEL")]
    pub charset: Option<String>,
    #[command(flatten)]
    pub text: TextArgs,
    /// Write to FILE instead of standard output
    #[arg(long, short, visible_alias = "out", value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Scorer {
    /// The formula
    Density,
    /// The trained model
    #[default]
    Learned,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn clap_accepts_the_definition() {
        Arguments::command().debug_assert();
    }
}
