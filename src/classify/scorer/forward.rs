//! Pointers to scorers are scorers.

use super::{Candidates, Contributions, PageFeatures, Scorer, Scores};
use std::sync::Arc;

/// Implements `Scorer` for pointers by forwarding every method. A method that is not forwarded would fall back to its
/// default.
macro_rules! forward {
    ($($pointer:ty),*) => {$(
        impl<S: Scorer + ?Sized> Scorer for $pointer {
            fn score(&self, page: &Candidates<'_>) -> Scores {
                (**self).score(page)
            }

            fn contributions<'a>(&'a self, page: PageFeatures<'a>) -> Contributions<'a> {
                (**self).contributions(page)
            }
        }
    )*};
}

forward!(Box<S>, Arc<S>, &S);
