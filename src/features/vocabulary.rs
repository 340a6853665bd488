//! Learned weights of the tokens in classes, ids and roles, and of the words of short texts.

use super::hash::Hash;
use rustc_hash::FxHashMap;

/// Log-odds of content for tokens of naming attributes and for words of short texts, learned from annotated pages.
/// Empty by default.
///
/// ```
/// use maintext::{LearnedScorer, Scorer, Vocabulary};
///
/// assert!(Vocabulary::default().is_empty());
/// assert!(!LearnedScorer::default().vocabulary().unwrap().is_empty());
/// ```
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    weights: FxHashMap<Hash, f32>,
}

impl Vocabulary {
    /// The vocabulary of tokens and their weights.
    pub(crate) fn new(entries: impl IntoIterator<Item = (Hash, f32)>) -> Vocabulary {
        Vocabulary { weights: entries.into_iter().collect() }
    }

    /// The weight of a token, where it is known.
    pub(crate) fn weight(&self, token: Hash) -> Option<f32> {
        self.weights.get(&token).copied()
    }

    /// Whether no token is known.
    pub fn is_empty(&self) -> bool {
        self.weights.is_empty()
    }
}
