//! Plain text: an empty line between blocks; items of a list, rows of a table and lines of verse on lines of their own.

use super::additions::{self, Additions};
use super::verse::continues_lines;
use super::{Selected, Shown};
use crate::html::limits::Budget;
use crate::page::Page;
use crate::page::blocks::BlockKind;
use crate::select::Selection;
use crate::text::char_offsets::CharOffsets;
use once_cell::sync::OnceCell;
use std::borrow::Cow;
use std::ops::Range;

/// The text of the kept blocks, and the range of each in it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rendered {
    pub text: String,
    /// The range of each block; `None` if the block was dropped.
    pub ranges: Vec<Option<Range<usize>>>,
    /// Character offsets; computed on first use.
    chars: OnceCell<CharOffsets>,
}

impl Rendered {
    /// Translates a range of bytes of the text into characters.
    pub fn char_range(&self, bytes: &Range<usize>) -> Range<usize> {
        let offsets = self.chars.get_or_init(|| CharOffsets::new(&self.text));
        offsets.get(&self.text, bytes.start)..offsets.get(&self.text, bytes.end)
    }
}

/// Writes the kept blocks.
pub(crate) fn render(page: &Page, selection: &Selection, budget: Budget) -> Rendered {
    let blocks = &page.blocks;
    write(page, &selection.kept, budget, |block| Cow::Borrowed(blocks.text(block)), |_| Vec::new())
}

/// Writes the kept blocks with the additions of the options: URLs of links, descriptions of images, and all cells of
/// rows.
pub(crate) fn render_with(page: &Selected<'_>, with_tsv_tables: bool) -> Rendered {
    let Selected { page: Page { blocks, .. }, selection: Selection { kept, .. }, shown, budget } = *page;
    let additions = match shown {
        Shown { links: false, images: false } => Additions::default(),
        _ => additions::additions(page),
    };
    let rows = if with_tsv_tables { additions::rows(page) } else { Vec::new() };
    let text = |block: usize| match rows.binary_search_by_key(&block, |(block, _)| *block) {
        Ok(row) => Cow::Borrowed(rows[row].1.as_str()),
        Err(_) => additions.applied(block, blocks.text(block)),
    };
    write(page.page, kept, budget, text, |block| additions.before(block))
}

/// Writes the texts of the kept blocks, and the paragraphs that come before each block. The paragraphs of the index
/// after the last block come at the end.
fn write<'t>(
    page: &Page,
    kept: &[bool],
    budget: Budget,
    text: impl Fn(usize) -> Cow<'t, str>,
    before: impl Fn(usize) -> Vec<&'t str>,
) -> Rendered {
    let Page { tree, blocks, .. } = page;
    let mut rendered = Rendered { ranges: vec![None; blocks.list.len()], ..Rendered::default() };
    let mut last: Option<BlockKind> = None;
    let paragraph = |rendered: &mut Rendered, text: &str| {
        rendered.text.push_str(if rendered.text.is_empty() { "" } else { "\n\n" });
        rendered.text.push_str(text);
    };
    for (i, block) in budget.limited(blocks.list.iter().enumerate()) {
        for text in before(i) {
            paragraph(&mut rendered, text);
            last = Some(BlockKind::Paragraph);
        }
        if !kept[i] {
            continue;
        }
        if let Some(last) = last {
            let is_line = || i > 0 && kept[i - 1] && continues_lines(tree, blocks, i - 1, i);
            rendered.text.push_str(if share_paragraph(last, block.kind) || is_line() { "\n" } else { "\n\n" });
        }
        let start = rendered.text.len();
        rendered.text.push_str(&text(i));
        rendered.ranges[i] = Some(start..rendered.text.len());
        last = Some(block.kind);
    }
    for text in before(blocks.list.len()) {
        paragraph(&mut rendered, text);
    }
    rendered
}

/// Whether two blocks, one after the other, are lines of one list or table.
fn share_paragraph(a: BlockKind, b: BlockKind) -> bool {
    use BlockKind::*;
    matches!((a, b), (ListItem, ListItem) | (TableRow, TableRow) | (Term | Definition, Term | Definition))
}
