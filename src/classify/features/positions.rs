//! The position of a block in the page, and its distance to the title, headings and prose.

use super::Measures;
use super::rows::Row;
use super::sums::ratio;
use crate::page::blocks::BlockKind;

/// Maximum number of blocks to the nearest prose that is counted. Chosen by hand.
const MAX_TO_PROSE: f32 = 50.0;

/// The positions of all blocks.
pub(super) struct Positions {
    positions: Vec<Position>,
    words: f32,
    prose_words: f32,
}

#[derive(Clone, Copy)]
struct Position {
    words_before: f32,
    prose_before: f32,
    blocks_since_prose: f32,
    blocks_until_prose: f32,
    words_since_heading: f32,
    /// The level of the last heading.
    last_heading: f32,
}

impl Positions {
    pub fn new(page: &Measures) -> Positions {
        let mut positions = Vec::with_capacity(page.stats.len());
        let (mut words, mut prose_words) = (0.0, 0.0);
        let (mut blocks_since_prose, mut words_since_heading, mut last_heading) = (MAX_TO_PROSE, 0.0, 0.0);
        for (i, stats) in page.stats.iter().enumerate() {
            positions.push(Position {
                words_before: words,
                prose_before: prose_words,
                blocks_since_prose,
                blocks_until_prose: MAX_TO_PROSE,
                words_since_heading,
                last_heading,
            });
            words += stats.words;
            prose_words += if page.is_prose[i] { stats.words } else { 0.0 };
            blocks_since_prose = next_distance(blocks_since_prose, page.is_prose[i]);
            (words_since_heading, last_heading) = match page.blocks.list[i].kind {
                BlockKind::Heading(level) => (0.0, f32::from(level)),
                _ => (words_since_heading + stats.words, last_heading),
            };
        }
        let mut blocks_until_prose = MAX_TO_PROSE;
        for (position, &is_prose) in positions.iter_mut().zip(&page.is_prose).rev() {
            position.blocks_until_prose = blocks_until_prose;
            blocks_until_prose = next_distance(blocks_until_prose, is_prose);
        }
        Positions { positions, words, prose_words }
    }

    pub fn write(&self, page: &Measures, i: usize, row: &mut Row) {
        use super::columns::Column::*;
        let position = &self.positions[i];
        let own_prose = if page.is_prose[i] { page.stats[i].words } else { 0.0 };
        row.set(Position, i as f32 / self.positions.len() as f32);
        row.set(WordPosition, ratio(position.words_before, self.words));
        row.set(ProseBefore, ratio(position.prose_before, self.prose_words));
        row.set(ProseAfter, ratio(self.prose_words - position.prose_before - own_prose, self.prose_words));
        row.set(BlocksSinceProse, position.blocks_since_prose);
        row.set(BlocksUntilProse, position.blocks_until_prose);
        row.set(WordsSinceHeading, position.words_since_heading);
        row.set(LastHeadingLevel, position.last_heading);
        if let Some(title) = page.title {
            row.set(BlocksSinceTitle, i as f32 - title as f32);
            row.set(WordsSinceTitle, position.words_before - self.positions[title].words_before);
        }
    }
}

/// Returns the distance to the nearest prose for the next block.
fn next_distance(distance: f32, is_prose: bool) -> f32 {
    if is_prose { 0.0 } else { (distance + 1.0).min(MAX_TO_PROSE) }
}
