//! Pointers to scorers are scorers.

use super::{Candidates, Scorer, Scores};
use crate::classify::features::{BlockFeatures, Feature};
use std::sync::Arc;

/// Implements `Scorer` for pointers by forwarding every method. A method that is not forwarded would fall back to its
/// default.
macro_rules! forward {
    ($($pointer:ty),*) => {$(
        impl<S: Scorer + ?Sized> Scorer for $pointer {
            fn score(&self, page: &Candidates<'_>) -> Scores {
                (**self).score(page)
            }

            fn contributions(&self, features: BlockFeatures<'_>) -> Vec<(Feature, f32)> {
                (**self).contributions(features)
            }
        }
    )*};
}

forward!(Box<S>, Arc<S>, &S);
