//! Sums up the learned weights of tokens.

use crate::classify::features::tokens::vocabulary::{Vocabulary, WEIGHT_STEPS};
use crate::text::word_hash::Hash;

/// The learned weights of some tokens; all 0 if none is known.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct TokenWeights {
    /// The sum over the square root of the number of known tokens: one strong token counts as much as several weak
    /// ones.
    pub mean: f32,
    pub min: f32,
    pub max: f32,
}

/// Adds up the weights of tokens.
pub(crate) struct WeightSum<'v> {
    vocabulary: &'v Vocabulary,
    /// In steps, see [`WEIGHT_STEPS`].
    sum: i32,
    min: i32,
    max: i32,
    known: u32,
}

impl<'v> WeightSum<'v> {
    pub fn new(vocabulary: &'v Vocabulary) -> WeightSum<'v> {
        WeightSum { vocabulary, sum: 0, min: 0, max: 0, known: 0 }
    }

    #[inline]
    pub fn add(&mut self, token: Hash) {
        // No branch: two thirds of the tokens are known, which a processor cannot predict.
        let (is_known, steps) = self.vocabulary.look_up(token);
        self.known += u32::from(is_known);
        self.sum += steps;
        self.min = self.min.min(steps);
        self.max = self.max.max(steps);
    }

    pub fn finish(self) -> TokenWeights {
        let weight = |steps: i32| steps as f32 * (1.0 / WEIGHT_STEPS);
        TokenWeights {
            mean: weight(self.sum) / (self.known as f32).sqrt().max(1.0),
            min: weight(self.min),
            max: weight(self.max),
        }
    }
}
