//! For the project's own tests, benches and training: the stages one by one. No promise of stability.

pub use crate::html::attributes::AttrKey;
pub use crate::html::parse::*;
pub use crate::html::repair::{close_raw_text_in_noscript, close_swallowing_elements};
pub use crate::html::tag::Tag;
pub use crate::html::tokenizer::{Token, tokens};
pub use crate::html::tree::{NodeId, Tree};
use crate::page::blocks::plain;
pub use crate::page::blocks::{Blocks, RawBlock, blocks};

use crate::classify::features::{self, Feature, Features, Measures, Subject, Vocabulary};
use crate::html::limits::Budget;
use crate::page::Page;
use crate::page::title;
use crate::render;
use crate::select::{self, Rule, Scored};
use std::borrow::Cow;

/// The text of a page's bytes; empty where they are not a page's.
pub fn decode(bytes: &[u8]) -> Cow<'_, str> {
    crate::html::encoding::decode(bytes, None, None).unwrap_or_default()
}

/// A vocabulary of tokens and weights; `None` where they are all alike.
pub fn vocabulary(entries: Vec<(u32, f32)>) -> Option<Vocabulary> {
    Vocabulary::new(entries)
}

/// A page up to the features.
pub struct Parsed {
    tree: Tree,
    blocks: Blocks,
    title: title::Title,
    is_plain: bool,
}

impl Parsed {
    /// A page's bytes, parsed. What cannot be decoded is an empty page.
    pub fn new(bytes: &[u8]) -> Parsed {
        let Page { tree, blocks, .. } = Page::of(&decode(bytes), Budget::NONE);
        let title = title::title(&tree, &blocks);
        Parsed { tree, blocks, title, is_plain: false }
    }

    /// The same page, flattened to lines, with or without the alternative texts of its images.
    pub fn flattened(bytes: &[u8], with_images: bool) -> Parsed {
        let page = Parsed::new(bytes);
        let text = flatten(&page.tree, &page.blocks, with_images);
        let (tree, blocks, _) = plain::plain_within(&text, Budget::NONE);
        Parsed { tree, blocks, title: title::Title::default(), is_plain: true }
    }

    /// How many blocks there are.
    pub fn len(&self) -> usize {
        self.blocks.list.len()
    }

    /// Whether there is no block.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The text of a block.
    pub fn text(&self, block: usize) -> &str {
        self.blocks.text(block)
    }

    fn subject(&self) -> Subject<'_> {
        let title::Title { block, words, .. } = &self.title;
        let Parsed { tree, blocks, is_plain, .. } = self;
        Subject { tree, blocks, title: *block, title_words: words, is_plain: *is_plain }
    }

    /// The features, with the names of elements weighed by `vocabulary`.
    pub fn features(&self, vocabulary: &Vocabulary) -> Features {
        Features::of(&self.subject(), vocabulary)
    }

    /// For each block the number of the kind of place that it stands in.
    pub fn places(&self) -> Vec<u32> {
        Measures::new(&self.subject(), &Vocabulary::default()).places()
    }

    /// For each block of a page with markup, whether it is part of the main text.
    pub fn select(&self, features: &Features, scores: &[f32], places: &[u32]) -> Vec<bool> {
        let words: Vec<f32> = (0..features.len()).map(|block| features.get(block, Feature::Words)).collect();
        let scored = Scored { scores, words: &words, places };
        select::select(&self.tree, &self.blocks, scored, Rule::of_page(0.0)).without(self.title.block)
    }

    /// The text of the kept blocks.
    pub fn render(&self, kept: &[bool]) -> String {
        render::text::render(&self.blocks, kept).text
    }

    /// The tokens of a block's text that its features look up, each once.
    pub fn words_of(&self, block: usize) -> Vec<u32> {
        let text = self.text(block);
        features::tokens_of_text(text, features::words_in(text))
    }

    /// The tokens of where a block's links lead, each once.
    pub fn targets_of(&self, block: usize) -> Vec<u32> {
        features::tokens_of_links(&self.tree, &self.blocks.list[block])
    }

    /// The naming tokens of the elements around a block, each once.
    pub fn names_around(&self, block: usize) -> Vec<u32> {
        let node = self.blocks.list[block].node;
        let around = std::iter::once(node).chain(self.tree.ancestors(node));
        let mut names: Vec<u32> = around.flat_map(|node| features::tokens_of(&self.tree, node)).collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}

/// A page's blocks as flattened text, a line each. `with_images` puts the alternative texts of images in between, those
/// of neighbouring images glued together, as they stand in many a copied page.
fn flatten(tree: &Tree, blocks: &Blocks, with_images: bool) -> String {
    let mut images = (1..tree.len() as NodeId)
        .filter(|&node| with_images && tree.tag(node) == Tag::Img)
        .filter_map(|node| Some((node, tree.attr(node, AttrKey::Alt)?.trim())))
        .peekable();
    let mut lines: Vec<String> = Vec::new();
    for (i, block) in blocks.list.iter().enumerate() {
        let mut alternatives = String::new();
        while let Some((_, text)) = images.next_if(|&(node, _)| node < block.first) {
            alternatives.push_str(text);
        }
        lines.extend([alternatives, blocks.text(i).to_owned()].into_iter().filter(|line| !line.is_empty()));
    }
    lines.iter().map(|line| line.replace(['\n', '\t'], " ")).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_flattened_with_its_images() {
        let tree = parse("<p>One.</p><img alt=spot_img><img alt=spot_img><p>Two.</p>");
        let blocks = blocks(&tree);
        assert_eq!(flatten(&tree, &blocks, false), "One.\nTwo.");
        assert_eq!(flatten(&tree, &blocks, true), "One.\nspot_imgspot_img\nTwo.");
    }
}
