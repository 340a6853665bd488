//! Scores blocks with a trained model.

use super::contributions::Explainer;
use super::error::ModelError;
use super::file::{Ensemble, Model};
use super::network::PageState;
use crate::classify::features::{BlockFeatures, Column, Features};
use crate::classify::logit::sigmoid;
use crate::classify::{Candidates, Contributions, PageFeatures, Scorer, Scores};
use once_cell::sync::Lazy;
use std::sync::Arc;

static EMBEDDED: Lazy<LearnedScorer> = Lazy::new(|| {
    let model = Model::embedded().expect("the embedded model is valid, as a test checks");
    LearnedScorer { model: Arc::new(model) }
});

/// Scores blocks with a model that was trained on annotated pages. This is the default scorer.
///
/// ```
/// let page = "<nav><a href='/'>Home</a></nav><p>The text of the page, which is a sentence of more than twelve words, ends here.";
/// let article = maintext::extract(page);
/// let scores: Vec<f32> = article.blocks().map(|block| block.score()).collect();
/// assert!(scores[0] < scores[1]);
/// ```
#[derive(Clone)]
pub struct LearnedScorer {
    model: Arc<Model>,
}

impl std::fmt::Debug for LearnedScorer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LearnedScorer").finish_non_exhaustive()
    }
}

impl Default for LearnedScorer {
    /// Returns a scorer with the embedded model.
    fn default() -> LearnedScorer {
        EMBEDDED.clone()
    }
}

impl LearnedScorer {
    /// Loads a model file, as `training/train.py` in the repository writes it.
    ///
    /// # Errors
    ///
    /// If the bytes are not a model file, if the file is truncated or damaged, or if it was written for another release
    /// of this crate with another format or other features.
    ///
    /// ```
    /// let error = maintext::LearnedScorer::from_bytes(b"GIF89a").unwrap_err();
    /// assert_eq!(error.to_string(), "invalid model file: missing signature");
    /// ```
    pub fn from_bytes(bytes: &[u8]) -> Result<LearnedScorer, ModelError> {
        Ok(LearnedScorer { model: Arc::new(Model::read(bytes)?) })
    }

    /// Returns the learned weights that the features are computed with.
    #[cfg(feature = "_internals")]
    pub(crate) fn vocabulary(&self) -> &crate::classify::features::Vocabulary {
        &self.model.vocabulary
    }

    /// Returns the scores of a page whose features are known.
    #[cfg(feature = "_internals")]
    pub(crate) fn scores(&self, features: &Features) -> Vec<f32> {
        let mut state = PageLogits::new(features.len());
        if !features.is_empty() {
            let first = features.of_block(0);
            state.read(self.model.ensemble(first.is_plain(), is_responsive(first)), features);
        }
        state.scores()
    }
}

impl Scorer for LearnedScorer {
    fn score(&self, page: &Candidates<'_>) -> Scores {
        let ensemble = self.model.ensemble(page.is_plain(), page.is_responsive());
        let mut state = PageLogits::new(page.len());
        page.for_each_run(&self.model.vocabulary, |features| state.read(ensemble, features));
        Scores::new(state.scores(), ensemble.calibration.clone())
    }

    fn contributions<'a>(&'a self, page: PageFeatures<'a>) -> Contributions<'a> {
        let first = page.of_block(0);
        let ensemble = self.model.ensemble(first.is_plain(), is_responsive(first));
        let explainer = Explainer::new(ensemble, page.0);
        Contributions::new(move |block| explainer.of_block(block))
    }
}

fn is_responsive(features: BlockFeatures<'_>) -> bool {
    features.value(Column::PageResponsive) > 0.0
}

/// The logits of the blocks of a page that were read so far.
struct PageLogits<'m> {
    logits: Vec<f32>,
    /// The number of blocks whose logit includes that of the network.
    complete: usize,
    network: Option<PageState<'m>>,
}

impl<'m> PageLogits<'m> {
    /// `blocks` is the number of blocks of the page, for which memory is reserved.
    fn new(blocks: usize) -> PageLogits<'m> {
        PageLogits { logits: Vec::with_capacity(blocks), complete: 0, network: None }
    }

    fn read(&mut self, ensemble: &'m Ensemble, features: &Features) {
        self.logits.extend(ensemble.trees.sums(features.rows(), ensemble.early_exit));
        if self.network.is_none() {
            let blocks = self.logits.capacity() - self.complete;
            self.network = ensemble.network.as_ref().map(|network| PageState::new(network, blocks));
        }
        if let Some(network) = &mut self.network {
            network.read(features.rows(), features.path_groups());
            if network.is_full() {
                self.add_network();
            }
        }
    }

    /// Adds the logits of the network for the blocks that it has read.
    fn add_network(&mut self) {
        if let Some(network) = self.network.take() {
            self.logits[self.complete..].iter_mut().zip(network.logits()).for_each(|(sum, logit)| *sum += logit);
            self.complete = self.logits.len();
        }
    }

    fn scores(mut self) -> Vec<f32> {
        self.add_network();
        self.logits.iter_mut().for_each(|logit| *logit = sigmoid(*logit));
        self.logits
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::classify::features::COUNT;

    /// A row of the samples that the trainer wrote, which are the blocks of one page that does not exist.
    struct Sample {
        row: [f32; COUNT],
        path_group: u32,
        score: f64,
    }

    fn samples(json: &str) -> Vec<Sample> {
        let samples: Vec<serde_json::Value> = serde_json::from_str(json).unwrap();
        let row = |sample: &serde_json::Value| -> [f32; COUNT] {
            let row = sample["row"].as_array().unwrap().iter().map(|x| x.as_f64().unwrap() as f32);
            row.collect::<Vec<f32>>().try_into().unwrap()
        };
        let sample = |sample: &serde_json::Value| Sample {
            row: row(sample),
            path_group: sample["path_group"].as_u64().unwrap() as u32,
            score: sample["score"].as_f64().unwrap(),
        };
        assert!(samples.len() >= 30);
        samples.iter().map(sample).collect()
    }

    /// Checks the samples for which an ensemble is responsible.
    fn check(ensemble: &Ensemble, samples: &[Sample], is_responsible: impl Fn(&Sample) -> bool) {
        let rows: Vec<[f32; COUNT]> = samples.iter().map(|sample| sample.row).collect();
        let path_groups: Vec<u32> = samples.iter().map(|sample| sample.path_group).collect();
        let mut network = PageState::new(ensemble.network.as_ref().unwrap(), rows.len());
        let (first, rest) = rows.split_at(7);
        network.read(first, &path_groups[..7]);
        network.read(rest, &path_groups[7..]);
        for (sample, logit) in samples.iter().zip(network.logits()).filter(|(sample, _)| is_responsible(sample)) {
            let sum = ensemble.trees.sums(&[sample.row], f32::INFINITY)[0];
            let score = sigmoid(sum + logit);
            assert!((f64::from(score) - sample.score).abs() < 1e-5, "{score} instead of {}", sample.score);
            let early = ensemble.trees.sums(&[sample.row], ensemble.early_exit)[0];
            assert!(early == sum || early.abs() >= ensemble.early_exit, "{early} instead of {sum}");
        }
    }

    #[test]
    fn scores_equal_those_of_the_trainer() {
        let model = &EMBEDDED.model;
        let lines = samples(include_str!("../../../training/sample-lines.json"));
        check(&model.lines, &lines, |_| true);
        let pages = samples(include_str!("../../../training/sample-pages.json"));
        let is_responsive = |sample: &Sample| sample.row[Column::PageResponsive as usize] > 0.0;
        check(&model.responsive, &pages, is_responsive);
        check(&model.legacy, &pages, |sample| !is_responsive(sample));
    }
}
