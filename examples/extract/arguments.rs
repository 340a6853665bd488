//! The command line.

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser, ValueEnum};
use maintext::Options;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::thread;

/// More threads than any machine has cores for; so many can be started anywhere.
const MOST_THREADS: usize = 256;

const EXIT_CODES: &str = "Exit code: 0 if each input was extracted, even if it has no main text; 1 if one was not, such as \
    a file that cannot be read or is no page, or a folder without pages; 2 for a wrong command line.";

/// Prints the main text of web pages.
#[derive(Parser)]
#[command(name = "extract", version, after_help = EXIT_CODES)]
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
    /// Where the page is from; for one input only
    #[arg(long)]
    pub url: Option<String>,
    /// Threads to use, at most one an input [default: one a core]
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,
    /// The most bytes that a page may have, uncompressed
    #[arg(long, value_name = "N", default_value_t = 128 << 20)]
    pub max_bytes: usize,
    /// From precision (below 0) to recall (above 0): added to the log-odds of every block
    #[arg(long, value_name = "X", default_value_t = 0.0, allow_negative_numbers = true)]
    preference: f32,
    /// Give the best guess where nothing looks like main text
    #[arg(long)]
    best_guess: bool,
    /// Take what stands in these elements for the main text, where a page has them
    #[arg(long, value_name = "CSS", conflicts_with = "plain")]
    content_selector: Option<String>,
    /// Leave these elements out; may be given several times
    #[arg(long, value_name = "CSS", conflicts_with = "plain")]
    excluded_selector: Vec<String>,
    /// Say where links lead [default: in Markdown and HTML, not in text]
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    links: Option<bool>,
    /// Have images; in text, their descriptions [default: in Markdown and HTML, not in text]
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    images: Option<bool>,
    /// Have the comments below a story behind the text
    #[arg(long)]
    comments: bool,
    /// Write rows of tables in text as tab-separated values, with the empty cells
    #[arg(long)]
    tsv_tables: bool,
    /// Begin Markdown with the metadata, as YAML
    #[arg(long)]
    front_matter: bool,
}

impl Arguments {
    /// The command line and the options in it; ends the program where they are wrong.
    pub fn read() -> (Arguments, Options) {
        let arguments = Arguments::parse();
        if let Err(found) = arguments.check_url() {
            let message = format!("--url is the address of one page: expected one file or -, found {found}");
            Arguments::command().error(ErrorKind::ArgumentConflict, message).exit();
        }
        match arguments.options() {
            Ok(options) => (arguments, options),
            Err(error) => Arguments::command().error(ErrorKind::ValueValidation, error).exit(),
        }
    }

    /// Whether there is but one page that an address can be of; what else there is.
    fn check_url(&self) -> Result<(), String> {
        match &self.paths[..] {
            _ if self.url.is_none() => Ok(()),
            [path] if path.is_dir() => Err(format!("the folder {}", path.display())),
            [_] => Ok(()),
            paths => Err(format!("{} paths", paths.len())),
        }
    }

    fn options(&self) -> Result<Options, maintext::Error> {
        let mut options = Options::new()
            .with_max_bytes(self.max_bytes)
            .with_preference(self.preference)
            .with_best_guess(self.best_guess)
            .with_comments(self.comments)
            .with_tsv_tables(self.tsv_tables)
            .with_front_matter(self.front_matter);
        if let Some(links) = self.links {
            options = options.with_links(links);
        }
        if let Some(images) = self.images {
            options = options.with_images(images);
        }
        if let Some(selector) = &self.content_selector {
            options = options.with_content_selector(selector)?;
        }
        self.excluded_selector.iter().try_fold(options, |options, selector| options.with_excluded_selector(selector))
    }

    /// How many threads so many inputs are worked on by.
    pub fn threads(&self, inputs: usize) -> NonZeroUsize {
        let cores = || thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        let most = NonZeroUsize::new(inputs.min(MOST_THREADS)).unwrap_or(NonZeroUsize::MIN);
        self.threads.unwrap_or_else(cores).min(most)
    }
}

#[derive(Clone, Copy, Default, ValueEnum)]
pub enum Format {
    /// The text of each article, under a line that names it where there are several
    #[default]
    Text,
    /// The same in Markdown, under a comment
    Markdown,
    /// The same in HTML, under a comment
    Html,
    /// An object by schema/article.schema.json with title, text, metadata and more, behind the path; where an error
    /// occurred, path, a null title, an empty text, and error
    Json,
}
