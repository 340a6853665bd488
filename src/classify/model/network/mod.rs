//! A small neural network over all blocks of a page. Trees see one block's row; the network sees the page as a whole and
//! the blocks around, from which it learns how inclusive the page's main text is.
//!
//! Each row goes through a layer of its own. Then a block is shown what that layer gave for the blocks around it (a
//! convolution a channel), the mean over those in like places, and the mean and the maximum over the page (Zaheer et al.
//! 2017, "Deep sets"). It is trained for the F1 of whole pages (the soft Dice loss of Milletari et al. 2016, "V-Net") as
//! well as for that of blocks.

mod first_layer;
mod linear;
mod reading;

pub(super) use reading::Reading;

use super::reader::Reader;
use crate::classify::features::COUNT;
use crate::classify::model::ModelError;
use first_layer::FirstLayer;

/// Values of a hidden layer.
const HIDDEN: usize = 32;
/// Values of a block that the page, its place and the blocks around are told.
const SHARED: usize = 8;
/// All that a block tells others.
const TOLD: usize = 3 * SHARED;
/// How many blocks on each side are around a block.
const REACH: usize = 4;

type Hidden = [f32; HIDDEN];
type Shared = [f32; SHARED];

/// A linear map: for each input what it adds to the outputs.
type Weights<const IN: usize, const OUT: usize> = Box<[[f32; OUT]; IN]>;

/// The weights; `Network::read` has the order in which `training/network.py` writes them.
pub(super) struct Network {
    rows: FirstLayer,
    /// To what a block tells the blocks around, the page, and the blocks in like places.
    told: Weights<HIDDEN, TOLD>,
    /// The weights of the blocks around, from `REACH` blocks before to `REACH` blocks behind.
    kernel: Weights<{ 2 * REACH + 1 }, SHARED>,
    from_own: Weights<HIDDEN, HIDDEN>,
    from_near: Weights<SHARED, HIDDEN>,
    from_mean: Weights<SHARED, HIDDEN>,
    from_greatest: Weights<SHARED, HIDDEN>,
    from_place: Weights<SHARED, HIDDEN>,
    mixed_bias: Hidden,
    deep: Weights<HIDDEN, HIDDEN>,
    deep_bias: Hidden,
    output: Hidden,
    output_bias: f32,
}

impl Network {
    pub fn read(reader: &mut Reader) -> Result<Network, ModelError> {
        let sizes = [reader.u32()?, reader.u32()?, reader.u32()?];
        if sizes != [HIDDEN, SHARED, REACH].map(|size| size as u32) {
            return Err(ModelError::Malformed { found: "a network of another size" });
        }
        let scales = values::<COUNT>(reader)?;
        if scales.iter().any(|&scale| scale <= 0.0) {
            return Err(ModelError::Malformed { found: "a scale that is not above 0" });
        }
        let rows: Vec<Hidden> = (0..COUNT).map(|_| values(reader)).collect::<Result<_, _>>()?;
        let rows = FirstLayer::new(&scales, &rows, values(reader)?);
        let near = weights(reader)?;
        let kernel = weights(reader)?;
        let (page, place) = (weights(reader)?, weights(reader)?);
        Ok(Network {
            rows,
            told: side_by_side([near, page, place]),
            kernel,
            from_own: weights(reader)?,
            from_near: weights(reader)?,
            from_mean: weights(reader)?,
            from_greatest: weights(reader)?,
            from_place: weights(reader)?,
            mixed_bias: values(reader)?,
            deep: weights(reader)?,
            deep_bias: values(reader)?,
            output: values(reader)?,
            output_bias: values::<1>(reader)?[0],
        })
    }
}

fn values<const N: usize>(reader: &mut Reader) -> Result<[f32; N], ModelError> {
    let mut values = [0.0; N];
    for value in &mut values {
        *value = reader.f32()?;
    }
    match values.iter().all(|value| value.is_finite()) {
        true => Ok(values),
        false => Err(ModelError::Malformed { found: "a weight that is not finite" }),
    }
}

fn weights<const IN: usize, const OUT: usize>(reader: &mut Reader) -> Result<Weights<IN, OUT>, ModelError> {
    let mut weights = Box::new([[0.0; OUT]; IN]);
    for row in &mut *weights {
        *row = values(reader)?;
    }
    Ok(weights)
}

/// One map to the outputs of all three.
fn side_by_side(maps: [Weights<HIDDEN, SHARED>; 3]) -> Weights<HIDDEN, TOLD> {
    let mut all = Box::new([[0.0; TOLD]; HIDDEN]);
    for (number, map) in maps.iter().enumerate() {
        for (row, weights) in all.iter_mut().zip(map.iter()) {
            row[number * SHARED..][..SHARED].copy_from_slice(weights);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::classify::features::Feature;

    /// Where the weights stand in the order of the file, as numbers behind the sizes.
    const ROWS: usize = COUNT;
    const NEAR: usize = ROWS + COUNT * HIDDEN + HIDDEN;
    const KERNEL: usize = NEAR + HIDDEN * SHARED;
    const PAGE: usize = KERNEL + (2 * REACH + 1) * SHARED;
    const PLACE: usize = PAGE + HIDDEN * SHARED;
    const FROM_OWN: usize = PLACE + HIDDEN * SHARED;
    const FROM_NEAR: usize = FROM_OWN + HIDDEN * HIDDEN;
    const FROM_MEAN: usize = FROM_NEAR + SHARED * HIDDEN;
    const FROM_GREATEST: usize = FROM_MEAN + SHARED * HIDDEN;
    const FROM_PLACE: usize = FROM_GREATEST + SHARED * HIDDEN;
    const DEEP: usize = FROM_PLACE + SHARED * HIDDEN + HIDDEN;
    const OUTPUT: usize = DEEP + HIDDEN * HIDDEN + HIDDEN;
    const NUMBERS: usize = OUTPUT + HIDDEN + 1;

    /// A file in which all scales and these weights are 1, and all other weights 0.
    fn bytes(ones: &[usize]) -> Vec<u8> {
        let mut numbers = vec![0.0_f32; NUMBERS];
        numbers[..COUNT].fill(1.0);
        ones.iter().for_each(|&at| numbers[at] = 1.0);
        let sizes = [HIDDEN, SHARED, REACH].map(|size| (size as u32).to_le_bytes());
        sizes
            .iter()
            .chain(&numbers.iter().map(|number| number.to_le_bytes()).collect::<Vec<_>>())
            .flatten()
            .copied()
            .collect()
    }

    /// The log-odds of blocks of so many words, read in two runs, by a network whose first hidden value is the words,
    /// squashed, and whose output is the first mixed value.
    fn log_odds(ones: &[usize], words: [f32; 4]) -> Vec<f32> {
        let words_to_own = ROWS + Feature::Words as usize * HIDDEN;
        let bytes = bytes(&[ones, &[words_to_own, OUTPUT]].concat());
        let mut reader = Reader::new(&bytes);
        let network = Network::read(&mut reader).unwrap();
        assert!(reader.is_at_end());
        let rows = words.map(|words| {
            let mut row = [0.0; COUNT];
            row[Feature::Words as usize] = words;
            row
        });
        let mut reading = Reading::new(&network);
        let (first, rest) = rows.split_at(1);
        reading.read(first, &PLACES[..1]);
        reading.read(rest, &PLACES[1..]);
        reading.log_odds()
    }

    const WORDS: [f32; 4] = [1.0, 9.0, 0.0, 4.0];
    const PLACES: [u32; 4] = [0, 2, 2, 0];

    #[test]
    fn own_words_are_squashed() {
        assert_eq!(log_odds(&[FROM_OWN], WORDS), [0.5, 0.9, 0.0, 0.8]);
        // What the deep layer makes of them is added.
        assert_eq!(log_odds(&[FROM_OWN, DEEP], WORDS), [1.0, 1.8, 0.0, 1.6]);
    }

    #[test]
    fn a_block_sees_the_blocks_around() {
        let (behind, before) = (KERNEL + (REACH + 1) * SHARED, KERNEL + (REACH - 2) * SHARED);
        assert_eq!(log_odds(&[NEAR, behind, FROM_NEAR], WORDS), [0.9, 0.0, 0.8, 0.0]);
        assert_eq!(log_odds(&[NEAR, before, FROM_NEAR], WORDS), [0.0, 0.0, 0.5, 0.9]);
    }

    #[test]
    fn every_block_sees_the_page() {
        // The roots of the words weigh.
        let mean = (0.5 + 3.0 * 0.9 + 2.0 * 0.8) / 6.0;
        assert!(log_odds(&[PAGE, FROM_MEAN], WORDS).iter().all(|odds| (odds - mean).abs() < 1e-6));
        assert_eq!(log_odds(&[PAGE, FROM_GREATEST], WORDS), [0.9; 4]);
        assert_eq!(log_odds(&[PAGE, FROM_MEAN], [0.0; 4]), [0.0; 4]);
    }

    #[test]
    fn a_block_sees_those_in_like_places() {
        // The roots of the words weigh, and a block without words a little.
        let first = (1.3 * 0.5 + 2.3 * 0.8) / 3.6;
        let second = 3.3 * 0.9 / 3.6;
        let found = log_odds(&[PLACE, FROM_PLACE], WORDS);
        let expected = [first, second, second, first];
        assert!(found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-6), "{found:?} {expected:?}");
    }

    #[test]
    fn what_is_no_network_is_an_error() {
        let read = |bytes: &[u8]| Network::read(&mut Reader::new(bytes)).err();
        let sound = bytes(&[]);
        assert!(read(&sound).is_none());
        let changed = |at: usize, number: [u8; 4]| {
            let mut bytes = sound.clone();
            bytes[at..at + 4].copy_from_slice(&number);
            bytes
        };
        for (bytes, expected) in [
            (changed(0, 7_u32.to_le_bytes()), "a network of another size"),
            (changed(12, 0.0_f32.to_le_bytes()), "a scale that is not above 0"),
            (changed(sound.len() - 4, f32::NAN.to_le_bytes()), "a weight that is not finite"),
            (sound[..sound.len() - 1].to_vec(), "fewer bytes than it declares"),
        ] {
            assert!(matches!(read(&bytes), Some(ModelError::Malformed { found }) if found == expected), "{expected}");
        }
    }
}
