//! The best labelling of the tree: a region is kept or dropped as a whole unless its scores are worth the change.

use crate::html::tree::NodeId;
use crate::page::Page;
use crate::page::blocks::RawBlock;

/// The labelling of the tree with the greatest gain: a kept block earns its gain, an edge between a kept and a dropped
/// element pays `change_cost`. Exact, by one pass up and one down.
pub(super) fn label(page: &Page, gains: &[f32], change_cost: f32) -> Vec<bool> {
    let Page { tree, blocks, .. } = page;
    // gain[node]: the best gain of its subtree if dropped, if kept.
    let mut gain = vec![[0.0_f32; 2]; tree.len()];
    let mut holds = vec![false; tree.len()];
    // A block is a leaf of its own below its element, so that one block can differ from its neighbours there.
    for (block, &own) in blocks.list.iter().zip(gains) {
        let node = block.node as usize;
        gain[node][0] += (own - change_cost).max(0.0);
        gain[node][1] += own.max(-change_cost);
        holds[node] = true;
    }
    for node in (1..tree.len()).rev() {
        if holds[node] {
            let parent = tree.parent(node as NodeId) as usize;
            let [dropped, kept] = gain[node];
            gain[parent][0] += dropped.max(kept - change_cost);
            gain[parent][1] += kept.max(dropped - change_cost);
            holds[parent] = true;
        }
    }
    let mut kept = vec![false; tree.len()];
    // The block whose score is the threshold gains nothing, and is kept where nothing else speaks: the only block of a page.
    kept[0] = gain[0][1] >= gain[0][0];
    for node in 1..tree.len() {
        if holds[node] {
            let above = kept[tree.parent(node as NodeId) as usize];
            let cost = |kept: bool| if kept == above { 0.0 } else { change_cost };
            kept[node] = gain[node][1] - cost(true) > gain[node][0] - cost(false);
        }
    }
    let keep = |(block, &own): (&RawBlock, &f32)| match kept[block.node as usize] {
        true => own > -change_cost,
        false => own > change_cost,
    };
    blocks.list.iter().zip(gains).map(keep).collect()
}
