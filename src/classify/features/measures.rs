//! Measures a page: everything that its rows are written from.

use super::Features;
use super::elements::names::ElementNames;
use super::elements::path_groups::PathGroups;
use super::elements::siblings::Siblings;
use super::inline_content::{self, InlineContent};
use super::page_stats::PageStats;
use super::roots::{Depths, Roots};
use super::rows::Rows;
use super::sums::{self, Sums, is_prose, ratio};
use super::text::counter::{self, WordLists};
use super::text::stats::TextStats;
use super::tokens::of_text::{self, TextWeights};
use super::tokens::vocabulary::Vocabulary;
use crate::html::limits::Budget;
use crate::html::tree::Tree;
use crate::page::Page;
use crate::page::blocks::{Blocks, RawBlock};
use crate::text::word_hash::Hash;

/// Everything that is measured of a page before its rows are written.
pub(crate) struct Measures<'p> {
    pub(super) tree: &'p Tree,
    pub(super) blocks: &'p Blocks,
    /// The block that shows the title.
    pub(super) title: Option<usize>,
    // For each block:
    pub(super) stats: Vec<TextStats>,
    pub(super) link_density: Vec<f32>,
    pub(super) text_weights: Vec<TextWeights>,
    pub(super) inline: Vec<InlineContent>,
    pub(super) is_prose: Vec<bool>,
    pub(super) sums_of_blocks: Vec<Sums>,
    // For each node:
    pub(super) sums: Vec<Sums>,
    pub(super) names: ElementNames,
    pub(super) siblings: Siblings,
    pub(super) depths: Depths,
    // For the page:
    pub(super) path_groups: PathGroups,
    pub(super) roots: Roots,
    pub(super) stats_of_page: PageStats,
}

impl<'p> Measures<'p> {
    /// Measures a page, with the learned weights of the vocabulary. If the time is up, the measures are incomplete.
    pub fn new(page: &'p Page, vocabulary: &Vocabulary, budget: Budget) -> Measures<'p> {
        let Page { tree, blocks, title, .. } = page;
        if blocks.text.len() >= MIN_PREFETCH_BYTES {
            vocabulary.prefetch();
        }
        let (stats, text_weights) = read_texts(blocks, &title.words, vocabulary, budget);
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
    pub fn features(&self, page: &Page, budget: Budget) -> Features {
        let mut features = Features::new(page.is_plain);
        self.rows().write(0..page.blocks.list.len(), budget, &mut features);
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

/// Minimum bytes of text for which reading the whole vocabulary in advance pays: it takes 5 % less time after other
/// work, and 0.5 % less in a run of nothing but extractions. Shorter pages gain nothing.
const MIN_PREFETCH_BYTES: usize = 1024;

/// Returns the statistics and the learned weights of the text of each block.
fn read_texts(
    blocks: &Blocks,
    title_words: &[Hash],
    vocabulary: &Vocabulary,
    budget: Budget,
) -> (Vec<TextStats>, Vec<TextWeights>) {
    let (mut all_stats, mut weights) = (Vec::with_capacity(blocks.list.len()), Vec::with_capacity(blocks.list.len()));
    let lists = WordLists::new(title_words);
    let mut words = Vec::new();
    for i in budget.limited(0..blocks.list.len()) {
        let text = blocks.text(i);
        let stats = counter::count(text, &lists, of_text::RECORDING, &mut words);
        weights.push(of_text::weights_of_text(text, stats.words, &words, vocabulary));
        all_stats.push(stats);
    }
    all_stats.resize_with(blocks.list.len(), TextStats::default);
    weights.resize_with(blocks.list.len(), TextWeights::default);
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
