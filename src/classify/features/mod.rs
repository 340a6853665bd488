//! Features: numbers that describe each block. Scorers compute its score from them.

mod columns;
mod elements;
#[cfg(feature = "_internals")]
pub(crate) mod export;
mod feature;
mod hash_table;
mod inline_content;
mod measures;
mod neighbors;
mod page_stats;
mod page_url;
mod positions;
mod regions;
mod repeats;
mod roots;
mod rows;
mod sections;
mod sums;
mod text;
mod tokens;
mod units;

pub use feature::Feature;
pub use tokens::vocabulary::Vocabulary;

pub(crate) use columns::{COUNT, Column};
pub(crate) use measures::Measures;
pub(crate) use sums::MIN_PROSE_WORDS;
pub(crate) use tokens::sorted_tokens;
pub(crate) use tokens::vocabulary::{SLOT_BITS, bucket_count};

use crate::html::limits::Budget;
use crate::page::Page;

/// The features of some consecutive blocks of a page: a row of finite numbers for each block, with the columns in the
/// order of `Column::ALL`.
#[derive(Clone, Debug)]
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
    pub(crate) fn of_page(page: &Page, vocabulary: &Vocabulary, budget: Budget) -> Features {
        Measures::new(page, vocabulary, budget).features(page, budget)
    }

    /// Returns the number of blocks.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether the page has no blocks.
    #[cfg(feature = "_internals")]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Returns the features of one block.
    pub(crate) fn of_block(&self, block: usize) -> BlockFeatures<'_> {
        // There are no rows if the time was up.
        BlockFeatures { row: self.rows.get(block).unwrap_or(&[0.0; COUNT]), is_plain: self.is_plain }
    }

    /// Returns the words of a block.
    #[cfg(feature = "_internals")]
    pub fn words(&self, block: usize) -> f32 {
        self.rows[block][Column::Words as usize]
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
