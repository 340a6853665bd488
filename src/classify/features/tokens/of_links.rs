//! Tokens of link addresses.

use crate::html::attributes::AttrKey;
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};
use crate::text::char_class::CharClass;
use crate::text::word_hash::{Hash, WordHash, hash, hash_of_ascii};

/// Maximum number of links of a block that are read; further links tell nothing new. Chosen by hand.
const MAX_LINKS: usize = 12;

/// Maximum number of words of an address that are read. Chosen by hand.
const MAX_WORDS: usize = 16;

/// Words in a path segment from which on it is a headline rather than a name. Chosen by hand.
const MIN_HEADLINE_WORDS: usize = 4;

/// Maximum length of a URL scheme: long enough for those in links, such as `javascript`.
const MAX_SCHEME: usize = 12;

/// A random constant that keeps these tokens apart from those of names and texts. The model file has hashes made with
/// it.
const LINK_SALT: Hash = 0x3c6e_f372;

/// The token of every word with digits.
const NUMBER: Hash = hash_of_ascii("0");

const HEADLINE: Hash = hash_of_ascii("headline");
const NAME: Hash = hash_of_ascii("name");

/// Calls `found` with each token of the first links among these nodes.
pub(crate) fn for_each_link_token(tree: &Tree, nodes: impl Iterator<Item = NodeId>, mut found: impl FnMut(Hash)) {
    let links = nodes.filter(|&node| tree.tag(node) == Tag::A).take(MAX_LINKS);
    links.filter_map(|link| tree.attr(link, AttrKey::Href)).for_each(|href| tokens_of_address(href, &mut found));
}

/// Calls `found` with each token of an address: the scheme unless it is `http` or `https`; the words of the host, the
/// path and the query, where all numbers are the same word; and whether the longest path segment is a headline or a
/// name.
fn tokens_of_address(href: &str, mut found: impl FnMut(Hash)) {
    let href = href.trim();
    if href.is_empty() || href.starts_with('#') {
        return found(hash_of_ascii("#") ^ LINK_SALT);
    }
    let rest = match href.split_once(':') {
        Some(("http" | "https", rest)) => rest,
        Some((scheme, _)) if scheme.len() <= MAX_SCHEME && scheme.bytes().all(|byte| byte.is_ascii_alphabetic()) => {
            return found(hash(scheme) ^ LINK_SALT.rotate_left(3));
        }
        _ => href,
    };
    let (mut tokens, mut segment_words, mut longest) = (0, 0, 0);
    let mut at = 0;
    while let Some(&byte) = rest.as_bytes().get(at) {
        if matches!(CharClass::of(byte), CharClass::Symbol | CharClass::Space) {
            at += 1;
            segment_words = if matches!(byte, b'/' | b'?' | b'&' | b'#') { 0 } else { segment_words };
            continue;
        }
        let (word, length) = word_at(&rest[at..]);
        if length == 0 {
            at += rest[at..].chars().next().map_or(1, char::len_utf8);
            continue;
        }
        at += length;
        segment_words += 1;
        tokens += 1;
        longest = longest.max(segment_words);
        if tokens <= MAX_WORDS {
            found(word ^ LINK_SALT);
        }
    }
    found(if longest >= MIN_HEADLINE_WORDS { HEADLINE } else { NAME } ^ LINK_SALT.rotate_left(9));
}

/// Returns the token of the letters and digits at the start of a text, and their length; length 0 if there are none.
#[inline]
fn word_at(text: &str) -> (Hash, usize) {
    let mut word = WordHash::default();
    // `Class` orders digits before letters.
    let (mut min_class, mut length) = (CharClass::Symbol, 0);
    for &byte in text.as_bytes() {
        let class = CharClass::of(byte);
        if !class.is_alphanumeric() {
            break;
        }
        word.push_ascii(byte);
        min_class = min_class.min(class);
        length += 1;
    }
    match text.as_bytes().get(length) {
        Some(byte) if !byte.is_ascii() => non_ascii_word_at(text),
        _ => (if min_class == CharClass::Digit { NUMBER } else { word.finish() }, length),
    }
}

/// The same for a word with letters beyond ASCII.
#[cold]
fn non_ascii_word_at(text: &str) -> (Hash, usize) {
    let mut word = WordHash::default();
    let length = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    text[..length].chars().for_each(|c| word.push(c));
    let has_digit = text[..length].bytes().any(|byte| byte.is_ascii_digit());
    (if has_digit { NUMBER } else { word.finish() }, length)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub fn tokens(href: &str) -> Vec<Hash> {
        let mut all = Vec::new();
        tokens_of_address(href, |token| all.push(token));
        all
    }

    #[test]
    fn case_and_numbers_do_not_matter() {
        assert_eq!(tokens("/tag/rivers"), tokens("/TAG/rivers"));
        assert_eq!(tokens("/2024/story-12"), tokens("/1999/story-7"));
    }

    #[test]
    fn schemes_differ_and_empty_address_is_a_fragment() {
        assert_ne!(tokens("mailto:a@b.c"), tokens("javascript:void(0)"));
        assert_eq!(tokens("#top"), tokens(""));
    }

    #[test]
    fn segment_of_four_words_is_a_headline() {
        assert_ne!(tokens("/a-b-c-d").last(), tokens("/a-b").last());
    }
}
