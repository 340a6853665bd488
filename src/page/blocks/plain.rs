//! Flattened text: lines without markup, such as a WET record or a copied page.

use super::{BlockKind, Blocks, RawBlock};
use crate::html::arena::Arena;
use crate::html::attributes::AttrKey;
use crate::html::limits::{Budget, Limit};
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};

/// The tree and the blocks of flattened text: each line that is not empty is a block of its own element.
pub(crate) fn plain(text: &str) -> (Tree, Blocks) {
    let (tree, blocks, _) = plain_within(text, Budget::NONE);
    (tree, blocks)
}

/// The same within limits: of what was read, and the limit that was passed, if one was.
pub(crate) fn plain_within(text: &str, mut budget: Budget) -> (Tree, Blocks, Option<Limit>) {
    let mut passed = None;
    let mut draft = Arena::with_capacity(text.len());
    let body = draft.create(Tag::Body);
    draft.append(0, body);
    let mut blocks = Blocks { text: String::with_capacity(text.len()), ..Blocks::default() };
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        passed = budget.check_nodes(blocks.list.len() + 1).err();
        if passed.is_some() {
            break;
        }
        let element = draft.create(Tag::Div);
        draft.append(body, element);
        let node = blocks.list.len() as NodeId + 2;
        let start = blocks.text.len();
        blocks.text.push_str(line);
        blocks.list.push(RawBlock {
            node,
            first: node,
            last: node,
            kind: BlockKind::Line,
            text: start..blocks.text.len(),
            chars: line.chars().filter(|c| !c.is_whitespace()).count() as u32,
            link_chars: 0,
            links: 0,
            hidden: false,
            noscript: false,
        });
    }
    (draft.finish(), blocks, passed)
}

/// A page's blocks as flattened text, a line each. `with_images` puts the alternative texts of images in between, those
/// of neighbouring images glued together, as they stand in many a copied page.
pub(crate) fn flatten(tree: &Tree, blocks: &Blocks, with_images: bool) -> String {
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
        let tree = crate::html::parse::parse("<p>One.</p><img alt=spot_img><img alt=spot_img><p>Two.</p>");
        let blocks = crate::page::blocks::blocks(&tree);
        assert_eq!(flatten(&tree, &blocks, false), "One.\nTwo.");
        assert_eq!(flatten(&tree, &blocks, true), "One.\nspot_imgspot_img\nTwo.");
    }
}
