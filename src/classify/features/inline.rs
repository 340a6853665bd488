//! What stands within a block: where its links lead, how much of it is emphasised, and the pictures beside it. "Also
//! read", notes of the editors and credits are told apart from the story by these more than by their words.

use super::vocabulary::Vocabulary;
use super::wording::{Weigher, Wording};
use crate::html::attributes::AttrKey;
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};
use crate::page::blocks::{Blocks, RawBlock};
use crate::text::char_class::CharClass;
use crate::text::word_hash::{Hash, WordHash, hash, hash_of_ascii};

/// Links of a block beyond these tell nothing new.
const MOST_LINKS: usize = 12;

/// Tokens of one link's address that count.
const MOST_TOKENS: usize = 16;

/// How many elements around a block's first text are looked at for a link or an emphasis that holds the whole block.
const INLINE_DEPTH: usize = 4;

/// The inline elements of one block.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Inline {
    /// Share of the text in `<em>` or `<i>`.
    pub emphasised: f32,
    /// Share of the text in `<strong>` or `<b>`.
    pub strong: f32,
    /// Learned weights of where the links lead.
    pub targets: Wording,
    /// Images between the previous block's text and this one's.
    pub images_before: f32,
}

/// The inline elements of every block.
pub(crate) fn inline(tree: &Tree, blocks: &Blocks, vocabulary: &Vocabulary) -> Vec<Inline> {
    let mut from = 0;
    blocks
        .list
        .iter()
        .map(|block| {
            let images = (from..block.first).filter(|&node| tree.tag(node) == Tag::Img).count();
            from = from.max(block.last + 1);
            Inline { images_before: images as f32, ..of_block(tree, block, vocabulary) }
        })
        .collect()
}

fn of_block(tree: &Tree, block: &RawBlock, vocabulary: &Vocabulary) -> Inline {
    let [mut all, mut emphasised, mut strong] = [0; 3];
    let (mut emphasis_end, mut strong_end) = (0, 0);
    let mut has_link = false;
    for node in around(tree, block).chain(block.first..=block.last) {
        match tree.tag(node) {
            Tag::Text => {
                let length = tree.text(node).len();
                all += length;
                emphasised += if node < emphasis_end { length } else { 0 };
                strong += if node < strong_end { length } else { 0 };
            }
            Tag::Em | Tag::I => emphasis_end = tree.end(node).max(emphasis_end),
            Tag::Strong | Tag::B => strong_end = tree.end(node).max(strong_end),
            Tag::A => has_link = true,
            _ => {}
        }
    }
    let share = |part: usize| part as f32 / all.max(1) as f32;
    let mut targets = Weigher::new(vocabulary);
    if has_link && !vocabulary.is_empty() {
        tokens_of_block(tree, block, |token| targets.add(token));
    }
    Inline { emphasised: share(emphasised), strong: share(strong), targets: targets.finish(), images_before: 0.0 }
}

/// The elements around a block's first text that may hold all of it.
fn around(tree: &Tree, block: &RawBlock) -> impl Iterator<Item = NodeId> {
    tree.ancestors(block.first).take(INLINE_DEPTH).take_while(|&node| node != 0)
}

/// Hands on the tokens of a block's links.
fn tokens_of_block(tree: &Tree, block: &RawBlock, mut found: impl FnMut(Hash)) {
    let nodes = around(tree, block).chain(block.first..=block.last);
    let links = nodes.filter(|&node| tree.tag(node) == Tag::A).take(MOST_LINKS);
    links.filter_map(|link| tree.attr(link, AttrKey::Href)).for_each(|href| target_tokens(href, &mut found));
}

/// The tokens of the links of one block, each once.
#[cfg(feature = "_internals")]
pub(crate) fn tokens_of_links(tree: &Tree, block: &RawBlock) -> Vec<Hash> {
    let mut all = Vec::new();
    tokens_of_block(tree, block, |token| all.push(token));
    all.sort_unstable();
    all.dedup();
    all
}

/// Keeps the tokens of addresses apart from those of names and of words.
const TARGET: Hash = 0x3c6e_f372;

/// Stands for every word with digits.
const NUMBER: Hash = hash_of_ascii("0");

/// How many words the longest part of a path has: a headline has four or more.
const HEADLINE: Hash = hash_of_ascii("headline");
const NAME: Hash = hash_of_ascii("name");
const FEWEST_OF_HEADLINE: usize = 4;

/// Hands on the tokens of a link's address: its scheme where it is no page's, the words of host, path and query with
/// numbers alike, and how many words the longest part of the path has (a headline has many).
fn target_tokens(href: &str, mut found: impl FnMut(Hash)) {
    let href = href.trim();
    if href.is_empty() || href.starts_with('#') {
        return found(hash_of_ascii("#") ^ TARGET);
    }
    let rest = match href.split_once(':') {
        Some(("http" | "https", rest)) => rest,
        Some((scheme, _)) if scheme.len() <= 12 && scheme.bytes().all(|byte| byte.is_ascii_alphabetic()) => {
            return found(hash(scheme) ^ TARGET.rotate_left(3));
        }
        _ => href,
    };
    let (mut tokens, mut words, mut longest) = (0, 0, 0);
    let mut at = 0;
    while let Some(&byte) = rest.as_bytes().get(at) {
        if matches!(CharClass::of(byte), CharClass::Symbol | CharClass::Space) {
            at += 1;
            words = if matches!(byte, b'/' | b'?' | b'&' | b'#') { 0 } else { words };
            continue;
        }
        let (word, length) = word_at(&rest[at..]);
        if length == 0 {
            at += rest[at..].chars().next().map_or(1, char::len_utf8);
            continue;
        }
        at += length;
        words += 1;
        tokens += 1;
        longest = longest.max(words);
        if tokens <= MOST_TOKENS {
            found(word ^ TARGET);
        }
    }
    found(if longest >= FEWEST_OF_HEADLINE { HEADLINE } else { NAME } ^ TARGET.rotate_left(9));
}

/// The token of the letters and digits that a text begins with, and their length; 0 where it begins otherwise.
#[inline]
fn word_at(text: &str) -> (Hash, usize) {
    let mut word = WordHash::default();
    // Digits come before letters.
    let (mut first_class, mut length) = (CharClass::Symbol, 0);
    for &byte in text.as_bytes() {
        let class = CharClass::of(byte);
        if !class.is_alphanumeric() {
            break;
        }
        word.push_ascii(byte);
        first_class = first_class.min(class);
        length += 1;
    }
    match text.as_bytes().get(length) {
        Some(byte) if !byte.is_ascii() => word_of_any_letters(text),
        _ => (if first_class == CharClass::Digit { NUMBER } else { word.finish() }, length),
    }
}

/// The same where letters beyond ASCII may follow.
#[cold]
fn word_of_any_letters(text: &str) -> (Hash, usize) {
    let mut word = WordHash::default();
    let length = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    text[..length].chars().for_each(|c| word.push(c));
    let has_digit = text[..length].bytes().any(|byte| byte.is_ascii_digit());
    (if has_digit { NUMBER } else { word.finish() }, length)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::parse::parse;
    use crate::page::blocks::blocks;

    fn of(html: &str) -> Vec<Inline> {
        let tree = parse(html);
        inline(&tree, &blocks(&tree), &Vocabulary::default())
    }

    #[test]
    fn emphasis_and_pictures() {
        let found = of("<p>1234<em>5678</em></p><img><img><b><i><p>all</p></i></b><p>none");
        assert_eq!(found.iter().map(|inline| inline.emphasised).collect::<Vec<_>>(), [0.5, 1.0, 0.0]);
        assert_eq!(found.iter().map(|inline| inline.strong).collect::<Vec<_>>(), [0.0, 1.0, 0.0]);
        assert_eq!(found.iter().map(|inline| inline.images_before).collect::<Vec<_>>(), [0.0, 2.0, 0.0]);
    }

    #[test]
    fn tokens_of_addresses() {
        let all = |href: &str| {
            let mut all = Vec::new();
            target_tokens(href, |token| all.push(token));
            all
        };
        assert_eq!(all("/tag/rivers"), all("/TAG/rivers"));
        assert_eq!(all("/2024/story-12"), all("/1999/story-7"));
        assert_ne!(all("mailto:a@b.c"), all("javascript:void(0)"));
        assert_eq!(all("#top"), all(""));
        assert_ne!(all("/a-b-c-d").last(), all("/a-b").last());
    }

    #[test]
    fn known_addresses_weigh() {
        let tree = parse("<p>By <a href='/author/ann'>Ann</a>");
        let mut author = 0;
        target_tokens("/author", |token| author = if author == 0 { token } else { author });
        let found = inline(&tree, &blocks(&tree), &Vocabulary::new([(author, -1.5)]).unwrap());
        assert_eq!((found[0].targets.mean, found[0].targets.least), (-1.5, -1.5));
    }
}
