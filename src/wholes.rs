//! What is of use as a whole only: data tables and blocks of code. Scores know them by rows and by lines; here what is
//! torn of them is made whole, and code that the text around it needs is kept with it.

use crate::blocks::{BlockKind, Blocks, RawBlock};
use crate::tag::Tag;
use crate::tree::{NodeId, Tree};
use std::ops::Range;

/// The share of a table's text from which on all of its rows are kept. Of the dropped rows of such tables on wcxb-dev,
/// 47 belong to the annotated text and 33 do not, besides one page on which the rows lay out a list of links.
const TABLE_SHARE: f32 = 0.6;

/// The share of a block of code from which on all of it is kept.
const CODE_SHARE: f32 = 0.5;

/// The least score of code that is kept for the text around it. At 0.1 as much of wcxb-dev's annotated code is kept, and
/// three times as much that is not annotated.
const LEAST_CODE_SCORE: f32 = 0.2;

/// What may be dropped between code and the text that it belongs to, in characters and in blocks: a file's name, "Copy".
const LONGEST_LABEL: u32 = 30;
const LABELS: usize = 3;

/// How many elements may frame code.
const FRAMES: usize = 8;

/// Completes what is torn.
pub(crate) fn complete(tree: &Tree, blocks: &Blocks, scores: &[f32], kept: &mut [bool]) {
    let mut at = 0;
    while at < blocks.list.len() {
        let whole = match blocks.list[at].kind {
            BlockKind::TableRow => tree.ancestors(blocks.list[at].node).find(|&node| tree.tag(node) == Tag::Table),
            BlockKind::Preformatted => preformatted(tree, blocks.list[at].node),
            _ => None,
        };
        let Some(whole) = whole else {
            at += 1;
            continue;
        };
        let end = at + blocks.list[at..].iter().take_while(|block| block.first < tree.end(whole)).count();
        match blocks.list[at].kind {
            BlockKind::TableRow if kept_share(blocks, kept, at..end) >= TABLE_SHARE => keep(blocks, kept, at..end),
            BlockKind::Preformatted => complete_code(tree, blocks, scores, kept, whole, at..end),
            _ => {}
        }
        at = end;
    }
}

/// The outermost element around `node`, or itself, whose white space counts.
fn preformatted(tree: &Tree, node: NodeId) -> Option<NodeId> {
    [node].into_iter().chain(tree.ancestors(node).take(FRAMES)).filter(|&node| tree.tag(node).is_preformatted()).last()
}

fn complete_code(tree: &Tree, blocks: &Blocks, scores: &[f32], kept: &mut [bool], code: NodeId, of: Range<usize>) {
    let share = kept_share(blocks, kept, of.clone());
    if share >= CODE_SHARE
        || score(blocks, scores, of.clone()) >= LEAST_CODE_SCORE && is_amid(tree, blocks, kept, code, &of)
    {
        keep(blocks, kept, of);
    } else if share > 0.0 {
        kept[of].fill(false);
    }
}

fn chars(blocks: &Blocks, range: Range<usize>) -> impl Iterator<Item = (usize, f32)> {
    range.map(|block| (block, blocks.list[block].chars as f32))
}

fn kept_share(blocks: &Blocks, kept: &[bool], range: Range<usize>) -> f32 {
    let all: f32 = chars(blocks, range.clone()).map(|(_, chars)| chars).sum();
    chars(blocks, range).filter(|&(block, _)| kept[block]).map(|(_, chars)| chars).sum::<f32>() / all
}

/// The mean over the characters.
fn score(blocks: &Blocks, scores: &[f32], range: Range<usize>) -> f32 {
    let all: f32 = chars(blocks, range.clone()).map(|(_, chars)| chars).sum();
    chars(blocks, range).map(|(block, chars)| scores[block] * chars).sum::<f32>() / all
}

fn is_shown(block: &RawBlock) -> bool {
    !block.hidden && !block.noscript
}

fn keep(blocks: &Blocks, kept: &mut [bool], range: Range<usize>) {
    range.for_each(|block| kept[block] |= is_shown(&blocks.list[block]));
}

/// Whether code stands in kept text: what comes before it near by is kept, and so is what comes after it in the element
/// around both, if anything does.
fn is_amid(tree: &Tree, blocks: &Blocks, kept: &[bool], code: NodeId, of: &Range<usize>) -> bool {
    let is_label = |block: usize| !kept[block] && blocks.list[block].chars <= LONGEST_LABEL;
    let before = (0..of.start).rev().take(LABELS).find(|&block| !is_label(block));
    let Some(before) = before.filter(|&before| kept[before]) else { return false };
    let around = tree.ancestors(code).take(FRAMES).find(|&node| blocks.list[before].first > node);
    let Some(around) = around else { return false };
    let end = blocks.list.len().min(of.end + LABELS);
    let after =
        (of.end..end).take_while(|&block| blocks.list[block].first < tree.end(around)).find(|&block| !is_label(block));
    after.is_none_or(|after| kept[after])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::blocks::blocks;
    use crate::parse::parse;

    /// What is kept of the blocks that are marked so.
    fn completed(html: &str, kept: &str, score: f32) -> String {
        let tree = parse(html);
        let blocks = blocks(&tree);
        let mut kept: Vec<bool> = kept.chars().map(|c| c == 'x').collect();
        complete(&tree, &blocks, &vec![score; kept.len()], &mut kept);
        kept.into_iter().map(|kept| if kept { 'x' } else { '.' }).collect()
    }

    #[test]
    fn a_table_is_kept_with_all_of_its_rows() {
        let table = "<table><tr><th>Year<th>Sales<tr><td>2019<td>40<tr><td>2020<td>50<tr><td>2021<td>60</table>";
        assert_eq!(completed(table, ".xxx", 0.0), "xxxx");
        assert_eq!(completed(table, "..x.", 0.0), "..x.");
        let hidden = table.replace("<tr><th>", "<tr hidden><th>");
        assert_eq!(completed(&hidden, ".xxx", 0.0), ".xxx");
        let two = format!("{table}<p>between</p>{table}");
        assert_eq!(completed(&two, ".xxx.....", 0.0), "xxxx.....");
    }

    #[test]
    fn code_of_which_half_is_kept_is_whole() {
        let code = "<pre><div>let a = 1;</div><div>let b = 2;</div><div>print(a)</div></pre>";
        assert_eq!(completed(code, "xx.", 0.0), "xxx");
        assert_eq!(completed(code, "..x", 0.0), "...");
    }

    #[test]
    fn code_amid_kept_text_is_kept() {
        let page = "<main><p>Call it so:</p><div><div>main.rs</div><pre>run()</pre></div><p>And see what the program writes, if it writes.</p></main><p>Footer";
        assert_eq!(completed(page, "x..x.", 0.3), "x.xx.");
        assert_eq!(completed(page, "x..x.", 0.1), "x..x.", "a score near nothing");
        assert_eq!(completed(page, "x....", 0.3), "x....", "between text and what is dropped");
        let last = page.replace("<p>And see what the program writes, if it writes.</p>", "");
        assert_eq!(completed(&last, "x...", 0.3), "x.x.", "the end of the text");
    }
}
