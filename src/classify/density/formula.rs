//! A formula of named terms, each with a weight: their sum is the logit of the score.

use crate::classify::features::{BlockFeatures, Column};
use crate::classify::logit::sigmoid;

/// The features of one block.
#[derive(Clone, Copy)]
pub(super) struct Block<'f>(pub BlockFeatures<'f>);

impl Block<'_> {
    pub fn get(self, column: Column) -> f32 {
        self.0.value(column)
    }

    /// Returns 1 if the value is above 0, and 0 otherwise.
    pub fn is_positive(self, column: Column) -> f32 {
        f32::from(u8::from(self.get(column) > 0.0))
    }

    /// Returns 1 if the value is below 0, and 0 otherwise.
    pub fn is_negative(self, column: Column) -> f32 {
        f32::from(u8::from(self.get(column) < 0.0))
    }

    /// Returns 1 if the value is 0, and 0 otherwise.
    pub fn is_zero(self, column: Column) -> f32 {
        f32::from(u8::from(self.get(column) == 0.0))
    }

    /// Returns the value divided by `max`, at most 1.
    pub fn up_to(self, column: Column, max: f32) -> f32 {
        (self.get(column) / max).min(1.0)
    }

    /// Returns how near an element of a category is, from the column of the steps to it: 1 for the block's own element,
    /// less with each step, and 0 if there is none.
    pub fn nearness(self, steps: Column) -> f32 {
        let steps = self.get(steps);
        if steps > 0.0 { steps.sqrt().recip() } else { 0.0 }
    }
}

/// A term of a formula.
pub(super) struct Term {
    pub weight: f32,
    pub value: fn(Block) -> f32,
}

/// A weighted sum of terms.
pub(super) struct Formula {
    pub bias: f32,
    pub terms: &'static [Term],
}

impl Formula {
    /// Returns the probability that the block is main content.
    pub fn probability(&self, block: Block) -> f32 {
        sigmoid(self.terms.iter().fold(self.bias, |sum, term| sum + term.weight * (term.value)(block)))
    }
}

/// A list of terms, each with its name, its weight, and its value.
macro_rules! terms {
    ($($name:ident: $weight:literal, $value:expr;)*) => {
        &[$({
            const $name: f32 = $weight;
            $crate::classify::density::formula::Term { weight: $name, value: $value }
        }),*]
    };
}
pub(super) use terms;
