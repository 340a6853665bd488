//! Plain text: an empty line between blocks; items of a list and rows of a table on lines of their own.

use crate::blocks::{BlockKind, Blocks};
use std::ops::Range;

/// The text of the kept blocks, and where each stands in it.
#[derive(Debug, Default)]
pub(crate) struct Rendered {
    pub text: String,
    /// One entry a block; `None` where it was dropped.
    pub ranges: Vec<Option<Range<usize>>>,
}

/// Writes the blocks for which `kept` holds.
pub(crate) fn render(blocks: &Blocks, kept: &[bool]) -> Rendered {
    let mut rendered = Rendered { text: String::new(), ranges: vec![None; blocks.list.len()] };
    let mut last: Option<BlockKind> = None;
    for (i, block) in blocks.list.iter().enumerate() {
        if !kept[i] {
            continue;
        }
        if let Some(last) = last {
            rendered.text.push_str(if share_paragraph(last, block.kind) { "\n" } else { "\n\n" });
        }
        let start = rendered.text.len();
        rendered.text.push_str(blocks.text(i));
        rendered.ranges[i] = Some(start..rendered.text.len());
        last = Some(block.kind);
    }
    rendered
}

/// Whether two blocks, one after the other, are lines of one list or table.
fn share_paragraph(a: BlockKind, b: BlockKind) -> bool {
    use BlockKind::*;
    matches!((a, b), (ListItem, ListItem) | (TableRow, TableRow) | (Term | Definition, Term | Definition))
}
