//! The blocks that are kept.

use crate::page::Page;
use crate::page::blocks::RawBlock;

/// The blocks of a page that are kept as main text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Selection {
    /// One entry for each block.
    pub kept: Vec<bool>,
}

impl Selection {
    /// Keeps all of `count` blocks.
    pub fn all(count: usize) -> Selection {
        Selection { kept: vec![true; count] }
    }

    /// Keeps none of `count` blocks.
    pub fn none(count: usize) -> Selection {
        Selection { kept: vec![false; count] }
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

    /// Drops some blocks.
    pub fn drop(&mut self, blocks: &[usize]) {
        blocks.iter().for_each(|&block| self.kept[block] = false);
    }

    /// Drops the block that shows the title: the main text does not repeat it.
    pub fn without_title(mut self, page: &Page) -> Selection {
        if let Some(title) = page.title.block {
            self.kept[title] = false;
        }
        self
    }
}
