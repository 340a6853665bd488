//! A small neural network over all blocks of a page. Trees see one block's row; the network sees the page as a whole and
//! the blocks around, from which it learns how inclusive the page's main text is.
//!
//! Each row goes through a layer of its own. Then a block is shown what that layer gave for the blocks around it (a
//! convolution a channel), and the mean and the maximum over the page (Zaheer et al. 2017, "Deep sets"). It is trained
//! for the F1 of whole pages (the soft Dice loss of Milletari et al. 2016, "V-Net") as well as for that of blocks.

use super::reader::Reader;
use crate::error::ErrorKind;
use crate::features::{COUNT, Feature};

/// How many blocks are read as one page, in training as well: a longer page is several, so that it takes no more room.
const MOST_BLOCKS: usize = 8192;
/// Values of a hidden layer.
const HIDDEN: usize = 32;
/// Values of a block that the page and the blocks around are told.
const SHARED: usize = 8;
/// How many blocks on each side are around a block.
const REACH: usize = 4;

type Hidden = [f32; HIDDEN];
type Shared = [f32; SHARED];

/// A linear map: for each input what it adds to the outputs.
type Weights<const OUT: usize> = Box<[[f32; OUT]]>;

/// The weights; `training/network.py` writes them in this order, but for `seen`.
pub(super) struct Network {
    /// The value of each feature that is squashed to one half.
    scales: Box<[f32]>,
    rows: Weights<HIDDEN>,
    rows_bias: Hidden,
    /// A bit for each feature whose weights are not all 0: others need no look.
    seen: Box<[u32]>,
    /// To what the blocks around are told.
    near: Weights<SHARED>,
    /// The weights of the blocks around, from `REACH` blocks before to `REACH` blocks behind.
    kernel: Weights<SHARED>,
    /// To what the page is told.
    page: Weights<SHARED>,
    from_own: Weights<HIDDEN>,
    from_near: Weights<HIDDEN>,
    from_mean: Weights<HIDDEN>,
    from_greatest: Weights<HIDDEN>,
    mixed_bias: Hidden,
    deep: Weights<HIDDEN>,
    deep_bias: Hidden,
    output: Hidden,
    output_bias: f32,
}

impl Network {
    pub fn read(reader: &mut Reader) -> Result<Network, ErrorKind> {
        let sizes = [reader.u32()?, reader.u32()?, reader.u32()?];
        if sizes != [HIDDEN, SHARED, REACH].map(|size| size as u32) {
            return Err(ErrorKind::MalformedModel { found: "a network of another size" });
        }
        let scales = (0..COUNT).map(|_| scale(reader)).collect::<Result<_, _>>()?;
        let rows: Weights<HIDDEN> = weights(reader, COUNT)?;
        let is_seen = |weights: &Hidden| u32::from(*weights != [0.0; HIDDEN]);
        let bits = |rows: &[Hidden]| rows.iter().rev().fold(0, |bits, weights| bits << 1 | is_seen(weights));
        Ok(Network {
            seen: rows.chunks(LANES).map(bits).collect(),
            scales,
            rows,
            rows_bias: values(reader)?,
            near: weights(reader, HIDDEN)?,
            kernel: weights(reader, 2 * REACH + 1)?,
            page: weights(reader, HIDDEN)?,
            from_own: weights(reader, HIDDEN)?,
            from_near: weights(reader, SHARED)?,
            from_mean: weights(reader, SHARED)?,
            from_greatest: weights(reader, SHARED)?,
            mixed_bias: values(reader)?,
            deep: weights(reader, HIDDEN)?,
            deep_bias: values(reader)?,
            output: values(reader)?,
            output_bias: finite(reader)?,
        })
    }
}

fn finite(reader: &mut Reader) -> Result<f32, ErrorKind> {
    let value = reader.f32()?;
    match value.is_finite() {
        true => Ok(value),
        false => Err(ErrorKind::MalformedModel { found: "a weight that is not finite" }),
    }
}

fn scale(reader: &mut Reader) -> Result<f32, ErrorKind> {
    match finite(reader)? {
        scale if scale > 0.0 => Ok(scale),
        _ => Err(ErrorKind::MalformedModel { found: "a scale that is not above 0" }),
    }
}

fn values<const N: usize>(reader: &mut Reader) -> Result<[f32; N], ErrorKind> {
    let mut values = [0.0; N];
    values.iter_mut().try_for_each(|value| finite(reader).map(|read| *value = read))?;
    Ok(values)
}

fn weights<const OUT: usize>(reader: &mut Reader, inputs: usize) -> Result<Weights<OUT>, ErrorKind> {
    (0..inputs).map(|_| values(reader)).collect()
}

/// What the network has read of a page.
pub(super) struct Reading<'n> {
    network: &'n Network,
    own: Vec<Hidden>,
    near: Vec<Shared>,
    /// Sums over the page by the weights of blocks, which add up to `weight`.
    sums: Shared,
    weight: f32,
    greatest: Shared,
}

impl<'n> Reading<'n> {
    pub fn new(network: &'n Network) -> Reading<'n> {
        let (own, near) = (Vec::new(), Vec::new());
        Reading { network, own, near, sums: [0.0; SHARED], weight: 0.0, greatest: [f32::MIN; SHARED] }
    }

    /// Whether as many blocks were read as are one page.
    pub fn is_full(&self) -> bool {
        self.own.len() >= MOST_BLOCKS
    }

    /// Reads the next rows of the page.
    pub fn read(&mut self, rows: &[[f32; COUNT]]) {
        let network = self.network;
        let mut layer = FirstLayer::new(network);
        let before = std::iter::once(&[0.0; COUNT]).chain(rows);
        for (row, before) in rows.iter().zip(before) {
            let own = relu(layer.next(row, before));
            let (mut near, mut page) = ([0.0; SHARED], [0.0; SHARED]);
            for lane in bits(differing(&own, &[0.0; LANES])) {
                add(&mut near, &network.near[lane], own[lane]);
                add(&mut page, &network.page[lane], own[lane]);
            }
            let weight = row[Feature::Words as usize].max(0.0).sqrt();
            add(&mut self.sums, &page, weight);
            self.weight += weight;
            for (greatest, value) in self.greatest.iter_mut().zip(page) {
                *greatest = greatest.max(value);
            }
            self.own.push(own);
            self.near.push(near);
        }
    }

    /// The log-odds of each block that was read.
    pub fn log_odds(&self) -> Vec<f32> {
        let network = self.network;
        let mean = relu(self.sums.map(|sum| sum / self.weight.max(LEAST_WEIGHT)));
        let mut of_page = network.mixed_bias;
        add_all(&mut of_page, &network.from_mean, &mean);
        add_all(&mut of_page, &network.from_greatest, &relu(self.greatest));
        let of_block = |(i, own): (usize, &Hidden)| {
            let mut mixed = of_page;
            add_active(&mut mixed, &network.from_own, own);
            add_all(&mut mixed, &network.from_near, &relu(self.around(i)));
            let mixed = relu(mixed);
            let mut deep = network.deep_bias;
            add_active(&mut deep, &network.deep, &mixed);
            let outputs = mixed.iter().zip(relu(deep)).zip(network.output);
            outputs.map(|((mixed, deep), weight)| (mixed + deep) * weight).sum::<f32>() + network.output_bias
        };
        self.own.iter().enumerate().map(of_block).collect()
    }

    /// What the blocks around a block tell it.
    fn around(&self, block: usize) -> Shared {
        let mut sum = [0.0; SHARED];
        let first = block.saturating_sub(REACH);
        let last = (block + REACH).min(self.near.len() - 1);
        let kernel = &self.network.kernel[first + REACH - block..];
        for (near, weights) in self.near[first..=last].iter().zip(kernel) {
            for ((sum, near), weight) in sum.iter_mut().zip(near).zip(weights) {
                *sum += near * weight;
            }
        }
        sum
    }
}

/// So that a page without words has a mean.
const LEAST_WEIGHT: f32 = 1e-3;

/// The first layer for rows that follow each other: of 244 features about 40 differ from one row to the next, and only these
/// are worked out anew.
struct FirstLayer<'n> {
    network: &'n Network,
    /// The features of the row before, squashed.
    squashed: [f32; COUNT],
    sums: Hidden,
}

impl<'n> FirstLayer<'n> {
    fn new(network: &'n Network) -> FirstLayer<'n> {
        FirstLayer { network, squashed: [0.0; COUNT], sums: network.rows_bias }
    }

    /// For the next row; `before` is the one before, all 0 before the first.
    fn next(&mut self, row: &[f32; COUNT], before: &[f32; COUNT]) -> Hidden {
        let network = self.network;
        let mut sums = self.sums;
        let (chunks, rest) = row.as_chunks::<LANES>();
        let (chunks_before, rest_before) = before.as_chunks::<LANES>();
        let mut last = [[0.0; LANES]; 2];
        last[0][..rest.len()].copy_from_slice(rest);
        last[1][..rest.len()].copy_from_slice(rest_before);
        let pairs = chunks.iter().zip(chunks_before).chain([(&last[0], &last[1])]);
        for ((start, (now, before)), seen) in (0..).step_by(LANES).zip(pairs).zip(&network.seen) {
            for lane in bits(differing(now, before) & seen) {
                let squashed = squash(now[lane], network.scales[start + lane]);
                add(&mut sums, &network.rows[start + lane], squashed - self.squashed[start + lane]);
                self.squashed[start + lane] = squashed;
            }
        }
        self.sums = sums;
        sums
    }
}

/// Numbers that are compared at a time: a word of bits tells which differ.
const LANES: usize = u32::BITS as usize;

const _: () = assert!(HIDDEN == LANES);

/// A bit for each pair of numbers that differ.
#[inline(always)]
fn differing(a: &[f32; LANES], b: &[f32; LANES]) -> u32 {
    let bit = |lane: usize| if a[lane] != b[lane] { 1 << lane } else { 0 };
    (0..LANES).fold(0, |bits, lane| bits | bit(lane))
}

/// The numbers of the bits that are set.
#[inline(always)]
fn bits(mut word: u32) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let bit = (word != 0).then(|| word.trailing_zeros() as usize);
        word &= word.wrapping_sub(1);
        bit
    })
}

/// Any number to -1..1, most of the change near 0.
fn squash(value: f32, scale: f32) -> f32 {
    value / (value.abs() + scale)
}

fn relu<const N: usize>(values: [f32; N]) -> [f32; N] {
    values.map(|value| value.max(0.0))
}

#[inline(always)]
fn add<const N: usize>(sums: &mut [f32; N], weights: &[f32; N], value: f32) {
    for (sum, weight) in sums.iter_mut().zip(weights) {
        *sum += weight * value;
    }
}

/// The same for the values of a hidden layer, about half of which are 0.
#[inline(always)]
fn add_active(sums: &mut Hidden, weights: &[Hidden], values: &Hidden) {
    let mut all = *sums;
    for lane in bits(differing(values, &[0.0; LANES])) {
        add(&mut all, &weights[lane], values[lane]);
    }
    *sums = all;
}

fn add_all<const N: usize>(sums: &mut [f32; N], weights: &[[f32; N]], values: &[f32]) {
    for (weights, &value) in weights.iter().zip(values) {
        add(sums, weights, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where the weights stand in the order of the file, as numbers behind the sizes.
    const ROWS: usize = COUNT;
    const NEAR: usize = ROWS + COUNT * HIDDEN + HIDDEN;
    const KERNEL: usize = NEAR + HIDDEN * SHARED;
    const PAGE: usize = KERNEL + (2 * REACH + 1) * SHARED;
    const FROM_OWN: usize = PAGE + HIDDEN * SHARED;
    const FROM_NEAR: usize = FROM_OWN + HIDDEN * HIDDEN;
    const FROM_MEAN: usize = FROM_NEAR + SHARED * HIDDEN;
    const FROM_GREATEST: usize = FROM_MEAN + SHARED * HIDDEN;
    const DEEP: usize = FROM_GREATEST + SHARED * HIDDEN + HIDDEN;
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
        reading.read(first);
        reading.read(rest);
        reading.log_odds()
    }

    const WORDS: [f32; 4] = [1.0, 9.0, 0.0, 4.0];

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
            assert!(
                matches!(read(&bytes), Some(ErrorKind::MalformedModel { found }) if found == expected),
                "{expected}"
            );
        }
    }
}
