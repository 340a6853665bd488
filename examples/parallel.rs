//! Extracts many pages on all cores. An `Extractor` is shared between threads; nothing is locked while a page is read.
//!
//! ```sh
//! cargo run --release --example parallel -- tests/pages/*/source.html
//! ```

use maintext::{Extractor, Input};
use rayon::prelude::*;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// What is left of a page. An `Article` holds the whole tree, so keep only what you need.
struct Summary {
    title: String,
    words: usize,
}

fn summary(extractor: &Extractor, path: &Path) -> Result<Summary, Box<dyn Error + Send + Sync>> {
    let bytes = fs::read(path)?;
    let article = extractor.extract(Input::bytes(&bytes))?;
    let title = article.title().unwrap_or("(no title)").to_owned();
    Ok(Summary { title, words: article.text().split_whitespace().count() })
}

fn main() {
    let paths: Vec<PathBuf> = env::args_os().skip(1).map(PathBuf::from).collect();
    let extractor = Extractor::default();
    // `collect` keeps the order of the paths.
    let summaries: Vec<_> = paths.par_iter().map(|path| summary(&extractor, path)).collect();
    for (path, summary) in paths.iter().zip(summaries) {
        match summary {
            Ok(Summary { title, words }) => println!("{words:6} words  {title}"),
            Err(error) => eprintln!("{}: {error}", path.display()),
        }
    }
}
