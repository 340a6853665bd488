//! The density scorer: a formula that explains itself.

use super::Scorer;
use crate::features::{Feature, Features};

/// Scores blocks by text density, link density, their place and the names of the elements around.
#[derive(Clone, Copy, Debug, Default)]
pub struct DensityScorer {}

impl Scorer for DensityScorer {
    fn score(&self, features: &Features) -> Vec<f32> {
        (0..features.len()).map(|i| score(features, i)).collect()
    }
}

fn score(features: &Features, i: usize) -> f32 {
    use Feature::*;
    let get = |feature| features.get(i, feature);
    let mut z = -1.0 + (get(Words).min(40.0) / 20.0) - 4.0 * get(LinkDensity) + 3.0 * get(FunctionWords);
    z += if get(Up60) == 0.0 { 2.0 } else { -0.5 * get(Up60).min(6.0) };
    z += if get(Up90) == 0.0 { 0.5 } else { 0.0 };
    z -= 1.5 * get(Region1LinkDensity);
    1.0 / (1.0 + (-z).exp())
}
