//! The trained model and its file format, which `training/train.py` writes.

use super::EMBEDDED_MODEL;
use super::error::ModelError;
use super::network::Network;
use super::quickscorer::MAX_FEATURES;
use super::reader::Reader;
use super::trees::Trees;
use crate::classify::Calibration;
use crate::classify::features::{COUNT, Column, SLOT_BITS, Vocabulary, bucket_count, sorted_tokens};
use crate::text::fnv;

const MAGIC: &[u8] = b"maintext";
const VERSION: u32 = 8;

/// The logit at which a block leaves the trees early: a probability below 0.047 or above 0.953. Most blocks do. Against
/// a limit of 4, this costs no more than 0.002 F1 on any set and saves up to 2 % of a page's instructions.
const EARLY_EXIT: f32 = 3.0;

const _: () = assert!(COUNT <= MAX_FEATURES);

/// An ensemble for each kind of page, and the learned weights of tokens.
pub(super) struct Model {
    pub vocabulary: Vocabulary,
    /// For responsive pages.
    pub responsive: Ensemble,
    /// For legacy pages: annotators of older sets also took other things for main content.
    pub legacy: Ensemble,
    /// For flattened text.
    pub lines: Ensemble,
}

impl Model {
    /// Reads a model file.
    pub fn read(bytes: &[u8]) -> Result<Model, ModelError> {
        let (body, expected) = body(bytes)?;
        match expected == checksum(body) {
            true => Model::read_body(body),
            false => Err(ModelError::malformed("wrong checksum")),
        }
    }

    /// Reads the embedded model, whose checksum a test checks: computing it takes longer than reading the model.
    pub fn embedded() -> Result<Model, ModelError> {
        Model::read_body(body(EMBEDDED_MODEL)?.0)
    }

    fn read_body(body: &[u8]) -> Result<Model, ModelError> {
        let mut reader = Reader::new(body);
        let features = (reader.u32()? as usize, reader.u32()?);
        if features != (COUNT, names_checksum()) {
            return Err(ModelError::Features { found: features.0, expected: COUNT });
        }
        Ok(Model {
            vocabulary: read_vocabulary(&mut reader)?,
            responsive: Ensemble::read(&mut reader)?,
            legacy: Ensemble::read(&mut reader)?,
            lines: Ensemble::read(&mut reader)?,
        })
    }

    /// Returns the ensemble for a kind of page.
    pub fn ensemble(&self, is_plain: bool, is_responsive: bool) -> &Ensemble {
        match (is_plain, is_responsive) {
            (true, _) => &self.lines,
            (false, true) => &self.responsive,
            (false, false) => &self.legacy,
        }
    }
}

/// Trees and a network, whose logits add up. The trees score each block by itself, the network sees the page.
pub(super) struct Ensemble {
    pub trees: Trees,
    /// [`EARLY_EXIT`] times the share of the trees in the logit: the values of the leaves have that factor, too.
    pub early_exit: f32,
    pub network: Option<Network>,
    pub calibration: Calibration,
}

impl Ensemble {
    fn read(reader: &mut Reader) -> Result<Ensemble, ModelError> {
        let [share] = reader.finite()?;
        if !(share > 0.0 && share <= 1.0) {
            return Err(ModelError::malformed("the share of the trees is not in (0, 1]"));
        }
        let trees = Trees::read(reader, COUNT)?;
        let network = match reader.u32()? {
            0 => None,
            1 => Some(Network::read(reader)?),
            _ => return Err(ModelError::malformed("the number of networks is neither 0 nor 1")),
        };
        let points = reader.u32()?;
        let calibration = (0..points).map(|_| reader.finite().map(|[x, y]| (x, y))).collect::<Result<_, _>>()?;
        let calibration = Calibration::new(calibration);
        Ok(Ensemble { trees, early_exit: EARLY_EXIT * share, network, calibration })
    }
}

/// Returns the body of a model file and its checksum in the file.
fn body(bytes: &[u8]) -> Result<(&[u8], u32), ModelError> {
    let mut reader = Reader::new(bytes);
    if reader.bytes(MAGIC.len()).ok() != Some(MAGIC) {
        return Err(ModelError::malformed("missing signature"));
    }
    let version = reader.u32()?;
    if version != VERSION {
        return Err(ModelError::Version { found: version, expected: VERSION });
    }
    let length = reader.u32()? as usize;
    let body = reader.bytes(length)?;
    let checksum = reader.u32()?;
    match reader.is_at_end() {
        true => Ok((body, checksum)),
        false => Err(ModelError::malformed("unexpected bytes after the end")),
    }
}

/// Reads what `Vocabulary::pack` has written: the binary logarithm of the number of slots, the number of tokens, the
/// multipliers, the tokens, and their weights. Or 0 for an empty vocabulary.
fn read_vocabulary(reader: &mut Reader) -> Result<Vocabulary, ModelError> {
    let bits = reader.u32()?;
    if bits == 0 {
        return Ok(Vocabulary::default());
    }
    if !SLOT_BITS.contains(&bits) {
        return Err(ModelError::malformed("the vocabulary has an unexpected size"));
    }
    let count = reader.u32()? as usize;
    let multipliers = reader.u16s(bucket_count(bits))?.collect();
    let words = reader.u32s(sorted_tokens::word_count(count))?;
    let tokens = sorted_tokens::decode(reader.u16s(count)?, words);
    let weights = reader.bytes(count)?.iter().map(|&byte| byte as i8);
    Vocabulary::from_multipliers(bits, multipliers, tokens.zip(weights))
        .ok_or(ModelError::malformed("colliding vocabulary tokens"))
}

/// Returns the checksum of the names of all features, with newlines between them.
fn names_checksum() -> u32 {
    let names: Vec<&str> = Column::ALL.iter().map(|column| column.name()).collect();
    checksum(names.join("\n").as_bytes())
}

fn checksum(bytes: &[u8]) -> u32 {
    fnv::of_bytes(bytes.iter().copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn embedded_model_can_be_read() {
        assert_eq!(Model::read(EMBEDDED_MODEL).err(), None);
    }

    #[test]
    fn truncated_file_is_malformed() {
        for length in [0, 7, 12, 16, 100, EMBEDDED_MODEL.len() / 2, EMBEDDED_MODEL.len() - 1] {
            let found = Model::read(&EMBEDDED_MODEL[..length]).err();
            assert!(matches!(found, Some(ModelError::Malformed { .. })), "{length} bytes: {found:?}");
        }
    }

    #[test]
    fn changed_byte_gives_wrong_checksum() {
        let mut damaged = EMBEDDED_MODEL.to_vec();
        damaged[EMBEDDED_MODEL.len() / 2] ^= 1;
        assert_eq!(Model::read(&damaged).err(), Some(ModelError::malformed("wrong checksum")));
    }

    #[test]
    fn other_version_is_refused() {
        let mut newer = EMBEDDED_MODEL.to_vec();
        newer[MAGIC.len()] = 9;
        assert_eq!(Model::read(&newer).err(), Some(ModelError::Version { found: 9, expected: VERSION }));
    }
}
