//! The blocks before and after a block (Kohlschütter, Fankhauser, Nejdl 2010, "Boilerplate detection using shallow text
//! features", which uses one on each side).

use super::Measures;
use super::rows::Row;
use super::sums::ratio;
use crate::page::blocks::BlockKind;

/// Blocks on each side that belong to the window around a block. Chosen by hand.
const WINDOW: usize = 5;
/// Blocks on each side among which truncated texts are counted. Chosen by hand.
const TRUNCATED_WINDOW: usize = 8;

/// The values of all blocks that are summed over windows.
pub(super) struct Neighbors {
    values: Vec<Values>,
    /// For each block the number of truncated texts before it.
    truncated_before: Vec<u32>,
}

/// Words, link words, function words and text weight of a block.
type Values = [f32; 4];

impl Neighbors {
    pub fn new(page: &Measures) -> Neighbors {
        let values = page.stats.iter().enumerate().map(|(i, stats)| {
            let link_words = stats.words * page.link_density[i];
            [stats.words, link_words, stats.function_words, page.text_weights[i].whole.mean]
        });
        let truncated_before = page.stats.iter().scan(0, |truncated, stats| {
            let before = *truncated;
            *truncated += u32::from(stats.is_truncated);
            Some(before)
        });
        Neighbors { values: values.collect(), truncated_before: truncated_before.collect() }
    }

    pub fn write(&self, page: &Measures, i: usize, row: &mut Row) {
        write_nearest(page, i, row);
        self.write_window(page, i, row);
    }

    fn write_window(&self, page: &Measures, i: usize, row: &mut Row) {
        use super::columns::Column::*;
        let count = self.values.len();
        let before = &self.values[i.saturating_sub(WINDOW)..i];
        let after = &self.values[i + 1..(i + 1 + WINDOW).min(count)];
        let words = |blocks: &[Values]| blocks.iter().map(|values| values[0]).sum();
        row.set(WordsBefore, words(before));
        row.set(WordsAfter, words(after));
        let mut sums = [0.0; 4];
        for values in before.iter().chain(after) {
            for (sum, value) in sums.iter_mut().zip(values) {
                *sum += value;
            }
        }
        let [words, link_words, function_words, text_weight] = sums;
        row.set(WindowWords, words);
        row.set(WindowLinkDensity, ratio(link_words, words));
        row.set(WindowFunctionWords, ratio(function_words, words));
        row.set(WindowTextWeight, text_weight / (2 * WINDOW) as f32);
        let last = (i + TRUNCATED_WINDOW).min(count - 1);
        let truncated = self.truncated_before[last] - self.truncated_before[i.saturating_sub(TRUNCATED_WINDOW)];
        row.set(WindowTruncated, (truncated + u32::from(page.stats[last].is_truncated)) as f32);
    }
}

/// Writes the columns of the two blocks before and the two blocks after block `i`.
fn write_nearest(page: &Measures, i: usize, row: &mut Row) {
    use super::columns::Column::*;
    let count = page.stats.len();
    let words = |j: usize| page.stats[j].words;
    if let Some(j) = i.checked_sub(1) {
        row.set(PreviousWords, words(j));
        row.set(PreviousLinkDensity, page.link_density[j]);
        row.flag(PreviousIsProse, page.is_prose[j]);
        row.set(PreviousTextWeight, page.text_weights[j].whole.mean);
        row.flag(PreviousIsSibling, are_siblings(page, i, j));
    }
    if let Some(j) = i.checked_sub(2) {
        row.set(Previous2Words, words(j));
        row.set(Previous2LinkDensity, page.link_density[j]);
    }
    if i + 1 < count {
        row.set(NextWords, words(i + 1));
        row.set(NextLinkDensity, page.link_density[i + 1]);
        row.flag(NextIsProse, page.is_prose[i + 1]);
        row.set(NextTextWeight, page.text_weights[i + 1].whole.mean);
        row.flag(NextIsHeading, matches!(page.blocks.list[i + 1].kind, BlockKind::Heading(_)));
        row.flag(NextIsSibling, are_siblings(page, i, i + 1));
    }
    if i + 2 < count {
        row.set(Next2Words, words(i + 2));
        row.set(Next2LinkDensity, page.link_density[i + 2]);
    }
}

/// Whether the elements of two blocks have the same parent.
fn are_siblings(page: &Measures, i: usize, j: usize) -> bool {
    let node = |i: usize| page.blocks.list[i].node;
    page.tree.parent(node(i)) == page.tree.parent(node(j))
}
