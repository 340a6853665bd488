//! Sums over the blocks of every subtree.

use super::inline_content::InlineContent;
use super::text::stats::TextStats;
use super::tokens::of_text::TextWeights;
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};
use crate::page::blocks::{BlockKind, Blocks, RawBlock};

/// Minimum number of words of a prose block. From the study that the learned scorer is based on, near the threshold of
/// Kohlschütter, Fankhauser, Nejdl 2010 (10 words).
pub(crate) const MIN_PROSE_WORDS: f32 = 12.0;
/// The link density of a prose block is below this. From the same study; Kohlschütter et al. have 0.33.
const MAX_PROSE_LINK_DENSITY: f32 = 0.35;

/// Sums over the blocks and elements of a subtree, or over other groups of blocks.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sums {
    pub words: f32,
    pub link_words: f32,
    /// Words of prose blocks.
    pub prose_words: f32,
    pub chars: f32,
    pub link_chars: f32,
    pub blocks: f32,
    pub headings: f32,
    /// Links of the blocks.
    pub links: f32,
    /// Blocks with a truncated text.
    pub truncated: f32,
    pub elements: f32,
    /// `<a>` elements.
    pub link_elements: f32,
    pub images: f32,
    /// Form controls.
    pub controls: f32,
    /// `<time>` elements.
    pub times: f32,
    /// Learned weights of the words of short texts.
    pub text_weight: f32,
    /// Learned weights of the words of link addresses.
    pub link_weight: f32,
}

impl Sums {
    pub fn add(&mut self, other: &Sums) {
        self.words += other.words;
        self.link_words += other.link_words;
        self.prose_words += other.prose_words;
        self.chars += other.chars;
        self.link_chars += other.link_chars;
        self.blocks += other.blocks;
        self.headings += other.headings;
        self.links += other.links;
        self.truncated += other.truncated;
        self.elements += other.elements;
        self.link_elements += other.link_elements;
        self.images += other.images;
        self.controls += other.controls;
        self.times += other.times;
        self.text_weight += other.text_weight;
        self.link_weight += other.link_weight;
    }

    /// Returns what one block adds to the sums.
    pub fn of_block(
        block: &RawBlock,
        stats: &TextStats,
        link_density: f32,
        weights: &TextWeights,
        inline: &InlineContent,
    ) -> Sums {
        Sums {
            words: stats.words,
            link_words: stats.words * link_density,
            prose_words: if is_prose(stats, link_density) { stats.words } else { 0.0 },
            chars: block.chars as f32,
            link_chars: block.link_chars as f32,
            blocks: 1.0,
            headings: if matches!(block.kind, BlockKind::Heading(_)) { 1.0 } else { 0.0 },
            links: block.links as f32,
            truncated: if stats.is_truncated { 1.0 } else { 0.0 },
            text_weight: weights.whole.mean,
            link_weight: inline.link_weights.mean,
            ..Sums::default()
        }
    }

    /// Returns the share of the words that are in links.
    pub fn link_density(&self) -> f32 {
        ratio(self.link_words, self.words)
    }

    /// Returns the share of the words that are in prose blocks.
    pub fn prose(&self) -> f32 {
        ratio(self.prose_words, self.words)
    }
}

/// Returns `a / b`, or 0 if `b` is 0.
pub(crate) fn ratio(a: f32, b: f32) -> f32 {
    if b > 0.0 { a / b } else { 0.0 }
}

/// Whether a block is prose: it has enough words, few of them in links, and the end of a sentence.
pub(crate) fn is_prose(stats: &TextStats, link_density: f32) -> bool {
    stats.words >= MIN_PROSE_WORDS && link_density < MAX_PROSE_LINK_DENSITY && stats.sentences > 0.0
}

/// Returns the sums of every node's subtree. `counts` tells which blocks count, `of_blocks` has the sums of each block.
pub(crate) fn subtree_sums(tree: &Tree, blocks: &Blocks, counts: &[bool], of_blocks: &[Sums]) -> Vec<Sums> {
    let mut sums = vec![Sums::default(); tree.len()];
    for (node, sum) in sums.iter_mut().enumerate() {
        let tag = tree.tag(node as NodeId);
        sum.elements = if tag == Tag::Text { 0.0 } else { 1.0 };
        match tag {
            Tag::A => sum.link_elements = 1.0,
            Tag::Img => sum.images = 1.0,
            Tag::Input | Tag::Button | Tag::Select | Tag::Textarea => sum.controls = 1.0,
            Tag::Time => sum.times = 1.0,
            _ => {}
        }
    }
    for ((block, of_block), _) in blocks.list.iter().zip(of_blocks).zip(counts).filter(|(_, counts)| **counts) {
        sums[block.node as usize].add(of_block);
    }
    // Children come after their parents in the tree.
    for node in (1..tree.len()).rev() {
        let sum = sums[node];
        if sum.elements > 0.0 {
            sums[tree.parent(node as NodeId) as usize].add(&sum);
        }
    }
    sums
}
