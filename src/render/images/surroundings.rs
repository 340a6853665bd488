//! Decides whether an element without text belongs to the kept blocks.

use crate::html::attributes::AttrKey;
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};
use crate::page::blocks::{BlockKind, Blocks, RawBlock};
use rustc_hash::FxHashMap;
use std::cell::{Cell, RefCell};
use std::ops::Range;
use std::rc::Rc;

/// Maximum number of ancestors that are searched for the text around an image.
const MAX_ANCESTORS: usize = 12;

/// Maximum number of dropped captions around an image that are skipped: more than rows of pictures have, and a bound on
/// the time.
const MAX_CAPTIONS: usize = 16;

/// Parts of the class names of captions beside images, collected from three thousand pages.
const CAPTION_NAMES: &[&str] = &["caption", "credit"];

/// Decides which images, formulas and other elements without text belong to the kept blocks around them.
pub(in crate::render) struct Surroundings<'t> {
    tree: &'t Tree,
    blocks: &'t Blocks,
    kept: Rc<[bool]>,
    /// For each block, the number of kept characters before it, and of all characters; one more entry at the end.
    sums: Vec<(u32, u32)>,
    /// The block that was found last. The walk asks in document order.
    last: Cell<usize>,
    /// Whether the class names of elements say that they are captions. Many blocks may share an element, and be beside many
    /// images.
    named_captions: RefCell<FxHashMap<NodeId, bool>>,
}

impl<'t> Surroundings<'t> {
    pub fn new(tree: &'t Tree, blocks: &'t Blocks, kept: Rc<[bool]>) -> Surroundings<'t> {
        let mut sum = (0, 0);
        let mut sums = vec![sum];
        for (block, &kept) in blocks.list.iter().zip(&*kept) {
            sum.0 += if kept { block.chars } else { 0 };
            sum.1 += block.chars;
            sums.push(sum);
        }
        Surroundings { tree, blocks, kept, sums, last: Cell::new(0), named_captions: RefCell::default() }
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
        self.captions_around(node).is_some()
    }

    /// Returns the dropped captions around an element that [belongs to the kept blocks](Surroundings::keeps); `None` if the
    /// element does not.
    pub fn captions_around(&self, node: NodeId) -> Option<Range<usize>> {
        let next = self.first_not_before(node);
        if let Some(block) = self.blocks.list.get(next).filter(|block| block.first <= node) {
            return (self.kept[next] && block.first <= node).then_some(next..next);
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
            let is_kept = || self.kept_share(around, end).is_some_and(|share| share >= 0.5);
            return ((is_kept_before || is_kept_after) && is_kept()).then_some(from..to);
        }
        None
    }

    /// Whether an element with its own text is beside a kept block, and most of the blocks around them are kept.
    pub fn is_between_kept(&self, node: NodeId) -> bool {
        let (end, parent) = (self.tree.end(node), self.tree.parent(node));
        let list = &self.blocks.list;
        let before = self.first_not_before(node);
        let after = gallop(list, before, |block| block.first < end);
        let is_kept_before = before > 0 && self.kept[before - 1] && list[before - 1].last >= parent;
        let is_kept_after =
            list.get(after).is_some_and(|block| self.kept[after] && block.first < self.tree.end(parent));
        let share = || self.kept_share(parent, self.tree.end(parent));
        (is_kept_before || is_kept_after) && share().is_some_and(|share| share >= 0.5)
    }

    /// Whether a dropped block is a caption or a credit of an image, by its element or its class name, or is in the
    /// same `figure`, like the button "View full size".
    fn is_dropped_caption(&self, at: usize, image: NodeId, figure: Option<NodeId>) -> bool {
        let block = &self.blocks.list[at];
        let is_around = block.node < image && image < self.tree.end(block.node);
        let is_in_caption =
            || self.tree.ancestors(block.node).take(3).any(|node| self.tree.tag(node) == Tag::Figcaption);
        let is_in_figure = |figure| block.first > figure && block.last < self.tree.end(figure);
        !self.kept[at]
            && (!matches!(block.kind, BlockKind::Heading(_) | BlockKind::TableRow) || is_in_caption())
            && (block.kind == BlockKind::Caption
                || figure.is_some_and(is_in_figure)
                || !is_around && self.is_named_caption(block.node))
    }

    /// Whether the class name of an element says that it is a caption or a credit.
    pub fn is_named_caption(&self, node: NodeId) -> bool {
        *self.named_captions.borrow_mut().entry(node).or_insert_with(|| {
            let class = self.tree.attr(node, AttrKey::Class).unwrap_or_default().to_ascii_lowercase();
            CAPTION_NAMES.iter().any(|name| class.contains(name))
        })
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

    /// Whether the image belongs to the kept blocks, if blocks with the word `dropped` are dropped.
    fn is_kept(html: &str) -> bool {
        let tree = parse(html);
        let blocks = crate::page::blocks::blocks(&tree);
        let kept: Vec<bool> = (0..blocks.list.len()).map(|at| !blocks.text(at).contains("dropped")).collect();
        let image = (1..tree.len() as NodeId).find(|&node| tree.tag(node) == Tag::Img).unwrap();
        Surroundings::new(&tree, &blocks, kept.into()).keeps(image)
    }

    #[test]
    fn image_stays_if_only_its_caption_is_dropped() {
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
}
