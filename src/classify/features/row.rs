//! Writes the rows: everything that was measured, as one number a feature.

use super::columns::{COUNT, Feature};
use super::hints::CATEGORIES;
use super::regions::Regions;
use super::repetition;
use super::sequence::Sequence;
use super::sums::ratio;
use super::{Features, Measures};
use crate::html::tag::Tag;
use crate::html::tree::NodeId;
use crate::page::blocks::{BlockKind, RawBlock};
use std::ops::Range;

/// How many elements around a block are asked for their names; pages nest deeper only by mistake.
const MOST_NAMES: u32 = 40;
/// How many of them are near.
const NEAR_NAMES: u32 = 8;
/// Deeper is no different.
const DEEPEST: u32 = 200;

/// Writes the rows of a page, a run of blocks at a time.
pub(crate) struct Rows<'p> {
    page: &'p Measures<'p>,
    /// What holds for the whole page is the same in each row.
    of_page: [f32; COUNT],
    regions: Regions,
    sequence: Sequence,
    names: Names,
}

impl<'p> Rows<'p> {
    pub fn new(page: &'p Measures<'p>) -> Rows<'p> {
        let mut of_page = [0.0; COUNT];
        page_figures(page, &mut Row { values: &mut of_page });
        Rows { page, of_page, regions: Regions::new(page), sequence: Sequence::new(page), names: Names::new(page) }
    }

    /// Writes the rows of these blocks in place of what is there.
    pub fn write(&mut self, blocks: Range<usize>, features: &mut Features) {
        let page = self.page;
        features.rows.clear();
        features.rows.resize(blocks.len(), self.of_page);
        features.places.clear();
        features.places.extend(&page.siblings.paths()[blocks.clone()]);
        for (i, values) in blocks.zip(&mut features.rows) {
            let mut row = Row { values };
            own_text(page, i, &mut row);
            element(page, i, &mut row);
            self.sequence.write(page, i, &mut row);
            self.regions.write(page, i, &mut row);
            candidates(page, i, &mut row);
            self.names.write(page, i, &mut row);
        }
    }
}

/// A row while it is written.
pub(super) struct Row<'r> {
    values: &'r mut [f32; COUNT],
}

impl Row<'_> {
    pub fn set(&mut self, feature: Feature, value: f32) {
        debug_assert!(value.is_finite(), "{feature:?} is {value}");
        self.values[feature as usize] = value;
    }

    pub fn flag(&mut self, feature: Feature, value: bool) {
        self.set(feature, if value { 1.0 } else { 0.0 });
    }

    /// Sets the feature `offset` places behind `first`.
    pub fn set_behind(&mut self, first: Feature, offset: usize, value: f32) {
        debug_assert!(value.is_finite(), "{offset} behind {first:?} is {value}");
        self.values[first as usize + offset] = value;
    }

    /// Sets as many features as there are values from `offset` places behind `first` on.
    pub fn set_all_behind(&mut self, first: Feature, offset: usize, values: &[f32]) {
        debug_assert!(values.iter().all(|value| value.is_finite()), "{offset} behind {first:?}");
        self.values[first as usize + offset..][..values.len()].copy_from_slice(values);
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
    row.set(Depth, page.distances.depth(block.node).min(DEEPEST) as f32);
    let path = page.siblings.of_same_path(i);
    row.set(SamePath, path.blocks);
    row.set(PathWords, path.words / path.blocks.max(1.0));
    row.set(PathLinkDensity, ratio(path.link_words, path.words));
    row.set(PathGood, ratio(path.good_words, path.words));
    row.set(PathShare, ratio(path.words, page.page.words));
}

fn candidates(page: &Measures, i: usize, row: &mut Row) {
    let node = page.blocks.list[i].node;
    let mut around = 0.0;
    let (mut last, mut steps) = (None, (0.0, 0.0));
    for (k, &root) in page.roots.iter().enumerate() {
        // Rules often agree.
        if last.replace(root) != Some(root) {
            steps = page.distances.between(page.tree, root, node);
        }
        let (up, down) = steps;
        row.set_behind(Feature::Up60, 2 * k, up);
        row.set_behind(Feature::Down60, 2 * k, down);
        around += if up == 0.0 && root != 0 { 1.0 } else { 0.0 };
    }
    row.set(Feature::RootsAround, around);
}

/// The elements whose names tell something.
struct Names {
    /// For each node the nearest such element: itself or one around it. The document where there is none.
    nearest: Vec<NodeId>,
}

impl Names {
    fn new(page: &Measures) -> Names {
        let mut nearest = Vec::with_capacity(page.tree.len());
        nearest.push(0);
        for (node, &parent) in (1..).zip(page.tree.parent.iter().skip(1)) {
            nearest.push(if page.hints.tells(node) { node } else { nearest[parent as usize] });
        }
        Names { nearest }
    }

    fn write(&self, page: &Measures, i: usize, row: &mut Row) {
        use Feature::*;
        let own = page.blocks.list[i].node;
        let depth = page.distances.depth(own);
        // Names count as near below the root.
        let root = page.roots[0];
        let to_root = if page.tree.contains(root, own) { depth - page.distances.depth(root) } else { u32::MAX };
        let (mut sum, mut least, mut greatest, mut near) = (0.0_f32, 0.0_f32, 0.0_f32, 0.0_f32);
        let (mut steps, mut seen) = ([0.0_f32; CATEGORIES], 0);
        let mut node = self.nearest[own as usize];
        while node != 0 {
            let step = depth - page.distances.depth(node);
            if step >= MOST_NAMES {
                break;
            }
            let weight = page.hints.weight(node);
            sum += weight;
            least = least.min(weight);
            greatest = greatest.max(weight);
            near += if step < to_root.min(NEAR_NAMES) { weight } else { 0.0 };
            let mut categories = page.hints.categories(node) & !seen;
            seen |= categories;
            while categories != 0 {
                steps[categories.trailing_zeros() as usize] = step as f32 + 1.0;
                categories &= categories - 1;
            }
            node = self.nearest[page.tree.parent(node) as usize];
        }
        row.set(NamesSum, sum);
        row.set(NamesLeast, least);
        row.set(NamesGreatest, greatest);
        row.set(NamesNear, near);
        row.set_all_behind(ToContent, 0, &steps);
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
