//! What is known of each block, as numbers: the scorers see nothing else.

mod columns;
mod function_words;
mod hints;
mod inline;
mod page;
mod regions;
mod repetition;
mod roots;
mod row;
mod sequence;
mod siblings;
mod sums;
mod table;
mod text;
mod vocabulary;
mod wording;

pub use columns::{COUNT, Feature};
pub use vocabulary::Vocabulary;

use crate::text::word_hash::Hash;
#[cfg(feature = "_internals")]
pub(crate) use hints::tokens_of;
#[cfg(feature = "_internals")]
pub(crate) use inline::tokens_of_links;
pub(crate) use sums::GOOD_WORDS;
pub(crate) use vocabulary::WEIGHT_STEPS;
#[cfg(feature = "_internals")]
pub(crate) use wording::tokens_of_text;

use crate::html::tree::{NodeId, Tree};
use crate::page::blocks::Blocks;
use hints::Hints;
use inline::Inline;
use page::Page;
use roots::Distances;
use row::Rows;
use siblings::Siblings;
use sums::{Sums, is_good, ratio};
use text::{Counted, TextStats};
use wording::Wordings;

/// The features of a run of a page's blocks: a row of finite numbers for each block, one for each [`Feature`].
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
    rows: Vec<[f32; COUNT]>,
    places: Vec<u32>,
    is_plain: bool,
}

impl Features {
    /// The features of all of a page's blocks, without names learned from annotated pages.
    pub fn of_html(html: &str) -> Features {
        Features::of(&crate::page::Page::from_tree(crate::html::parse::parse(html)), &Vocabulary::default())
    }

    /// The features of all blocks of a page.
    pub(crate) fn of(page: &crate::page::Page, vocabulary: &Vocabulary) -> Features {
        let measures = Measures::new(page, vocabulary);
        let mut features = Features::none(page.is_plain);
        measures.rows().write(0..page.blocks.list.len(), &mut features);
        features
    }

    /// Those of no block, to be written over.
    pub(crate) fn none(is_plain: bool) -> Features {
        Features { rows: Vec::new(), places: Vec::new(), is_plain }
    }

    /// How many blocks there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no block.
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
    /// Where there are fewer blocks.
    pub fn row(&self, block: usize) -> &[f32] {
        &self.rows[block]
    }

    /// One feature of a block.
    ///
    /// # Panics
    ///
    /// Where there are fewer blocks.
    pub fn get(&self, block: usize, feature: Feature) -> f32 {
        self.row(block)[feature as usize]
    }

    /// Whether the page is modern; false where there is no block.
    pub(crate) fn is_modern(&self) -> bool {
        !self.is_empty() && self.get(0, Feature::PageModern) > 0.0
    }

    /// The number of the kind of place that a block stands in: blocks of a page with the same one stand in elements with
    /// the same tags and classes from the root on, as the prices of a list do. Numbers count from 0 and are below that of the
    /// page's blocks.
    ///
    /// ```
    /// let features = maintext::Features::of_html("<h1>A list</h1><ul><li>One<li>Two</ul>");
    /// assert_eq!(features.place(1), features.place(2));
    /// assert_ne!(features.place(0), features.place(1));
    /// ```
    ///
    /// # Panics
    ///
    /// Where there are fewer blocks.
    pub fn place(&self, block: usize) -> u32 {
        self.places[block]
    }

    /// Those of all blocks.
    pub(crate) fn places(&self) -> &[u32] {
        &self.places
    }

    /// All rows.
    pub(crate) fn rows(&self) -> &[[f32; COUNT]] {
        &self.rows
    }
}

/// Everything that is measured of a page before its rows are written.
pub(crate) struct Measures<'p> {
    tree: &'p Tree,
    blocks: &'p Blocks,
    /// The block that shows the title.
    title: Option<usize>,
    stats: Vec<TextStats>,
    link_density: Vec<f32>,
    wording: Vec<Wordings>,
    inline: Vec<Inline>,
    good: Vec<bool>,
    /// What each block adds to the sums.
    own: Vec<Sums>,
    /// Those of each node.
    sums: Vec<Sums>,
    hints: Hints,
    siblings: Siblings,
    distances: Distances,
    roots: [NodeId; roots::COUNT],
    page: Page,
}

impl<'p> Measures<'p> {
    /// Measures a page, with the names of its elements and its words weighed by `vocabulary`.
    pub fn new(page: &'p crate::page::Page, vocabulary: &Vocabulary) -> Measures<'p> {
        let crate::page::Page { tree, blocks, title, .. } = page;
        let all = || 0..blocks.list.len();
        if blocks.text.len() >= MANY_TOKENS {
            vocabulary.warm();
        }
        let (stats, wording) = read_texts(blocks, &title.words, vocabulary);
        let link_density: Vec<f32> =
            blocks.list.iter().map(|block| ratio(block.link_chars as f32, block.chars as f32)).collect();
        let good: Vec<bool> = stats.iter().zip(&link_density).map(|(stats, &links)| is_good(stats, links)).collect();
        let inline = inline::inline(tree, blocks, vocabulary);
        let of_block = |i: usize| Sums::of_block(&blocks.list[i], &stats[i], link_density[i], &wording[i], &inline[i]);
        let own: Vec<Sums> = all().map(of_block).collect();
        let sums = sums::sums(tree, blocks, &counted(blocks, &stats), &own);
        let hints = Hints::new(tree, vocabulary);
        let roots = roots::roots(tree, blocks, &stats, &sums, &hints, title.block);
        let page = Page::new(tree, blocks, &stats, &good, &sums, &hints, &roots);
        Measures {
            siblings: Siblings::new(tree, blocks, &hints, &own),
            distances: Distances::new(tree),
            tree,
            blocks,
            title: title.block,
            stats,
            link_density,
            wording,
            inline,
            good,
            own,
            sums,
            hints,
            roots,
            page,
        }
    }

    /// Words of each block.
    pub fn words(&self) -> Vec<f32> {
        self.stats.iter().map(|stats| stats.words).collect()
    }

    /// For each block its [place](Features::place).
    pub fn places(&self) -> Vec<u32> {
        self.siblings.paths().to_vec()
    }

    /// What writes the rows.
    pub fn rows(&self) -> Rows<'_> {
        Rows::new(self)
    }
}

/// Bytes of text from which on a page looks up enough tokens for the vocabulary to be read as a whole first: 5 % less time
/// where something else ran before the page, and 0.5 % in a run of nothing else. Shorter pages gain nothing.
const MANY_TOKENS: usize = 1024;

/// What the text of each block tells.
fn read_texts(blocks: &Blocks, title_words: &[Hash], vocabulary: &Vocabulary) -> (Vec<TextStats>, Vec<Wordings>) {
    let (mut all_stats, mut wording) = (Vec::with_capacity(blocks.list.len()), Vec::with_capacity(blocks.list.len()));
    let counted = Counted::new(title_words);
    let mut words = Vec::new();
    for i in 0..blocks.list.len() {
        let text = blocks.text(i);
        let stats = text::measure(text, &counted, wording::MOST_WORDS, &mut words);
        wording.push(wording::weigh(text, stats.words, &words, vocabulary));
        all_stats.push(stats);
    }
    (all_stats, wording)
}

/// How many words a text has.
#[cfg(feature = "_internals")]
pub(crate) fn words_in(text: &str) -> f32 {
    text::measure(text, &Counted::new(&[]), 0, &mut Vec::new()).words
}

/// Which blocks count in sums: those that are shown, unless most of the page is hidden until a script shows it.
fn counted(blocks: &Blocks, stats: &[TextStats]) -> Vec<bool> {
    let is_shown = |i: usize| blocks.list[i].is_shown();
    let words =
        |shown: bool| -> f32 { (0..stats.len()).filter(|&i| is_shown(i) == shown).map(|i| stats[i].words).sum() };
    let all = words(false) > 2.0 * words(true);
    (0..stats.len()).map(|i| all || is_shown(i)).collect()
}
