//! Blocks with the same text.

use super::Measures;
use super::columns::Column;
use super::rows::Row;
use super::text::stats::TextStats;
use rustc_hash::{FxBuildHasher, FxHashMap};

/// How often each text occurs on a page.
pub(super) struct Repeats {
    /// For each text, by its hash, its number of blocks and the first of them.
    texts: FxHashMap<u64, (u32, usize)>,
    /// The number of blocks of each pattern: the text without its numbers.
    patterns: FxHashMap<u64, u32>,
}

impl Repeats {
    pub fn new(stats: &[TextStats]) -> Repeats {
        let mut texts = FxHashMap::with_capacity_and_hasher(stats.len(), FxBuildHasher);
        let mut patterns = FxHashMap::with_capacity_and_hasher(stats.len(), FxBuildHasher);
        for (i, stats) in stats.iter().enumerate() {
            texts.entry(stats.hash).or_insert((0, i)).0 += 1;
            *patterns.entry(stats.pattern).or_insert(0) += 1;
        }
        Repeats { texts, patterns }
    }

    pub fn write(&self, page: &Measures, i: usize, row: &mut Row) {
        let (count, first) = self.texts[&page.stats[i].hash];
        row.set(Column::SameText, count as f32);
        row.set(Column::SamePattern, self.patterns[&page.stats[i].pattern] as f32);
        row.flag(Column::IsRepeat, first < i);
    }
}
