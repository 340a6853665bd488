//! The learned scorer: gradient-boosted trees over the features, trained on annotated pages (see `training/`).

use super::lanes::MOST_FEATURES;
use super::network::{Network, Reading};
use super::reader::Reader;
use super::trees::Trees;
use super::{PageScorer, Scorer};
use crate::error::{Error, ErrorKind};
use crate::features::{COUNT, Feature, Features, Vocabulary, WEIGHT_STEPS};
use crate::fnv;
use crate::odds::probability;
use once_cell::sync::Lazy;
use std::sync::Arc;

const MAGIC: &[u8] = b"maintext";
const VERSION: u32 = 6;

/// The log-odds of the trees alone at which a block's remaining trees are skipped: a probability below 0.018 or above 0.982.
/// Most blocks of a page are that plain; see DESIGN.md for what it saves and costs.
const SURE: f32 = 4.0;

const _: () = assert!(COUNT <= MOST_FEATURES);

/// The model that the crate embeds.
static EMBEDDED: Lazy<LearnedScorer> = Lazy::new(|| {
    // A test reads the embedded file; a build with a broken one scores nothing rather than panics.
    LearnedScorer::from_bytes(include_bytes!("model.bin")).unwrap_or_else(|_| LearnedScorer::empty())
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

struct Model {
    vocabulary: Vocabulary,
    /// For pages laid out for small screens or written in elements of HTML5.
    modern: Ensemble,
    /// For older pages: what annotators took for content has changed as well as the markup.
    older: Ensemble,
    /// For flattened text.
    lines: Ensemble,
}

impl Model {
    fn ensemble(&self, features: &Features) -> &Ensemble {
        match () {
            () if features.is_plain() => &self.lines,
            () if features.is_empty() || features.get(0, Feature::PageModern) > 0.0 => &self.modern,
            () => &self.older,
        }
    }
}

/// Trees judge each row on its own, the network the rows of a page together: their log-odds add up. The curve tells the F1 that
/// pages of an expected F1 turned out to have.
struct Ensemble {
    trees: Trees,
    /// [`SURE`], multiplied with the trees' share in the log-odds, as their leaves are.
    sure: f32,
    network: Option<Network>,
    confidence: Vec<(f32, f32)>,
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
    /// assert!(error.is_model());
    /// ```
    pub fn from_bytes(bytes: &[u8]) -> Result<LearnedScorer, Error> {
        Ok(LearnedScorer { model: Arc::new(read(bytes)?) })
    }

    fn empty() -> LearnedScorer {
        let ensemble = || Ensemble { trees: Trees::none(), sure: SURE, network: None, confidence: Vec::new() };
        let vocabulary = Vocabulary::default();
        let model = Model { vocabulary, modern: ensemble(), older: ensemble(), lines: ensemble() };
        LearnedScorer { model: Arc::new(model) }
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

fn read(bytes: &[u8]) -> Result<Model, ErrorKind> {
    let mut head = Reader::new(bytes);
    if head.bytes(MAGIC.len()).ok() != Some(MAGIC) {
        return Err(ErrorKind::MalformedModel { found: "no signature" });
    }
    let version = head.u32()?;
    if version != VERSION {
        return Err(ErrorKind::ModelVersion { found: version, expected: VERSION });
    }
    let length = head.u32()? as usize;
    let body = head.bytes(length)?;
    if head.u32()? != checksum(body) || !head.is_at_end() {
        return Err(ErrorKind::MalformedModel { found: "damaged content" });
    }
    let mut reader = Reader::new(body);
    let features = (reader.u32()? as usize, reader.u32()?);
    if features != (COUNT, schema()) {
        return Err(ErrorKind::ModelFeatures { found: features.0, expected: COUNT });
    }
    let vocabulary = read_vocabulary(&mut reader)?;
    let modern = read_ensemble(&mut reader)?;
    let older = read_ensemble(&mut reader)?;
    let lines = read_ensemble(&mut reader)?;
    Ok(Model { vocabulary, modern, older, lines })
}

/// A network, where the model has one.
fn read_network(reader: &mut Reader) -> Result<Option<Network>, ErrorKind> {
    match reader.u32()? {
        0 => Ok(None),
        1 => Network::read(reader).map(Some),
        _ => Err(ErrorKind::MalformedModel { found: "neither a network nor none" }),
    }
}

fn read_vocabulary(reader: &mut Reader) -> Result<Vocabulary, ErrorKind> {
    let count = reader.u32()? as usize;
    let tokens = reader.bytes(count.saturating_mul(4))?;
    let weights = reader.bytes(count)?;
    let token = |bytes: &[u8]| u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
    let weight = |&byte: &u8| f32::from(byte as i8) / WEIGHT_STEPS;
    Vocabulary::new(tokens.chunks_exact(4).map(token).zip(weights.iter().map(weight)))
        .ok_or(ErrorKind::MalformedModel { found: "a vocabulary of tokens that are alike" })
}

fn read_ensemble(reader: &mut Reader) -> Result<Ensemble, ErrorKind> {
    let share = reader.f32()?;
    if !(share > 0.0 && share <= 1.0) {
        return Err(ErrorKind::MalformedModel { found: "a share of the trees that is not above 0 and at most 1" });
    }
    let trees = Trees::read(reader, COUNT)?;
    let network = read_network(reader)?;
    let count = reader.u32()?;
    let confidence: Vec<(f32, f32)> =
        (0..count).map(|_| Ok((reader.f32()?, reader.f32()?))).collect::<Result<_, ErrorKind>>()?;
    if confidence.iter().any(|(x, y)| !x.is_finite() || !y.is_finite()) {
        return Err(ErrorKind::MalformedModel { found: "a curve that is not of finite numbers" });
    }
    Ok(Ensemble { trees, sure: SURE * share, network, confidence })
}

/// The features that the crate has, as the trainer hashes them: names parted by newlines.
fn schema() -> u32 {
    let names: Vec<&str> = Feature::ALL.iter().map(|feature| feature.name()).collect();
    checksum(names.join("\n").as_bytes())
}

fn checksum(bytes: &[u8]) -> u32 {
    fnv::of_bytes(bytes.iter().copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    const MODEL: &[u8] = include_bytes!("model.bin");

    #[test]
    fn what_is_no_model_is_an_error() {
        assert!(read(MODEL).is_ok());
        for cut in [0, 7, 12, 16, 100, MODEL.len() / 2, MODEL.len() - 1] {
            assert!(matches!(read(&MODEL[..cut]), Err(ErrorKind::MalformedModel { .. })), "cut at {cut}");
        }
        let mut damaged = MODEL.to_vec();
        damaged[MODEL.len() / 2] ^= 1;
        assert!(matches!(read(&damaged), Err(ErrorKind::MalformedModel { found: "damaged content" })));
        let mut newer = MODEL.to_vec();
        newer[8] = 9;
        assert!(matches!(read(&newer), Err(ErrorKind::ModelVersion { found: 9, .. })));
    }

    #[test]
    fn scores_are_the_trainers() {
        let model = read(MODEL).unwrap();
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
        check(include_str!("../../training/sample-pages.json"), false);
        check(include_str!("../../training/sample-lines.json"), true);
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
