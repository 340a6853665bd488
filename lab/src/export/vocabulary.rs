//! Learns the weights of the names of elements (class, id, role tokens) and of the words of short texts from labelled
//! pages.

use std::collections::HashMap;

/// A name of elements must occur on the pages of so many domains.
pub const FEWEST_DOMAINS_OF_NAMES: usize = 6;
/// A word, of which there are many more, must occur on the pages of so many.
pub const FEWEST_DOMAINS_OF_WORDS: usize = 20;
/// A word of an address must occur on the pages of so many.
pub const FEWEST_DOMAINS_OF_TARGETS: usize = 16;
/// Pages' worth of evidence for no preference that is added to each token.
const PRIOR: f32 = 2.0;
/// Log-odds are kept within this, so that no single name decides.
const GREATEST: f32 = 3.0;

/// Share of content in the elements of one page that bear a token.
pub struct PageNames {
    pub domain: String,
    /// Token, words of content in such elements, words in them.
    pub shares: Vec<(u32, f32, f32)>,
    /// Share of content in the words of the page.
    pub content: f32,
}

/// The log-odds of content for each token that enough domains use, relative to the mean of the pages.
pub fn learn<'a>(pages: impl Iterator<Item = &'a PageNames>, fewest_domains: usize) -> Vec<(u32, f32)> {
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
            if count.domains.len() < fewest_domains && !count.domains.contains(&domain) {
                count.domains.push(domain);
            }
        }
    }
    let mut weights: Vec<(u32, f32)> = counts
        .into_iter()
        .filter(|(_, count)| count.domains.len() >= fewest_domains)
        .map(|(token, count)| {
            let mean = (count.expected / count.pages).clamp(0.05, 0.95);
            let share = (count.content + PRIOR * mean) / (count.pages + PRIOR);
            let log_odds = |p: f32| (p.clamp(0.01, 0.99) / (1.0 - p.clamp(0.01, 0.99))).ln();
            (token, (log_odds(share) - log_odds(mean)).clamp(-GREATEST, GREATEST))
        })
        .collect();
    weights.sort_unstable_by_key(|&(token, _)| token);
    weights
}
