//! A formula that explains itself: named terms, weighed and added to log-odds.

use crate::classify::features::{Feature, Features};
use crate::classify::logit;

/// The features of one block.
#[derive(Clone, Copy)]
pub(super) struct Numbers<'f> {
    features: &'f Features,
    block: usize,
}

impl<'f> Numbers<'f> {
    pub fn new(features: &'f Features, block: usize) -> Numbers<'f> {
        Numbers { features, block }
    }

    pub fn get(self, feature: Feature) -> f32 {
        self.features.get(self.block, feature)
    }

    /// 1 where the feature is above 0.
    pub fn has(self, feature: Feature) -> f32 {
        f32::from(u8::from(self.get(feature) > 0.0))
    }

    /// 1 where the feature is 0.
    pub fn is_zero(self, feature: Feature) -> f32 {
        f32::from(u8::from(self.get(feature) == 0.0))
    }

    /// The feature over `most`, at most 1.
    pub fn up_to(self, feature: Feature, most: f32) -> f32 {
        (self.get(feature) / most).min(1.0)
    }

    /// How near an element of a category is: 1 for the block's own, less with each step around it, 0 for none.
    pub fn near(self, steps: Feature) -> f32 {
        let steps = self.get(steps);
        if steps > 0.0 { steps.sqrt().recip() } else { 0.0 }
    }
}

/// A term of the formula.
pub(super) struct Term {
    /// Its weight in the log-odds of content.
    pub weight: f32,
    /// Its value.
    pub value: fn(Numbers) -> f32,
}

/// The probability of content, by all terms.
pub(super) fn probability(bias: f32, terms: &[Term], block: Numbers) -> f32 {
    let log_odds = terms.iter().fold(bias, |sum, term| sum + term.weight * (term.value)(block));
    logit::probability(log_odds)
}

/// The terms of a formula, each with its weight as a named constant.
macro_rules! terms {
    ($($(#[$doc:meta])* $name:ident: $weight:literal, $value:expr;)*) => {
        &[$({
            $(#[$doc])*
            const $name: f32 = $weight;
            $crate::classify::density::formula::Term { weight: $name, value: $value }
        }),*]
    };
}
pub(super) use terms;
