//! Images: whether they belong to the kept blocks, and their URLs.

use super::urls::UrlResolver;
use crate::html::attributes::AttrKey;
use crate::html::double_escaped::without_markup;
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};
use crate::page::blocks::{BlockKind, Blocks, RawBlock, is_hidden};
use std::borrow::Cow;
use std::cell::Cell;

/// Maximum number of ancestors that are searched for the text around an image.
const MAX_ANCESTORS: usize = 12;

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

/// Maximum number of dropped captions around an image that are skipped: more than rows of pictures have, and a bound on
/// the time.
const MAX_CAPTIONS: usize = 16;

/// Parts of the class names of captions beside images, collected from three thousand pages.
const CAPTION_NAMES: &[&str] = &["caption", "credit"];

/// Images up to this size, in pixels, are tracking pixels or spacers.
const MAX_PIXEL: f32 = 2.0;

/// Images without alternative text up to this size, in pixels, are icons.
const MAX_ICON: f32 = 32.0;

/// Returns the URL of an image, also of one that is loaded lazily; `None` if it shows nothing.
pub(super) fn source(tree: &Tree, image: NodeId, urls: &mut UrlResolver) -> Option<String> {
    let size = |key| tree.attr(image, key).and_then(|value| value.trim().trim_end_matches("px").parse::<f32>().ok());
    let (width, height) = (size(AttrKey::Width), size(AttrKey::Height));
    let is_within =
        |limit: f32| width.is_some_and(|width| width <= limit) && height.is_some_and(|height| height <= limit);
    let is_thin = [width, height].into_iter().flatten().any(|size| size <= MAX_PIXEL);
    if is_thin || is_hidden(tree, image) || is_within(MAX_ICON) && alt(tree, image).is_empty() {
        return None;
    }
    candidates(tree, image).find_map(|candidate| urls.image(candidate))
}

/// Whether an image has a URL, or one that a script would load.
pub(super) fn is_shown(tree: &Tree, image: NodeId) -> bool {
    candidates(tree, image).next().is_some()
}

/// Returns the alternative text of an image as it is in the page.
pub(super) fn alt(tree: &Tree, image: NodeId) -> &str {
    tree.attr(image, AttrKey::Alt).unwrap_or_default().trim()
}

/// Returns the alternative text of an image without markup.
pub(super) fn description(tree: &Tree, image: NodeId) -> Cow<'_, str> {
    without_markup(alt(tree, image))
}

/// Returns the alternative text of an image that stands for a character, such as an emoji.
pub(super) fn character(tree: &Tree, image: NodeId) -> Option<&str> {
    let text = alt(tree, image);
    let is_symbol = |c: char| !c.is_ascii() && !c.is_alphanumeric() && !c.is_whitespace();
    (!text.is_empty() && text.chars().count() <= 8 && text.chars().all(is_symbol)).then_some(text)
}

/// The possible URLs of an image, the most likely first: those that a script would load, then the current ones.
fn candidates(tree: &Tree, image: NodeId) -> impl Iterator<Item = &str> {
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

/// The URL in the `<picture>` around an image.
fn picture_source(tree: &Tree, image: NodeId) -> Option<&str> {
    let picture = tree.ancestors(image).take(3).find(|&node| tree.tag(node) == Tag::Picture)?;
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

/// Decides which images, formulas and other elements without text belong to the kept blocks around them.
pub(super) struct Surroundings<'t> {
    tree: &'t Tree,
    blocks: &'t Blocks,
    kept: &'t [bool],
    /// For each block, the number of kept characters before it, and of all characters; one more entry at the end.
    sums: Vec<(u32, u32)>,
    /// The block that was found last. The walk asks in document order.
    last: Cell<usize>,
}

impl<'t> Surroundings<'t> {
    pub fn new(tree: &'t Tree, blocks: &'t Blocks, kept: &'t [bool]) -> Surroundings<'t> {
        let mut sum = (0, 0);
        let mut sums = vec![sum];
        for (block, &kept) in blocks.list.iter().zip(kept) {
            sum.0 += if kept { block.chars } else { 0 };
            sum.1 += block.chars;
            sums.push(sum);
        }
        Surroundings { tree, blocks, kept, sums, last: Cell::new(0) }
    }

    /// The share of kept characters between two nodes; `None` if there are no characters.
    pub fn kept_share(&self, first: NodeId, end: NodeId) -> Option<f32> {
        let from = self.first_not_before(first);
        let to = gallop(&self.blocks.list, from, |block| block.first < end);
        let (kept, all) = (self.sums[to].0 - self.sums[from].0, self.sums[to].1 - self.sums[from].1);
        (all > 0).then(|| kept as f32 / all as f32)
    }

    /// The first block that does not end before a node.
    fn first_not_before(&self, node: NodeId) -> usize {
        let blocks = &self.blocks.list;
        let last = self.last.get();
        let is_before = |block: &RawBlock| block.last < node;
        let found = match last.checked_sub(1).is_none_or(|before| is_before(&blocks[before])) {
            true => gallop(blocks, last, is_before),
            false => blocks[..last].partition_point(is_before),
        };
        self.last.set(found);
        found
    }

    /// Whether an element without text belongs to the kept blocks: it is in one, or beside one in a part of the page
    /// most of which is kept.
    pub fn keeps(&self, node: NodeId) -> bool {
        let next = self.first_not_before(node);
        if let Some(block) = self.blocks.list.get(next).filter(|block| block.first <= node) {
            return self.kept[next] && block.first <= node;
        }
        // If the nearest text is a dropped caption, the text around both decides: the image belongs to the article even
        // if "Source: agency" was dropped.
        let list = &self.blocks.list;
        let (mut from, mut to) = (next, next);
        let mut figure = None;
        for around in self.tree.ancestors(node).take(MAX_ANCESTORS) {
            let (tag, end) = (self.tree.tag(around), self.tree.end(around));
            figure = if tag == Tag::Figure { Some(around) } else { figure };
            let before = list[..from].iter().rev().take_while(|block| block.last >= around).take(MAX_CAPTIONS + 1);
            let after = list[to..].iter().take_while(|block| block.first < end).take(MAX_CAPTIONS + 1);
            let (first, last) = (from - before.count(), to + after.count());
            // An image in a caption is an icon.
            let is_caption = |at| tag != Tag::Figcaption && self.is_dropped_caption(at, node, figure);
            if last - first <= MAX_CAPTIONS && (first..from).chain(to..last).all(is_caption) {
                (from, to) = (first, last);
                continue;
            }
            let is_kept_before = from > first && self.kept[from - 1];
            let is_kept_after = to < last && self.kept[to];
            return (is_kept_before || is_kept_after) && self.kept_share(around, end).is_some_and(|share| share >= 0.5);
        }
        false
    }

    /// Whether a dropped block is a caption or a credit of an image, by its element or its class name, or is in the
    /// same `figure`, like the button "View full size".
    fn is_dropped_caption(&self, at: usize, image: NodeId, figure: Option<NodeId>) -> bool {
        let block = &self.blocks.list[at];
        let is_around = block.node < image && image < self.tree.end(block.node);
        let is_named = || {
            let class = self.tree.attr(block.node, AttrKey::Class).unwrap_or_default().to_ascii_lowercase();
            CAPTION_NAMES.iter().any(|name| class.contains(name))
        };
        let is_in_figure = |figure| block.first > figure && block.last < self.tree.end(figure);
        !self.kept[at]
            && !matches!(block.kind, BlockKind::Heading(_) | BlockKind::TableRow)
            && (block.kind == BlockKind::Caption || figure.is_some_and(is_in_figure) || !is_around && is_named())
    }
}

/// Returns the first block, from `from` on, that is not before a place. It is mostly one of the next.
fn gallop(blocks: &[RawBlock], from: usize, is_before: impl Fn(&RawBlock) -> bool) -> usize {
    let rest = &blocks[from..];
    let mut reach = 1;
    while rest.get(reach - 1).is_some_and(&is_before) {
        reach *= 2;
    }
    let passed = reach / 2;
    let end = (reach - 1).min(rest.len());
    from + passed + rest[passed..end].partition_point(is_before)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::parse::parse;

    fn found(html: &str) -> Option<String> {
        let tree = parse(html);
        let image = (1..tree.len() as NodeId).find(|&node| tree.tag(node) == Tag::Img).unwrap();
        source(&tree, image, &mut UrlResolver::new(&tree, Some("https://e.org/")))
    }

    #[test]
    fn lazy_images_are_found() {
        let at = |html: &str| found(html).unwrap_or_default();
        assert_eq!(at("<img src=a.png>"), "https://e.org/a.png");
        assert_eq!(at("<img src='data:image/gif;base64,R0' data-src=a.png>"), "https://e.org/a.png");
        assert_eq!(at("<img src=/img/blank.gif srcset='a.png 1x, b.png 2x'>"), "https://e.org/b.png");
        assert_eq!(at("<img data-srcset='a,b.png 300w,\n c.png 600w'>"), "https://e.org/c.png");
        assert_eq!(
            at("<picture><source srcset='a.webp, b.webp 2x'><img src='data:,'></picture>"),
            "https://e.org/b.webp"
        );
    }

    #[test]
    fn placeholders_are_not_written() {
        for name in [
            "spacer.gif",
            "spacer2.gif",
            "blank.png",
            "1x1.trans.gif",
            "trans1x1.gif",
            "lazy_placeholder.gif",
            "loading.svg",
            "grey-placeholder.png",
            "placeholder.60f9b1840c.svg",
            "shop-placeholder-400x400.png",
            "dot_clear.gif",
            "1x1_place_holder.jpg",
            "ajax-loader.gif",
            "blank@2x.png",
            "cccc99_spacer.gif",
            "transparent.gif?v=2",
        ] {
            assert_eq!(found(&format!("<img src=/img/{name}>")), None, "{name}");
            let lazy = format!("<img src=/img/{name} srcset='/img/{name} 2x, /a.jpg 1x'>");
            assert_eq!(found(&lazy).unwrap(), "https://e.org/a.jpg", "{name}");
        }
        for name in [
            "blank-page-writers-block.jpg",
            "logo-transparent-white.png",
            "shoe_1x1_478b0929.jpg",
            "wheel-loader.jpg",
            "PXL_20250523_111538119.jpg",
            "Transp-5.jpg",
            "grey.jpg",
            "pixel-9-pro.png",
            "2024.jpg",
            "clearing.jpg",
            "a1b2c3d4.png",
            "1x2.png",
        ] {
            assert!(found(&format!("<img src=/img/{name}>")).is_some(), "{name}");
        }
    }

    #[test]
    fn sets_are_read_as_browsers_read_them() {
        assert_eq!(largest("a.jpg 396w,https://e.org/b 792w,c 20w"), Some("https://e.org/b"));
        assert_eq!(largest("a.jpg, b.jpg 2x"), Some("b.jpg"));
        assert_eq!(largest("w_1,h_2/a.jpg 1x, w_2,h_4/a.jpg 2x"), Some("w_2,h_4/a.jpg"));
        assert_eq!(largest(" ,, a.jpg 300w 200h\n,b.jpg 400w 300h "), Some("b.jpg"));
        assert_eq!(largest("a.jpg (x, y) 9w, b.jpg 2w"), Some("b.jpg"));
        assert_eq!(largest("a.jpg,, data:image/png;base64,x 9x"), Some("a.jpg"));
        assert_eq!(largest(" , "), None);
    }

    /// Whether the image is kept where the texts with `dropped` in them are not.
    fn is_kept(html: &str) -> bool {
        let tree = parse(html);
        let blocks = crate::page::blocks::blocks(&tree);
        let kept: Vec<bool> = (0..blocks.list.len()).map(|at| !blocks.text(at).contains("dropped")).collect();
        let image = (1..tree.len() as NodeId).find(|&node| tree.tag(node) == Tag::Img).unwrap();
        Surroundings::new(&tree, &blocks, &kept).keeps(image)
    }

    #[test]
    fn a_dropped_caption_takes_no_image_along() {
        let between = |inner: &str| is_kept(&format!("<p>some text of the page</p>{inner}<p>more text of it</p>"));
        assert!(between("<figure><img></figure>"));
        assert!(between("<figure><img><figcaption>dropped</figcaption></figure>"));
        assert!(between("<figure><a href=/a><img></a><figcaption><a>dropped</a></figcaption></figure>"));
        assert!(between("<div class=wp-caption><img><p class=wp-caption-text>dropped</p></div>"));
        assert!(between("<div><img></div><div class=photoCredit>dropped</div>"));
        assert!(between("<figure><button>dropped</button><div><img></div></figure>"));
        let pair = "<figure><img><figcaption>dropped</figcaption></figure>".repeat(2);
        assert!(between(&format!("<div>{pair}</div>")));
        // The caption after a dropped teaser, icons in captions, cards.
        assert!(!between("<div><figure><img><figcaption>dropped</figcaption></figure><p>dropped</p></div>"));
        assert!(!between("<figure><figcaption><img>dropped</figcaption></figure>"));
        assert!(!between("<div class=caption><a><img></a>dropped</div>"));
        assert!(!between("<div class=card><img><p>dropped</p></div>"));
        assert!(!between("<figure><img><h3>dropped</h3></figure>"));
        let dropped = "<p>dropped, and longer than all that is kept of this page: it is the text of a side bar</p>";
        assert!(!between(&format!("{dropped}<figure><img><figcaption>dropped</figcaption></figure>{dropped}")));
    }

    #[test]
    fn pixels_and_icons_are_dropped() {
        assert_eq!(found("<img src=a.png width=1 height=1>"), None);
        assert_eq!(found("<img src=a.png width=0>"), None);
        assert_eq!(found("<img src=a.png style='display:none'>"), None);
        assert_eq!(found("<img src=a.png width=16 height=16>"), None);
        assert!(found("<img src=a.png width=16 height=16 alt=New>").is_some());
        assert_eq!(found("<img src='javascript:alert(1)'>"), None);
    }
}
