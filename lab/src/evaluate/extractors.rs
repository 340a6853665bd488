//! Selects the extractor for a page: one for all pages, or in cross-validation the one whose model was trained without
//! the page's site.

use super::Failure;
use maintext::{Extractor, LearnedScorer};
use std::collections::HashMap;
use std::fs;
use std::path::Path;

/// The extractors of an evaluation.
pub struct Extractors {
    all: Vec<Extractor>,
    /// Index of the extractor by `SET/ID`. Pages that are not listed use the first.
    of_page: HashMap<String, usize>,
}

impl Extractors {
    /// Uses one extractor for all pages.
    pub fn one(extractor: Extractor) -> Extractors {
        Extractors { all: vec![extractor], of_page: HashMap::new() }
    }

    /// Loads the models of a cross-validation, as `training/train.py` writes them: `model-K.bin` was trained without
    /// the pages listed in `ids-K.txt`.
    pub fn of_folds(folder: &Path) -> Result<Extractors, Failure> {
        let mut extractors = Extractors { all: Vec::new(), of_page: HashMap::new() };
        for fold in 0.. {
            let ids = folder.join(format!("ids-{fold}.txt"));
            if fold > 0 && !ids.exists() {
                break;
            }
            let list = fs::read_to_string(&ids).map_err(|source| Failure::File { path: ids, source })?;
            extractors.of_page.extend(list.split_whitespace().map(|id| (id.to_owned(), fold)));
            extractors.all.push(with_model(&folder.join(format!("model-{fold}.bin")))?);
        }
        Ok(extractors)
    }

    pub fn of(&self, set: &str, id: &str) -> &Extractor {
        &self.all[self.of_page.get(&format!("{set}/{id}")).copied().unwrap_or(0)]
    }
}

/// Returns the default extractor with the model in a file.
pub fn with_model(path: &Path) -> Result<Extractor, Failure> {
    let bytes = fs::read(path).map_err(|source| Failure::File { path: path.to_owned(), source })?;
    let model = LearnedScorer::from_bytes(&bytes)
        .map_err(|source| Failure::Model { path: path.to_owned(), source: source.into() })?;
    Ok(Extractor::default().with_scorer(model))
}
