//! Finds the heading that shows the title.

use super::MAX_TITLE_BYTES;
use super::declared::DeclaredTitles;
use super::words::{begins, dice, ends, plain_words};
use crate::html::attributes::AttrKey;
use crate::html::tag::Tag;
use crate::html::tree::Tree;
use crate::page::blocks::{BlockKind, Blocks, RawBlock};
use crate::text::word_filter::WordFilter;
use crate::text::word_hash::Hash;
use crate::text::words::words as each_word;

/// Minimum word overlap (Dice coefficient) of a heading with a declared title that it shows. On the annotated pages of
/// the corpus, 0.5 loses five titles and 0.7 loses two; both lose F1 of the main text as well.
pub(super) const MIN_OVERLAP: f32 = 0.6;

/// Added to the overlap of an `<h1>`, to prefer it to lower headings. Chosen by hand.
const H1_BONUS: f32 = 0.15;

/// A heading must exceed the rank of an earlier one by this much to win. Chosen by hand.
const MIN_ADVANTAGE: f32 = 0.01;

/// Maximum number of characters of a headline. A longer heading is a text that the page marks up as a heading, such as
/// a post of a social network: it can be the title, but it is also content. On the annotated pages of the corpus, 100 and
/// 400 lose a title each, and main text.
const MAX_HEADLINE_CHARS: u32 = 200;

/// Returns the block of the heading that overlaps most with one of the declared titles, given as word sets. If none
/// overlaps enough, returns the only `<h1>`.
pub(super) fn title_block(blocks: &Blocks, declared: &DeclaredTitles, declared_words: &[Vec<Hash>]) -> Option<usize> {
    let mut best: Option<(f32, usize)> = None;
    let mut first_h1 = None;
    let mut h1s = 0;
    let likely = LikelyTitles::new(declared_words);
    let mut words = Vec::new();
    for (i, block) in blocks.list.iter().enumerate() {
        let BlockKind::Heading(level) = block.kind else { continue };
        if block.hidden
            || block.text.len() > MAX_TITLE_BYTES
            || block.chars > MAX_HEADLINE_CHARS
            || declared.site_headings.contains(&i)
        {
            continue;
        }
        words.clear();
        each_word(blocks.text(i), |word| words.push(word.hash));
        if level == 1 && !words.is_empty() {
            h1s += 1;
            first_h1 = first_h1.or(Some(i));
        }
        if !likely.may_contain(&words) {
            continue;
        }
        words.sort_unstable();
        words.dedup();
        let overlap = declared_words.iter().map(|title| dice(&words, title)).fold(0.0, f32::max);
        let rank = overlap + if level == 1 { H1_BONUS } else { 0.0 };
        if overlap >= MIN_OVERLAP && best.is_none_or(|(other, _)| rank > other + MIN_ADVANTAGE) {
            best = Some((rank, i));
        }
    }
    best.map(|(_, i)| i).or(first_h1.filter(|_| h1s == 1))
}

/// Rejects most headings that overlap too little with any declared title, without sorting their words.
struct LikelyTitles {
    words: WordFilter,
    min_common: f32,
}

impl LikelyTitles {
    fn new(declared_words: &[Vec<Hash>]) -> LikelyTitles {
        let shortest = declared_words.iter().map(Vec::len).filter(|&count| count > 0).min();
        // With c common words, the other set has at least c: 2 c / (c + count) >= MIN_OVERLAP, solved for c. Half a
        // word allows for rounding.
        let min_common = |count: usize| count as f32 * MIN_OVERLAP / (2.0 - MIN_OVERLAP) - 0.5;
        LikelyTitles {
            words: declared_words.iter().flatten().collect(),
            min_common: shortest.map_or(f32::INFINITY, min_common),
        }
    }

    /// Whether the overlap may reach [`MIN_OVERLAP`]. Words may be repeated.
    fn may_contain(&self, heading: &[Hash]) -> bool {
        heading.iter().filter(|&&word| self.words.may_contain(word)).count() as f32 >= self.min_common
    }
}

/// Returns the headings that show the name of the site: those that are nothing but a link to its home page, and the one that
/// begins a `<title>` such as "Site: Title". A heading with the whole `<title>` is not among them, because it may also be the
/// title of the home page.
pub(super) fn site_headings(tree: &Tree, blocks: &Blocks, title_element: &str) -> Vec<usize> {
    let title = plain_words(title_element);
    let mut found = Vec::new();
    let mut is_searched = false;
    for (i, block) in blocks.list.iter().enumerate() {
        if !matches!(block.kind, BlockKind::Heading(_)) {
            continue;
        }
        let is_linked = block.links > 0 && block.link_chars >= block.chars;
        let is_site = is_linked && links_home(tree, block);
        let may_begin_title = !is_searched && block.text.len() <= title_element.len() && begins(blocks.text(i), &title);
        if !is_site && !may_begin_title {
            continue;
        }
        let words = plain_words(blocks.text(i));
        if words == title {
            continue;
        }
        let begins_title = may_begin_title && words.len() > 2 && title.starts_with(&words);
        is_searched |= begins_title;
        if is_site || begins_title && ends_title_below(blocks, i, &title[words.len() - 1..], is_linked) {
            found.push(i);
        }
    }
    found
}

/// Maximum number of words between the name of the site and the title in a `<title>`, such as "Blog Archive" and "View topic".
const MAX_WORDS_BETWEEN: usize = 2;

/// Whether `rest`, the end of the `<title>` after the words of the heading `site`, is the text of a heading below it that has
/// more prose below it than above it. "Pancakes - Recipes" may also be a page about pancakes with a list of recipes at its end.
///
/// If the heading of the site is no link, there must be words between it and the title.
fn ends_title_below(blocks: &Blocks, site: usize, rest: &str, is_linked: bool) -> bool {
    let prose = |range: std::ops::Range<usize>| -> u32 {
        let prose =
            blocks.list[range].iter().filter(|block| block.chars >= MIN_PROSE && block.link_chars * 2 < block.chars);
        prose.map(|block| block.chars).sum()
    };
    let is_rest = |i: &usize| {
        let block = &blocks.list[*i];
        let may_be = matches!(block.kind, BlockKind::Heading(_))
            && !block.hidden
            && block.text.len() <= MAX_TITLE_BYTES
            && ends(blocks.text(*i), rest);
        let words = if may_be { plain_words(blocks.text(*i)) } else { return false };
        let between = rest.strip_suffix(words.as_str()).filter(|_| words.len() > 2);
        let least = if is_linked { 0 } else { 1 };
        between.is_some_and(|between| (least..=MAX_WORDS_BETWEEN).contains(&between.split_whitespace().count()))
    };
    let title = (site + 1..blocks.list.len()).find(is_rest);
    title.is_some_and(|title| prose(title + 1..blocks.list.len()) > prose(site + 1..title))
}

/// Minimum characters of a block that is counted as prose. Chosen by hand.
const MIN_PROSE: u32 = 80;

/// Whether a block is in a link to the home page of the site.
fn links_home(tree: &Tree, block: &RawBlock) -> bool {
    let mut around = std::iter::once(block.first).chain(tree.ancestors(block.first));
    let link = around.find(|&node| tree.tag(node) == Tag::A);
    let url = link.and_then(|link| tree.attr(link, AttrKey::Href)).unwrap_or_default();
    match url.split_once("://") {
        Some((_, rest)) => !rest.trim_end_matches('/').contains(['/', '?', '#']),
        None => matches!(url, "/" | "./"),
    }
}
