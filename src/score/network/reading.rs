//! One page, read by the network.

use super::linear::{add, add_active, add_all, relu};
use super::{Hidden, Network, REACH, SHARED, Shared, TOLD};
use crate::features::{COUNT, Feature};

/// How many blocks are read as one page, in training as well: a longer page is several, so that it takes no more room.
const MOST_BLOCKS: usize = 8192;

/// What a block counts for in the mean of its place beside the root of its words, as in training.
const LEAST_WORDS: f32 = 0.3;

/// So that a page without words has a mean.
const LEAST_WEIGHT: f32 = 1e-3;

/// What the network has read of a page.
pub(in crate::score) struct Reading<'n> {
    network: &'n Network,
    own: Vec<Hidden>,
    near: Vec<Shared>,
    /// The number of the place of each block.
    places: Vec<u32>,
    /// The mean of each place.
    means: Vec<Mean>,
    /// The mean and the maximum of the page.
    page: Mean,
    greatest: Shared,
}

/// A mean of what blocks tell.
#[derive(Clone, Copy, Default)]
struct Mean {
    sums: Shared,
    /// The sum of the blocks' weights.
    weight: f32,
}

impl Mean {
    fn add(&mut self, told: &Shared, weight: f32) {
        add(&mut self.sums, told, weight);
        self.weight += weight;
    }

    fn value(&self) -> Shared {
        self.sums.map(|sum| sum / self.weight.max(LEAST_WEIGHT))
    }
}

impl<'n> Reading<'n> {
    pub fn new(network: &'n Network) -> Reading<'n> {
        let (own, near, places, means) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Reading { network, own, near, places, means, page: Mean::default(), greatest: [f32::MIN; SHARED] }
    }

    /// Whether as many blocks were read as are one page.
    pub fn is_full(&self) -> bool {
        self.own.len() >= MOST_BLOCKS
    }

    /// Reads the next rows of the page, and the numbers of their places.
    pub fn read(&mut self, rows: &[[f32; COUNT]], places: &[u32]) {
        let network = self.network;
        let mut layer = network.rows.start();
        for (row, &place) in rows.iter().zip(places) {
            let own = relu(layer.next(row));
            let mut told = [0.0; TOLD];
            add_active(&mut told, &network.told, &own);
            let [near, page, alike] = std::array::from_fn(|part| part_of(&told, part));
            let weight = row[Feature::Words as usize].max(0.0).sqrt();
            self.page.add(&page, weight);
            for (greatest, value) in self.greatest.iter_mut().zip(page) {
                *greatest = greatest.max(value);
            }
            self.mean_of(place).add(&alike, weight + LEAST_WORDS);
            self.places.push(place);
            self.own.push(own);
            self.near.push(near);
        }
    }

    fn mean_of(&mut self, place: u32) -> &mut Mean {
        let number = place as usize;
        if number >= self.means.len() {
            self.means.resize(number + 1, Mean::default());
        }
        &mut self.means[number]
    }

    /// The log-odds of each block that was read.
    pub fn log_odds(&self) -> Vec<f32> {
        let network = self.network;
        let mut of_page = network.mixed_bias;
        add_all(&mut of_page, &network.from_mean, &relu(self.page.value()));
        add_all(&mut of_page, &network.from_greatest, &relu(self.greatest));
        let of_place = |place: &Mean| {
            let mut of_place = of_page;
            add_all(&mut of_place, &network.from_place, &relu(place.value()));
            of_place
        };
        let of_places: Vec<Hidden> = self.means.iter().map(of_place).collect();
        let blocks = self.own.iter().zip(&self.places).enumerate();
        blocks.map(|(i, (own, &place))| self.of_block(i, own, of_places[place as usize])).collect()
    }

    #[inline(always)]
    fn of_block(&self, block: usize, own: &Hidden, of_place: Hidden) -> f32 {
        let network = self.network;
        let mut mixed = of_place;
        add_active(&mut mixed, &network.from_own, own);
        add_all(&mut mixed, &network.from_near, &relu(self.around(block)));
        let mixed = relu(mixed);
        let mut deep = network.deep_bias;
        add_active(&mut deep, &network.deep, &mixed);
        let deep = relu(deep);
        let outputs = mixed.iter().zip(deep).zip(network.output);
        outputs.map(|((mixed, deep), weight)| (mixed + deep) * weight).sum::<f32>() + network.output_bias
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

/// One of the parts of what a block tells.
#[inline(always)]
fn part_of(told: &[f32; TOLD], part: usize) -> Shared {
    std::array::from_fn(|i| told[part * SHARED + i])
}
