//! What is known of each block, as numbers: the scorers see nothing else.

mod bytes;
mod columns;
mod function_words;
mod hash;
mod hints;
mod inline;
mod page;
mod repetition;
mod roots;
mod row;
mod siblings;
mod sums;
mod text;
mod vocabulary;
mod wording;

pub use columns::{COUNT, Feature};
pub use vocabulary::Vocabulary;

pub(crate) use hash::Hash;
pub(crate) use hints::tokens_of;
pub(crate) use inline::tokens_of_links;
pub(crate) use text::word_set;
pub(crate) use vocabulary::WEIGHT_STEPS;
pub(crate) use wording::tokens_of_text;

use crate::blocks::Blocks;
use crate::tree::{NodeId, Tree};
use hints::Hints;
use inline::Inline;
use page::Page;
use roots::Distances;
use siblings::Siblings;
use sums::{Sums, is_good, ratio};
use text::TextStats;
use wording::Wordings;

/// The features of a page's blocks: a row of finite numbers for each block, one for each [`Feature`].
///
/// ```
/// use maintext::{DensityScorer, Feature, Features, Scorer};
///
/// let features = Features::of_html("<p>A short text with <a href='/'>a link</a>.");
/// assert_eq!(features.len(), 1);
/// assert_eq!(features.get(0, Feature::Words), 6.0);
/// assert!((features.get(0, Feature::LinkDensity) - 5.0 / 20.0).abs() < 1e-6);
/// assert_eq!(DensityScorer::default().score(&features).len(), 1);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Features {
    rows: Vec<f32>,
    /// Words of each block.
    pub(crate) words: Vec<f32>,
    /// Whether they are of flattened text.
    pub(crate) is_plain: bool,
}

impl Features {
    /// The features of a page's blocks, without names learned from annotated pages.
    pub fn of_html(html: &str) -> Features {
        let tree = crate::parse::parse(html);
        let blocks = crate::blocks::blocks(&tree);
        features(&tree, &blocks, None, &[], &Vocabulary::default())
    }

    /// How many blocks there are.
    pub fn len(&self) -> usize {
        self.rows.len() / COUNT
    }

    /// Whether the page has no block.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Whether they are of flattened text, where nothing is known of links and elements.
    pub fn is_plain(&self) -> bool {
        self.is_plain
    }

    /// All features of a block, in the order of [`Feature::ALL`].
    ///
    /// # Panics
    ///
    /// Where the page has fewer blocks.
    pub fn row(&self, block: usize) -> &[f32] {
        &self.rows[block * COUNT..][..COUNT]
    }

    /// One feature of a block.
    ///
    /// # Panics
    ///
    /// Where the page has fewer blocks.
    pub fn get(&self, block: usize, feature: Feature) -> f32 {
        self.row(block)[feature as usize]
    }

    /// The rows, one after another.
    pub(crate) fn rows(&self) -> &[f32] {
        &self.rows
    }
}

/// Everything that is measured before the rows are written.
struct Measures<'p> {
    tree: &'p Tree,
    blocks: &'p Blocks,
    stats: Vec<TextStats>,
    link_density: Vec<f32>,
    wording: Vec<Wordings>,
    inline: Vec<Inline>,
    good: Vec<bool>,
    sums: Vec<Sums>,
    hints: Hints,
    siblings: Siblings,
    distances: Distances,
    roots: [NodeId; roots::COUNT],
    title: Option<usize>,
    page: Page,
}

impl Measures<'_> {
    fn of_block(&self, i: usize) -> Sums {
        Sums::of_block(&self.blocks.list[i], &self.stats[i], self.link_density[i], &self.wording[i], &self.inline[i])
    }
}

/// Measures a page. `title` is the block that shows the title, `title_words` the sorted hashes of the title's words.
pub(crate) fn features(
    tree: &Tree,
    blocks: &Blocks,
    title: Option<usize>,
    title_words: &[Hash],
    vocabulary: &Vocabulary,
) -> Features {
    let stats: Vec<TextStats> = (0..blocks.list.len()).map(|i| text::measure(blocks.text(i), title_words)).collect();
    let link_density: Vec<f32> =
        blocks.list.iter().map(|block| ratio(block.link_chars as f32, block.chars as f32)).collect();
    let good: Vec<bool> = stats.iter().zip(&link_density).map(|(stats, &links)| is_good(stats, links)).collect();
    let counts = counted(blocks, &stats);
    let weigh = |i: usize| wording::weigh(blocks.text(i), stats[i].words, vocabulary);
    let wording: Vec<Wordings> = (0..stats.len()).map(weigh).collect();
    let inline = inline::inline(tree, blocks, vocabulary);
    let of_block = |i: usize| Sums::of_block(&blocks.list[i], &stats[i], link_density[i], &wording[i], &inline[i]);
    let sums = sums::sums(tree, blocks, &counts, of_block);
    let hints = Hints::new(tree, vocabulary);
    let roots = roots::roots(tree, blocks, &stats, &sums, &hints, title);
    let page = Page::new(tree, blocks, &stats, &good, &sums, &hints, &roots);
    let measures = Measures {
        siblings: Siblings::new(tree, blocks, &hints, of_block),
        distances: Distances::new(tree),
        tree,
        blocks,
        stats,
        link_density,
        wording,
        inline,
        good,
        sums,
        hints,
        roots,
        title,
        page,
    };
    row::rows(&measures)
}

/// How many words a text has.
pub(crate) fn words_in(text: &str) -> f32 {
    text::measure(text, &[]).words
}

/// Which blocks count in sums: those that are shown, unless most of the page is hidden until a script shows it.
fn counted(blocks: &Blocks, stats: &[TextStats]) -> Vec<bool> {
    let is_shown = |i: usize| !blocks.list[i].hidden && !blocks.list[i].noscript;
    let words =
        |shown: bool| -> f32 { (0..stats.len()).filter(|&i| is_shown(i) == shown).map(|i| stats[i].words).sum() };
    let all = words(false) > 2.0 * words(true);
    (0..stats.len()).map(|i| all || is_shown(i)).collect()
}
