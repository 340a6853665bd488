//! Fallback text in `<noscript>`.

use super::prose::prose_chars;
use crate::page::blocks::{Blocks, RawBlock};
use crate::select::{Decision, Selection};

/// Selects the `<noscript>` blocks from the first to the last one with prose. Returns `None` if they have fewer than
/// `min_prose` characters of prose.
pub(super) fn selection(blocks: &Blocks, min_prose: usize) -> Option<Selection> {
    let prose = |i: usize| if blocks.list[i].noscript { prose_chars(blocks.text(i)) } else { 0 };
    let chars: Vec<usize> = (0..blocks.list.len()).map(prose).collect();
    let (first, last) = (chars.iter().position(|&n| n > 0)?, chars.iter().rposition(|&n| n > 0)?);
    let is_kept = |(i, block): (usize, &RawBlock)| block.noscript && (first..=last).contains(&i);
    let is_enough = chars.iter().sum::<usize>() >= min_prose;
    is_enough.then(|| Selection::new(blocks.list.iter().enumerate().map(is_kept).collect(), Decision::Fallback))
}
