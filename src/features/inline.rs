//! What stands within a block: where its links lead, how much of it is emphasised, and the pictures beside it. "Also
//! read", notes of the editors and credits are told apart from the story by these more than by their words.

use super::hash::{Hash, WordHash, hash};
use super::vocabulary::Vocabulary;
use super::wording::Wording;
use crate::attributes::AttrKey;
use crate::blocks::{Blocks, RawBlock};
use crate::tag::Tag;
use crate::tree::{NodeId, Tree};

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
    let mut weigh = Weigher { vocabulary, wording: Wording::default(), known: 0.0, links: 0 };
    let mut enter = |node: NodeId, emphasis_end: &mut NodeId, strong_end: &mut NodeId| match tree.tag(node) {
        Tag::Em | Tag::I => *emphasis_end = tree.end(node).max(*emphasis_end),
        Tag::Strong | Tag::B => *strong_end = tree.end(node).max(*strong_end),
        Tag::A => weigh.link(tree.attr(node, AttrKey::Href)),
        _ => {}
    };
    let around = tree.ancestors(block.first).take(INLINE_DEPTH).take_while(|&node| node != 0);
    around.for_each(|node| enter(node, &mut emphasis_end, &mut strong_end));
    for node in block.first..=block.last {
        if tree.tag(node) != Tag::Text {
            enter(node, &mut emphasis_end, &mut strong_end);
            continue;
        }
        let length = tree.text(node).len();
        all += length;
        emphasised += if node < emphasis_end { length } else { 0 };
        strong += if node < strong_end { length } else { 0 };
    }
    let share = |part: usize| part as f32 / all.max(1) as f32;
    let (emphasised, strong) = (share(emphasised), share(strong));
    Inline { emphasised, strong, targets: weigh.finish(), images_before: 0.0 }
}

/// Adds up the weights of links.
struct Weigher<'v> {
    vocabulary: &'v Vocabulary,
    wording: Wording,
    known: f32,
    links: usize,
}

impl Weigher<'_> {
    fn link(&mut self, href: Option<&str>) {
        self.links += 1;
        let Some(href) = href.filter(|_| self.links <= MOST_LINKS && !self.vocabulary.is_empty()) else { return };
        target_tokens(href, |token| {
            if let Some(weight) = self.vocabulary.weight(token) {
                self.known += 1.0;
                self.wording.mean += weight;
                self.wording.least = self.wording.least.min(weight);
                self.wording.greatest = self.wording.greatest.max(weight);
            }
        });
    }

    fn finish(mut self) -> Wording {
        self.wording.mean /= self.known.sqrt().max(1.0);
        self.wording
    }
}

/// Keeps the tokens of addresses apart from those of names and of words.
const TARGET: Hash = 0x3c6e_f372;

/// Hands on the tokens of a link's address: its scheme where it is no page's, the words of host, path and query with
/// numbers alike, and how many words the longest part of the path has (a headline has many).
pub(crate) fn target_tokens(href: &str, mut found: impl FnMut(Hash)) {
    let href = href.trim();
    if href.is_empty() || href.starts_with('#') {
        return found(hash("#") ^ TARGET);
    }
    let rest = match href.split_once(':') {
        Some(("http" | "https", rest)) => rest,
        Some((scheme, _)) if scheme.len() <= 12 && scheme.bytes().all(|byte| byte.is_ascii_alphabetic()) => {
            return found(hash(scheme) ^ TARGET.rotate_left(3));
        }
        _ => href,
    };
    let (mut tokens, mut longest) = (0, 0);
    for part in rest.split(['/', '?', '&', '#']).filter(|part| !part.is_empty()) {
        let mut words = 0;
        for word in part.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            words += 1;
            tokens += 1;
            if tokens <= MOST_TOKENS {
                found(token(word) ^ TARGET);
            }
        }
        longest = longest.max(words);
    }
    found(hash(if longest >= 4 { "headline" } else { "name" }) ^ TARGET.rotate_left(9));
}

fn token(word: &str) -> Hash {
    if word.bytes().any(|byte| byte.is_ascii_digit()) {
        return hash("0");
    }
    let mut hash = WordHash::default();
    word.chars().for_each(|c| hash.push(c));
    hash.finish()
}

/// The tokens of the links of one block, each once.
pub(crate) fn tokens_of_links(tree: &Tree, block: &RawBlock) -> Vec<Hash> {
    let around = tree.ancestors(block.first).take(INLINE_DEPTH).take_while(|&node| node != 0);
    let links = around.chain(block.first..=block.last).filter(|&node| tree.tag(node) == Tag::A).take(MOST_LINKS);
    let mut all = Vec::new();
    for link in links {
        if let Some(href) = tree.attr(link, AttrKey::Href) {
            target_tokens(href, |token| all.push(token));
        }
    }
    all.sort_unstable();
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::blocks::blocks;
    use crate::parse::parse;

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
        let found = inline(&tree, &blocks(&tree), &Vocabulary::new([(author, -1.5)]));
        assert_eq!((found[0].targets.mean, found[0].targets.least), (-1.5, -1.5));
    }
}
