//! Two ways to change how blocks are scored: correct the scores of the embedded model, or replace the model by a formula.
//! From the scores, the extractor decides which blocks it keeps.
//!
//! ```sh
//! cargo run --release --example custom_scorer
//! ```

use maintext::{Candidates, Error, Extractor, LearnedScorer, Scorer, Scores};

/// Prefers long blocks with few links, as Kohlschütter, Fankhauser, Nejdl 2010, "Boilerplate detection using shallow text
/// features", in one line.
struct LongAndUnlinked {
    /// Words of a block without links that has a score of 0.5.
    typical_words: f32,
}

impl Scorer for LongAndUnlinked {
    fn score(&self, page: &Candidates<'_>) -> Scores {
        let score = |words: f32, link_density: f32| words / (words + self.typical_words) * (1.0 - link_density);
        page.blocks().map(|block| score(block.words(), block.link_density())).collect()
    }
}

const PAGE: &str = "<title>On rivers</title><ul><li><a href=/>Home</a><li><a href=/maps>Maps of all rivers</a></ul>\
    <h1>On rivers</h1><p>Rivers carry water, and with it sand, from the mountains to the sea, year after year.</p>\
    <p>In this way they have shaped the land that people live on for thousands of years.</p><p>Share this page</p>";

fn main() -> Result<(), Error> {
    show("formula", LongAndUnlinked { typical_words: 8.0 })?;
    // This site has maps, which the model takes for navigation.
    let keep_maps = LearnedScorer::default().rescore(|block, score| match block.text().starts_with("Maps") {
        true => 1.0,
        false => score,
    });
    show("model, corrected", keep_maps)
}

fn show(name: &str, scorer: impl Scorer + 'static) -> Result<(), Error> {
    println!("{name}");
    for block in Extractor::default().with_scorer(scorer).extract(PAGE)?.blocks() {
        println!("{:.2} {:7} {}", block.score(), if block.is_content() { "kept" } else { "dropped" }, block.text());
    }
    Ok(())
}
