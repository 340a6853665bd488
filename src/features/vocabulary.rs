//! Learned weights of the tokens in classes, ids and roles.

use super::hash::Hash;

/// Log-odds of content for tokens of naming attributes, learned from annotated pages. Empty by default.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// Sorted by token.
    tokens: Vec<Hash>,
    weights: Vec<f32>,
}

impl Vocabulary {
    /// The vocabulary of tokens and their weights.
    pub(crate) fn new(mut entries: Vec<(Hash, f32)>) -> Vocabulary {
        entries.sort_unstable_by_key(|&(token, _)| token);
        entries.dedup_by_key(|&mut (token, _)| token);
        let (tokens, weights) = entries.into_iter().unzip();
        Vocabulary { tokens, weights }
    }

    /// The weight of a token, where it is known.
    pub(crate) fn weight(&self, token: Hash) -> Option<f32> {
        self.tokens.binary_search(&token).ok().map(|i| self.weights[i])
    }
}
