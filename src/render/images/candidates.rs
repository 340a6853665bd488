//! The possible URLs of an image.

use crate::html::attributes::AttrKey;
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};

/// Words in the file names of placeholder images, collected from three thousand pages.
const PLACEHOLDERS: &[&str] = &[
    "spacer",
    "blank",
    "pixel",
    "transparent",
    "transp",
    "trans",
    "clear",
    "lazy",
    "lazyload",
    "lazyloading",
    "loading",
    "loader",
    "preloader",
    "spinner",
];

/// Words that occur beside these in the names of placeholders.
const FILLERS: &[&str] = &[
    "img", "image", "dot", "gif", "white", "black", "grey", "gray", "default", "ajax", "bg", "pxl", "profile", "avatar",
];

/// Longer names, in bytes, describe what an image shows.
const MAX_PLACEHOLDER_NAME: usize = 64;

/// The possible URLs of an image, the most likely first: those that a script would load, then the current ones.
pub(super) fn candidates(tree: &Tree, image: NodeId) -> impl Iterator<Item = &str> {
    use AttrKey::*;
    let attr = move |key| tree.attr(image, key).map(str::trim).filter(|value| !value.is_empty());
    let lazy = [DataSrc, DataLazySrc, DataOriginal].into_iter().filter_map(attr);
    let lazy_set = attr(DataSrcset).and_then(largest);
    let set = attr(Srcset).and_then(largest);
    let all = lazy.chain(lazy_set).chain(attr(Src)).chain(set).chain(picture_source(tree, image));
    all.filter(|candidate| !is_placeholder(candidate))
}

/// Whether an image is a placeholder or a spacer: all words of its file name say so.
fn is_placeholder(source: &str) -> bool {
    if source.starts_with("data:") {
        return true;
    }
    let path = source.split(['?', '#']).next().unwrap_or_default();
    let name = path.rsplit('/').next().unwrap_or_default();
    if name.len() > MAX_PLACEHOLDER_NAME {
        return false;
    }
    let name = name.to_ascii_lowercase();
    let (stem, kind) = name.rsplit_once('.').unwrap_or((&name, ""));
    // Names with this word are always placeholders.
    if stem.contains("placeholder") || stem.contains("place_holder") {
        return true;
    }
    // Photos have names such as "blank-3.jpg"; spacers are transparent, which JPEG cannot be.
    if matches!(kind, "jpg" | "jpeg") {
        return false;
    }
    let mut is_named = false;
    for word in stem.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let is_number_part = |c: char| c.is_ascii_digit() || c == 'x';
        if word.chars().all(is_number_part) {
            is_named |= word == "1x1";
            continue;
        }
        // "spacer2" and "trans1x1" end with a number.
        let has_number = word.ends_with(|c: char| c.is_ascii_digit());
        let base = if has_number { word.trim_end_matches(is_number_part) } else { word };
        if PLACEHOLDERS.contains(&base) {
            is_named = true;
        } else if !FILLERS.contains(&base) && !is_hash(word) {
            return false;
        }
    }
    is_named
}

/// Whether a word is a hash in the name of a built file, or a color.
fn is_hash(word: &str) -> bool {
    let is_hex = word.bytes().all(|byte| byte.is_ascii_hexdigit());
    word.len() >= 6 && is_hex && word.bytes().any(|byte| byte.is_ascii_digit())
}

/// The URL in the `<picture>` around an image. A `<picture>` has one image, but a page can put any number into one, and
/// the sources may be long: they are read for the first image only.
fn picture_source(tree: &Tree, image: NodeId) -> Option<&str> {
    let picture = tree.ancestors(image).take(3).find(|&node| tree.tag(node) == Tag::Picture)?;
    if tree.next(Tag::Img, picture) != Some(image) {
        return None;
    }
    let source = tree.children(picture).take(8).find(|&node| tree.tag(node) == Tag::Source)?;
    [AttrKey::DataSrcset, AttrKey::Srcset].into_iter().find_map(|key| largest(tree.attr(source, key)?))
}

/// Returns the largest image of a `srcset`, parsed as the HTML Standard says ("parse a srcset attribute").
fn largest(set: &str) -> Option<&str> {
    let is_space = |c: char| c.is_ascii_whitespace();
    let mut best: Option<(&str, f32)> = None;
    let mut rest = set;
    loop {
        rest = rest.trim_start_matches(|c| is_space(c) || c == ',');
        if rest.is_empty() {
            break;
        }
        let (written, rest_of_set) = rest.split_at(rest.find(is_space).unwrap_or(rest.len()));
        // Other commas are part of the URL.
        let url = written.trim_end_matches(',');
        let descriptor = if url.len() < written.len() { "" } else { &rest_of_set[..descriptor_end(rest_of_set)] };
        rest = &rest_of_set[descriptor.len()..];
        let size = descriptor.split_ascii_whitespace().next();
        let size = size.and_then(|size| size.trim_end_matches(['w', 'x']).parse().ok()).unwrap_or(1.0);
        if !is_placeholder(url) && best.is_none_or(|(_, largest)| size > largest) {
            best = Some((url, size));
        }
    }
    best.map(|(url, _)| url)
}

/// Returns the end of a descriptor: the next comma outside of parentheses.
fn descriptor_end(text: &str) -> usize {
    let mut is_within = false;
    let end = text.bytes().position(|byte| {
        is_within = byte == b'(' || is_within && byte != b')';
        byte == b',' && !is_within
    });
    end.unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::largest;

    #[test]
    fn largest_of_a_srcset_is_found_as_browsers_do() {
        assert_eq!(largest("a.jpg 396w,https://e.org/b 792w,c 20w"), Some("https://e.org/b"));
        assert_eq!(largest("a.jpg, b.jpg 2x"), Some("b.jpg"));
        assert_eq!(largest("w_1,h_2/a.jpg 1x, w_2,h_4/a.jpg 2x"), Some("w_2,h_4/a.jpg"));
        assert_eq!(largest(" ,, a.jpg 300w 200h\n,b.jpg 400w 300h "), Some("b.jpg"));
        assert_eq!(largest("a.jpg (x, y) 9w, b.jpg 2w"), Some("b.jpg"));
        assert_eq!(largest("a.jpg,, data:image/png;base64,x 9x"), Some("a.jpg"));
        assert_eq!(largest(" , "), None);
    }
}
