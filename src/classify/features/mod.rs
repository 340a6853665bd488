//! Features: what is known of each block, as numbers.

mod columns;
mod element_names;
mod feature;
mod function_words;
mod hash_table;
mod inline_content;
mod link_tokens;
mod name_categories;
mod name_tokens;
mod names_around;
mod neighbors;
mod page_stats;
mod page_url;
mod path_groups;
mod positions;
mod regions;
mod repeats;
mod repetition;
mod roots;
mod rows;
mod sections;
mod siblings;
mod sums;
mod text_counter;
mod text_stats;
mod text_tokens;
mod token_weights;
mod units;
mod vocabulary;

pub use feature::Feature;
pub use vocabulary::Vocabulary;

use crate::text::word_hash::Hash;
#[cfg(feature = "_internals")]
pub(crate) use columns::feature_table;
pub(crate) use columns::{COUNT, Column};
#[cfg(feature = "_internals")]
pub(crate) use inline_content::tokens_of_links;
#[cfg(feature = "_internals")]
pub(crate) use name_tokens::tokens_of_element;
pub(crate) use sums::MIN_PROSE_WORDS;
#[cfg(feature = "_internals")]
pub(crate) use text_counter::count_words;
#[cfg(feature = "_internals")]
pub(crate) use text_tokens::tokens_of_text;
pub(crate) use vocabulary::WEIGHT_STEPS;

use crate::html::tree::Tree;
use crate::page::Page;
use crate::page::blocks::{Blocks, RawBlock};
use element_names::ElementNames;
use inline_content::InlineContent;
use page_stats::PageStats;
use path_groups::PathGroups;
use roots::{Depths, Roots};
use rows::Rows;
use siblings::Siblings;
use sums::{Sums, is_prose, ratio};
use text_counter::WordLists;
use text_stats::TextStats;
use text_tokens::TextWeights;

/// The features of some consecutive blocks of a page: a row of finite numbers for each block, with the columns in the
/// order of [`Column::ALL`].
#[derive(Clone, Debug, Default)]
pub struct Features {
    rows: Vec<[f32; COUNT]>,
    path_groups: Vec<u32>,
    is_plain: bool,
}

impl Features {
    /// Returns a table without rows.
    pub(crate) fn new(is_plain: bool) -> Features {
        Features { rows: Vec::new(), path_groups: Vec::new(), is_plain }
    }

    /// Computes the features of all blocks of a page.
    pub(crate) fn of_page(page: &Page, vocabulary: &Vocabulary) -> Features {
        Measures::new(page, vocabulary).features(page)
    }

    /// Returns the number of blocks.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no block.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Returns the features of one block.
    pub(crate) fn of_block(&self, block: usize) -> BlockFeatures<'_> {
        BlockFeatures { row: &self.rows[block], is_plain: self.is_plain }
    }

    /// Returns one column of a block.
    pub(crate) fn value(&self, block: usize, column: Column) -> f32 {
        self.rows[block][column as usize]
    }

    /// Returns the words of a block.
    pub fn words(&self, block: usize) -> f32 {
        self.value(block, Column::Words)
    }

    /// Returns the path group of each block.
    pub fn path_groups(&self) -> &[u32] {
        &self.path_groups
    }

    /// Returns all rows.
    pub fn rows(&self) -> &[[f32; COUNT]] {
        &self.rows
    }
}

/// The features of one block.
///
/// ```
/// use maintext::Feature;
///
/// let article = maintext::extract("<p>A short text with <a href='/'>a link</a>.");
/// let features = article.blocks().next().unwrap().features();
/// assert_eq!(features.get(Feature::from_name("Words").unwrap()), 6.0);
/// assert_eq!(features.iter().len(), Feature::all().len());
/// ```
#[derive(Clone, Copy)]
pub struct BlockFeatures<'f> {
    row: &'f [f32; COUNT],
    is_plain: bool,
}

impl<'f> BlockFeatures<'f> {
    /// Returns one feature.
    pub fn get(&self, feature: Feature) -> f32 {
        self.value(feature.0)
    }

    /// Returns all features and their values.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (Feature, f32)> + use<'f> {
        let row = self.row;
        Feature::all().map(move |feature| (feature, row[feature.0 as usize]))
    }

    pub(crate) fn value(&self, column: Column) -> f32 {
        self.row[column as usize]
    }

    pub(crate) fn row(&self) -> &'f [f32; COUNT] {
        self.row
    }

    /// Whether the block is a line of flattened text.
    pub(crate) fn is_plain(&self) -> bool {
        self.is_plain
    }
}

impl std::fmt::Debug for BlockFeatures<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

/// Everything that is measured of a page before its rows are written.
pub(crate) struct Measures<'p> {
    tree: &'p Tree,
    blocks: &'p Blocks,
    /// The block that shows the title.
    title: Option<usize>,
    // For each block:
    stats: Vec<TextStats>,
    link_density: Vec<f32>,
    text_weights: Vec<TextWeights>,
    inline: Vec<InlineContent>,
    is_prose: Vec<bool>,
    sums_of_blocks: Vec<Sums>,
    // For each node:
    sums: Vec<Sums>,
    names: ElementNames,
    siblings: Siblings,
    depths: Depths,
    // For the page:
    path_groups: PathGroups,
    roots: Roots,
    stats_of_page: PageStats,
}

impl<'p> Measures<'p> {
    /// Measures a page, with the learned weights of the vocabulary.
    pub fn new(page: &'p Page, vocabulary: &Vocabulary) -> Measures<'p> {
        let Page { tree, blocks, title, .. } = page;
        if blocks.text.len() >= MIN_PREFETCH_BYTES {
            vocabulary.prefetch();
        }
        let (stats, text_weights) = read_texts(blocks, &title.words, vocabulary);
        let link_density: Vec<f32> =
            blocks.list.iter().map(|block| ratio(block.link_chars as f32, block.chars as f32)).collect();
        let is_prose: Vec<bool> =
            stats.iter().zip(&link_density).map(|(stats, &link_density)| is_prose(stats, link_density)).collect();
        let inline = inline_content::inline_contents(tree, blocks, vocabulary);
        let sums_of_block =
            |i: usize| Sums::of_block(&blocks.list[i], &stats[i], link_density[i], &text_weights[i], &inline[i]);
        let sums_of_blocks: Vec<Sums> = (0..blocks.list.len()).map(sums_of_block).collect();
        let sums = sums::subtree_sums(tree, blocks, &counted(blocks, &stats), &sums_of_blocks);
        let names = ElementNames::new(tree, vocabulary);
        let roots = Roots::new(tree, blocks, &stats, &sums, &names, title.block);
        Measures {
            stats_of_page: PageStats::new(page, &stats, &is_prose, &sums, &names, &roots),
            siblings: Siblings::new(tree, &names),
            path_groups: PathGroups::new(tree, blocks, &names, &sums_of_blocks),
            depths: Depths::new(tree),
            tree,
            blocks,
            title: title.block,
            stats,
            link_density,
            text_weights,
            inline,
            is_prose,
            sums_of_blocks,
            sums,
            names,
            roots,
        }
    }

    /// Returns the words of each block.
    pub fn words(&self) -> impl Iterator<Item = f32> {
        self.stats.iter().map(|stats| stats.words)
    }

    /// Returns the words of a block.
    pub fn words_of(&self, block: usize) -> f32 {
        self.stats[block].words
    }

    /// Returns the characters per element of a block (Sun, Song, Liao 2011).
    pub fn text_density(&self, block: usize) -> f32 {
        let RawBlock { first, last, .. } = self.blocks.list[block];
        let nodes = (self.tree.end(last.max(first)) - first) as f32;
        self.stats[block].chars / nodes.max(1.0)
    }

    /// Returns the share of a block's characters that are in links (Kohlschütter, Fankhauser, Nejdl 2010).
    pub fn link_density(&self, block: usize) -> f32 {
        self.link_density[block]
    }

    /// Computes the features of all blocks of the page that was measured.
    pub fn features(&self, page: &Page) -> Features {
        let mut features = Features::new(page.is_plain);
        self.rows().write(0..page.blocks.list.len(), &mut features);
        features
    }

    /// Returns the path group of each block.
    pub fn path_groups(&self) -> &[u32] {
        self.path_groups.groups_of_blocks()
    }

    /// Returns the writer of the rows.
    pub fn rows(&self) -> Rows<'_> {
        Rows::new(self)
    }
}

/// Minimum bytes of text for which reading the whole vocabulary in advance pays: it takes 5 % less time after other work,
/// and 0.5 % less in a run of nothing but extractions. Shorter pages gain nothing.
const MIN_PREFETCH_BYTES: usize = 1024;

/// Returns the statistics and the learned weights of the text of each block.
fn read_texts(blocks: &Blocks, title_words: &[Hash], vocabulary: &Vocabulary) -> (Vec<TextStats>, Vec<TextWeights>) {
    let (mut all_stats, mut weights) = (Vec::with_capacity(blocks.list.len()), Vec::with_capacity(blocks.list.len()));
    let lists = WordLists::new(title_words);
    let mut words = Vec::new();
    for i in 0..blocks.list.len() {
        let text = blocks.text(i);
        let stats = text_counter::count(text, &lists, text_tokens::MAX_SHORT_WORDS, &mut words);
        weights.push(text_tokens::weights_of_text(text, stats.words, &words, vocabulary));
        all_stats.push(stats);
    }
    (all_stats, weights)
}

/// Returns which blocks count in sums: visible blocks, or all if a script must show most of the page first. The factor
/// was chosen by hand.
fn counted(blocks: &Blocks, stats: &[TextStats]) -> Vec<bool> {
    let is_shown = |i: usize| blocks.list[i].is_shown();
    let words =
        |shown: bool| -> f32 { (0..stats.len()).filter(|&i| is_shown(i) == shown).map(|i| stats[i].words).sum() };
    let all = words(false) > 2.0 * words(true);
    (0..stats.len()).map(|i| all || is_shown(i)).collect()
}
