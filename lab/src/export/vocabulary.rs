//! Learns the weights of tokens from labeled pages: of element names, of the words of texts, and of the words of link
//! addresses.

use std::collections::HashMap;

/// Minimum number of domains that have a name. This limit and the next two were chosen by cross-validation
/// (`docs/experiments/features.md`).
pub const MIN_DOMAINS_OF_NAMES: usize = 6;
/// Minimum number of domains that have a word. There are many more words than names.
pub const MIN_DOMAINS_OF_WORDS: usize = 20;
/// Minimum number of domains that have a word of an address.
pub const MIN_DOMAINS_OF_TARGETS: usize = 16;
/// Weight of the prior, in pages: each token starts with this many pages that have the mean share of content.
const PRIOR: f32 = 2.0;
/// Maximum absolute weight, so that no single token decides.
const MAX_WEIGHT: f32 = 3.0;

/// The share of content in the elements with a token, for all tokens of a page.
pub struct PageNames {
    pub domain: String,
    /// For each token, the words of content in elements with the token, and all words in them.
    pub shares: Vec<(u32, f32, f32)>,
    /// Share of the page's words that are content.
    pub content: f32,
}

/// Returns the weight of each token that enough domains have: the logit of its share of content, minus the logit of the
/// mean share of its pages.
pub fn learn<'a>(pages: impl Iterator<Item = &'a PageNames>, min_domains: usize) -> Vec<(u32, f32)> {
    #[derive(Default)]
    struct Count {
        content: f32,
        pages: f32,
        expected: f32,
        domains: Vec<u64>,
    }
    let mut counts: HashMap<u32, Count> = HashMap::new();
    for page in pages {
        let domain = page.domain.bytes().fold(7_u64, |hash, byte| hash.wrapping_mul(31).wrapping_add(u64::from(byte)));
        for &(token, content, words) in &page.shares {
            let count = counts.entry(token).or_default();
            count.content += content / words.max(1.0);
            count.pages += 1.0;
            count.expected += page.content;
            if count.domains.len() < min_domains && !count.domains.contains(&domain) {
                count.domains.push(domain);
            }
        }
    }
    let mut weights: Vec<(u32, f32)> = counts
        .into_iter()
        .filter(|(_, count)| count.domains.len() >= min_domains)
        .map(|(token, count)| {
            let mean = (count.expected / count.pages).clamp(0.05, 0.95);
            let share = (count.content + PRIOR * mean) / (count.pages + PRIOR);
            let logit = |p: f32| (p.clamp(0.01, 0.99) / (1.0 - p.clamp(0.01, 0.99))).ln();
            (token, (logit(share) - logit(mean)).clamp(-MAX_WEIGHT, MAX_WEIGHT))
        })
        .collect();
    weights.sort_unstable_by_key(|&(token, _)| token);
    weights
}
