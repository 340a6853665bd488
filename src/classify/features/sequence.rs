//! What stands before, behind and around a block in the order of the page.

use super::Measures;
use super::columns::Feature;
use super::row::Row;
use super::sums::{Sums, ratio};
use crate::page::blocks::BlockKind;
use rustc_hash::FxHashMap;

/// How far neighbours without prose are counted.
const FARTHEST_PROSE: f32 = 50.0;
/// How many blocks on each side are around a block.
const AROUND: usize = 5;
/// The same where texts that are cut are counted.
const AROUND_CUT: usize = 8;

/// Running figures over the blocks in order.
pub(super) struct Sequence {
    at: Vec<Place>,
    all_words: f32,
    all_good: f32,
    sections: Vec<Section>,
    texts: FxHashMap<u64, (u32, usize)>,
    patterns: FxHashMap<u64, u32>,
}

/// What is known of a block's place.
#[derive(Clone, Copy)]
struct Place {
    /// Its words, those in links, its function words and its wording: what is added up over the blocks around.
    own: [f32; 4],
    words_before: f32,
    good_before: f32,
    cut_before: u32,
    since_prose: f32,
    until_prose: f32,
    since_heading: f32,
    /// The level of the last heading.
    heading: f32,
    section: u32,
}

/// The blocks from one heading to the next.
#[derive(Clone, Copy, Default)]
struct Section {
    heading: Option<usize>,
    sums: Sums,
}

impl Sequence {
    pub fn new(page: &Measures) -> Sequence {
        let count = page.stats.len();
        let mut sequence = Sequence {
            at: Vec::with_capacity(count),
            all_words: 0.0,
            all_good: 0.0,
            sections: vec![Section::default()],
            texts: FxHashMap::with_capacity_and_hasher(count, rustc_hash::FxBuildHasher),
            patterns: FxHashMap::with_capacity_and_hasher(count, rustc_hash::FxBuildHasher),
        };
        let (mut cut_before, mut since_prose, mut since_heading, mut heading) = (0, FARTHEST_PROSE, 0.0, 0.0);
        for (i, stats) in page.stats.iter().enumerate() {
            let kind = page.blocks.list[i].kind;
            if matches!(kind, BlockKind::Heading(_)) {
                sequence.sections.push(Section { heading: Some(i), ..Section::default() });
            }
            let section = sequence.sections.len() - 1;
            sequence.sections[section].sums.add(&page.own[i]);
            sequence.at.push(Place {
                own: [
                    stats.words,
                    stats.words * page.link_density[i],
                    stats.function_words,
                    page.wording[i].whole.mean,
                ],
                words_before: sequence.all_words,
                good_before: sequence.all_good,
                cut_before,
                since_prose,
                until_prose: FARTHEST_PROSE,
                since_heading,
                heading,
                section: section as u32,
            });
            sequence.all_words += stats.words;
            sequence.all_good += if page.good[i] { stats.words } else { 0.0 };
            cut_before += u32::from(stats.is_cut);
            since_prose = next_distance(since_prose, page.good[i]);
            (since_heading, heading) = match kind {
                BlockKind::Heading(level) => (0.0, f32::from(level)),
                _ => (since_heading + stats.words, heading),
            };
            sequence.texts.entry(stats.hash).or_insert((0, i)).0 += 1;
            *sequence.patterns.entry(stats.pattern).or_insert(0) += 1;
        }
        let mut until_prose = FARTHEST_PROSE;
        for (place, &good) in sequence.at.iter_mut().zip(&page.good).rev() {
            place.until_prose = until_prose;
            until_prose = next_distance(until_prose, good);
        }
        sequence
    }

    pub fn write(&self, page: &Measures, i: usize, row: &mut Row) {
        self.write_repeats(page, i, row);
        self.write_place(page, i, row);
        self.write_neighbours(page, i, row);
        self.write_around(page, i, row);
        self.write_section(page, i, row);
    }

    /// How often the text of the block occurs on the page.
    fn write_repeats(&self, page: &Measures, i: usize, row: &mut Row) {
        let (count, first) = self.texts[&page.stats[i].hash];
        row.set(Feature::SameText, count as f32);
        row.set(Feature::SamePattern, self.patterns[&page.stats[i].pattern] as f32);
        row.flag(Feature::IsRepeat, first < i);
    }

    fn write_place(&self, page: &Measures, i: usize, row: &mut Row) {
        use Feature::*;
        let place = &self.at[i];
        let own_good = if page.good[i] { page.stats[i].words } else { 0.0 };
        row.set(Position, i as f32 / self.at.len() as f32);
        row.set(WordPosition, ratio(place.words_before, self.all_words));
        row.set(ProseBefore, ratio(place.good_before, self.all_good));
        row.set(ProseBehind, ratio(self.all_good - place.good_before - own_good, self.all_good));
        row.set(SinceProse, place.since_prose);
        row.set(UntilProse, place.until_prose);
        row.set(SinceHeading, place.since_heading);
        row.set(LastHeading, place.heading);
        if let Some(title) = page.title {
            row.set(SinceTitle, i as f32 - title as f32);
            row.set(WordsSinceTitle, place.words_before - self.at[title].words_before);
        }
    }

    fn write_neighbours(&self, page: &Measures, i: usize, row: &mut Row) {
        use Feature::*;
        let count = self.at.len();
        let words = |j: usize| page.stats[j].words;
        if let Some(j) = i.checked_sub(1) {
            row.set(PreviousWords, words(j));
            row.set(PreviousLinkDensity, page.link_density[j]);
            row.flag(PreviousIsGood, page.good[j]);
            row.set(PreviousWording, page.wording[j].whole.mean);
            row.flag(PreviousIsNear, are_near(page, i, j));
        }
        if let Some(j) = i.checked_sub(2) {
            row.set(Previous2Words, words(j));
            row.set(Previous2LinkDensity, page.link_density[j]);
        }
        if i + 1 < count {
            row.set(NextWords, words(i + 1));
            row.set(NextLinkDensity, page.link_density[i + 1]);
            row.flag(NextIsGood, page.good[i + 1]);
            row.set(NextWording, page.wording[i + 1].whole.mean);
            row.flag(NextIsHeading, matches!(page.blocks.list[i + 1].kind, BlockKind::Heading(_)));
            row.flag(NextIsNear, are_near(page, i, i + 1));
        }
        if i + 2 < count {
            row.set(Next2Words, words(i + 2));
            row.set(Next2LinkDensity, page.link_density[i + 2]);
        }
    }

    fn write_around(&self, page: &Measures, i: usize, row: &mut Row) {
        use Feature::*;
        let count = self.at.len();
        let before = &self.at[i.saturating_sub(AROUND)..i];
        let behind = &self.at[i + 1..(i + 1 + AROUND).min(count)];
        let words = |places: &[Place]| places.iter().map(|place| place.own[0]).sum();
        row.set(BeforeWords, words(before));
        row.set(BehindWords, words(behind));
        let mut sums = [0.0; 4];
        for place in before.iter().chain(behind) {
            for (sum, own) in sums.iter_mut().zip(place.own) {
                *sum += own;
            }
        }
        let [words, link_words, function_words, wording] = sums;
        row.set(AroundWords, words);
        row.set(AroundLinkDensity, ratio(link_words, words));
        row.set(AroundFunctionWords, ratio(function_words, words));
        row.set(AroundWording, wording / (2 * AROUND) as f32);
        let last = (i + AROUND_CUT).min(count - 1);
        let cut = self.at[last].cut_before - self.at[i.saturating_sub(AROUND_CUT)].cut_before;
        row.set(AroundCut, (cut + u32::from(page.stats[last].is_cut)) as f32);
    }

    fn write_section(&self, page: &Measures, i: usize, row: &mut Row) {
        use Feature::*;
        let Section { heading, sums } = &self.sections[self.at[i].section as usize];
        row.set(SectionWords, sums.words);
        row.set(SectionBlocks, sums.blocks);
        row.set(SectionLinkDensity, sums.link_density());
        row.set(SectionGood, ratio(sums.good_words, sums.words));
        if let &Some(heading) = heading {
            row.set(SectionHeadingWords, page.stats[heading].words);
            row.set(SectionWording, page.wording[heading].whole.mean);
            row.set(SectionHeadingLinkDensity, page.link_density[heading]);
            row.set(SectionHeadingsAlike, page.siblings.of_same_path(heading).blocks);
        }
    }
}

/// Blocks to the nearest prose, one block further on.
fn next_distance(distance: f32, is_prose: bool) -> f32 {
    if is_prose { 0.0 } else { (distance + 1.0).min(FARTHEST_PROSE) }
}

fn are_near(page: &Measures, i: usize, j: usize) -> bool {
    let node = |i: usize| page.blocks.list[i].node;
    page.tree.parent(node(i)) == page.tree.parent(node(j))
}
