//! Runs of equal elements that count up, within code.

use super::edges::Edges;
use super::may_be_number;
use crate::html::attributes::AttrKey;
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};
use rustc_hash::FxHashMap;

/// Maximum number of lines of code per number of a run. Chosen by hand.
const MAX_LINES_PER_NUMBER: usize = 2;

/// Maximum number of elements of a run per element at the start of a line or column. Chosen by hand: without this rule,
/// numbers inside code that happened to count up were lost on two pages of WCXB's development split.
const MAX_NUMBERS_PER_EDGE: usize = 2;

/// Maximum number of lines per number at the start of a line or column, which follows from the two limits above.
const MAX_LINES_PER_EDGE: usize = MAX_LINES_PER_NUMBER * MAX_NUMBERS_PER_EDGE;

/// The elements with one tag, class and inline style.
#[derive(Default)]
struct Run {
    nodes: Vec<NodeId>,
    /// The number that the next element must have.
    next: Option<u32>,
    /// Whether an element did not continue the count.
    is_broken: bool,
    /// Number of elements at the start of a line or column.
    at_edges: usize,
}

impl Run {
    fn push(&mut self, node: NodeId, number: Option<u32>, is_at_edge: bool) {
        self.is_broken |= number.is_none() || self.next.is_some_and(|next| number != Some(next));
        self.next = number.and_then(|number| number.checked_add(1));
        self.at_edges += usize::from(is_at_edge);
        self.nodes.push(node);
    }

    fn are_line_numbers(&self, lines: usize) -> bool {
        let count = self.nodes.len();
        !self.is_broken
            && count >= 2
            && count * MAX_LINES_PER_NUMBER >= lines
            && self.at_edges * MAX_NUMBERS_PER_EDGE >= count
    }
}

/// Returns the elements with line numbers within code, in document order: runs of elements with one tag, class and
/// inline style that count up, have numbers for half of the lines or more, and are mostly at the start of a line or in a column.
pub(super) fn numbers_within(tree: &Tree, code: NodeId) -> Vec<NodeId> {
    let is_number = |node: &NodeId| may_be_number(tree, *node) && number(tree, *node).is_some();
    let numbers: Vec<NodeId> = small_elements(tree, code).filter(is_number).collect();
    // Most highlighters number no lines.
    if numbers.is_empty() {
        return Vec::new();
    }
    let lines = memchr::memchr_iter(b'\n', tree.text(code).as_bytes()).count() + 1;
    if numbers.len() * MAX_LINES_PER_EDGE < lines {
        return Vec::new();
    }
    let mut edges = Edges::new(tree, code);
    let at_edges: Vec<NodeId> = numbers.into_iter().filter(|&node| edges.is_at_edge(node)).collect();
    if at_edges.len() * MAX_LINES_PER_EDGE < lines {
        return Vec::new();
    }
    let mut nodes: Vec<NodeId> = line_number_runs(tree, code, &at_edges, lines).flat_map(|run| run.nodes).collect();
    nodes.sort_unstable();
    retain_outermost(tree, &mut nodes);
    nodes
}

/// Returns the runs that are line numbers, in no particular order.
fn line_number_runs(tree: &Tree, code: NodeId, at_edges: &[NodeId], lines: usize) -> impl Iterator<Item = Run> {
    let mut runs: FxHashMap<(Tag, &str, &str), Run> = FxHashMap::default();
    for node in small_elements(tree, code) {
        let value = |key| tree.attr(node, key).unwrap_or_default();
        let key = (tree.tag(node), value(AttrKey::Class), value(AttrKey::StyleAttr));
        let run = runs.entry(key).or_default();
        run.push(node, number(tree, node), at_edges.binary_search(&node).is_ok());
    }
    runs.into_values().filter(move |run| run.are_line_numbers(lines))
}

/// Returns the elements within code that contain at most two nodes.
fn small_elements(tree: &Tree, code: NodeId) -> impl Iterator<Item = NodeId> {
    let is_element = |node: NodeId| !matches!(tree.tag(node), Tag::Text | Tag::Br);
    (code + 1..tree.end(code)).filter(move |&node| is_element(node) && tree.end(node) <= node + 3)
}

/// Drops the nodes that are in another one of the nodes, which are in document order.
fn retain_outermost(tree: &Tree, nodes: &mut Vec<NodeId>) {
    let mut end = 0;
    nodes.retain(|&node| {
        let is_outermost = node >= end;
        end = end.max(tree.end(node));
        is_outermost
    });
}

/// Returns the number in an element, which may be followed by punctuation.
fn number(tree: &Tree, node: NodeId) -> Option<u32> {
    let text = tree.text(node);
    text.trim().trim_end_matches(['.', ':', '|']).trim_end().parse().ok()
}
