//! A small neural network over all blocks of a page. The trees score each block by itself; the network sees the
//! neighbors and the page as a whole, from which it learns how inclusive the annotators of such pages are.
//!
//! 1. The input layer maps the features of each block to hidden values.
//! 2. Each block sends messages of a few channels: to its neighbors, to the page, and to its path group.
//! 3. Each block receives a convolution of its neighbors' messages (with a kernel for each channel), the mean and the
//!    maximum of the messages to the page, and the mean of those to its path group. Such pooling makes a function of a
//!    set (Zaheer,    Kottur, Ravanbakhsh, Póczos, Salakhutdinov, Smola 2017, "Deep sets").
//! 4. The mixing layer maps all of these to hidden values. A residual layer follows (He, Zhang, Ren, Sun 2016, "Deep
//!    residual learning for image recognition"), and then the output, a logit.
//!
//! Training minimizes the cross entropy of blocks and, for whole pages, the soft Dice loss (Milletari, Navab, Ahmadi
//! 2016, "V-Net: fully convolutional neural networks for volumetric medical image segmentation"), which is 1 - F1.

mod attribution;
mod input_layer;
mod page_state;
mod sums;

pub(super) use attribution::Attribution;
pub(super) use page_state::PageState;

use super::error::ModelError;
use super::reader::Reader;
use crate::classify::features::COUNT;
use input_layer::InputLayer;

// Sizes are those of `training/network.py`, where they were chosen by cross-validation.

/// Values of a hidden layer.
const HIDDEN: usize = 32;
/// Values of a message.
const CHANNELS: usize = 8;
/// Values of the messages to the neighbors, to the page, and to the path group.
const MESSAGES: usize = 3 * CHANNELS;
/// Blocks on each side from which a block receives messages.
const KERNEL_RADIUS: usize = 4;

type Hidden = [f32; HIDDEN];
type Message = [f32; CHANNELS];

/// The weights of a linear map: for each input a row with what it adds to the outputs.
type Weights<const IN: usize, const OUT: usize> = Box<[[f32; OUT]; IN]>;

/// The weights of the network.
pub(super) struct Network {
    input: InputLayer,
    /// The messages that a block sends to its neighbors, to the page, and to its path group.
    messages: Weights<HIDDEN, MESSAGES>,
    /// The weights of the neighbors' messages, from `KERNEL_RADIUS` blocks before the block to as many after it.
    kernel: Weights<{ 2 * KERNEL_RADIUS + 1 }, CHANNELS>,
    mix_hidden: Weights<HIDDEN, HIDDEN>,
    mix_neighbors: Weights<CHANNELS, HIDDEN>,
    mix_page_mean: Weights<CHANNELS, HIDDEN>,
    mix_page_max: Weights<CHANNELS, HIDDEN>,
    mix_path_group: Weights<CHANNELS, HIDDEN>,
    mix_bias: Hidden,
    residual: Weights<HIDDEN, HIDDEN>,
    residual_bias: Hidden,
    output: Hidden,
    output_bias: f32,
}

impl Network {
    /// Reads the weights in the order in which `training/network.py` writes them.
    pub fn read(reader: &mut Reader) -> Result<Network, ModelError> {
        let sizes = [reader.u32()?, reader.u32()?, reader.u32()?];
        if sizes != [HIDDEN, CHANNELS, KERNEL_RADIUS].map(|size| size as u32) {
            return Err(ModelError::malformed("the layers of the network have unexpected sizes"));
        }
        let scales = reader.finite::<COUNT>()?;
        if scales.iter().any(|&scale| scale <= 0.0) {
            return Err(ModelError::malformed("the scale of a feature is not positive"));
        }
        let mut weights = vec![[0.0; HIDDEN]; COUNT];
        reader.fill(weights.as_flattened_mut())?;
        let input = InputLayer::new(&scales, &weights, reader.finite()?);
        let to_neighbors = read_weights(reader)?;
        let kernel = read_weights(reader)?;
        let (to_page, to_path_group) = (read_weights(reader)?, read_weights(reader)?);
        Ok(Network {
            input,
            messages: concatenate([to_neighbors, to_page, to_path_group]),
            kernel,
            mix_hidden: read_weights(reader)?,
            mix_neighbors: read_weights(reader)?,
            mix_page_mean: read_weights(reader)?,
            mix_page_max: read_weights(reader)?,
            mix_path_group: read_weights(reader)?,
            mix_bias: reader.finite()?,
            residual: read_weights(reader)?,
            residual_bias: reader.finite()?,
            output: reader.finite()?,
            output_bias: reader.finite::<1>()?[0],
        })
    }
}

fn read_weights<const IN: usize, const OUT: usize>(reader: &mut Reader) -> Result<Weights<IN, OUT>, ModelError> {
    let mut weights = Box::new([[0.0; OUT]; IN]);
    reader.fill(weights.as_flattened_mut())?;
    Ok(weights)
}

/// Concatenates the outputs of three maps.
fn concatenate(maps: [Weights<HIDDEN, CHANNELS>; 3]) -> Weights<HIDDEN, MESSAGES> {
    let mut all = Box::new([[0.0; MESSAGES]; HIDDEN]);
    for (number, map) in maps.iter().enumerate() {
        for (row, weights) in all.iter_mut().zip(map.iter()) {
            row[number * CHANNELS..][..CHANNELS].copy_from_slice(weights);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::classify::features::Column;

    // The positions of the weights in the file, as numbers after the sizes.
    const INPUT: usize = COUNT;
    const TO_NEIGHBORS: usize = INPUT + COUNT * HIDDEN + HIDDEN;
    const KERNEL: usize = TO_NEIGHBORS + HIDDEN * CHANNELS;
    const TO_PAGE: usize = KERNEL + (2 * KERNEL_RADIUS + 1) * CHANNELS;
    const TO_PATH_GROUP: usize = TO_PAGE + HIDDEN * CHANNELS;
    const MIX_HIDDEN: usize = TO_PATH_GROUP + HIDDEN * CHANNELS;
    const MIX_NEIGHBORS: usize = MIX_HIDDEN + HIDDEN * HIDDEN;
    const MIX_PAGE_MEAN: usize = MIX_NEIGHBORS + CHANNELS * HIDDEN;
    const MIX_PAGE_MAX: usize = MIX_PAGE_MEAN + CHANNELS * HIDDEN;
    const MIX_PATH_GROUP: usize = MIX_PAGE_MAX + CHANNELS * HIDDEN;
    const RESIDUAL: usize = MIX_PATH_GROUP + CHANNELS * HIDDEN + HIDDEN;
    const OUTPUT: usize = RESIDUAL + HIDDEN * HIDDEN + HIDDEN;
    const NUMBERS: usize = OUTPUT + HIDDEN + 1;

    /// Returns a file in which all scales and the numbers at `ones` are 1, and all other numbers are 0.
    fn file(ones: &[usize]) -> Vec<u8> {
        let mut numbers = vec![0.0_f32; NUMBERS];
        numbers[..COUNT].fill(1.0);
        ones.iter().for_each(|&at| numbers[at] = 1.0);
        let sizes = [HIDDEN, CHANNELS, KERNEL_RADIUS].map(|size| (size as u32).to_le_bytes());
        sizes.into_iter().chain(numbers.into_iter().map(f32::to_le_bytes)).flatten().collect()
    }

    const WORDS: [f32; 4] = [1.0, 9.0, 0.0, 4.0];
    const PATH_GROUPS: [u32; 4] = [0, 2, 2, 0];

    /// Returns the logits of four blocks with these numbers of words, read in two runs. The first hidden value of a
    /// block is its words, squashed, and the logit is the first value of the mixing layer.
    fn logits(ones: &[usize], words: [f32; 4]) -> Vec<f32> {
        let words_to_hidden = INPUT + Column::Words as usize * HIDDEN;
        let file = file(&[ones, &[words_to_hidden, OUTPUT]].concat());
        let mut reader = Reader::new(&file);
        let network = Network::read(&mut reader).unwrap();
        assert!(reader.is_at_end());
        let rows = words.map(|words| {
            let mut row = [0.0; COUNT];
            row[Column::Words as usize] = words;
            row
        });
        let mut page = PageState::new(&network, rows.len());
        let (first, rest) = rows.split_at(1);
        page.read(first, &PATH_GROUPS[..1]);
        page.read(rest, &PATH_GROUPS[1..]);
        page.logits()
    }

    #[test]
    fn hidden_values_are_squashed_and_residual_is_added() {
        assert_eq!(logits(&[MIX_HIDDEN], WORDS), [0.5, 0.9, 0.0, 0.8]);
        assert_eq!(logits(&[MIX_HIDDEN, RESIDUAL], WORDS), [1.0, 1.8, 0.0, 1.6]);
    }

    #[test]
    fn kernel_selects_neighbor_by_distance() {
        let next = KERNEL + (KERNEL_RADIUS + 1) * CHANNELS;
        let two_before = KERNEL + (KERNEL_RADIUS - 2) * CHANNELS;
        assert_eq!(logits(&[TO_NEIGHBORS, next, MIX_NEIGHBORS], WORDS), [0.9, 0.0, 0.8, 0.0]);
        assert_eq!(logits(&[TO_NEIGHBORS, two_before, MIX_NEIGHBORS], WORDS), [0.0, 0.0, 0.5, 0.9]);
    }

    #[test]
    fn page_mean_is_weighted_by_square_root_of_words() {
        let mean = (0.5 + 3.0 * 0.9 + 2.0 * 0.8) / 6.0;
        assert!(logits(&[TO_PAGE, MIX_PAGE_MEAN], WORDS).iter().all(|logit| (logit - mean).abs() < 1e-6));
        assert_eq!(logits(&[TO_PAGE, MIX_PAGE_MEAN], [0.0; 4]), [0.0; 4], "page without words");
    }

    #[test]
    fn page_max_is_maximum_of_messages() {
        assert_eq!(logits(&[TO_PAGE, MIX_PAGE_MAX], WORDS), [0.9; 4]);
    }

    #[test]
    fn path_group_mean_counts_blocks_without_words_a_little() {
        let first = (1.3 * 0.5 + 2.3 * 0.8) / 3.6;
        let second = 3.3 * 0.9 / 3.6;
        let found = logits(&[TO_PATH_GROUP, MIX_PATH_GROUP], WORDS);
        let expected = [first, second, second, first];
        assert!(found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-6), "{found:?} instead of {expected:?}");
    }

    #[test]
    fn invalid_network_is_malformed() {
        let error = |bytes: &[u8]| Network::read(&mut Reader::new(bytes)).err();
        let valid = file(&[]);
        assert_eq!(error(&valid), None);
        let changed = |at: usize, number: [u8; 4]| {
            let mut bytes = valid.clone();
            bytes[at..at + 4].copy_from_slice(&number);
            bytes
        };
        for (bytes, reason) in [
            (changed(0, 7_u32.to_le_bytes()), "the layers of the network have unexpected sizes"),
            (changed(12, 0.0_f32.to_le_bytes()), "the scale of a feature is not positive"),
            (changed(valid.len() - 4, f32::NAN.to_le_bytes()), "a number is not finite"),
            (valid[..valid.len() - 1].to_vec(), "unexpected end of file"),
        ] {
            assert_eq!(error(&bytes), Some(ModelError::malformed(reason)));
        }
    }
}
