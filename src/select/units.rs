//! Tables and code blocks are all-or-nothing units: this pass keeps or drops the whole unit, and keeps code next to kept
//! text. The scorer sees single rows and lines only.

use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};
use crate::page::Page;
use crate::page::blocks::{BlockKind, Blocks};
use std::ops::Range;

/// Share of a table's characters from which on all of its rows are kept. Of the rows that this adds on wcxb-dev, 47 are
/// annotated as main content and 33 are not, apart from one page whose table is a list of links.
const TABLE_SHARE: f32 = 0.6;

/// Share of a code block's characters from which on all of it is kept. Chosen by hand: half.
const CODE_SHARE: f32 = 0.5;

/// Code is kept if one of this many text blocks before or after it is kept. Other code does not count. A file name, a title
/// or "Copy" may come between. With 1, 2.9 % less of the annotated code of wcxb-dev is kept.
const NEIGHBORS: usize = 3;

/// Maximum number of elements between a code block and its outermost preformatted element. Chosen by hand.
const MAX_FRAMES: usize = 8;

/// Keeps or drops each table and code block as a whole.
pub(super) fn complete(page: &Page, kept: &mut [bool]) {
    let Page { tree, blocks, .. } = page;
    // Computed once: any number of code blocks may lie between code and the text next to it.
    let is_text = |&block: &usize| blocks.list[block].kind != BlockKind::Preformatted;
    let texts: Vec<usize> = (0..blocks.list.len()).filter(is_text).collect();
    let mut at = 0;
    while at < blocks.list.len() {
        let unit = match blocks.list[at].kind {
            BlockKind::TableRow => tree.ancestors(blocks.list[at].node).find(|&node| tree.tag(node) == Tag::Table),
            BlockKind::Preformatted => preformatted(tree, blocks.list[at].node),
            _ => None,
        };
        let Some(unit) = unit else {
            at += 1;
            continue;
        };
        let end = at + blocks.list[at..].iter().take_while(|block| block.first < tree.end(unit)).count();
        match blocks.list[at].kind {
            BlockKind::TableRow if kept_share(blocks, kept, at..end) >= TABLE_SHARE => keep(blocks, kept, at..end),
            BlockKind::Preformatted => complete_code(blocks, &texts, kept, at..end),
            _ => {}
        }
        at = end;
    }
}

/// Returns the outermost preformatted element around `node`, which may be the node itself.
fn preformatted(tree: &Tree, node: NodeId) -> Option<NodeId> {
    [node]
        .into_iter()
        .chain(tree.ancestors(node).take(MAX_FRAMES))
        .filter(|&node| tree.tag(node).is_preformatted())
        .last()
}

fn complete_code(blocks: &Blocks, texts: &[usize], kept: &mut [bool], of: Range<usize>) {
    if kept_share(blocks, kept, of.clone()) >= CODE_SHARE || is_next_to_kept_text(texts, kept, &of) {
        keep(blocks, kept, of);
    } else {
        kept[of].fill(false);
    }
}

/// Returns whether text next to the code is kept. `texts` are the blocks that are not code.
fn is_next_to_kept_text(texts: &[usize], kept: &[bool], code: &Range<usize>) -> bool {
    let before = texts.partition_point(|&text| text < code.start);
    let after = texts.partition_point(|&text| text < code.end);
    let mut neighbors =
        texts[before.saturating_sub(NEIGHBORS)..before].iter().chain(texts[after..].iter().take(NEIGHBORS));
    neighbors.any(|&text| kept[text])
}

fn chars(blocks: &Blocks, range: Range<usize>) -> impl Iterator<Item = (usize, f32)> {
    range.map(|block| (block, blocks.list[block].chars as f32))
}

fn kept_share(blocks: &Blocks, kept: &[bool], range: Range<usize>) -> f32 {
    let all: f32 = chars(blocks, range.clone()).map(|(_, chars)| chars).sum();
    chars(blocks, range).filter(|&(block, _)| kept[block]).map(|(_, chars)| chars).sum::<f32>() / all
}

fn keep(blocks: &Blocks, kept: &mut [bool], range: Range<usize>) {
    range.for_each(|block| kept[block] |= blocks.list[block].is_shown());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::parse::parse;

    /// Returns the blocks that are kept after completion; `x` marks a kept block.
    fn completed(html: &str, kept: &str) -> String {
        let page = Page::from_tree(parse(html));
        let mut kept: Vec<bool> = kept.chars().map(|c| c == 'x').collect();
        complete(&page, &mut kept);
        kept.into_iter().map(|kept| if kept { 'x' } else { '.' }).collect()
    }

    #[test]
    fn table_with_most_rows_kept_is_kept_entirely() {
        let table = "<table><tr><th>Year<th>Sales<tr><td>2019<td>40<tr><td>2020<td>50<tr><td>2021<td>60</table>";
        assert_eq!(completed(table, ".xxx"), "xxxx");
        assert_eq!(completed(table, "..x."), "..x.");
        let hidden = table.replace("<tr><th>", "<tr hidden><th>");
        assert_eq!(completed(&hidden, ".xxx"), ".xxx");
        let two = format!("{table}<p>between</p>{table}");
        assert_eq!(completed(&two, ".xxx....."), "xxxx.....");
    }

    #[test]
    fn code_block_kept_by_half_is_kept_entirely() {
        let code = "<pre><div>let a = 1;</div><div>let b = 2;</div><div>print(a)</div></pre>";
        assert_eq!(completed(code, "xx."), "xxx");
        assert_eq!(completed(code, "..x"), "...");
    }

    #[test]
    fn code_next_to_kept_text_is_kept() {
        let page = "<p>Call it so:</p><div>main.rs</div><div>Copy</div><pre>run()</pre><pre>stop()</pre><p>Footer</p>";
        assert_eq!(completed(page, "x....."), "x..xx.");
        assert_eq!(completed(page, ".....x"), "...xxx");
        let farther = page.replace("<pre>run", "<div>Wrap</div><pre>run");
        assert_eq!(completed(&farther, "x......"), "x......");
    }
}
