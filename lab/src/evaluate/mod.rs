//! Judges the extractor on folders of annotated pages, in the layout in which WCXB is published.
//!
//! `cargo run --release -p maintext-lab -- evaluate FOLDER...`
//!
//! Each folder holds `html/<id>.html.gz` and `ground-truth/<id>.json`, or folders that do. Columns: precision, recall
//! and F1 (mean and median) over words; `with` and `without` are the shares of snippets found that belong to the main
//! text and that do not. Where a set has snippets only, P, R and F1 are those of the snippets, over all pages.
//! Below stand the fields of the metadata that the annotations have: equal after normalising case, spaces and
//! punctuation, authors as a set, dates by day; for titles also F1 over words. Annotations have one date a page: "date" is
//! that of publication, or else of the last change, "published" that of publication alone.

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
use prediction::{Handing, Prediction, predict};
use rayon::prelude::*;
use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// More threads than any machine has cores for; so many can be started anywhere.
const MOST_THREADS: usize = 256;

/// Judges the extractor on folders of annotated pages.
#[derive(clap::Args)]
pub struct Arguments {
    /// Folders with html/ and ground-truth/, or folders of such folders
    #[arg(required = true)]
    folders: Vec<PathBuf>,
    /// List the N worst pages of each set, with what was missed and what was wrongly kept
    #[arg(long, value_name = "N", default_value_t = 0)]
    worst: usize,
    /// Write the predictions to FILE, one JSON object a line
    #[arg(long, value_name = "FILE")]
    jsonl: Option<PathBuf>,
    /// Threads to use [default: one a core]
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,
    /// Hand each page over as flattened text, one line a block
    #[arg(long)]
    plain: bool,
    /// Judge sets in Chinese or Japanese by characters, too
    #[arg(long)]
    by_character: bool,
    /// Judge what the Markdown keeps of code, tables and formulas, too
    #[arg(long)]
    structure: bool,
    /// Tell the extractor each page's URL, where it is known
    #[arg(long)]
    with_url: bool,
    /// Take only the pages that FILE lists, one a line, each as ID or SET/ID
    #[arg(long, value_name = "FILE")]
    ids: Option<PathBuf>,
    /// Who scores the blocks
    #[arg(long, value_enum, default_value_t = ScorerName::Learned)]
    scorer: ScorerName,
    /// Score by the model in FILE instead of the embedded one, for instance one trained without the pages of --ids
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
    /// Score each page by the model in FOLDER that was trained without it (model-K.bin, ids-K.txt): cross-validation
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
    let threads = arguments.threads.map_or(0, |threads| threads.get().min(MOST_THREADS));
    rayon::ThreadPoolBuilder::new().num_threads(threads).build_global()?;
    let handing = Handing {
        plain: arguments.plain,
        url: arguments.with_url,
        by_character: arguments.by_character,
        structure: arguments.structure,
    };

    let extractors = extractors(arguments)?;
    let mut judged = Vec::new();
    for set in open_sets(arguments)? {
        let predictions = judge(&extractors, &set, handing)?;
        report::print_set(&set.name, &predictions);
        if arguments.worst > 0 {
            worst::print_worst(&set.name, &predictions, arguments.worst);
        }
        judged.push((set.name, predictions));
    }
    report::print_summary(&judged);
    arguments.jsonl.iter().try_for_each(|path| write_jsonl(path, &judged))
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

/// Pages are loaded, extracted and dropped one by one on each thread: only texts and scores stay in memory.
fn judge(extractors: &Extractors, set: &Set, handing: Handing) -> Result<Vec<Prediction>, CorpusError> {
    set.ids().par_iter().map(|id| Ok(predict(extractors.of(&set.name, id), set.load(id)?, handing))).collect()
}

fn write_jsonl(path: &PathBuf, judged: &[(String, Vec<Prediction>)]) -> Result<(), Failure> {
    let failed = |source| Failure::File { path: path.clone(), source };
    let mut out = BufWriter::new(File::create(path).map_err(failed)?);
    judged.iter().try_for_each(|(set, predictions)| jsonl::write(&mut out, set, predictions)).map_err(failed)
}
