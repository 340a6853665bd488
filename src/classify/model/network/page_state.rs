//! The state of the network while it reads a page.

use super::sums::{HiddenSums, LANES, Sums};
use super::{CHANNELS, HIDDEN, Hidden, KERNEL_RADIUS, MESSAGES, Message, Network};
use crate::classify::features::{COUNT, Column};
use fearless_simd::{Level, Simd, dispatch};

/// Maximum number of blocks that are one page, which bounds the memory. A longer page is read as several, in training
/// as well, where it is the size of a batch.
pub(super) const MAX_BLOCKS: usize = 8192;

/// What each block weighs in the mean of its path group besides the square root of its words, as in training. Without
/// it, groups without words would have no mean.
pub(super) const MIN_GROUP_WEIGHT: f32 = 0.3;

/// Minimum sum of weights of a mean, as in training, so that a page without words has a mean.
pub(super) const MIN_WEIGHT: f32 = 1e-3;

/// What the network knows of the blocks that it has read.
pub(in crate::classify) struct PageState<'n> {
    network: &'n Network,
    // For each block:
    hidden: Vec<Hidden>,
    to_neighbors: Vec<Message>,
    path_groups: Vec<u32>,
    /// The mean of the messages to each path group.
    group_means: Vec<Mean>,
    // The mean and the maximum of the messages to the page:
    page_mean: Mean,
    page_max: Message,
}

/// The values of a message, in registers.
type MessageSums<S> = Sums<S, { CHANNELS / LANES }>;

/// A weighted mean of messages.
#[derive(Clone, Copy, Default)]
struct Mean {
    sums: Message,
    weight: f32,
}

impl Mean {
    #[inline(always)]
    fn add<S: Simd>(&mut self, simd: S, message: &Message, weight: f32) {
        let mut sums = MessageSums::load(simd, &self.sums);
        sums.add(message, weight);
        sums.store(&mut self.sums);
        self.weight += weight;
    }

    /// Returns the mean, with 0 in place of negative values.
    #[inline(always)]
    fn relu(&self) -> Message {
        self.sums.map(|sum| (sum / self.weight.max(MIN_WEIGHT)).max(0.0))
    }
}

impl<'n> PageState<'n> {
    /// `blocks` is the number of blocks of the page, for which memory is reserved.
    pub fn new(network: &'n Network, blocks: usize) -> PageState<'n> {
        let blocks = blocks.min(MAX_BLOCKS);
        PageState {
            network,
            hidden: Vec::with_capacity(blocks),
            to_neighbors: Vec::with_capacity(blocks),
            path_groups: Vec::with_capacity(blocks),
            group_means: Vec::new(),
            page_mean: Mean::default(),
            page_max: [f32::MIN; CHANNELS],
        }
    }

    /// Whether the maximum number of blocks was read.
    pub fn is_full(&self) -> bool {
        self.hidden.len() >= MAX_BLOCKS
    }

    /// Reads the rows and the path groups of the next blocks.
    pub fn read(&mut self, rows: &[[f32; COUNT]], path_groups: &[u32]) {
        dispatch!(Level::new(), simd => self.read_simd(simd, rows, path_groups));
    }

    #[inline(always)]
    fn read_simd<S: Simd>(&mut self, simd: S, rows: &[[f32; COUNT]], path_groups: &[u32]) {
        let network = self.network;
        let groups = path_groups.iter().max().map_or(0, |&group| group as usize + 1);
        if groups > self.group_means.len() {
            self.group_means.resize(groups, Mean::default());
        }
        let mut input = network.input.start(simd);
        for (row, &path_group) in rows.iter().zip(path_groups) {
            let mut hidden = [0.0; HIDDEN];
            input.next(simd, row).relu().store(&mut hidden);
            let mut messages = Sums::<S, { MESSAGES / LANES }>::load(simd, &[0.0; MESSAGES]);
            messages.add_active(&network.messages, &hidden);
            let [to_neighbors, to_page, to_group] = messages.parts();
            let weight = row[Column::Words as usize].max(0.0).sqrt();
            self.page_mean.add(simd, &to_page, weight);
            for (max, value) in self.page_max.iter_mut().zip(to_page) {
                *max = max.max(value);
            }
            self.group_means[path_group as usize].add(simd, &to_group, weight + MIN_GROUP_WEIGHT);
            self.path_groups.push(path_group);
            self.hidden.push(hidden);
            self.to_neighbors.push(to_neighbors);
        }
    }

    /// Returns the logit of each block that was read.
    pub fn logits(&self) -> Vec<f32> {
        dispatch!(Level::new(), simd => self.logits_simd(simd))
    }

    #[inline(always)]
    fn logits_simd<S: Simd>(&self, simd: S) -> Vec<f32> {
        let network = self.network;
        let mut page = HiddenSums::load(simd, &network.mix_bias);
        page.add_all(&network.mix_page_mean, &self.page_mean.relu());
        page.add_all(&network.mix_page_max, &self.page_max.map(|value| value.max(0.0)));
        let mut groups: Vec<Hidden> = vec![[0.0; HIDDEN]; self.group_means.len()];
        for (group, mean) in groups.iter_mut().zip(&self.group_means) {
            let mut sums = page;
            sums.add_all(&network.mix_path_group, &mean.relu());
            sums.store(group);
        }
        let mut logits = Vec::with_capacity(self.hidden.len());
        for (block, &path_group) in self.path_groups.iter().enumerate() {
            logits.push(self.logit(simd, block, &groups[path_group as usize]));
        }
        logits
    }

    /// Returns the logit of a block. `group` is what the page and its path group add to the mixing layer.
    #[inline(always)]
    fn logit<S: Simd>(&self, simd: S, block: usize, group: &Hidden) -> f32 {
        let network = self.network;
        let mut neighbors = [0.0; CHANNELS];
        self.convolve(simd, block).relu().store(&mut neighbors);
        let mut sums = HiddenSums::load(simd, group);
        sums.add_active(&network.mix_hidden, &self.hidden[block]);
        sums.add_all(&network.mix_neighbors, &neighbors);
        let mut mixed = [0.0; HIDDEN];
        sums.relu().store(&mut mixed);
        let mut residual = HiddenSums::load(simd, &network.residual_bias);
        residual.add_active(&network.residual, &mixed);
        (residual.relu() + sums.relu()).dot(&network.output) + network.output_bias
    }

    /// Returns the convolution of the messages of a block's neighbors.
    #[inline(always)]
    fn convolve<S: Simd>(&self, simd: S, block: usize) -> MessageSums<S> {
        let mut sums = MessageSums::load(simd, &[0.0; CHANNELS]);
        let first = block.saturating_sub(KERNEL_RADIUS);
        let last = (block + KERNEL_RADIUS).min(self.to_neighbors.len() - 1);
        let kernel = &self.network.kernel[first + KERNEL_RADIUS - block..];
        for (message, weights) in self.to_neighbors[first..=last].iter().zip(kernel) {
            sums.add_products(message, weights);
        }
        sums
    }
}
