//! Sums of the blocks over every subtree of the page.

use super::inline::Inline;
use super::text::TextStats;
use super::wording::Wordings;
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};
use crate::page::blocks::{BlockKind, Blocks, RawBlock};

/// A block of at least so many words that ends a sentence and is no link is "good": prose. From the study behind this
/// crate (12 words, 0.35), near the thresholds of Kohlschütter et al. 2010 (10 words, 0.33).
pub(crate) const GOOD_WORDS: f32 = 12.0;
/// See [`GOOD_WORDS`].
pub(crate) const GOOD_LINK_DENSITY: f32 = 0.35;

/// What a subtree holds.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sums {
    pub words: f32,
    pub link_words: f32,
    pub good_words: f32,
    pub chars: f32,
    pub link_chars: f32,
    pub blocks: f32,
    pub headings: f32,
    pub links: f32,
    pub cut: f32,
    /// Elements.
    pub tags: f32,
    /// Link elements.
    pub link_tags: f32,
    pub images: f32,
    /// Inputs, buttons and their kin.
    pub controls: f32,
    /// `<time>`s.
    pub times: f32,
    /// Learned weights of the words of short texts.
    pub wording: f32,
    /// Learned weights of where the links lead.
    pub targets: f32,
}

impl Sums {
    pub fn add(&mut self, other: &Sums) {
        self.words += other.words;
        self.link_words += other.link_words;
        self.good_words += other.good_words;
        self.chars += other.chars;
        self.link_chars += other.link_chars;
        self.blocks += other.blocks;
        self.headings += other.headings;
        self.links += other.links;
        self.cut += other.cut;
        self.tags += other.tags;
        self.link_tags += other.link_tags;
        self.images += other.images;
        self.controls += other.controls;
        self.times += other.times;
        self.wording += other.wording;
        self.targets += other.targets;
    }

    /// Those of one block.
    pub fn of_block(
        block: &RawBlock,
        stats: &TextStats,
        link_density: f32,
        wording: &Wordings,
        inline: &Inline,
    ) -> Sums {
        Sums {
            words: stats.words,
            link_words: stats.words * link_density,
            good_words: if is_good(stats, link_density) { stats.words } else { 0.0 },
            chars: block.chars as f32,
            link_chars: block.link_chars as f32,
            blocks: 1.0,
            headings: if matches!(block.kind, BlockKind::Heading(_)) { 1.0 } else { 0.0 },
            links: block.links as f32,
            cut: if stats.is_cut { 1.0 } else { 0.0 },
            wording: wording.whole.mean,
            targets: inline.targets.mean,
            ..Sums::default()
        }
    }

    /// Words in links over all words, 0 to 1.
    pub fn link_density(&self) -> f32 {
        ratio(self.link_words, self.words)
    }
}

/// `a / b`, 0 where there is nothing.
pub(crate) fn ratio(a: f32, b: f32) -> f32 {
    if b > 0.0 { a / b } else { 0.0 }
}

/// Whether a block is prose.
pub(crate) fn is_good(stats: &TextStats, link_density: f32) -> bool {
    stats.words >= GOOD_WORDS && link_density < GOOD_LINK_DENSITY && stats.sentences > 0.0
}

/// The sums of every node's subtree. `counts` says which blocks are seen by a reader.
pub(crate) fn sums(tree: &Tree, blocks: &Blocks, counts: &[bool], own: &[Sums]) -> Vec<Sums> {
    let mut sums = vec![Sums::default(); tree.len()];
    for (node, sum) in sums.iter_mut().enumerate() {
        let tag = tree.tag(node as NodeId);
        sum.tags = if tag == Tag::Text { 0.0 } else { 1.0 };
        match tag {
            Tag::A => sum.link_tags = 1.0,
            Tag::Img => sum.images = 1.0,
            Tag::Input | Tag::Button | Tag::Select | Tag::Textarea => sum.controls = 1.0,
            Tag::Time => sum.times = 1.0,
            _ => {}
        }
    }
    for ((block, own), _) in blocks.list.iter().zip(own).zip(counts).filter(|(_, counts)| **counts) {
        sums[block.node as usize].add(own);
    }
    for node in (1..tree.len()).rev() {
        let sum = sums[node];
        if sum.tags > 0.0 {
            sums[tree.parent(node as NodeId) as usize].add(&sum);
        }
    }
    sums
}
