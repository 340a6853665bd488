//! The command line.

use clap::{Parser, ValueEnum};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::thread;

/// Prints the main text of web pages.
#[derive(Parser)]
#[command(name = "extract")]
pub struct Arguments {
    /// An HTML file, plain or gzip-compressed; a folder, for all .html, .htm, .html.gz and .htm.gz below it (with
    /// --plain: .txt and .txt.gz); or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// What is printed: texts, Markdown or HTML, or one JSON object a line
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    /// The inputs are flattened text, such as WET records, not HTML
    #[arg(long)]
    pub plain: bool,
    /// The charset that the HTTP header named, such as gb18030 [default: found out]
    #[arg(long, value_name = "LABEL")]
    pub charset: Option<String>,
    /// Where the page is from
    #[arg(long)]
    pub url: Option<String>,
    /// Threads to use [default: one a core]
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,
}

impl Arguments {
    pub fn threads(&self) -> NonZeroUsize {
        let cores = || thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        self.threads.unwrap_or_else(cores)
    }
}

#[derive(Clone, Copy, Default, ValueEnum)]
pub enum Format {
    /// The text of each article, under a line that names it where there are several
    #[default]
    Text,
    /// The same in Markdown
    Markdown,
    /// The same in HTML
    Html,
    /// An object by schema/article.schema.json with title, text, metadata and more, beside the path; with error, and
    /// without title and text, where one occurred
    Json,
}
