//! Measures the extractor on folders of annotated pages in the layout of WCXB.
//!
//! `cargo run --release -p maintext-lab -- evaluate FOLDER...`
//!
//! A folder has `html/<id>.html.gz` and `ground-truth/<id>.json`, or contains such folders. The columns are word
//! precision, recall and F1 (mean and median), and the shares of found snippets of the main text (`with`) and of
//! boilerplate (`without`). For a set with snippets only, precision, recall and F1 are those of the snippets over all
//! pages.
//!
//! A second table has the metadata. Values are equal if they are after normalization of case, spaces and punctuation;
//! authors are compared as sets and dates by day. Titles also have a word F1. "date" is the date of publication or else
//! of the last change, "published" the date of publication only.

mod extractors;
mod jsonl;
mod metadata;
mod prediction;
mod report;
mod runs;
mod structure;
mod worst;

use crate::corpus::{self, CorpusError, Set};
use clap::ValueEnum;
use extractors::Extractors;
use maintext::{DensityScorer, Extractor};
use prediction::{Modes, Prediction, predict};
use rayon::prelude::*;
use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// Maximum number of threads. Chosen by hand: more than most machines have cores, and every system can start this many.
const MAX_THREADS: usize = 256;

/// Measures the extractor on folders of annotated pages.
#[derive(clap::Args)]
pub struct Arguments {
    /// Folders with html/ and ground-truth/, or folders of such folders
    #[arg(required = true)]
    folders: Vec<PathBuf>,
    /// List the N worst pages of each set, with the text that was missed and the text that was wrongly kept
    #[arg(long, value_name = "N", default_value_t = 0)]
    worst: usize,
    /// Write the predictions to FILE, one JSON object per line
    #[arg(long, value_name = "FILE")]
    jsonl: Option<PathBuf>,
    /// Number of threads [default: one per core]
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,
    /// Extract each page from flattened text, one line per block
    #[arg(long)]
    plain: bool,
    /// Measure the text with the comments after it, for sets whose gold text has comments
    #[arg(long)]
    comments: bool,
    /// Also measure sets in Chinese or Japanese by character
    #[arg(long)]
    by_character: bool,
    /// Also measure how much of code, tables and formulas the Markdown keeps
    #[arg(long)]
    structure: bool,
    /// Give the extractor the URL of each page, if it is known
    #[arg(long)]
    with_url: bool,
    /// Take only the pages listed in FILE, one per line, each as ID or SET/ID
    #[arg(long, value_name = "FILE")]
    ids: Option<PathBuf>,
    /// Scorer of the blocks
    #[arg(long, value_enum, default_value_t = ScorerName::Learned)]
    scorer: ScorerName,
    /// Use the model in FILE instead of the embedded one, for example one trained without the pages of --ids
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
    /// Cross-validation: use for each page the model in FOLDER that was trained without it (model-K.bin, ids-K.txt)
    #[arg(long, value_name = "FOLDER", conflicts_with = "model")]
    folds: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum ScorerName {
    Density,
    Learned,
}

/// Why an evaluation failed.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error(transparent)]
    Corpus(#[from] CorpusError),
    #[error("{}: {source}", path.display())]
    File { path: PathBuf, source: io::Error },
    #[error("{}: {source}", path.display())]
    Model { path: PathBuf, source: maintext::Error },
    #[error("cannot start the threads: {0}")]
    Threads(#[from] rayon::ThreadPoolBuildError),
}

/// Runs the evaluation and prints its tables.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let threads = arguments.threads.map_or(0, |threads| threads.get().min(MAX_THREADS));
    rayon::ThreadPoolBuilder::new().num_threads(threads).build_global()?;
    let modes = Modes {
        plain: arguments.plain,
        url: arguments.with_url,
        comments: arguments.comments,
        by_character: arguments.by_character,
        structure: arguments.structure,
    };

    let extractors = extractors(arguments)?;
    let mut measured = Vec::new();
    for set in open_sets(arguments)? {
        let predictions = measure(&extractors, &set, modes)?;
        report::print_set(&set.name, &predictions);
        if arguments.worst > 0 {
            worst::print_worst(&set.name, &predictions, arguments.worst);
        }
        measured.push((set.name, predictions));
    }
    report::print_summary(&measured);
    arguments.jsonl.iter().try_for_each(|path| write_jsonl(path, &measured))
}

fn extractors(arguments: &Arguments) -> Result<Extractors, Failure> {
    if let Some(folder) = &arguments.folds {
        return Extractors::of_folds(folder);
    }
    Ok(Extractors::one(match (&arguments.model, arguments.scorer) {
        (Some(path), _) => extractors::with_model(path)?,
        (None, ScorerName::Density) => Extractor::default().with_scorer(DensityScorer::default()),
        (None, ScorerName::Learned) => Extractor::default(),
    }))
}

fn open_sets(arguments: &Arguments) -> Result<Vec<Set>, Failure> {
    let mut sets = Vec::new();
    for folder in &arguments.folders {
        sets.extend(corpus::sets(folder)?);
    }
    if let Some(path) = &arguments.ids {
        let list = fs::read_to_string(path).map_err(|source| Failure::File { path: path.clone(), source })?;
        let listed: HashSet<String> = list.split_whitespace().map(str::to_owned).collect();
        sets.iter_mut().for_each(|set| set.restrict(&listed));
        sets.retain(|set| !set.ids().is_empty());
    }
    Ok(sets)
}

/// Measures a set. Each thread loads, extracts and drops one page at a time, so that only texts and scores stay in
/// memory.
fn measure(extractors: &Extractors, set: &Set, modes: Modes) -> Result<Vec<Prediction>, CorpusError> {
    set.ids().par_iter().map(|id| Ok(predict(extractors.of(&set.name, id), set.load(id)?, modes))).collect()
}

fn write_jsonl(path: &PathBuf, measured: &[(String, Vec<Prediction>)]) -> Result<(), Failure> {
    let failed = |source| Failure::File { path: path.clone(), source };
    let mut out = BufWriter::new(File::create(path).map_err(failed)?);
    measured.iter().try_for_each(|(set, predictions)| jsonl::write(&mut out, set, predictions)).map_err(failed)
}
