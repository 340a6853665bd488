//! The command line.

use clap::error::ErrorKind;
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use maintext::{Article, HtmlOptions, MarkdownOptions, Options, TextOptions};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::thread;

/// Maximum number of threads. Chosen by hand: more than most machines have cores, and every system can start this many.
const MAX_THREADS: usize = 256;

const EXIT_CODES: &str = "Exit status: 0 if every input was extracted, even if it has no main text; 1 if an input \
    failed, for example because it cannot be read, is not a web page, or is a folder without pages; 2 if the command \
    line is invalid.";

/// Extracts the main text of web pages.
#[derive(Parser)]
#[command(name = "maintext", version)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand)]
pub enum Command {
    /// Print the main text of web pages
    #[command(after_help = EXIT_CODES)]
    Extract(Extract),
    /// Show why each block of a page was kept or dropped, as one self-contained HTML file
    Explain(Explain),
}

#[derive(Args)]
pub struct Extract {
    /// HTML files, plain or gzip-compressed; folders, searched recursively for .html, .htm, .html.gz and .htm.gz (with
    /// --plain, for .txt and .txt.gz); or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Output format
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    /// Read the inputs as text without markup, such as WET records
    #[arg(long)]
    pub plain: bool,
    /// Charset from the HTTP header, such as gb18030 [default: detected]
    #[arg(long, value_name = "LABEL")]
    pub charset: Option<String>,
    /// URL of the page; allowed with a single input only
    #[arg(long)]
    pub url: Option<String>,
    /// Number of threads [default: one per core]
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,
    /// Maximum size of a page in bytes, uncompressed
    #[arg(long, value_name = "N", default_value_t = 128 << 20)]
    pub max_bytes: usize,
    /// Keep more text (above 0) or less (below 0): added to the logit of every block
    #[arg(long, value_name = "X", default_value_t = 0.0, allow_negative_numbers = true)]
    preference: f32,
    /// Return the best guess if nothing looks like main text
    #[arg(long)]
    best_guess: bool,
    /// Use the elements that match this selector as the main content, if there are any
    #[arg(long, value_name = "CSS", conflicts_with = "plain")]
    content_selector: Option<String>,
    /// Drop the elements that match this selector; may be repeated
    #[arg(long, value_name = "CSS", conflicts_with = "plain")]
    excluded_selector: Vec<String>,
    /// Include link targets [default: true for Markdown and HTML, false for text]
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    links: Option<bool>,
    /// Include images; in text, their descriptions [default: true for Markdown and HTML, false for text]
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    images: Option<bool>,
    /// Append reader comments to the text
    #[arg(long)]
    comments: bool,
    /// Write table rows in text as tab-separated values, including empty cells
    #[arg(long)]
    tsv_tables: bool,
    /// Begin Markdown with the metadata as YAML front matter
    #[arg(long)]
    front_matter: bool,
}

impl Extract {
    /// Returns the extraction options; exits with status 2 if the arguments are invalid.
    pub fn options_or_exit(&self) -> Options {
        if let Err(found) = self.check_url() {
            exit(ErrorKind::ArgumentConflict, format!("--url needs a single file or -, but there is {found}"));
        }
        self.options().unwrap_or_else(|error| exit(ErrorKind::ValueValidation, error))
    }

    /// A URL belongs to one page: with several inputs, returns what they are as an error.
    fn check_url(&self) -> Result<(), String> {
        match &self.paths[..] {
            _ if self.url.is_none() => Ok(()),
            [path] if path.is_dir() => Err(format!("the folder {}", path.display())),
            [_] => Ok(()),
            paths => Err(format!("a list of {} paths", paths.len())),
        }
    }

    fn options(&self) -> Result<Options, maintext::Error> {
        let mut options = Options::new()
            .with_max_bytes(self.max_bytes)
            .with_preference(self.preference)
            .with_best_guess(self.best_guess);
        if let Some(selector) = &self.content_selector {
            options = options.with_content_selector(selector)?;
        }
        self.excluded_selector.iter().try_fold(options, |options, selector| options.with_excluded_selector(selector))
    }

    /// Returns the article in the output format; JSON without the path of the input.
    pub fn render(&self, article: &Article) -> String {
        let (links, images) = (self.links.unwrap_or(true), self.images.unwrap_or(true));
        match self.format {
            Format::Text => article.text_with(
                &TextOptions::new()
                    .with_links(self.links.unwrap_or(false))
                    .with_images(self.images.unwrap_or(false))
                    .with_tsv_tables(self.tsv_tables)
                    .with_comments(self.comments),
            ),
            Format::Markdown => article.markdown_with(
                &MarkdownOptions::new().with_links(links).with_images(images).with_front_matter(self.front_matter),
            ),
            Format::Html => article.html_with(&HtmlOptions::new().with_links(links).with_images(images)),
            // Serializing strings and numbers does not fail.
            Format::Json => serde_json::to_string(article).unwrap_or_default(),
        }
    }

    /// Number of threads for this many inputs: at most one per input.
    pub fn threads(&self, inputs: usize) -> NonZeroUsize {
        let cores = || thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        let max = NonZeroUsize::new(inputs.min(MAX_THREADS)).unwrap_or(NonZeroUsize::MIN);
        self.threads.unwrap_or_else(cores).min(max)
    }
}

#[derive(Clone, Copy, Default, ValueEnum)]
pub enum Format {
    /// Plain text; with several inputs, each under a line with its path
    #[default]
    Text,
    /// Markdown; with several inputs, each under a comment with its path
    Markdown,
    /// HTML; with several inputs, each under a comment with its path
    Html,
    /// One JSON object per line, as schema/article.schema.json describes, with the path and the text in its default
    /// form; for a failed input, path, error, a null title and an empty text
    Json,
}

#[derive(Args)]
pub struct Explain {
    /// HTML file
    #[arg(value_name = "PATH")]
    pub page: PathBuf,
    /// Read the file as text without markup, one block per line
    #[arg(long)]
    pub plain: bool,
    /// Scorer to explain
    #[arg(long, value_enum, default_value_t)]
    pub scorer: Scorer,
    /// Write to FILE instead of standard output
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

#[derive(Clone, Copy, Default, ValueEnum)]
pub enum Scorer {
    /// The formula
    Density,
    /// The trained model
    #[default]
    Learned,
}

/// Prints the message with the usage, and exits with status 2.
fn exit(kind: ErrorKind, message: impl std::fmt::Display) -> ! {
    Arguments::command().error(kind, message).exit()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clap_accepts_the_definition() {
        Arguments::command().debug_assert();
    }
}
