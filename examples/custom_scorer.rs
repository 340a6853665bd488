//! Scores blocks by a formula of your own instead of the embedded model. A scorer sees the features of each block and
//! returns the probability that the block is main content; which blocks are kept is decided from these scores.
//!
//! ```sh
//! cargo run --release --example custom_scorer
//! ```

use maintext::{Error, Extractor, Feature, Features, Scorer};

/// Prefers long blocks with few links: the idea of Kohlschütter et al. (2010), "Boilerplate Detection using Shallow Text
/// Features", in one line.
struct LongAndUnlinked {
    /// Words that a block needs to be taken for content.
    min_words: f32,
}

impl Scorer for LongAndUnlinked {
    fn score(&self, features: &Features) -> Vec<f32> {
        let score = |block| {
            let words = features.get(block, Feature::from_name("Words").expect("a feature"));
            let unlinked = 1.0 - features.get(block, Feature::from_name("LinkDensity").expect("a feature"));
            words / (words + self.min_words) * unlinked
        };
        (0..features.len()).map(score).collect()
    }
}

const PAGE: &str = "<title>On rivers</title><ul><li><a href=/>Home</a><li><a href=/maps>Maps of all rivers</a></ul>\
    <h1>On rivers</h1><p>Rivers carry water, and with it sand, from the mountains to the sea, year after year.</p>\
    <p>In this way they have shaped the land that people live on for thousands of years.</p><p>Share this page</p>";

fn main() -> Result<(), Error> {
    let extractor = Extractor::default().with_scorer(LongAndUnlinked { min_words: 8.0 });
    let article = extractor.extract(PAGE)?;
    for block in article.blocks() {
        println!("{:.2} {:7} {}", block.score(), if block.is_content() { "kept" } else { "dropped" }, block.text());
    }
    Ok(())
}
