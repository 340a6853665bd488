//! The options of `maintext extract`.

use super::Scorer;
use clap::{ArgAction, Args, ValueEnum};
use maintext::{DensityScorer, Extractor, Options};
use std::num::{NonZeroU64, NonZeroUsize};
use std::path::PathBuf;

const INPUT: &str = "Input";
const OUTPUT: &str = "Output";
const TEXT: &str = "What is kept";
const FILTERS: &str = "Filters";
const LIMITS: &str = "Limits of a page; the part that was read is extracted, and its record says so";
const RUN: &str = "Run";

#[derive(Args)]
pub struct Extract {
    /// HTML files; folders, searched for pages and archives; web archives (.warc, .wet); corpora (.jsonl, .parquet); - for
    /// standard input [default: standard input, if it is not a terminal]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub input: InputArgs,
    #[command(flatten)]
    pub output: OutputArgs,
    #[command(flatten)]
    pub text: TextArgs,
    #[command(flatten)]
    pub filters: FilterArgs,
    #[command(flatten)]
    pub limits: LimitArgs,
    #[command(flatten)]
    pub run: RunArgs,
}

#[derive(Args)]
#[command(next_help_heading = INPUT)]
pub struct InputArgs {
    /// Read more paths from FILE, one a line; - for standard input
    #[arg(long, value_name = "FILE")]
    pub files_from: Option<PathBuf>,
    /// Read the inputs as text without markup; in folders, takes .txt files
    #[arg(long)]
    pub plain: bool,
    /// URL of the page, for relative links; allowed with a single page only
    #[arg(long)]
    pub url: Option<String>,
    /// Charset of the pages, such as gb18030 [default: from the HTTP header in archives, else detected]
    #[arg(long, value_name = "LABEL")]
    pub charset: Option<String>,
    /// Read files of any type as HTML, also those that look like feeds, scripts or JSON
    #[arg(long)]
    pub any_type: bool,
    /// Extract responses of archives whatever their HTTP status [default: only 200 to 299]
    #[arg(long)]
    pub any_status: bool,
    /// Field of JSON Lines, or column of Parquet, with the page
    #[arg(long, value_name = "NAME", default_value = "html")]
    pub html_field: String,
    /// Field or column with the URL
    #[arg(long, value_name = "NAME", default_value = "url")]
    pub url_field: String,
    /// Field or column with the ID
    #[arg(long, value_name = "NAME", default_value = "id")]
    pub id_field: String,
}

#[derive(Args)]
#[command(next_help_heading = OUTPUT)]
pub struct OutputArgs {
    /// Output format [default: by the name of --output; json for archives, corpora and lists; else text]
    #[arg(long, short, value_enum)]
    pub format: Option<Format>,
    /// Write to FILE, compressed if it ends with .gz or .zst; or to a file for each page if it ends with / or is a folder
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Begin text, Markdown and HTML with the title
    #[arg(long)]
    pub with_title: bool,
    /// Add to each JSON record: markdown, html, chunks
    #[arg(long, value_enum, value_delimiter = ',', value_name = "LIST")]
    pub with: Vec<With>,
    /// Fields of JSON records, in this order: those of the schema, and those of metadata (authors, published, language ...)
    #[arg(long, value_delimiter = ',', value_name = "LIST")]
    pub fields: Option<Vec<String>>,
    /// Include link targets [default: yes for Markdown and HTML, no for text]
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub links: Option<bool>,
    /// Include no link targets
    #[arg(long, conflicts_with = "links")]
    pub no_links: bool,
    /// Include images; in text, their descriptions [default: yes for Markdown and HTML, no for text]
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub images: Option<bool>,
    /// Include no images
    #[arg(long, conflicts_with = "images")]
    pub no_images: bool,
    /// Append reader comments to the text
    #[arg(long)]
    pub comments: bool,
    /// Write table rows in text as tab-separated values, including empty cells
    #[arg(long)]
    pub tsv_tables: bool,
    /// Begin Markdown with the metadata as YAML front matter
    #[arg(long)]
    pub front_matter: bool,
    /// Maximum characters of a chunk, for --with chunks
    #[arg(long, value_name = "N", default_value_t = NonZeroUsize::new(1000).unwrap_or(NonZeroUsize::MIN))]
    pub chunk_chars: NonZeroUsize,
    /// Do not pipe a long page through a pager
    #[arg(long)]
    pub no_pager: bool,
}

#[derive(Args)]
#[command(next_help_heading = TEXT)]
pub struct TextArgs {
    /// Keep more text (above 0) or less (below 0): added to the logit of every block
    #[arg(long, value_name = "X", default_value_t = 0.0, allow_negative_numbers = true)]
    pub preference: f32,
    /// Return the best guess if nothing looks like main text
    #[arg(long)]
    pub best_guess: bool,
    /// Keep comments of readers in the text, at their place in the page, as far as they score as text
    #[arg(long)]
    pub keep_comments: bool,
    /// Use only the visible page: no text from JSON-LD, noscript or embedded state
    #[arg(long)]
    pub no_fallback: bool,
    /// Use the elements that match this selector as the main content, if there are any
    #[arg(long, value_name = "CSS", conflicts_with = "plain")]
    pub content_selector: Option<String>,
    /// Drop the elements that match this selector; may be repeated
    #[arg(long, value_name = "CSS", conflicts_with = "plain")]
    pub excluded_selector: Vec<String>,
    /// Scorer of the blocks
    #[arg(long, value_enum, default_value_t)]
    pub scorer: Scorer,
}

impl TextArgs {
    /// Returns an extractor with these options and others. The error is an invalid selector.
    pub fn extractor(&self, options: Options) -> Result<Extractor, maintext::Error> {
        let mut options = options
            .with_preference(self.preference)
            .with_best_guess(self.best_guess)
            .with_comments(self.keep_comments)
            .with_fallback_text(!self.no_fallback);
        if let Some(selector) = &self.content_selector {
            options = options.with_content_selector(selector)?;
        }
        for selector in &self.excluded_selector {
            options = options.with_excluded_selector(selector)?;
        }
        let extractor = Extractor::new(options);
        Ok(match self.scorer {
            Scorer::Density => extractor.with_scorer(DensityScorer::default()),
            Scorer::Learned => extractor,
        })
    }
}

#[derive(Args)]
#[command(next_help_heading = FILTERS)]
pub struct FilterArgs {
    /// Drop pages whose text has a lower confidence, from 0 to 1
    #[arg(long, value_name = "X")]
    pub min_confidence: Option<f32>,
    /// Keep pages in these languages only, such as en,de
    #[arg(long, value_delimiter = ',', value_name = "LIST")]
    pub language: Vec<String>,
    /// Drop pages whose text has fewer characters
    #[arg(long, value_name = "N")]
    pub min_chars: Option<usize>,
    /// Drop pages that do not have the main text of an article: at least 200 bytes with a confidence of at least 0.5
    #[arg(long)]
    pub articles_only: bool,
    /// Drop pages with the same text as one of the last 4 million pages of the run
    #[arg(long)]
    pub dedup: bool,
}

#[derive(Args)]
#[command(next_help_heading = LIMITS)]
pub struct LimitArgs {
    /// Maximum size of a page in bytes, uncompressed; a larger page fails
    #[arg(long, value_name = "N", default_value_t = 128 << 20)]
    pub max_bytes: usize,
    /// Maximum number of elements and text nodes of a page
    #[arg(long, value_name = "N", default_value_t = 4 << 20)]
    pub max_nodes: usize,
    /// Maximum nesting depth of elements
    #[arg(long, value_name = "N")]
    pub max_depth: Option<usize>,
    /// Maximum size of an output of a page in bytes
    #[arg(long, value_name = "N")]
    pub max_output_bytes: Option<usize>,
    /// Maximum time of a page in seconds; a slower page fails
    #[arg(long, value_name = "SECONDS")]
    pub max_time: Option<f64>,
}

#[derive(Args)]
#[command(next_help_heading = RUN)]
pub struct RunArgs {
    /// Number of threads [default: one per core]
    #[arg(long, short = 'j', value_name = "N")]
    pub threads: Option<NonZeroUsize>,
    /// Write results as soon as they are ready, not in the order of the inputs
    #[arg(long)]
    pub unordered: bool,
    /// Go on with a run that was interrupted: keep what --output has, and add what it lacks
    #[arg(long, requires = "output")]
    pub resume: bool,
    /// Print no progress and no summary, only errors
    #[arg(long, short, conflicts_with = "verbose")]
    pub quiet: bool,
    /// List skipped files and records, and filtered pages
    #[arg(long, short, action = ArgAction::SetTrue)]
    pub verbose: bool,
    /// Seconds between lines with the progress, if standard error is not a terminal
    #[arg(long, value_name = "SECONDS", default_value_t = NonZeroU64::new(30).unwrap_or(NonZeroU64::MIN))]
    pub log_interval: NonZeroU64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Plain text; of several pages, each under a line with its path
    Text,
    /// Markdown; of several pages, each under a comment with its path
    Markdown,
    /// HTML without a head; of several pages, each under a comment with its path
    Html,
    /// One JSON object per line, as schema/record.schema.json describes; for a failed input, an object with the error
    Json,
    /// A whole HTML page to read or print
    Reader,
    /// Apache Parquet, with the fields of JSON records as columns
    #[cfg(feature = "parquet")]
    Parquet,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum With {
    /// The text as Markdown
    Markdown,
    /// The text as HTML
    Html,
    /// The text in pieces for a retrieval index
    Chunks,
}

impl With {
    /// The name of the field.
    pub fn name(self) -> &'static str {
        match self {
            With::Markdown => "markdown",
            With::Html => "html",
            With::Chunks => "chunks",
        }
    }
}
