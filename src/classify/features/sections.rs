//! Sections: the blocks from one heading of any level to the next.

use super::Measures;
use super::rows::Row;
use super::sums::Sums;
use crate::page::blocks::BlockKind;

/// The sections of a page.
pub(super) struct Sections {
    sections_of_blocks: Vec<u32>,
    sections: Vec<Section>,
}

#[derive(Clone, Copy, Default)]
struct Section {
    /// The block of the heading. The blocks before the first heading have none.
    heading: Option<usize>,
    sums: Sums,
}

impl Sections {
    pub fn new(page: &Measures) -> Sections {
        let mut sections_of_blocks = Vec::with_capacity(page.blocks.list.len());
        let mut sections = vec![Section::default()];
        let mut current = 0;
        for (i, (block, sums)) in page.blocks.list.iter().zip(&page.sums_of_blocks).enumerate() {
            if matches!(block.kind, BlockKind::Heading(_)) {
                current = sections.len();
                sections.push(Section { heading: Some(i), ..Section::default() });
            }
            sections[current].sums.add(sums);
            sections_of_blocks.push(current as u32);
        }
        Sections { sections_of_blocks, sections }
    }

    pub fn write(&self, page: &Measures, i: usize, row: &mut Row) {
        use super::columns::Column::*;
        let Section { heading, sums } = &self.sections[self.sections_of_blocks[i] as usize];
        row.set(SectionWords, sums.words);
        row.set(SectionBlocks, sums.blocks);
        row.set(SectionLinkDensity, sums.link_density());
        row.set(SectionProse, sums.prose());
        if let &Some(heading) = heading {
            row.set(SectionHeadingWords, page.stats[heading].words);
            row.set(SectionHeadingTextWeight, page.text_weights[heading].whole.mean);
            row.set(SectionHeadingLinkDensity, page.link_density[heading]);
            row.set(SectionHeadingPathBlocks, page.path_groups.sums_of(heading).blocks);
        }
    }
}
