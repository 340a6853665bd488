//! Finds pages with the same text.

use std::collections::{HashSet, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};

/// Number of texts that are remembered: about 100 MB of hashes.
const MAX_TEXTS: usize = 4 << 20;

/// Returns the hash of a text, without regard to white space. Two of 4 million texts have the same one with a probability of
/// one in two million.
pub fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.split_whitespace().for_each(|word| word.hash(&mut hasher));
    hasher.finish()
}

/// The hashes of the last texts.
#[derive(Default)]
pub struct Dedup {
    known: HashSet<u64>,
    order: VecDeque<u64>,
}

impl Dedup {
    /// Whether the text is new. Remembers it.
    pub fn is_new(&mut self, hash: u64) -> bool {
        if !self.known.insert(hash) {
            return false;
        }
        self.order.push_back(hash);
        if self.order.len() > MAX_TEXTS {
            self.order.pop_front().inspect(|oldest| {
                self.known.remove(oldest);
            });
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn same_words_are_the_same_text() {
        let mut dedup = Dedup::default();
        assert!(dedup.is_new(hash("Rain and\n\nsnow")));
        assert!(!dedup.is_new(hash("Rain  and snow\n")));
        assert!(dedup.is_new(hash("Rain andsnow")));
    }
}
