//! The images and embedded objects that are written, found before the walk: their captions are blocks that the walk
//! writes although the text leaves them out.

use super::captions::Captions;
use super::document::Embed;
use super::embeds::{EMBED_KEYS, embed, is_embed, post};
use super::images::{self, Surroundings};
use super::urls::UrlResolver;
use super::{Selected, Shown};
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};
use crate::page::Page;
use std::ops::Range;
use std::rc::Rc;

/// The images and embedded objects of the kept part of a page.
pub(super) struct Objects<'t> {
    /// The images that belong to the kept blocks, in document order.
    images: Vec<NodeId>,
    /// The embedded objects that are written, with their elements, in document order.
    embeds: Vec<(NodeId, Embed<'t>)>,
    /// Number of embedded objects before the current node.
    passed: usize,
    /// The element of the next embedded object; the greatest number if there is none.
    next: NodeId,
}

impl<'t> Objects<'t> {
    /// Finds the images and embedded objects, and the blocks to write: those that are kept, and the captions.
    pub fn new(
        page: &Selected<'t>,
        kept: &Rc<[bool]>,
        surroundings: &Surroundings<'t>,
        urls: &mut UrlResolver,
    ) -> (Objects<'t>, Rc<[bool]>) {
        let Selected { page: Page { tree, blocks, .. }, shown, .. } = *page;
        let captions = Captions { tree, blocks, kept, surroundings };
        let mut objects = Objects { images: Vec::new(), embeds: Vec::new(), passed: 0, next: NodeId::MAX };
        let mut added: Vec<usize> = Vec::new();
        // Objects within an embedded object are parts of it.
        let mut end = 0;
        for candidate in candidates(tree, shown) {
            match tree.tag(candidate) {
                Tag::Img => {
                    let Some(beside) = surroundings.captions_around(candidate) else { continue };
                    objects.images.push(candidate);
                    if shown.images && images::is_visible(tree, candidate) && images::is_shown(tree, candidate) {
                        added.extend(captions.of(candidate, beside));
                    }
                }
                _ if candidate < end => {}
                Tag::Blockquote => {
                    let Some(url) = post(tree, candidate) else { continue };
                    let rest = captions.of_post(candidate);
                    let has_text = surroundings.kept_share(candidate, tree.end(candidate)) > Some(0.0);
                    added.extend(rest);
                    if !has_text
                        && surroundings.is_between_kept(candidate)
                        && let Some(url) = urls.image(url)
                    {
                        end = tree.end(candidate);
                        objects.embeds.push((candidate, Embed { url, title: None }));
                    }
                }
                _ => {
                    let Some(beside) = place(tree, surroundings, candidate) else { continue };
                    let Some(embed) = embed(tree, candidate, urls) else { continue };
                    end = tree.end(candidate);
                    let is_repeated = objects.embeds.last().is_some_and(|(_, last)| last.url == embed.url);
                    if !is_repeated {
                        objects.embeds.push((candidate, embed));
                        added.extend(captions.of(candidate, beside));
                    }
                }
            }
        }
        objects.note_next();
        let written = match added.is_empty() {
            true => Rc::clone(kept),
            false => {
                let mut written = kept.to_vec();
                added.into_iter().for_each(|block| written[block] = true);
                written.into()
            }
        };
        (objects, written)
    }

    /// Whether an image belongs to the kept blocks.
    pub fn shows(&self, image: NodeId) -> bool {
        self.images.binary_search(&image).is_ok()
    }

    /// Takes the embedded object that an element is. Must be called in document order.
    #[inline]
    pub fn take(&mut self, node: NodeId) -> Option<Embed<'t>> {
        if node < self.next { None } else { self.take_reached(node) }
    }

    fn note_next(&mut self) {
        self.next = self.embeds.get(self.passed).map_or(NodeId::MAX, |&(element, _)| element);
    }

    #[cold]
    fn take_reached(&mut self, node: NodeId) -> Option<Embed<'t>> {
        let taken = self.pass_to(node);
        self.note_next();
        taken
    }

    fn pass_to(&mut self, node: NodeId) -> Option<Embed<'t>> {
        while let Some((element, embed)) = self.embeds.get_mut(self.passed).filter(|(element, _)| *element <= node) {
            self.passed += 1;
            if *element == node {
                let taken = Embed { url: std::mem::take(&mut embed.url), title: embed.title };
                return Some(taken);
            }
        }
        None
    }

    /// Whether an embedded object that was not taken is between two nodes.
    #[inline]
    pub fn has_embed(&self, nodes: Range<NodeId>) -> bool {
        if nodes.end <= self.next {
            return false;
        }
        let mut ahead = self.embeds[self.passed..].iter();
        ahead.find(|(element, _)| *element >= nodes.start).is_some_and(|(element, _)| *element < nodes.end)
    }
}

/// The elements that may be objects, in document order.
fn candidates(tree: &Tree, shown: Shown) -> Vec<NodeId> {
    // Most nodes are none of these.
    let may_be = |tag: Tag| {
        use Tag::*;
        matches!(tag, Img | Blockquote | Iframe | Video | Audio | Object | Embed | Other)
    };
    let is_candidate = |node: NodeId| match tree.tag(node) {
        Tag::Img => true,
        Tag::Blockquote => shown.links,
        tag => shown.links && is_embed(tree, node, tag),
    };
    let mut found: Vec<NodeId> = Vec::new();
    for (node, &tag) in tree.tag.iter().enumerate() {
        if may_be(tag) && is_candidate(node as NodeId) {
            found.push(node as NodeId);
        }
    }
    if shown.links && tree.has_keys(EMBED_KEYS) {
        let named = tree.all_attrs(|key| EMBED_KEYS.contains(&key)).map(|(node, ..)| node);
        let before = found.len();
        found.extend(named);
        if found.len() > before {
            found.sort_unstable();
            found.dedup();
        }
    }
    found
}

/// Returns the captions beside an object that belongs to the kept blocks.
fn place(tree: &Tree, surroundings: &Surroundings<'_>, node: NodeId) -> Option<Range<usize>> {
    if tree.tag(node).hides_text() || surroundings.kept_share(node, tree.end(node)).is_none() {
        return surroundings.captions_around(node);
    }
    surroundings.is_between_kept(node).then_some(0..0)
}
