//! Labels the tree so that a region is kept or dropped as a whole, unless the scores within it pay for a change.

use crate::html::tree::NodeId;
use crate::page::Page;
use crate::page::blocks::RawBlock;

/// Returns whether each block is kept in the labeling of the tree with the greatest total gain: a kept block earns its gain, and
/// each edge between a kept and a dropped element costs `change_cost`. The solution is exact (dynamic programming over the tree,
/// one pass up and one pass down).
pub(super) fn label(page: &Page, gains: &[f32], change_cost: f32) -> Vec<bool> {
    let Page { tree, blocks, .. } = page;
    // gain[node]: the best total gain of its subtree if the node is dropped, and if it is kept.
    let mut gain = vec![[0.0_f32; 2]; tree.len()];
    let mut holds = vec![false; tree.len()];
    // Each block is a leaf below its element, so that it can differ from other blocks of the element.
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
    // A block whose score is the threshold gains nothing. It is kept in a tie, so that the only block of a page is kept.
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
