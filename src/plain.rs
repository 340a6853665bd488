//! Flattened text: lines without markup, such as a WET record or a copied page.

use crate::blocks::{BlockKind, Blocks, RawBlock};
use crate::draft::Draft;
use crate::tag::Tag;
use crate::tree::{NodeId, Tree};

/// The tree and the blocks of flattened text: each line that is not empty is a block of its own element.
pub(crate) fn plain(text: &str) -> (Tree, Blocks) {
    let mut draft = Draft::with_capacity(text.len());
    let body = draft.create(Tag::Body);
    draft.append(0, body);
    let mut blocks = Blocks { list: Vec::new(), text: String::with_capacity(text.len()) };
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
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
    (draft.finish(), blocks)
}

/// A page's blocks as flattened text, a line each.
pub(crate) fn flatten(blocks: &Blocks) -> String {
    let lines: Vec<String> = (0..blocks.list.len()).map(|i| blocks.text(i).replace(['\n', '\t'], " ")).collect();
    lines.join("\n")
}
