//! Tokens of element names: the words in classes, ids, roles and microdata.

use crate::html::attributes::AttrKey;
use crate::text::char_class::CharClass;
use crate::text::word_hash::{Hash, WordHash};

/// Maximum number of names in an attribute that are read. Longer lists are of utility classes or generated names, which
/// tell little. Chosen by hand.
const MAX_NAMES: usize = 24;

/// Whether the attribute names its element.
pub(crate) fn is_naming(key: AttrKey) -> bool {
    matches!(key, AttrKey::Class | AttrKey::Id | AttrKey::Role | AttrKey::Itemprop | AttrKey::Itemtype)
}

/// Calls `found` with each token of a naming attribute: each word, and each name of several words as a whole. Words end
/// at separators, at digits, and before a capital letter: "postBody-42" has "post", "body" and "postbody".
pub(crate) fn for_each_name_token(value: &str, mut found: impl FnMut(Hash)) {
    if value.is_ascii() && memchr::memchr(b'/', value.as_bytes()).is_none() {
        return tokens_of_names(value.as_bytes(), CharClass::of, WordHash::push_ascii, &mut found);
    }
    for name in value.split_whitespace().take(MAX_NAMES) {
        // An `itemtype` is a URL, such as https://schema.org/Article.
        let name = name.rsplit('/').next().unwrap_or(name);
        if name.is_ascii() {
            tokens_of_names(name.as_bytes(), CharClass::of, WordHash::push_ascii, &mut found);
            continue;
        }
        let name: Vec<char> = name.chars().collect();
        tokens_of_names(&name, CharClass::of_char, WordHash::push, &mut found);
    }
}

/// `class_of` classifies a character, and `push` adds a letter to a hash.
#[inline(always)]
fn tokens_of_names<C: Copy>(
    names: &[C],
    class_of: impl Fn(C) -> CharClass,
    push: impl Fn(&mut WordHash, C),
    found: &mut impl FnMut(Hash),
) {
    // The current name: the hash of its letters, its number of words, and its start.
    let (mut name, mut words, mut start) = (WordHash::default(), 0, 0);
    let (mut count, mut at) = (0, 0);
    while at <= names.len() && count < MAX_NAMES {
        let mut word = WordHash::default();
        let (first, mut last) = (at, CharClass::Space);
        while let Some(&c) = names.get(at) {
            let class = class_of(c);
            if !class.is_letter() || class == CharClass::Upper && last == CharClass::Lower {
                break;
            }
            last = class;
            push(&mut word, c);
            push(&mut name, c);
            at += 1;
        }
        if at > first {
            found(word.finish());
            words += 1;
        }
        let next = names.get(at).map_or(CharClass::Space, |&c| class_of(c));
        if next == CharClass::Space {
            if words > 1 {
                found(name.finish());
            }
            count += usize::from(at > start);
            (name, words, start) = (WordHash::default(), 0, at + 1);
        }
        at += usize::from(!next.is_letter());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::word_hash::hash;

    #[test]
    fn names_split_into_words_and_whole_names() {
        let mut found = Vec::new();
        for_each_name_token("postBody-42 share_bar", |token| found.push(token));
        assert_eq!(found, ["post", "body", "postbody", "share", "bar", "sharebar"].map(hash));
    }
}
