//! What is of use as a whole only: data tables and blocks of code. Scores know them by rows and by lines; here what is
//! torn of them is made whole, and code that the text around it needs is kept with it.

use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};
use crate::page::Page;
use crate::page::blocks::{BlockKind, Blocks};
use std::ops::Range;

/// The share of a table's text from which on all of its rows are kept. Of the dropped rows of such tables on wcxb-dev,
/// 47 belong to the annotated text and 33 do not, besides one page on which the rows lay out a list of links.
const TABLE_SHARE: f32 = 0.6;

/// The share of a block of code from which on all of it is kept.
const CODE_SHARE: f32 = 0.5;

/// Code belongs to the text beside it where one of so many blocks before it, or of those behind it, is kept, other code
/// not counted: a file's name, a title or "Copy" may stand between. With 1, 2.9 % less of wcxb-dev's annotated code is kept.
const BESIDE: usize = 3;

/// How many elements may frame code.
const FRAMES: usize = 8;

/// Completes what is torn.
pub(super) fn complete(page: &Page, kept: &mut [bool]) {
    let Page { tree, blocks, .. } = page;
    // Found once: between code and the text beside it any amount of other code may stand.
    let is_text = |&block: &usize| blocks.list[block].kind != BlockKind::Preformatted;
    let texts: Vec<usize> = (0..blocks.list.len()).filter(is_text).collect();
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
            BlockKind::Preformatted => complete_code(blocks, &texts, kept, at..end),
            _ => {}
        }
        at = end;
    }
}

/// The outermost element around `node`, or itself, whose white space counts.
fn preformatted(tree: &Tree, node: NodeId) -> Option<NodeId> {
    [node].into_iter().chain(tree.ancestors(node).take(FRAMES)).filter(|&node| tree.tag(node).is_preformatted()).last()
}

fn complete_code(blocks: &Blocks, texts: &[usize], kept: &mut [bool], of: Range<usize>) {
    if kept_share(blocks, kept, of.clone()) >= CODE_SHARE || is_beside(texts, kept, &of) {
        keep(blocks, kept, of);
    } else {
        kept[of].fill(false);
    }
}

/// Whether text next to the code is kept, of the blocks that are text.
fn is_beside(texts: &[usize], kept: &[bool], code: &Range<usize>) -> bool {
    let before = texts.partition_point(|&text| text < code.start);
    let behind = texts.partition_point(|&text| text < code.end);
    let mut beside = texts[before.saturating_sub(BESIDE)..before].iter().chain(texts[behind..].iter().take(BESIDE));
    beside.any(|&text| kept[text])
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

    /// What is kept of the blocks that are marked so.
    fn completed(html: &str, kept: &str) -> String {
        let page = Page::from_tree(parse(html));
        let mut kept: Vec<bool> = kept.chars().map(|c| c == 'x').collect();
        complete(&page, &mut kept);
        kept.into_iter().map(|kept| if kept { 'x' } else { '.' }).collect()
    }

    #[test]
    fn a_table_is_kept_with_all_of_its_rows() {
        let table = "<table><tr><th>Year<th>Sales<tr><td>2019<td>40<tr><td>2020<td>50<tr><td>2021<td>60</table>";
        assert_eq!(completed(table, ".xxx"), "xxxx");
        assert_eq!(completed(table, "..x."), "..x.");
        let hidden = table.replace("<tr><th>", "<tr hidden><th>");
        assert_eq!(completed(&hidden, ".xxx"), ".xxx");
        let two = format!("{table}<p>between</p>{table}");
        assert_eq!(completed(&two, ".xxx....."), "xxxx.....");
    }

    #[test]
    fn code_of_which_half_is_kept_is_whole() {
        let code = "<pre><div>let a = 1;</div><div>let b = 2;</div><div>print(a)</div></pre>";
        assert_eq!(completed(code, "xx."), "xxx");
        assert_eq!(completed(code, "..x"), "...");
    }

    #[test]
    fn code_beside_kept_text_is_kept() {
        let page = "<p>Call it so:</p><div>main.rs</div><div>Copy</div><pre>run()</pre><pre>stop()</pre><p>Footer</p>";
        assert_eq!(completed(page, "x....."), "x..xx.");
        assert_eq!(completed(page, ".....x"), "...xxx");
        let farther = page.replace("<pre>run", "<div>Wrap</div><pre>run");
        assert_eq!(completed(&farther, "x......"), "x......");
    }
}
