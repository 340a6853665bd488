//! Pointers to scorers are scorers.

use super::features::{Feature, Features, Vocabulary};
use super::scorer::{PageScorer, Scorer};
use std::sync::Arc;

/// Implements `Scorer` for a pointer by forwarding every method. A method that is not forwarded would fall back to its default and
/// change scores silently.
macro_rules! forward {
    ($($pointer:ty),*) => {$(
        impl<S: Scorer + ?Sized> Scorer for $pointer {
            fn score(&self, features: &Features) -> Vec<f32> {
                (**self).score(features)
            }

            fn page(&self) -> Option<Box<dyn PageScorer + '_>> {
                (**self).page()
            }

            fn vocabulary(&self) -> Option<&Vocabulary> {
                (**self).vocabulary()
            }

            fn confidence(&self, features: &Features, expected_f1: f32) -> f32 {
                (**self).confidence(features, expected_f1)
            }

            fn contributions(&self, features: &Features, block: usize) -> Vec<(Feature, f32)> {
                (**self).contributions(features, block)
            }
        }
    )*};
}

forward!(Box<S>, Arc<S>, &S);
