//! Writes the rows: everything that was measured, as one number a feature.

use super::columns::{COUNT, Feature};
use super::hints::CATEGORIES;
use super::repetition;
use super::roots;
use super::sums::{Sums, ratio};
use super::{Features, Measures};
use crate::blocks::{BlockKind, RawBlock};
use crate::tag::Tag;
use crate::tree::NodeId;
use rustc_hash::FxHashMap;

/// How many regions around a block have features.
const REGIONS: usize = 8;
/// Features of a region.
const REGION_FEATURES: usize = 12;
/// How far neighbours without prose are counted.
const FARTHEST_PROSE: f32 = 50.0;
/// How many elements around a block are asked for their names; pages nest deeper only by mistake.
const MOST_NAMES: usize = 40;
/// How many blocks of a unit before this one are counted.
const MOST_IN_UNIT: usize = 30;
/// A repeated unit has at least so many like siblings.
const FEWEST_ALIKE: f32 = 3.0;

/// The rows of all blocks.
pub(super) fn rows(page: &Measures) -> Features {
    let count = page.stats.len();
    // What holds for the whole page is the same in each row.
    let mut of_page = [0.0; COUNT];
    page_figures(page, &mut Row { values: &mut of_page });
    let mut features = Features {
        rows: Vec::with_capacity(count * COUNT),
        words: page.stats.iter().map(|stats| stats.words).collect(),
        is_plain: false,
    };
    let regions = Regions::new(page);
    let sections = Sections::new(page);
    let sequence = Sequence::new(page);
    let repeats = Repeats::new(page);
    for i in 0..count {
        features.rows.extend_from_slice(&of_page);
        let mut row = Row { values: &mut features.rows[i * COUNT..][..COUNT] };
        own_text(page, i, &mut row);
        repeats.write(page, i, &mut row);
        element(page, i, &mut row);
        sequence.write(page, i, &mut row);
        neighbours(page, i, &mut row);
        regions.write(page, i, &mut row);
        sections.write(page, i, &mut row);
        candidates(page, i, &mut row);
        names(page, i, &mut row);
    }
    features
}

/// A row while it is written.
struct Row<'r> {
    values: &'r mut [f32],
}

impl Row<'_> {
    fn set(&mut self, feature: Feature, value: f32) {
        debug_assert!(value.is_finite(), "{feature:?} is {value}");
        self.values[feature as usize] = value;
    }

    fn flag(&mut self, feature: Feature, value: bool) {
        self.set(feature, if value { 1.0 } else { 0.0 });
    }

    /// Sets the feature `offset` places behind `first`.
    fn set_behind(&mut self, first: Feature, offset: usize, value: f32) {
        debug_assert!(value.is_finite(), "{offset} behind {first:?} is {value}");
        self.values[first as usize + offset] = value;
    }
}

fn own_text(page: &Measures, i: usize, row: &mut Row) {
    use Feature::*;
    let (block, stats) = (&page.blocks.list[i], &page.stats[i]);
    let words = stats.words.max(1.0);
    let tags = (page.tree.end(block.last.max(block.first)) - block.first) as f32;
    row.set(Words, stats.words);
    row.set(Chars, stats.chars);
    row.set(TextDensity, stats.chars / tags.max(1.0));
    row.set(LinkDensity, page.link_density[i]);
    row.set(Links, block.links as f32);
    row.set(Sentences, stats.sentences);
    row.set(SentenceLength, stats.words / stats.sentences.max(1.0));
    row.set(Commas, stats.commas / words);
    row.set(LongestToken, stats.longest_token);
    row.set(Repetitions, repetition::repetitions(page.blocks.text(i)));
    row.set(WordLength, stats.letters / words);
    row.set(Digits, ratio(stats.digits, stats.chars));
    row.set(Numbers, stats.numbers / words);
    row.set(Capitalised, stats.capitalised / words);
    row.set(Capitals, stats.capitals / stats.letters.max(1.0));
    row.set(FunctionWords, stats.function_words / words);
    row.set(TitleWords, stats.title_words / words);
    row.set(Separators, stats.separators / words);
    row.set(Lines, stats.lines);
    row.set(Unspaced, ratio(stats.unspaced, stats.chars));
    let wordings = &page.wording[i];
    let learned = [
        (Wording, wordings.whole),
        (Opening, wordings.opening),
        (Closing, wordings.closing),
        (Targets, page.inline[i].targets),
    ];
    for (first, weights) in learned {
        row.set(first, weights.mean);
        row.set_behind(first, 1, weights.least);
        row.set_behind(first, 2, weights.greatest);
    }
    row.set(Emphasised, page.inline[i].emphasised);
    row.set(Strong, page.inline[i].strong);
    row.set(ImagesBefore, page.inline[i].images_before);
    row.set(ImagesBehind, page.inline.get(i + 1).map_or(0.0, |next| next.images_before));
    row.flag(EndsSentence, stats.ends_sentence);
    row.flag(IsCut, stats.is_cut);
    row.flag(EndsColon, stats.ends_colon);
    row.flag(Asks, stats.asks);
    row.flag(HasCopyright, stats.has_copyright);
    row.flag(HasAddressSign, stats.has_address_sign);
    row.flag(HasCurrency, stats.has_currency);
    row.flag(StartsLower, stats.starts_lower);
}

/// How often the text of a block occurs on the page.
struct Repeats {
    texts: FxHashMap<u64, (u32, usize)>,
    patterns: FxHashMap<u64, u32>,
}

impl Repeats {
    fn new(page: &Measures) -> Repeats {
        let mut repeats = Repeats { texts: FxHashMap::default(), patterns: FxHashMap::default() };
        for (i, stats) in page.stats.iter().enumerate() {
            repeats.texts.entry(stats.hash).or_insert((0, i)).0 += 1;
            *repeats.patterns.entry(stats.pattern).or_insert(0) += 1;
        }
        repeats
    }

    fn write(&self, page: &Measures, i: usize, row: &mut Row) {
        let (count, first) = self.texts[&page.stats[i].hash];
        row.set(Feature::SameText, count as f32);
        row.set(Feature::SamePattern, self.patterns[&page.stats[i].pattern] as f32);
        row.flag(Feature::IsRepeat, first < i);
    }
}

fn element(page: &Measures, i: usize, row: &mut Row) {
    use Feature::*;
    let block: &RawBlock = &page.blocks.list[i];
    let tag = page.tree.tag(block.node);
    let parent = page.tree.parent(block.node);
    row.set(TagCode, f32::from(tag as u8));
    row.set(ParentTagCode, f32::from(page.tree.tag(parent) as u8));
    row.set(HeadingLevel, if let BlockKind::Heading(level) = block.kind { f32::from(level) } else { 0.0 });
    row.flag(IsListItem, block.kind == BlockKind::ListItem);
    row.flag(IsTableRow, block.kind == BlockKind::TableRow);
    row.flag(IsPreformatted, block.kind == BlockKind::Preformatted);
    row.flag(IsHidden, block.hidden);
    row.flag(IsNoscript, block.noscript);
    row.flag(IsTitle, page.title == Some(i));
    row.flag(InParagraph, tag == Tag::P);
    let in_cell = page.tree.ancestors(block.node).take(3).any(|node| matches!(page.tree.tag(node), Tag::Td | Tag::Th));
    row.flag(InCell, in_cell || matches!(tag, Tag::Td | Tag::Th | Tag::Tr));
    row.set(Depth, page.distances.depth(block.node).min(200.0));
    let path = page.siblings.of_same_path(i);
    row.set(SamePath, path.blocks);
    row.set(PathWords, path.words / path.blocks.max(1.0));
    row.set(PathLinkDensity, ratio(path.link_words, path.words));
    row.set(PathGood, ratio(path.good_words, path.words));
    row.set(PathShare, ratio(path.words, page.page.words));
}

/// Running figures over the blocks in order.
struct Sequence {
    words_before: Vec<f32>,
    good_before: Vec<f32>,
    since_prose: Vec<f32>,
    until_prose: Vec<f32>,
    since_heading: Vec<(f32, f32)>,
}

impl Sequence {
    fn new(page: &Measures) -> Sequence {
        let count = page.stats.len();
        let mut sequence = Sequence {
            words_before: Vec::with_capacity(count),
            good_before: Vec::with_capacity(count),
            since_prose: Vec::with_capacity(count),
            until_prose: vec![FARTHEST_PROSE; count],
            since_heading: Vec::with_capacity(count),
        };
        let (mut words, mut good, mut since, mut heading) = (0.0, 0.0, FARTHEST_PROSE, (0.0, 0.0));
        for i in 0..count {
            let stats = &page.stats[i];
            sequence.words_before.push(words);
            sequence.good_before.push(good);
            sequence.since_prose.push(since);
            sequence.since_heading.push(heading);
            words += stats.words;
            good += if page.good[i] { stats.words } else { 0.0 };
            since = if page.good[i] { 0.0 } else { (since + 1.0).min(FARTHEST_PROSE) };
            heading = match page.blocks.list[i].kind {
                BlockKind::Heading(level) => (0.0, f32::from(level)),
                _ => (heading.0 + stats.words, heading.1),
            };
        }
        let mut until = FARTHEST_PROSE;
        for i in (0..count).rev() {
            sequence.until_prose[i] = until;
            until = if page.good[i] { 0.0 } else { (until + 1.0).min(FARTHEST_PROSE) };
        }
        sequence
    }

    fn write(&self, page: &Measures, i: usize, row: &mut Row) {
        use Feature::*;
        let count = page.stats.len() as f32;
        let last = page.stats.len() - 1;
        let all_words = self.words_before[last] + page.stats[last].words;
        let all_good = self.good_before[last] + if page.good[last] { page.stats[last].words } else { 0.0 };
        let own_good = if page.good[i] { page.stats[i].words } else { 0.0 };
        row.set(Position, i as f32 / count);
        row.set(WordPosition, ratio(self.words_before[i], all_words));
        row.set(ProseBefore, ratio(self.good_before[i], all_good));
        row.set(ProseBehind, ratio(all_good - self.good_before[i] - own_good, all_good));
        row.set(SinceProse, self.since_prose[i]);
        row.set(UntilProse, self.until_prose[i]);
        row.set(SinceHeading, self.since_heading[i].0);
        row.set(LastHeading, self.since_heading[i].1);
        if let Some(title) = page.title {
            row.set(SinceTitle, i as f32 - title as f32);
            row.set(WordsSinceTitle, self.words_before[i] - self.words_before[title]);
        }
    }
}

fn neighbours(page: &Measures, i: usize, row: &mut Row) {
    use Feature::*;
    let count = page.stats.len();
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
    let sum = |range: std::ops::Range<usize>| page.stats[range].iter().map(|stats| stats.words).sum();
    row.set(BeforeWords, sum(i.saturating_sub(5)..i));
    row.set(BehindWords, sum(i + 1..(i + 6).min(count).max(i + 1)));
    let cut = page.stats[i.saturating_sub(8)..(i + 9).min(count)].iter().filter(|stats| stats.is_cut).count();
    row.set(AroundCut, cut as f32);
    let (mut around, mut links, mut function_words, mut wording) = (0.0, 0.0, 0.0, 0.0);
    for j in i.saturating_sub(5)..(i + 6).min(count) {
        if j != i {
            around += words(j);
            links += words(j) * page.link_density[j];
            function_words += page.stats[j].function_words;
            wording += page.wording[j].whole.mean;
        }
    }
    row.set(AroundWords, around);
    row.set(AroundLinkDensity, ratio(links, around));
    row.set(AroundWording, wording / 10.0);
    row.set(AroundFunctionWords, ratio(function_words, around));
}

fn are_near(page: &Measures, i: usize, j: usize) -> bool {
    let node = |i: usize| page.blocks.list[i].node;
    page.tree.parent(node(i)) == page.tree.parent(node(j))
}

/// For every element the nearest one around it that holds more blocks: the steps from region to region.
struct Regions {
    /// The element above the largest one with the same blocks.
    up: Vec<NodeId>,
    /// The largest element with the same blocks.
    top: Vec<NodeId>,
    /// The learned weights of the names from the element up to that one.
    names: Vec<f32>,
}

impl Regions {
    fn new(page: &Measures) -> Regions {
        let count = page.tree.len();
        let (mut up, mut top, mut names) = (vec![0; count], vec![0; count], vec![0.0; count]);
        for node in 1..count {
            let parent = page.tree.parent(node as NodeId);
            let same = page.sums[parent as usize].blocks == page.sums[node].blocks;
            up[node] = if same { up[parent as usize] } else { parent };
            top[node] = if same { top[parent as usize] } else { node as NodeId };
            names[node] = page.hints.weight(node as NodeId) + if same { names[parent as usize] } else { 0.0 };
        }
        Regions { up, top, names }
    }

    fn write(&self, page: &Measures, i: usize, row: &mut Row) {
        let mut node = page.blocks.list[i].node;
        let mut unit = None;
        for level in 0..REGIONS {
            let top = self.top[node as usize];
            self.write_region(page, level, node, row);
            if unit.is_none()
                && top != 0
                && page.siblings.alike(top) >= FEWEST_ALIKE
                && page.sums[top as usize].blocks > 1.0
            {
                unit = Some(top);
            }
            node = self.up[node as usize];
        }
        if let Some(unit) = unit {
            self.write_unit(page, i, unit, row);
        }
    }

    fn write_unit(&self, page: &Measures, i: usize, unit: NodeId, row: &mut Row) {
        use Feature::*;
        let sum: &Sums = &page.sums[unit as usize];
        let parent: &Sums = &page.sums[page.tree.parent(unit) as usize];
        row.set(UnitAlike, page.siblings.alike(unit));
        row.set(UnitWords, sum.words);
        row.set(UnitLinkDensity, sum.link_density());
        row.set(UnitHeadings, sum.headings);
        row.set(UnitLinks, sum.links / sum.headings.max(1.0));
        row.set(UnitCut, sum.cut);
        row.set(UnitsShare, ratio(parent.words, page.page.words));
        row.set(UnitsGood, ratio(parent.good_words, page.page.good_words));
        let before = page.blocks.list[..i].iter().rev().take(MOST_IN_UNIT);
        row.set(UnitIndex, before.take_while(|block| page.tree.contains(unit, block.node)).count() as f32);
        row.set(UnitPart, ratio(page.stats[i].words, sum.words));
        row.set(UnitImages, sum.images);
        row.set(UnitTimes, sum.times);
    }

    /// `node` is the element through which the block is reached.
    fn write_region(&self, page: &Measures, level: usize, node: NodeId, row: &mut Row) {
        let top = self.top[node as usize];
        let sum = &page.sums[top as usize];
        let around = &page.sums[self.up[node as usize] as usize];
        let values: [f32; REGION_FEATURES] = [
            ratio(sum.words, page.page.words),
            sum.link_density(),
            ratio(sum.good_words, sum.words),
            sum.words / sum.blocks.max(1.0),
            page.siblings.alike(top),
            self.names[node as usize],
            ratio(sum.words, around.words),
            f32::from(page.tree.tag(top) as u8),
            sum.images / sum.blocks.max(1.0),
            sum.controls / sum.blocks.max(1.0),
            sum.wording / sum.blocks.max(1.0),
            sum.targets / sum.blocks.max(1.0),
        ];
        for (offset, value) in values.into_iter().enumerate() {
            row.set_behind(Feature::Region0Share, level * REGION_FEATURES + offset, value);
        }
    }
}

/// The blocks between headings.
struct Sections {
    /// For each block its section.
    of: Vec<usize>,
    all: Vec<Section>,
}

#[derive(Clone, Copy, Default)]
struct Section {
    heading: Option<usize>,
    sums: Sums,
}

impl Sections {
    fn new(page: &Measures) -> Sections {
        let mut sections = Sections { of: Vec::with_capacity(page.stats.len()), all: vec![Section::default()] };
        for i in 0..page.stats.len() {
            if matches!(page.blocks.list[i].kind, BlockKind::Heading(_)) {
                sections.all.push(Section { heading: Some(i), ..Section::default() });
            }
            let last = sections.all.len() - 1;
            sections.all[last].sums.add(&page.of_block(i));
            sections.of.push(last);
        }
        sections
    }

    fn write(&self, page: &Measures, i: usize, row: &mut Row) {
        use Feature::*;
        let Section { heading, sums } = self.all[self.of[i]];
        row.set(SectionWords, sums.words);
        row.set(SectionBlocks, sums.blocks);
        row.set(SectionLinkDensity, sums.link_density());
        row.set(SectionGood, ratio(sums.good_words, sums.words));
        if let Some(heading) = heading {
            row.set(SectionHeadingWords, page.stats[heading].words);
            row.set(SectionWording, page.wording[heading].whole.mean);
            row.set(SectionHeadingLinkDensity, page.link_density[heading]);
            row.set(SectionHeadingsAlike, page.siblings.of_same_path(heading).blocks);
        }
    }
}

fn candidates(page: &Measures, i: usize, row: &mut Row) {
    let node = page.blocks.list[i].node;
    let mut around = 0.0;
    for (k, &root) in page.roots.iter().enumerate().take(roots::COUNT) {
        let (up, down) = page.distances.between(page.tree, root, node);
        row.set_behind(Feature::Up60, 2 * k, up);
        row.set_behind(Feature::Down60, 2 * k, down);
        around += if up == 0.0 && root != 0 { 1.0 } else { 0.0 };
    }
    row.set(Feature::RootsAround, around);
}

fn names(page: &Measures, i: usize, row: &mut Row) {
    use Feature::*;
    let node = page.blocks.list[i].node;
    let (mut sum, mut least, mut greatest, mut near) = (0.0_f32, 0.0_f32, 0.0_f32, 0.0_f32);
    let mut steps = [0.0_f32; CATEGORIES];
    let mut below_root = true;
    let around = std::iter::once(node).chain(page.tree.ancestors(node));
    for (step, node) in around.take(MOST_NAMES).enumerate() {
        let weight = page.hints.weight(node);
        sum += weight;
        least = least.min(weight);
        greatest = greatest.max(weight);
        below_root &= node != page.roots[0] && step < 8;
        near += if below_root { weight } else { 0.0 };
        let mut categories = page.hints.categories(node);
        while categories != 0 {
            let category = categories.trailing_zeros() as usize;
            categories &= categories - 1;
            if steps[category] == 0.0 {
                steps[category] = step as f32 + 1.0;
            }
        }
    }
    row.set(NamesSum, sum);
    row.set(NamesLeast, least);
    row.set(NamesGreatest, greatest);
    row.set(NamesNear, near);
    for (category, &steps) in steps.iter().enumerate() {
        row.set_behind(ToContent, category, steps);
    }
}

fn page_figures(page: &Measures, row: &mut Row) {
    use Feature::*;
    let figures = &page.page;
    for (feature, value) in [
        (PageWords, figures.words),
        (PageBlocks, figures.blocks),
        (PageLinkDensity, figures.link_density),
        (PageGood, ratio(figures.good_words, figures.words)),
        (PageParagraphs, figures.paragraphs),
        (PageListItems, figures.list_items),
        (PageHeadings, figures.headings),
        (PageH1, figures.h1),
        (PageArticles, figures.articles),
        (PageRoot60, figures.root60),
        (PageRoot60Good, figures.root60_good),
        (PageRoot90, figures.root90),
        (PageSemantic, figures.semantic),
        (PageGoodBlocks, figures.good_blocks),
        (PageHidden, figures.hidden),
        (PageUnspaced, figures.unspaced),
        (PageType, figures.kind),
        (PageThread, figures.thread),
        (PageCards, figures.cards),
        (PageCut, figures.cut),
        (PageCurrency, figures.currency),
        (PageModern, figures.modern),
        (PageTables, figures.tables),
        (PageImages, ratio(figures.images, figures.blocks)),
        (PageControls, ratio(figures.controls, figures.blocks)),
        (PageUrlDepth, figures.url.depth),
        (PageUrlWords, figures.url.words),
        (PageUrlDigits, figures.url.digits),
    ] {
        row.set(feature, value);
    }
}
