//! One page, read by the network.

use super::linear::{HiddenSums, LANES, Sums};
use super::{HIDDEN, Hidden, Network, REACH, SHARED, Shared, TOLD};
use crate::classify::features::{COUNT, Feature};
use fearless_simd::{Level, Simd, dispatch};

/// How many blocks are read as one page, in training as well: a longer page is several, so that it takes no more room.
const MOST_BLOCKS: usize = 8192;

/// What a block counts for in the mean of its place beside the root of its words, as in training.
const LEAST_WORDS: f32 = 0.3;

/// So that a page without words has a mean.
const LEAST_WEIGHT: f32 = 1e-3;

/// What the network has read of a page.
pub(in crate::classify) struct Reading<'n> {
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

/// What blocks tell, in registers.
type Told<S> = Sums<S, { SHARED / LANES }>;

/// A mean of what blocks tell.
#[derive(Clone, Copy, Default)]
struct Mean {
    sums: Shared,
    /// The sum of the blocks' weights.
    weight: f32,
}

impl Mean {
    #[inline(always)]
    fn add<S: Simd>(&mut self, simd: S, told: &Shared, weight: f32) {
        let mut sums = Told::load(simd, &self.sums);
        sums.add(told, weight);
        sums.store(&mut self.sums);
        self.weight += weight;
    }

    /// The mean, of each number what is above 0.
    #[inline(always)]
    fn relu(&self) -> Shared {
        self.sums.map(|sum| (sum / self.weight.max(LEAST_WEIGHT)).max(0.0))
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
        dispatch!(Level::new(), simd => self.read_by(simd, rows, places));
    }

    #[inline(always)]
    fn read_by<S: Simd>(&mut self, simd: S, rows: &[[f32; COUNT]], places: &[u32]) {
        let network = self.network;
        self.make_room(rows.len(), places);
        let mut layer = network.rows.start(simd);
        for (row, &place) in rows.iter().zip(places) {
            let mut own = [0.0; HIDDEN];
            layer.next(simd, row).relu().store(&mut own);
            let mut told = Sums::<S, { TOLD / LANES }>::load(simd, &[0.0; TOLD]);
            told.add_active(&network.told, &own);
            let [near, page, alike] = told.parts();
            let weight = row[Feature::Words as usize].max(0.0).sqrt();
            self.page.add(simd, &page, weight);
            for (greatest, value) in self.greatest.iter_mut().zip(page) {
                *greatest = greatest.max(value);
            }
            self.means[place as usize].add(simd, &alike, weight + LEAST_WORDS);
            self.places.push(place);
            self.own.push(own);
            self.near.push(near);
        }
    }

    /// Room for some more rows than these, which are mostly followed by others, and for their places.
    fn make_room(&mut self, rows: usize, places: &[u32]) {
        self.own.reserve(2 * rows);
        self.near.reserve(2 * rows);
        self.places.reserve(2 * rows);
        let most = places.iter().max().map_or(0, |&place| place as usize + 1);
        if most > self.means.len() {
            self.means.resize(most, Mean::default());
        }
    }

    /// The log-odds of each block that was read.
    pub fn log_odds(&self) -> Vec<f32> {
        dispatch!(Level::new(), simd => self.log_odds_by(simd))
    }

    #[inline(always)]
    fn log_odds_by<S: Simd>(&self, simd: S) -> Vec<f32> {
        let network = self.network;
        let mut of_page = HiddenSums::load(simd, &network.mixed_bias);
        of_page.add_all(&network.from_mean, &self.page.relu());
        of_page.add_all(&network.from_greatest, &self.greatest.map(|value| value.max(0.0)));
        let mut of_places: Vec<Hidden> = vec![[0.0; HIDDEN]; self.means.len()];
        for (of_place, mean) in of_places.iter_mut().zip(&self.means) {
            let mut sums = of_page;
            sums.add_all(&network.from_place, &mean.relu());
            sums.store(of_place);
        }
        let mut log_odds = Vec::with_capacity(self.own.len());
        for (block, (own, &place)) in self.own.iter().zip(&self.places).enumerate() {
            log_odds.push(self.of_block(simd, block, own, &of_places[place as usize]));
        }
        log_odds
    }

    #[inline(always)]
    fn of_block<S: Simd>(&self, simd: S, block: usize, own: &Hidden, of_place: &Hidden) -> f32 {
        let network = self.network;
        let mut near = [0.0; SHARED];
        self.around(simd, block).relu().store(&mut near);
        let mut sums = HiddenSums::load(simd, of_place);
        sums.add_active(&network.from_own, own);
        sums.add_all(&network.from_near, &near);
        let mut mixed = [0.0; HIDDEN];
        sums.relu().store(&mut mixed);
        let mut deep = HiddenSums::load(simd, &network.deep_bias);
        deep.add_active(&network.deep, &mixed);
        // What the deep layer makes of them is added to the mixed values.
        (deep.relu() + sums.relu()).dot(&network.output) + network.output_bias
    }

    /// What the blocks around a block tell it.
    #[inline(always)]
    fn around<S: Simd>(&self, simd: S, block: usize) -> Told<S> {
        let mut sums = Told::load(simd, &[0.0; SHARED]);
        let first = block.saturating_sub(REACH);
        let last = (block + REACH).min(self.near.len() - 1);
        let kernel = &self.network.kernel[first + REACH - block..];
        for (near, weights) in self.near[first..=last].iter().zip(kernel) {
            sums.add_products(near, weights);
        }
        sums
    }
}
