//! Inline content of a block: link addresses, emphasis, and the images before it. "Also read" boxes, editors' notes and
//! credits differ from the story by these more than by their words.

use super::tokens::of_links::for_each_link_token;
use super::tokens::vocabulary::Vocabulary;
use super::tokens::weights::{TokenWeights, WeightSum};
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};
use crate::page::blocks::{Blocks, RawBlock};

/// Elements around the first text of a block that may be a link or an emphasis of the whole block. Chosen by hand.
const MAX_OUTER_ELEMENTS: usize = 4;

/// The inline content of one block.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct InlineContent {
    /// Share of the text in `<em>` or `<i>`.
    pub emphasized: f32,
    /// Share of the text in `<strong>` or `<b>`.
    pub strong: f32,
    /// Learned weights of the link addresses.
    pub link_weights: TokenWeights,
    /// Images between the text of the previous block and the text of this block.
    pub images_before: f32,
}

/// Returns the inline content of every block.
pub(crate) fn inline_contents(tree: &Tree, blocks: &Blocks, vocabulary: &Vocabulary) -> Vec<InlineContent> {
    let mut from = 0;
    blocks
        .list
        .iter()
        .map(|block| {
            let images = (from..block.first).filter(|&node| tree.tag(node) == Tag::Img).count();
            from = from.max(block.last + 1);
            InlineContent { images_before: images as f32, ..inline_content(tree, block, vocabulary) }
        })
        .collect()
}

fn inline_content(tree: &Tree, block: &RawBlock, vocabulary: &Vocabulary) -> InlineContent {
    let [mut all, mut emphasized, mut strong] = [0; 3];
    let (mut emphasis_end, mut strong_end) = (0, 0);
    let mut has_link = false;
    for node in nodes_of(tree, block) {
        match tree.tag(node) {
            Tag::Text => {
                let length = tree.text_len(node);
                all += length;
                emphasized += if node < emphasis_end { length } else { 0 };
                strong += if node < strong_end { length } else { 0 };
            }
            Tag::Em | Tag::I => emphasis_end = tree.end(node).max(emphasis_end),
            Tag::Strong | Tag::B => strong_end = tree.end(node).max(strong_end),
            Tag::A => has_link = true,
            _ => {}
        }
    }
    let share = |part: usize| part as f32 / all.max(1) as f32;
    let mut weights = WeightSum::new(vocabulary);
    if has_link && !vocabulary.is_empty() {
        for_each_link_token(tree, nodes_of(tree, block), |token| weights.add(token));
    }
    InlineContent {
        emphasized: share(emphasized),
        strong: share(strong),
        link_weights: weights.finish(),
        images_before: 0.0,
    }
}

/// Returns the nodes of a block, after the elements that may contain all of it.
pub(super) fn nodes_of(tree: &Tree, block: &RawBlock) -> impl Iterator<Item = NodeId> {
    let outer = tree.ancestors(block.first).take(MAX_OUTER_ELEMENTS).take_while(|&node| node != 0);
    outer.chain(block.first..=block.last)
}

#[cfg(test)]
mod tests {
    use super::super::tokens::of_links::tests::tokens;
    use super::*;
    use crate::html::parse::parse;
    use crate::page::blocks::blocks;

    #[test]
    fn emphasis_is_a_share_and_images_before_a_block_are_counted() {
        let tree = parse("<p>1234<em>5678</em></p><img><img><b><i><p>all</p></i></b><p>none");
        let found = inline_contents(&tree, &blocks(&tree), &Vocabulary::default());
        assert_eq!(found.iter().map(|inline| inline.emphasized).collect::<Vec<_>>(), [0.5, 1.0, 0.0]);
        assert_eq!(found.iter().map(|inline| inline.strong).collect::<Vec<_>>(), [0.0, 1.0, 0.0]);
        assert_eq!(found.iter().map(|inline| inline.images_before).collect::<Vec<_>>(), [0.0, 2.0, 0.0]);
    }

    #[test]
    fn link_to_known_address_has_its_weight() {
        let tree = parse("<p>By <a href='/author/ann'>Ann</a>");
        let vocabulary = Vocabulary::new([(tokens("/author")[0], -1.5)]).unwrap();
        let found = inline_contents(&tree, &blocks(&tree), &vocabulary);
        assert_eq!((found[0].link_weights.mean, found[0].link_weights.min), (-1.5, -1.5));
    }
}
