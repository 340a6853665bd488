//! What the logit of the network is made of: DeepLIFT with the Rescale rule (Shrikumar, Greenside, Kundaje 2017, "Learning
//! important features through propagating activation differences").
//!
//! The page is compared with a reference: the same blocks with all features 0. Every layer passes the difference of its
//! outputs on to the differences of its inputs, so that the contributions add up to the difference of the logits. A linear
//! layer does so by its weights. A ReLU multiplies with the ratio of the two differences.
//!
//! The messages of other blocks are not traced back to their features: they count as those of neighbors, of the path group,
//! or of the page. The share of the block's own message in each is traced back, except in the maximum over the page.

use super::page_state::{MAX_BLOCKS, MIN_GROUP_WEIGHT, MIN_WEIGHT};
use super::{CHANNELS, Hidden, KERNEL_RADIUS, MESSAGES, Message, Network};
use crate::classify::features::{COUNT, Column, Features};

/// What the network adds to the logit of a block, besides the contributions of the block's features.
pub(in crate::classify) struct NetworkContributions {
    /// The logit of the reference.
    pub base: f32,
    pub neighbors: f32,
    pub path_group: f32,
    pub page: f32,
}

/// The state of the network for a page, or a part of it that the network reads as a page.
pub(in crate::classify) struct Attribution<'n> {
    network: &'n Network,
    blocks: Vec<BlockState>,
    groups: Vec<Mean>,
    page_mean: Mean,
    page_max: Message,
    /// The reference, whose blocks are all alike.
    reference: BlockState,
}

struct BlockState {
    /// The input layer before its ReLU.
    input: Hidden,
    messages: Messages,
    path_group: usize,
    /// The square root of the words.
    weight: f32,
}

#[derive(Clone, Copy)]
struct Messages {
    to_neighbors: Message,
    to_page: Message,
    to_group: Message,
}

/// A weighted mean of messages, and the same of the reference.
#[derive(Clone, Copy, Default)]
struct Mean {
    sums: Message,
    weight: f32,
}

impl Mean {
    fn add(&mut self, message: &Message, weight: f32) {
        add(&mut self.sums, message, weight);
        self.weight += weight;
    }

    fn divisor(&self) -> f32 {
        self.weight.max(MIN_WEIGHT)
    }

    fn mean(&self) -> Message {
        self.sums.map(|sum| sum / self.divisor())
    }

    /// Returns the mean if each message were this one.
    fn of_equal(&self, message: &Message) -> Message {
        message.map(|value| value * self.weight / self.divisor())
    }
}

impl BlockState {
    fn new(network: &Network, row: &[f32; COUNT], path_group: u32) -> BlockState {
        let mut input = *network.input.bias();
        for (feature, scale, weights) in network.input.features() {
            add(&mut input, weights, squash(row[feature], scale));
        }
        let mut messages = [0.0; MESSAGES];
        let sent = network.messages.iter().zip(input.map(relu));
        sent.for_each(|(weights, value)| add(&mut messages, weights, value));
        let part = |at: usize| std::array::from_fn(|channel| messages[at * CHANNELS + channel]);
        BlockState {
            input,
            messages: Messages { to_neighbors: part(0), to_page: part(1), to_group: part(2) },
            path_group: path_group as usize,
            weight: row[Column::Words as usize].max(0.0).sqrt(),
        }
    }
}

impl<'n> Attribution<'n> {
    /// Maximum number of blocks that the network reads as one page.
    pub const MAX_BLOCKS: usize = MAX_BLOCKS;

    /// Reads a page, in parts of at most [`Attribution::MAX_BLOCKS`].
    pub fn of_page(network: &'n Network, features: &Features) -> Vec<Attribution<'n>> {
        let parts = features.rows().chunks(MAX_BLOCKS).zip(features.path_groups().chunks(MAX_BLOCKS));
        parts.map(|(rows, path_groups)| Attribution::new(network, rows, path_groups)).collect()
    }

    fn new(network: &'n Network, rows: &[[f32; COUNT]], path_groups: &[u32]) -> Attribution<'n> {
        let blocks: Vec<BlockState> =
            rows.iter().zip(path_groups).map(|(row, &group)| BlockState::new(network, row, group)).collect();
        let count = blocks.iter().map(|block| block.path_group + 1).max().unwrap_or(0);
        let (mut groups, mut page_mean) = (vec![Mean::default(); count], Mean::default());
        let mut page_max = [f32::MIN; CHANNELS];
        for block in &blocks {
            page_mean.add(&block.messages.to_page, block.weight);
            groups[block.path_group].add(&block.messages.to_group, block.weight + MIN_GROUP_WEIGHT);
            page_max = std::array::from_fn(|channel| page_max[channel].max(block.messages.to_page[channel]));
        }
        let reference = BlockState::new(network, &[0.0; COUNT], 0);
        Attribution { network, blocks, groups, page_mean, page_max, reference }
    }

    /// Adds the contribution of each feature of a block to `columns`, and returns the other contributions.
    pub fn of_block(&self, at: usize, row: &[f32; COUNT], columns: &mut [f32; COUNT]) -> NetworkContributions {
        let Attribution { network, reference, .. } = self;
        let block = &self.blocks[at];
        let group = &self.groups[block.path_group];
        // What the mixing layer receives.
        let hidden = Pair::new(block.input, reference.input);
        let neighbors = self.convolve(at);
        let page_mean = Pair::new(self.page_mean.mean(), self.page_mean.of_equal(&reference.messages.to_page));
        let page_max = Pair::new(self.page_max, reference.messages.to_page);
        let path_group = Pair::new(group.mean(), group.of_equal(&reference.messages.to_group));

        let mut mixed = Pair::new(network.mix_bias, network.mix_bias);
        mixed.add(&network.mix_hidden[..], &hidden);
        mixed.add(&network.mix_neighbors[..], &neighbors);
        mixed.add(&network.mix_page_mean[..], &page_mean);
        mixed.add(&network.mix_page_max[..], &page_max);
        mixed.add(&network.mix_path_group[..], &path_group);
        let mut residual = Pair::new(network.residual_bias, network.residual_bias);
        residual.add(&network.residual[..], &mixed);
        let base = network.output_bias
            + dot(&network.output, &mixed.reference.map(relu))
            + dot(&network.output, &residual.reference.map(relu));

        // And back: how much the logit changes with each value, for the differences that there are.
        let to_residual = residual.rescale(&network.output);
        let mut to_mixed = back(&network.residual[..], &to_residual);
        add(&mut to_mixed, &network.output, 1.0);
        let to_mixed = mixed.rescale(&to_mixed);
        let mut to_hidden: Hidden = back(&network.mix_hidden[..], &to_mixed);
        let to_neighbors = neighbors.rescale(&back(&network.mix_neighbors[..], &to_mixed));
        let to_page_mean = page_mean.rescale(&back(&network.mix_page_mean[..], &to_mixed));
        let to_page_max = page_max.rescale(&back(&network.mix_page_max[..], &to_mixed));
        let to_path_group = path_group.rescale(&back(&network.mix_path_group[..], &to_mixed));

        // The block's own message in each.
        let own_to_neighbors: Message =
            std::array::from_fn(|channel| to_neighbors[channel] * network.kernel[KERNEL_RADIUS][channel]);
        let own_to_page = to_page_mean.map(|value| value * block.weight / self.page_mean.divisor());
        let own_to_group = to_path_group.map(|value| value * (block.weight + MIN_GROUP_WEIGHT) / group.divisor());
        let own: [f32; MESSAGES] = std::array::from_fn(|value| match value / CHANNELS {
            0 => own_to_neighbors[value % CHANNELS],
            1 => own_to_page[value % CHANNELS],
            _ => own_to_group[value % CHANNELS],
        });
        add(&mut to_hidden, &back(&network.messages[..], &own), 1.0);
        let difference = |own: &Message, reference: &Message| -> Message {
            std::array::from_fn(|channel| own[channel] - reference[channel])
        };
        let (sent, of_reference) = (&block.messages, &reference.messages);
        let contributions = NetworkContributions {
            base,
            neighbors: neighbors.times(&to_neighbors)
                - dot(&own_to_neighbors, &difference(&sent.to_neighbors, &of_reference.to_neighbors)),
            path_group: path_group.times(&to_path_group)
                - dot(&own_to_group, &difference(&sent.to_group, &of_reference.to_group)),
            page: page_mean.times(&to_page_mean) + page_max.times(&to_page_max)
                - dot(&own_to_page, &difference(&sent.to_page, &of_reference.to_page)),
        };
        let to_input = hidden.rescale(&to_hidden);
        for (feature, scale, weights) in network.input.features() {
            columns[feature] += squash(row[feature], scale) * dot(weights, &to_input);
        }
        contributions
    }

    /// Returns the convolution of the messages of a block's neighbors.
    fn convolve(&self, at: usize) -> Pair<CHANNELS> {
        let first = at.saturating_sub(KERNEL_RADIUS);
        let last = (at + KERNEL_RADIUS).min(self.blocks.len() - 1);
        let kernel = &self.network.kernel[first + KERNEL_RADIUS - at..];
        let of_reference = &self.reference.messages.to_neighbors;
        let mut convolved = Pair::new([0.0; CHANNELS], [0.0; CHANNELS]);
        for (block, weights) in self.blocks[first..=last].iter().zip(kernel) {
            for (channel, weight) in weights.iter().enumerate() {
                convolved.values[channel] += block.messages.to_neighbors[channel] * weight;
                convolved.reference[channel] += of_reference[channel] * weight;
            }
        }
        convolved
    }
}

/// The values before a ReLU, and those of the reference.
struct Pair<const N: usize> {
    values: [f32; N],
    reference: [f32; N],
}

impl<const N: usize> Pair<N> {
    fn new(values: [f32; N], reference: [f32; N]) -> Pair<N> {
        Pair { values, reference }
    }

    /// Adds a linear map of what a ReLU makes of the input.
    fn add<const IN: usize>(&mut self, weights: &[[f32; N]], input: &Pair<IN>) {
        for ((weights, value), reference) in weights.iter().zip(input.values).zip(input.reference) {
            add(&mut self.values, weights, relu(value));
            add(&mut self.reference, weights, relu(reference));
        }
    }

    /// Returns the change of the logit with each value before the ReLU, from the one after it.
    fn rescale(&self, after: &[f32; N]) -> [f32; N] {
        std::array::from_fn(|at| {
            let (value, reference) = (self.values[at], self.reference[at]);
            let slope = match (value > 0.0, reference > 0.0) {
                (true, true) => 1.0,
                (false, false) => 0.0,
                _ => (relu(value) - relu(reference)) / (value - reference),
            };
            after[at] * slope
        })
    }

    /// Returns the contribution of all values.
    fn times(&self, change: &[f32; N]) -> f32 {
        (0..N).map(|at| (self.values[at] - self.reference[at]) * change[at]).sum()
    }
}

/// Returns the change of the logit with each input of a linear map.
fn back<const IN: usize, const OUT: usize>(weights: &[[f32; OUT]], change: &[f32; OUT]) -> [f32; IN] {
    std::array::from_fn(|input| dot(&weights[input], change))
}

fn add<const N: usize>(sums: &mut [f32; N], weights: &[f32; N], value: f32) {
    sums.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += weight * value);
}

fn dot<const N: usize>(a: &[f32; N], b: &[f32; N]) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn relu(value: f32) -> f32 {
    value.max(0.0)
}

fn squash(value: f32, scale: f32) -> f32 {
    value / (value.abs() + scale)
}
