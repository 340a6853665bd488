//! Candidates for the element that holds the main content, by six simple rules, and how far a block is from each.
//!
//! None of them is right everywhere; where a block stands in relation to them is the strongest evidence that the study
//! behind the learned scorer found.

use super::hints::Category;
use super::hints::Hints;
use super::sums::{Sums, ratio};
use super::text::TextStats;
use crate::html::tree::{NodeId, Tree};
use crate::page::blocks::Blocks;

/// How many rules there are.
pub(crate) const COUNT: usize = 6;

/// Distances are cut here: farther is as good as outside.
const FARTHEST: f32 = 20.0;

/// The roots that the rules choose; 0, the document, where a rule finds none.
pub(crate) fn roots(
    tree: &Tree,
    blocks: &Blocks,
    stats: &[TextStats],
    sums: &[Sums],
    hints: &Hints,
    title: Option<usize>,
) -> [NodeId; COUNT] {
    [
        smallest_with(tree, sums, 0.6),
        smallest_with(tree, sums, 0.9),
        readability(tree, blocks, stats, sums, hints),
        densest(tree, sums),
        semantic(sums, hints),
        around_title(tree, blocks, sums, title),
    ]
}

/// The smallest subtree that holds this share (over a half) of the words in prose blocks; of all words where a page
/// has no prose.
fn smallest_with(tree: &Tree, sums: &[Sums], share: f32) -> NodeId {
    let measure = |node: NodeId| match sums[0].good_words {
        0.0 => sums[node as usize].words,
        _ => sums[node as usize].good_words,
    };
    let wanted = measure(0) * share;
    let mut root = 0;
    while let Some(child) = tree.children(root).find(|&child| measure(child) >= wanted && measure(child) > 0.0) {
        root = child;
    }
    root
}

/// Readability.js's scores: each paragraph votes for its parent, with half the weight for the grandparent and a third
/// of it again above, by commas and length; the class has a say; link density takes away.
fn readability(tree: &Tree, blocks: &Blocks, stats: &[TextStats], sums: &[Sums], hints: &Hints) -> NodeId {
    const SHORTEST: u32 = 25;
    const CLASS_WEIGHT: f32 = 25.0;
    let mut scores = vec![0.0_f32; tree.len()];
    for (i, block) in blocks.list.iter().enumerate() {
        if block.hidden || block.chars < SHORTEST || block.link_chars * 2 > block.chars {
            continue;
        }
        let vote = 1.0 + stats[i].commas + (block.chars as f32 / 100.0).min(3.0);
        for (level, node) in tree.ancestors(block.node).take(4).enumerate() {
            scores[node as usize] += match level {
                0 => vote,
                1 => vote / 2.0,
                level => vote / (level as f32 * 3.0),
            };
        }
    }
    let mut best = (0.0, 0);
    for (node, &score) in scores.iter().enumerate() {
        if score > 0.0 {
            let node = node as NodeId;
            let class = if hints.has(node, Category::Content) { CLASS_WEIGHT } else { 0.0 }
                - if hints.is_boilerplate(node) { CLASS_WEIGHT } else { 0.0 };
            let score = (score + class) * (1.0 - sums[node as usize].link_density());
            if score > best.0 {
                best = (score, node);
            }
        }
    }
    best.1
}

/// The node with the greatest density sum: the sum of its children's composite text densities (Sun, Song, Liao 2011).
fn densest(tree: &Tree, sums: &[Sums]) -> NodeId {
    let page = page_ratio(sums);
    let mut density_sums = vec![0.0_f32; tree.len()];
    for node in 1..tree.len() as NodeId {
        let sum = &sums[node as usize];
        if sum.tags > 0.0 && sum.chars > 0.0 {
            density_sums[tree.parent(node) as usize] += composite_density(sum, page);
        }
    }
    let best = density_sums
        .iter()
        .enumerate()
        .fold((0.0, 0), |best, (node, &density)| if density > best.0 { (density, node as NodeId) } else { best });
    best.1
}

/// Link characters over characters of the page.
pub(crate) fn page_ratio(sums: &[Sums]) -> f32 {
    ratio(sums[0].link_chars, sums[0].chars)
}

/// Composite text density (Sun et al. 2011, formula 3): characters per tag, weighed down by a logarithm whose base grows
/// with the share of link text. The paper leaves the ratio open where there is no text outside links: it is guarded.
pub(crate) fn composite_density(sum: &Sums, page_ratio: f32) -> f32 {
    let tags = sum.tags.max(1.0);
    let link_tags = sum.link_tags.max(1.0);
    let plain = (sum.chars - sum.link_chars).max(1.0);
    let base = (sum.chars / plain * sum.link_chars + page_ratio * sum.chars + std::f32::consts::E).ln();
    let argument = (sum.chars / sum.link_chars.max(1.0)) * (tags / link_tags);
    // base >= ln(e) = 1, where the logarithm to it would be undefined: it is kept just above.
    sum.chars / tags * (argument.max(1.0).ln() / base.max(1.01).ln()).clamp(0.0, 100.0)
}

/// The element with the most words that declares itself to be the main content.
fn semantic(sums: &[Sums], hints: &Hints) -> NodeId {
    let most = |best: (f32, NodeId), &node: &NodeId| {
        let words = sums[node as usize].words;
        if words > best.0 { (words, node) } else { best }
    };
    hints.main.iter().fold((0.0, 0), most).1
}

/// The smallest element around the title's heading that holds a quarter of the page's prose.
fn around_title(tree: &Tree, blocks: &Blocks, sums: &[Sums], title: Option<usize>) -> NodeId {
    let Some(title) = title else { return 0 };
    let wanted = sums[0].good_words * 0.25;
    tree.ancestors(blocks.list[title].node).find(|&node| sums[node as usize].good_words >= wanted).unwrap_or(0)
}

/// How deep every node is.
pub(crate) struct Distances {
    depth: Vec<u32>,
}

impl Distances {
    pub fn new(tree: &Tree) -> Distances {
        let mut depth = Vec::with_capacity(tree.len());
        depth.push(0);
        for &parent in tree.parent.iter().skip(1) {
            depth.push(depth[parent as usize] + 1);
        }
        Distances { depth }
    }

    pub fn depth(&self, node: NodeId) -> u32 {
        self.depth[node as usize]
    }

    /// Steps up from `root` to the nearest ancestor that holds `node` (0 where the root does), and down to it.
    pub fn between(&self, tree: &Tree, root: NodeId, node: NodeId) -> (f32, f32) {
        let mut common = root;
        while !tree.contains(common, node) {
            common = tree.parent(common);
        }
        let steps = |inner: NodeId| ((self.depth(inner) - self.depth(common)) as f32).min(FARTHEST);
        (steps(root), steps(node))
    }
}
