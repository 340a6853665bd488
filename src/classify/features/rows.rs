//! Writes the rows of the feature table from what was measured of the page.

use super::columns::{COUNT, Column};
use super::elements::names_around::NamesAround;
use super::neighbors::Neighbors;
use super::positions::Positions;
use super::regions::Regions;
use super::repeats::Repeats;
use super::sections::Sections;
use super::sums::ratio;
use super::text::repetition;
use super::tokens::weights::TokenWeights;
use super::{Features, Measures, roots};
use crate::html::limits::Budget;
use crate::html::tag::Tag;
use crate::page::blocks::{BlockKind, RawBlock};
use std::ops::Range;

/// Maximum depth of an element that is counted; deeper makes no difference. Chosen by hand.
const MAX_DEPTH: u32 = 200;

/// Maximum number of elements between a block and its table cell. Chosen by hand.
const MAX_STEPS_TO_CELL: usize = 3;

/// Writes the rows of a page, for some consecutive blocks at a time.
pub(crate) struct Rows<'p> {
    page: &'p Measures<'p>,
    /// A row with the columns of the page, which are the same for all blocks.
    page_row: [f32; COUNT],
    repeats: Repeats,
    positions: Positions,
    neighbors: Neighbors,
    regions: Regions,
    sections: Sections,
    names: NamesAround,
}

impl<'p> Rows<'p> {
    pub fn new(page: &'p Measures<'p>) -> Rows<'p> {
        let mut page_row = [0.0; COUNT];
        page.stats_of_page.write(page.blocks.list.len(), &mut Row { values: &mut page_row });
        Rows {
            page,
            page_row,
            repeats: Repeats::new(&page.stats),
            positions: Positions::new(page),
            neighbors: Neighbors::new(page),
            regions: Regions::new(page),
            sections: Sections::new(page),
            names: NamesAround::new(page),
        }
    }

    /// Replaces the rows in `features` by those of these blocks. If the time is up, the last ones are missing.
    pub fn write(&mut self, blocks: Range<usize>, budget: Budget, features: &mut Features) {
        let page = self.page;
        features.rows.clear();
        features.rows.reserve(blocks.len());
        features.path_groups.clear();
        features.path_groups.extend(&page.path_groups.groups_of_blocks()[blocks.clone()]);
        for (at, i) in budget.limited(blocks.enumerate()) {
            features.rows.extend_from_slice(std::slice::from_ref(&self.page_row));
            let mut row = Row { values: &mut features.rows[at] };
            write_text(page, i, &mut row);
            write_tokens(page, i, &mut row);
            write_inline(page, i, &mut row);
            self.repeats.write(page, i, &mut row);
            write_element(page, i, &mut row);
            self.positions.write(page, i, &mut row);
            self.neighbors.write(page, i, &mut row);
            self.regions.write(page, i, &mut row);
            write_path(page, i, &mut row);
            self.sections.write(page, i, &mut row);
            write_roots(page, i, &mut row);
            self.names.write(page, i, &mut row);
        }
    }
}

/// A row of the table while it is written. All values must be finite.
pub(super) struct Row<'r> {
    values: &'r mut [f32; COUNT],
}

impl Row<'_> {
    pub fn set(&mut self, column: Column, value: f32) {
        debug_assert!(value.is_finite(), "{column:?} is {value}");
        self.values[column as usize] = value;
    }

    pub fn flag(&mut self, column: Column, value: bool) {
        self.set(column, if value { 1.0 } else { 0.0 });
    }

    /// Sets consecutive columns. The first one is `offset` columns after `column`.
    pub fn set_run(&mut self, column: Column, offset: usize, values: &[f32]) {
        debug_assert!(values.iter().all(|value| value.is_finite()), "{offset} columns after {column:?}");
        self.values[column as usize + offset..][..values.len()].copy_from_slice(values);
    }
}

fn write_text(page: &Measures, i: usize, row: &mut Row) {
    use Column::*;
    let (block, stats) = (&page.blocks.list[i], &page.stats[i]);
    let words = stats.words.max(1.0);
    row.set(Words, stats.words);
    row.set(Chars, stats.chars);
    row.set(TextDensity, page.text_density(i));
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
    row.set(Capitalized, stats.capitalized / words);
    row.set(Capitals, stats.capitals / stats.letters.max(1.0));
    row.set(FunctionWords, stats.function_words / words);
    row.set(TitleWords, stats.title_words / words);
    row.set(Separators, stats.separators / words);
    row.set(Lines, stats.lines);
    row.flag(EndsSentence, stats.ends_sentence);
    row.flag(IsTruncated, stats.is_truncated);
    row.flag(EndsColon, stats.ends_colon);
    row.flag(HasQuestionMark, stats.has_question_mark);
    row.flag(HasCopyright, stats.has_copyright);
    row.flag(HasAtSign, stats.has_at_sign);
    row.flag(HasCurrency, stats.has_currency);
    row.flag(StartsLowercase, stats.starts_lowercase);
    row.set(Unsegmented, ratio(stats.unsegmented, stats.chars));
}

fn write_tokens(page: &Measures, i: usize, row: &mut Row) {
    use Column::*;
    let weights = &page.text_weights[i];
    for ([mean_column, min_column, max_column], TokenWeights { mean, min, max }) in [
        ([TextWeight, TextWeightMin, TextWeightMax], weights.whole),
        ([StartWeight, StartWeightMin, StartWeightMax], weights.start),
        ([EndWeight, EndWeightMin, EndWeightMax], weights.end),
        ([LinkWeight, LinkWeightMin, LinkWeightMax], page.inline[i].link_weights),
    ] {
        row.set(mean_column, mean);
        row.set(min_column, min);
        row.set(max_column, max);
    }
}

fn write_inline(page: &Measures, i: usize, row: &mut Row) {
    use Column::*;
    let inline = &page.inline[i];
    row.set(Emphasized, inline.emphasized);
    row.set(Strong, inline.strong);
    row.set(ImagesBefore, inline.images_before);
    row.set(ImagesAfter, page.inline.get(i + 1).map_or(0.0, |next| next.images_before));
}

fn write_element(page: &Measures, i: usize, row: &mut Row) {
    use Column::*;
    let block: &RawBlock = &page.blocks.list[i];
    let tag = page.tree.tag(block.node);
    let parent = page.tree.parent(block.node);
    row.set(TagNumber, f32::from(tag as u8));
    row.set(ParentTagNumber, f32::from(page.tree.tag(parent) as u8));
    row.set(HeadingLevel, if let BlockKind::Heading(level) = block.kind { f32::from(level) } else { 0.0 });
    row.flag(IsListItem, block.kind == BlockKind::ListItem);
    row.flag(IsTableRow, block.kind == BlockKind::TableRow);
    row.flag(IsPreformatted, block.kind == BlockKind::Preformatted);
    row.flag(IsHidden, block.hidden);
    row.flag(IsNoscript, block.noscript);
    row.flag(IsTitle, page.title == Some(i));
    row.flag(InParagraph, tag == Tag::P);
    let mut outer = page.tree.ancestors(block.node).take(MAX_STEPS_TO_CELL);
    let in_cell = outer.any(|node| matches!(page.tree.tag(node), Tag::Td | Tag::Th));
    row.flag(InTableCell, in_cell || matches!(tag, Tag::Td | Tag::Th | Tag::Tr));
    row.set(Depth, page.depths.of(block.node).min(MAX_DEPTH) as f32);
}

fn write_path(page: &Measures, i: usize, row: &mut Row) {
    use Column::*;
    let sums = page.path_groups.sums_of(i);
    row.set(PathBlocks, sums.blocks);
    row.set(PathWords, sums.words / sums.blocks.max(1.0));
    row.set(PathLinkDensity, sums.link_density());
    row.set(PathProse, sums.prose());
    row.set(PathShare, ratio(sums.words, page.stats_of_page.words));
}

fn write_roots(page: &Measures, i: usize, row: &mut Row) {
    let node = page.blocks.list[i].node;
    let mut containing = 0.0;
    let (mut last_root, mut steps) = (None, (0.0, 0.0));
    for (root, (up_column, down_column)) in page.roots.in_column_order().into_iter().zip(roots::COLUMNS) {
        // Several rules often have the same root.
        if last_root.replace(root) != Some(root) {
            steps = page.depths.steps(page.tree, root, node);
        }
        let (up, down) = steps;
        row.set(up_column, up);
        row.set(down_column, down);
        containing += if up == 0.0 && root != 0 { 1.0 } else { 0.0 };
    }
    row.set(Column::RootsContaining, containing);
}
