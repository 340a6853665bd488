//! Extracts the pages of folders repeatedly and prints the memory of the process, which must stay constant.
//!
//! ```sh
//! cargo run --release -p maintext-lab -- soak --minutes 60 FOLDER...
//! ```

use flate2::read::MultiGzDecoder;
use maintext::{Extractor, Input};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Extracts the pages of folders repeatedly and prints the memory of the process, which must stay constant.
#[derive(clap::Args)]
pub struct Arguments {
    /// Duration of the run
    #[arg(long, value_name = "MINUTES", default_value_t = 60)]
    minutes: u64,
    /// Minutes between two lines of figures
    #[arg(long, value_name = "MINUTES", default_value_t = 5)]
    every: u64,
    /// Folders of pages, gzip-compressed or not
    #[arg(required = true, value_name = "FOLDER")]
    folders: Vec<PathBuf>,
}

/// Extracts pages until the time is up. Fails if a page has another result than the first time.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let pages = pages(&arguments.folders);
    if pages.is_empty() {
        return Err(Failure::NoPages);
    }
    let extractor = Extractor::default();
    let (start, every) = (Instant::now(), Duration::from_secs(60 * arguments.every));
    let mut next = Duration::ZERO;
    let mut first: HashMap<&Path, u64> = HashMap::new();
    let (mut count, mut changed) = (0_u64, 0);
    println!("minutes\tpages\tchanged\tmemory (KiB)");
    'all: loop {
        for page in &pages {
            let found = digest(&extractor, page);
            changed += u32::from(*first.entry(page).or_insert(found) != found);
            count += 1;
            let elapsed = start.elapsed();
            if elapsed >= next {
                println!("{}\t{count}\t{changed}\t{}", elapsed.as_secs() / 60, memory().unwrap_or_default());
                next += every;
            }
            if elapsed.as_secs() >= 60 * arguments.minutes {
                break 'all;
            }
        }
    }
    println!("{}\t{count}\t{changed}\t{}", arguments.minutes, memory().unwrap_or_default());
    if changed > 0 { Err(Failure::Changed(changed)) } else { Ok(()) }
}

/// Why a soak run failed.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error("no files in the folders: expected pages")]
    NoPages,
    #[error("{0} results differ from the first result of the same page")]
    Changed(u32),
}

fn pages(folders: &[PathBuf]) -> Vec<PathBuf> {
    let entries = folders.iter().flat_map(walkdir::WalkDir::new).filter_map(Result::ok);
    let mut pages: Vec<PathBuf> =
        entries.filter(|entry| entry.file_type().is_file()).map(|entry| entry.into_path()).collect();
    pages.sort();
    pages
}

/// Returns a hash of the text, confidence, metadata and scores of a page.
fn digest(extractor: &Extractor, page: &Path) -> u64 {
    let mut hasher = DefaultHasher::new();
    let mut bytes = std::fs::read(page).unwrap_or_default();
    if bytes.starts_with(&[0x1f, 0x8b]) {
        let mut unpacked = Vec::new();
        let _ = MultiGzDecoder::new(&bytes[..]).read_to_end(&mut unpacked);
        bytes = unpacked;
    }
    match extractor.extract(Input::bytes(&bytes)) {
        Ok(article) => {
            article.text().hash(&mut hasher);
            article.confidence().to_bits().hash(&mut hasher);
            format!("{:?}", article.metadata()).hash(&mut hasher);
            article.blocks().for_each(|block| block.score().to_bits().hash(&mut hasher));
        }
        Err(error) => error.to_string().hash(&mut hasher),
    }
    hasher.finish()
}

/// Returns the resident memory of the process in KiB, if the system reports it.
fn memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?.trim().trim_end_matches(" kB").parse().ok()
}
