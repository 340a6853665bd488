//! Pull quotes: boxes within a story that repeat one of its sentences in large letters.

use super::{Selection, short_name};
use crate::html::attributes::AttrKey;
use crate::html::tag::Tag;
use crate::html::tree::Tree;
use crate::page::Page;
use crate::page::blocks::{BlockKind, RawBlock};
use memchr::memchr2_iter;
use memchr::memmem::Finder;
use std::ops::Range;

/// The length of a pull quote in characters. Shorter texts may be repeated by chance. Chosen by hand.
const MIN_CHARS: u32 = 20;
const MAX_CHARS: u32 = 400;

/// How many kept blocks before and after a pull quote are searched for its sentence. Chosen by hand.
const DISTANCE: usize = 16;

/// Number of bytes of a sentence that are searched; the rest is compared where they are.
const SEARCHED: usize = 12;

/// Maximum number of candidates of a page, which bounds the work.
const MAX_CANDIDATES: usize = 64;

/// How many elements above the text may show that it is a quote.
const MAX_ANCESTORS: usize = 4;

/// Returns the kept blocks that look like quotes and are a part of a longer kept block nearby.
pub(crate) fn pull_quotes(page: &Page, selection: &Selection) -> Vec<usize> {
    let blocks = &page.blocks;
    let may_be = |&block: &usize| {
        let raw = &blocks.list[block];
        selection.kept[block]
            && (MIN_CHARS..=MAX_CHARS).contains(&raw.chars)
            && matches!(raw.kind, BlockKind::Paragraph | BlockKind::Quote)
            && looks_like_quote(&page.tree, raw, blocks.text(block))
    };
    let candidates = (0..blocks.list.len()).filter(may_be).take(MAX_CANDIDATES);
    candidates.filter(|&block| is_repeated(page, selection, block)).collect()
}

/// Whether a block is in an element for asides, in one that is hidden from readers of the text aloud, or in one named after
/// quotes. A text may discuss any other quote.
fn looks_like_quote(tree: &Tree, block: &RawBlock, text: &str) -> bool {
    let begins_with_mark = text.starts_with(['“', '"', '„', '«', '»', '‘', '「', '『']);
    tree.ancestors(block.first).take(MAX_ANCESTORS).any(|node| {
        matches!(tree.tag(node), Tag::Aside)
            || begins_with_mark && tree.tag(node) == Tag::Figure
            || tree.attr(node, AttrKey::AriaHidden) == Some("true")
            || has_quote(short_name(tree, node, AttrKey::Class))
    })
}

/// Whether a class contains "quote".
fn has_quote(class: &str) -> bool {
    let class = class.as_bytes();
    memchr2_iter(b'q', b'Q', class).any(|at| class[at + 1..].starts_with(b"uote"))
}

/// Whether a longer kept block nearby contains the text of a block.
fn is_repeated(page: &Page, selection: &Selection, block: usize) -> bool {
    let blocks = &page.blocks;
    let text = blocks.text(block).trim_matches(|c: char| !c.is_alphanumeric());
    // The first letter may be a capital in the quote only.
    let mut chars = text.chars();
    chars.next();
    let sentence = chars.as_str().as_bytes();
    // The search for a few bytes is prepared faster than that for the whole sentence.
    let start = Finder::new(&sentence[..sentence.len().min(SEARCHED)]);
    let kept = |&other: &usize| selection.kept[other];
    // A post of a thread quotes another post, but a pull quote is beside its sentence.
    let around = element_around(page, block);
    let before = (around.start..block).rev().filter(kept).take(DISTANCE);
    let after = (block + 1..around.end).filter(kept).take(DISTANCE);
    let is_longer = |&other: &usize| blocks.list[other].chars > blocks.list[block].chars;
    before.chain(after).filter(is_longer).any(|other| {
        let text = blocks.text(other).as_bytes();
        start.find_iter(text).any(|at| text[at..].starts_with(sentence))
    })
}

/// Returns the blocks of the smallest element that holds more than one block, this one among them.
fn element_around(page: &Page, block: usize) -> Range<usize> {
    let (tree, blocks) = (&page.tree, &page.blocks);
    let within = tree.ancestors(blocks.list[block].first).take(MAX_ANCESTORS * 2);
    let within = within.map(|node| blocks.beginning_in(&(node..tree.end(node))));
    within.into_iter().find(|range| range.len() > 1).unwrap_or(block..block + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::parse::parse;
    use crate::select::Decision;

    fn quotes_of(html: &str) -> Vec<usize> {
        let page = Page::from_tree(parse(html));
        pull_quotes(&page, &Selection::all(page.blocks.list.len(), Decision::Score))
    }

    const STORY: &str = "<p>Rivers carry water. With it they carry sand to the sea, all year long.";

    #[test]
    fn quote_that_repeats_a_sentence_is_found() {
        assert_eq!(
            quotes_of(&format!("{STORY}<div class=pullQuote><p>“With it they carry sand to the sea”</div>")),
            [1]
        );
        assert_eq!(quotes_of(&format!("<aside class=pull>with it they carry sand to the sea</aside>{STORY}")), [0]);
    }

    #[test]
    fn other_quotes_and_repeated_paragraphs_are_kept() {
        assert!(
            quotes_of(&format!("{STORY}<blockquote>They carry sand, she said, to the sea.</blockquote>")).is_empty()
        );
        assert!(quotes_of(&format!("{STORY}<p>With it they carry sand to the sea")).is_empty());
        assert!(quotes_of(&format!("<p>“With it they carry sand to the sea”</p>{STORY}")).is_empty(), "is discussed");
    }
}
