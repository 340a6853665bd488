//! What the learned scorer has learned, and the file that holds it, as `training/train.py` writes it.

use super::network::Network;
use super::quickscorer::MOST_FEATURES;
use super::reader::Reader;
use super::trees::Trees;
use crate::classify::features::{COUNT, Feature, Features, Vocabulary, WEIGHT_STEPS};
use crate::classify::model::ModelError;
use crate::text::fnv;

const MAGIC: &[u8] = b"maintext";
const VERSION: u32 = 6;

/// The log-odds of the trees alone at which a block's remaining trees are skipped: a probability below 0.047 or above 0.953.
/// Most blocks of a page are that plain; `docs/experiments/speed.md` has what it saves and costs.
const SURE: f32 = 3.0;

const _: () = assert!(COUNT <= MOST_FEATURES);

/// An ensemble for each kind of page, and the weights of names and words.
pub(super) struct Model {
    pub vocabulary: Vocabulary,
    /// For pages that fit small screens, too.
    pub modern: Ensemble,
    /// For older pages: what annotators took for content has changed as well as the markup.
    pub older: Ensemble,
    /// For flattened text.
    pub lines: Ensemble,
}

impl Model {
    /// Reads a model file.
    pub fn read(bytes: &[u8]) -> Result<Model, ModelError> {
        let mut head = Reader::new(bytes);
        if head.bytes(MAGIC.len()).ok() != Some(MAGIC) {
            return Err(ModelError::Malformed { found: "no signature" });
        }
        let version = head.u32()?;
        if version != VERSION {
            return Err(ModelError::Version { found: version, expected: VERSION });
        }
        let length = head.u32()? as usize;
        let body = head.bytes(length)?;
        if head.u32()? != checksum(body) || !head.is_at_end() {
            return Err(ModelError::Malformed { found: "damaged content" });
        }
        let mut reader = Reader::new(body);
        let features = (reader.u32()? as usize, reader.u32()?);
        if features != (COUNT, schema()) {
            return Err(ModelError::Features { found: features.0, expected: COUNT });
        }
        let vocabulary = read_vocabulary(&mut reader)?;
        let modern = read_ensemble(&mut reader)?;
        let older = read_ensemble(&mut reader)?;
        let lines = read_ensemble(&mut reader)?;
        Ok(Model { vocabulary, modern, older, lines })
    }

    /// A model that knows nothing.
    pub fn empty() -> Model {
        let ensemble = || Ensemble { trees: Trees::none(), sure: SURE, network: None, confidence: Vec::new() };
        Model { vocabulary: Vocabulary::default(), modern: ensemble(), older: ensemble(), lines: ensemble() }
    }

    /// What scores a page with these features.
    pub fn ensemble(&self, features: &Features) -> &Ensemble {
        match () {
            () if features.is_plain() => &self.lines,
            () if features.is_empty() || features.is_modern() => &self.modern,
            () => &self.older,
        }
    }
}

/// Trees judge each row on its own, the network the rows of a page together: their log-odds add up. The curve tells the F1 that
/// pages of an expected F1 turned out to have.
pub(super) struct Ensemble {
    pub trees: Trees,
    /// [`SURE`], multiplied with the trees' share in the log-odds, as their leaves are.
    pub sure: f32,
    pub network: Option<Network>,
    pub confidence: Vec<(f32, f32)>,
}

/// A network, where the model has one.
fn read_network(reader: &mut Reader) -> Result<Option<Network>, ModelError> {
    match reader.u32()? {
        0 => Ok(None),
        1 => Network::read(reader).map(Some),
        _ => Err(ModelError::Malformed { found: "neither a network nor none" }),
    }
}

fn read_vocabulary(reader: &mut Reader) -> Result<Vocabulary, ModelError> {
    let count = reader.u32()? as usize;
    let tokens = reader.bytes(count.saturating_mul(4))?;
    let weights = reader.bytes(count)?;
    let token = |bytes: &[u8]| u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
    let weight = |&byte: &u8| f32::from(byte as i8) / WEIGHT_STEPS;
    Vocabulary::new(tokens.chunks_exact(4).map(token).zip(weights.iter().map(weight)))
        .ok_or(ModelError::Malformed { found: "a vocabulary of tokens that are alike" })
}

fn read_ensemble(reader: &mut Reader) -> Result<Ensemble, ModelError> {
    let share = reader.f32()?;
    if !(share > 0.0 && share <= 1.0) {
        return Err(ModelError::Malformed { found: "a share of the trees that is not above 0 and at most 1" });
    }
    let trees = Trees::read(reader, COUNT)?;
    let network = read_network(reader)?;
    let count = reader.u32()?;
    let confidence: Vec<(f32, f32)> =
        (0..count).map(|_| Ok((reader.f32()?, reader.f32()?))).collect::<Result<_, ModelError>>()?;
    if confidence.iter().any(|(x, y)| !x.is_finite() || !y.is_finite()) {
        return Err(ModelError::Malformed { found: "a curve that is not of finite numbers" });
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
        assert!(Model::read(MODEL).is_ok());
        for cut in [0, 7, 12, 16, 100, MODEL.len() / 2, MODEL.len() - 1] {
            assert!(matches!(Model::read(&MODEL[..cut]), Err(ModelError::Malformed { .. })), "cut at {cut}");
        }
        let mut damaged = MODEL.to_vec();
        damaged[MODEL.len() / 2] ^= 1;
        assert!(matches!(Model::read(&damaged), Err(ModelError::Malformed { found: "damaged content" })));
        let mut newer = MODEL.to_vec();
        newer[8] = 9;
        assert!(matches!(Model::read(&newer), Err(ModelError::Version { found: 9, .. })));
    }
}
