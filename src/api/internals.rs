//! The stages one by one, for this repository's tests, benches and training. Not public API.

pub use crate::classify::features::{Features, Vocabulary};
pub use crate::html::attributes::AttrKey;
pub use crate::html::parse::*;
pub use crate::html::repair::{close_raw_text_in_noscript, close_swallowing_elements};
pub use crate::html::script_text::*;
pub use crate::html::tag::Tag;
pub use crate::html::tokenizer::{Token, tokens};
pub use crate::html::tree::{NodeId, Tree};
pub use crate::page::blocks::{Blocks, RawBlock, blocks};

use crate::api::Article;
use crate::classify::LearnedScorer;
use crate::classify::features::{Measures, export};
use crate::html::limits::Budget;
use crate::html::parse::parse_keeping;
use crate::html::selectors::{Selected, Selectors};
use crate::page::Page;
use crate::render;
use crate::select::{self, BlockScores, Decision, Selection};
use std::borrow::Cow;
use std::time::Duration;

/// Lets the clock of an article advance, as if it had taken more time.
pub fn spend(article: &Article, time: Duration) {
    article.limits.spend(time);
}

/// Decodes the bytes of a page. Bytes that are not a page give an empty text.
pub fn decode(bytes: &[u8]) -> Cow<'_, str> {
    crate::html::encoding::decode(bytes, Default::default(), true, &Budget::NONE)
        .map(|(text, _)| text)
        .unwrap_or_default()
}

/// Returns the name of the encoding that a page declares in a `<meta>` or an XML declaration.
pub fn declared_encoding(bytes: &[u8]) -> Option<&'static str> {
    crate::html::encoding::declared_encoding(bytes).map(|encoding| encoding.name())
}

/// Returns the `id` of each element that a selector matches, in document order; `None` if the selector is invalid.
pub fn matched_ids(html: &str, selector: &str) -> Option<Vec<String>> {
    let mut selectors = Selectors::default();
    selectors.set_content(selector).ok()?;
    let tree = parse_keeping(html, selectors.custom_attrs(), Budget::NONE).tree;
    let Selected { tree, content, .. } = selectors.select(tree, Budget::NONE).ok()?;
    Some(content.iter().map(|&node| tree.attr(node, AttrKey::Id).unwrap_or_default().to_owned()).collect())
}

/// Returns a vocabulary of tokens and their weights; `None` if too many tokens collide.
pub fn vocabulary(entries: Vec<(u32, f32)>) -> Option<Vocabulary> {
    Vocabulary::new(entries)
}

/// Returns the vocabulary of tokens and their weights as a model file has it; `None` if too many tokens collide.
pub fn packed_vocabulary(entries: Vec<(u32, f32)>) -> Option<Vec<u8>> {
    Vocabulary::pack(entries)
}

/// Returns the table of the feature columns as tab-separated values, for training.
pub fn feature_table() -> String {
    export::feature_table()
}

/// Returns the vocabulary of the embedded model.
pub fn embedded_vocabulary() -> Vocabulary {
    LearnedScorer::default().vocabulary().clone()
}

/// Returns the scores of all blocks of a page by the embedded model.
pub fn embedded_scores(features: &Features) -> Vec<f32> {
    LearnedScorer::default().scores(features)
}

/// A page before its features are computed.
pub struct Parsed(Page);

impl Parsed {
    /// Parses the bytes of a page. Bytes that cannot be decoded give an empty page.
    pub fn new(bytes: &[u8]) -> Parsed {
        Parsed(Page::parse(&decode(bytes), Budget::NONE).0)
    }

    /// Parses the bytes of a page and flattens it to lines, with or without the alternative texts of its images.
    pub fn flattened(bytes: &[u8], with_images: bool) -> Parsed {
        let page = Parsed::new(bytes).0;
        Parsed(Page::from_lines(&flatten(&page.tree, &page.blocks, with_images), Budget::NONE).0)
    }

    /// Returns the number of blocks.
    pub fn len(&self) -> usize {
        self.0.blocks.list.len()
    }

    /// Returns whether the page has no blocks.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the text of a block.
    pub fn text(&self, block: usize) -> &str {
        self.0.blocks.text(block)
    }

    /// Computes the features, with the names of elements weighted by `vocabulary`.
    pub fn features(&self, vocabulary: &Vocabulary) -> Features {
        Features::of_page(&self.0, vocabulary, Budget::NONE)
    }

    /// Returns the path group of each block.
    pub fn path_groups(&self) -> Vec<u32> {
        Measures::new(&self.0, &Vocabulary::default(), Budget::NONE).path_groups().to_vec()
    }

    /// Returns for each block whether it is part of the main text.
    pub fn select(&self, features: &Features, scores: &[f32], path_groups: &[u32]) -> Vec<bool> {
        let words = (0..features.len()).map(|block| features.words(block)).collect();
        let blocks = BlockScores { scores: scores.to_vec(), words, path_groups: path_groups.to_vec() };
        select::select(&self.0, &blocks, 0.0).0.without_title(&self.0).kept
    }

    /// Returns the text of the kept blocks.
    pub fn render(&self, kept: &[bool]) -> String {
        render::text::render(&self.0, &Selection::new(kept.to_vec(), Decision::Score), Budget::NONE).text
    }

    /// Returns the tokens of a block's text that its features look up, without duplicates.
    pub fn words_of(&self, block: usize) -> Vec<u32> {
        export::tokens_of_text(self.text(block))
    }

    /// Returns the tokens of the URLs of a block's links, without duplicates.
    pub fn targets_of(&self, block: usize) -> Vec<u32> {
        export::tokens_of_links(&self.0.tree, &self.0.blocks.list[block])
    }

    /// Returns the tokens of the names of the elements around a block, without duplicates.
    pub fn names_around(&self, block: usize) -> Vec<u32> {
        let node = self.0.blocks.list[block].node;
        let around = std::iter::once(node).chain(self.0.tree.ancestors(node));
        export::tokens_of_elements(&self.0.tree, around)
    }
}

/// Flattens the blocks of a page to lines, one per block. `with_images` adds the alternative texts of images, those of adjacent
/// images without a space in between, as in many copied pages.
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
    fn flattening_joins_alternative_texts_of_adjacent_images() {
        let tree = parse("<p>One.</p><img alt=spot_img><img alt=spot_img><p>Two.</p>");
        let blocks = blocks(&tree);
        assert_eq!(flatten(&tree, &blocks, false), "One.\nTwo.");
        assert_eq!(flatten(&tree, &blocks, true), "One.\nspot_imgspot_img\nTwo.");
    }
}
