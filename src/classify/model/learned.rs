//! The learned scorer: gradient-boosted trees over the features, trained on annotated pages (see `training/`).

use super::ModelError;
use super::file::Model;
use super::network::Reading;
use crate::classify::features::{Feature, Features, Vocabulary};
use crate::classify::logit::probability;
use crate::classify::{PageScorer, Scorer};
use once_cell::sync::Lazy;
use std::sync::Arc;

/// The model that the crate embeds.
static EMBEDDED: Lazy<LearnedScorer> = Lazy::new(|| {
    // A test reads the embedded file; a build with a broken one scores nothing rather than panics.
    let model = Model::read(include_bytes!("model.bin")).unwrap_or_else(|_| Model::empty());
    LearnedScorer { model: Arc::new(model) }
});

/// Scores blocks by a model learned from annotated pages: the default.
///
/// ```
/// use maintext::{Features, LearnedScorer, Scorer};
///
/// let html = "<nav><a href='/'>Home</a></nav><p>The text of the page, which is a sentence of more than twelve words, ends here.";
/// let scores = LearnedScorer::default().score(&Features::of_html(html));
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
    /// The embedded model.
    fn default() -> LearnedScorer {
        EMBEDDED.clone()
    }
}

impl LearnedScorer {
    /// A model of one's own, as `training/train.py` writes it.
    ///
    /// # Errors
    ///
    /// Where the bytes are no model, are cut short or damaged, are of another version, or were trained on other
    /// features than this version of the crate has.
    ///
    /// ```
    /// let error = maintext::LearnedScorer::from_bytes(b"GIF89a").unwrap_err();
    /// assert_eq!(error.to_string(), "the model file has no signature: expected a file written by training/train.py");
    /// ```
    pub fn from_bytes(bytes: &[u8]) -> Result<LearnedScorer, ModelError> {
        Ok(LearnedScorer { model: Arc::new(Model::read(bytes)?) })
    }
}

impl Scorer for LearnedScorer {
    fn score(&self, features: &Features) -> Vec<f32> {
        let mut page = Page::new(&self.model);
        page.read(features);
        page.scores()
    }

    fn page(&self) -> Option<Box<dyn PageScorer + '_>> {
        Some(Box::new(Page::new(&self.model)))
    }

    fn vocabulary(&self) -> Option<&Vocabulary> {
        Some(&self.model.vocabulary)
    }

    fn confidence(&self, features: &Features, expected_f1: f32) -> f32 {
        interpolate(&self.model.ensemble(features).confidence, expected_f1)
    }

    fn contributions(&self, features: &Features, block: usize) -> Vec<(Feature, f32)> {
        let sums = self.model.ensemble(features).trees.contributions(features.row(block));
        Feature::ALL.iter().copied().zip(sums).filter(|&(_, sum)| sum != 0.0).collect()
    }
}

/// What the model has made of a page so far.
struct Page<'m> {
    model: &'m Model,
    log_odds: Vec<f32>,
    /// How many of them have the network's part.
    complete: usize,
    reading: Option<Reading<'m>>,
}

impl<'m> Page<'m> {
    fn new(model: &'m Model) -> Page<'m> {
        Page { model, log_odds: Vec::new(), complete: 0, reading: None }
    }

    fn add_network(&mut self) {
        if let Some(reading) = self.reading.take() {
            self.log_odds[self.complete..].iter_mut().zip(reading.log_odds()).for_each(|(sum, more)| *sum += more);
            self.complete = self.log_odds.len();
        }
    }
}

impl PageScorer for Page<'_> {
    fn read(&mut self, features: &Features) {
        let ensemble = self.model.ensemble(features);
        self.log_odds.extend(ensemble.trees.sums(features.rows(), ensemble.sure));
        if self.reading.is_none() {
            self.reading = ensemble.network.as_ref().map(Reading::new);
        }
        if let Some(reading) = &mut self.reading {
            reading.read(features.rows(), features.places());
            if reading.is_full() {
                self.add_network();
            }
        }
    }

    fn scores(&mut self) -> Vec<f32> {
        self.add_network();
        let mut scores = std::mem::take(&mut self.log_odds);
        scores.iter_mut().for_each(|score| *score = probability(*score));
        scores
    }
}

/// The value of a piecewise linear curve, constant beyond its ends; `at` itself where there is none.
fn interpolate(curve: &[(f32, f32)], at: f32) -> f32 {
    let Some(after) = curve.iter().position(|&(x, _)| x >= at) else {
        return curve.last().map_or(at, |&(_, y)| y);
    };
    let (x1, y1) = curve[after];
    match after.checked_sub(1).map(|before| curve[before]) {
        Some((x0, y0)) if x1 > x0 => y0 + (y1 - y0) * (at - x0) / (x1 - x0),
        _ => y1,
    }
}

#[cfg(test)]
mod tests {
    use super::super::file::Ensemble;
    use super::*;
    use crate::classify::features::COUNT;

    const MODEL: &[u8] = include_bytes!("model.bin");

    #[test]
    fn scores_are_the_trainers() {
        let model = Model::read(MODEL).unwrap();
        let check = |json: &str, is_plain: bool| {
            let samples: Vec<serde_json::Value> = serde_json::from_str(json).unwrap();
            assert!(samples.len() >= 30);
            let row = |sample: &serde_json::Value| -> [f32; COUNT] {
                let row = sample["row"].as_array().unwrap().iter().map(|x| x.as_f64().unwrap() as f32);
                row.collect::<Vec<f32>>().try_into().unwrap()
            };
            let rows: Vec<[f32; COUNT]> = samples.iter().map(row).collect();
            let place = |sample: &serde_json::Value| sample["place"].as_u64().unwrap() as u32;
            let places: Vec<u32> = samples.iter().map(place).collect();
            // All are the rows of one page, though some say of themselves that it is modern.
            let of_network = |ensemble: &Ensemble| {
                let mut reading = Reading::new(ensemble.network.as_ref().unwrap());
                let (first, rest) = rows.split_at(7);
                reading.read(first, &places[..7]);
                reading.read(rest, &places[7..]);
                reading.log_odds()
            };
            let of_networks = [&model.lines, &model.modern, &model.older].map(of_network);
            for (i, (sample, row)) in samples.iter().zip(&rows).enumerate() {
                let (ensemble, of_network) = match (is_plain, row[Feature::PageModern as usize] > 0.0) {
                    (true, _) => (&model.lines, of_networks[0][i]),
                    (false, true) => (&model.modern, of_networks[1][i]),
                    (false, false) => (&model.older, of_networks[2][i]),
                };
                let sum = ensemble.trees.sums(&[*row], f32::INFINITY)[0];
                let score = 1.0 / (1.0 + (-sum - of_network).exp());
                assert!((f64::from(score) - sample["score"].as_f64().unwrap()).abs() < 1e-5, "{score} {sample:?}");
                let early = ensemble.trees.sums(&[*row], ensemble.sure)[0];
                assert!(early == sum || early.abs() >= ensemble.sure, "{early} {sum}");
            }
        };
        check(include_str!("../../../training/sample-pages.json"), false);
        check(include_str!("../../../training/sample-lines.json"), true);
    }

    #[test]
    fn confidence_follows_the_curve() {
        let curve = [(0.2, 0.1), (0.6, 0.5), (1.0, 0.9)];
        assert_eq!(interpolate(&curve, 0.0), 0.1);
        assert!((interpolate(&curve, 0.4) - 0.3).abs() < 1e-6);
        assert_eq!(interpolate(&curve, 2.0), 0.9);
        assert_eq!(interpolate(&[], 0.7), 0.7);
    }
}
