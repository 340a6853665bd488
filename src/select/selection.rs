//! The blocks that are kept, and which step decided so.

use super::Decision;
use crate::page::Page;
use crate::page::blocks::RawBlock;

/// The blocks of a page that are kept as main text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Selection {
    /// One entry for each block.
    pub kept: Vec<bool>,
    /// The step that decided about each block.
    pub decisions: Vec<Decision>,
    /// The score from which on blocks are kept, if scores decide.
    pub threshold: Option<f32>,
}

impl Selection {
    /// Keeps some blocks because of one decision about all.
    pub fn new(kept: Vec<bool>, decision: Decision) -> Selection {
        let decisions = vec![decision; kept.len()];
        Selection { kept, decisions, threshold: None }
    }

    /// Keeps all of `count` blocks.
    pub fn all(count: usize, decision: Decision) -> Selection {
        Selection::new(vec![true; count], decision)
    }

    /// Keeps none of `count` blocks.
    pub fn none(count: usize, decision: Decision) -> Selection {
        Selection::new(vec![false; count], decision)
    }

    /// Whether no block is kept.
    pub fn is_empty(&self) -> bool {
        !self.kept.contains(&true)
    }

    /// The kept blocks of `page`, in document order.
    pub fn blocks<'p>(&'p self, page: &'p Page) -> impl Iterator<Item = &'p RawBlock> {
        page.blocks.list.iter().zip(&self.kept).filter(|&(_, &kept)| kept).map(|(block, _)| block)
    }

    /// The number of characters other than white space in the kept blocks of `page`.
    pub fn chars(&self, page: &Page) -> u32 {
        self.blocks(page).map(|block| block.chars).sum()
    }

    /// Lets a step change what is kept, and notes it as the decision about the blocks that it changes.
    pub fn change(&mut self, decision: Decision, change: impl FnOnce(&mut [bool])) {
        let before = self.kept.clone();
        change(&mut self.kept);
        let changed = self.kept.iter().zip(before).zip(&mut self.decisions);
        changed.filter(|((now, before), _)| **now != *before).for_each(|(_, noted)| *noted = decision);
    }

    /// Drops some blocks.
    pub fn drop(&mut self, blocks: &[usize], decision: Decision) {
        for &block in blocks {
            if std::mem::take(&mut self.kept[block]) {
                self.decisions[block] = decision;
            }
        }
    }

    /// Drops the block that shows the title: the main text does not repeat it.
    pub fn without_title(mut self, page: &Page) -> Selection {
        if let Some(title) = page.title.block {
            self.kept[title] = false;
            self.decisions[title] = Decision::Title;
        }
        self
    }
}
