//! Line numbers of code, by structure: no list of class names, which differ in every highlighter.

use super::white_space::trim_start;
use crate::html::attributes::AttrKey;
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};
use rustc_hash::FxHashMap;

/// The elements of a block of code that hold nothing but line numbers, in order; the block itself, where it is a column of
/// them beside code.
pub(crate) fn line_numbers(tree: &Tree, code: NodeId) -> Vec<NodeId> {
    if is_column(tree, code) {
        return vec![code];
    }
    let numbers = numbers_within(tree, code);
    let chars = |node: NodeId| tree.text(node).bytes().filter(|byte| !byte.is_ascii_whitespace()).count();
    // Numbers that are all there is are what the code is about.
    let is_all = !numbers.is_empty() && numbers.iter().map(|&node| chars(node)).sum::<usize>() == chars(code);
    if is_all { Vec::new() } else { numbers }
}

/// Whether the lines are consecutive numbers beside code: in a cell or box whose neighbour has code.
fn is_column(tree: &Tree, code: NodeId) -> bool {
    if !may_be_number(tree, code) {
        return false;
    }
    let mut numbers =
        tree.text(code).split_whitespace().map(|word| word.trim_end_matches(['.', ':']).parse::<u32>().ok());
    let Some(Some(first)) = numbers.next() else { return false };
    let is_counting = numbers.zip(first + 1..).all(|(number, expected)| number == Some(expected));
    let holder = tree.ancestors(code).take(4).find(|&node| matches!(tree.tag(node), Tag::Td | Tag::Div | Tag::Figure));
    let is_space = |node: NodeId| tree.tag(node) == Tag::Text && trim_start(tree.text(node)).is_empty();
    let is_within = |&node: &NodeId| (node as usize) < tree.len();
    let next = holder.map(|holder| tree.end(holder)).filter(is_within);
    let next = next.map(|next| if is_space(next) { next + 1 } else { next }).filter(is_within);
    let has_code = |next| {
        (next..tree.end(next).min(next + 16))
            .any(|node| tree.tag(node).is_preformatted() || tree.tag(node) == Tag::Code)
    };
    is_counting && next.is_some_and(has_code)
}

/// Elements of one name and class that hold consecutive numbers, half of them or more where lines begin, or in a column of
/// their own.
fn numbers_within(tree: &Tree, code: NodeId) -> Vec<NodeId> {
    #[derive(Default)]
    struct Run {
        nodes: Vec<NodeId>,
        next: Option<u32>,
        is_broken: bool,
        at_edges: usize,
    }
    let is_small_element = |node: &NodeId| {
        let tag = tree.tag(*node);
        tag != Tag::Text && tag != Tag::Br && tree.end(*node) <= *node + 3
    };
    let nodes = || code + 1..tree.end(code);
    let elements = || nodes().filter(is_small_element);
    // Most highlighters number no lines.
    let is_number = |node: &NodeId| may_be_number(tree, *node) && number(tree, *node).is_some();
    let numbered: Vec<NodeId> = elements().filter(is_number).collect();
    if numbered.is_empty() {
        return Vec::new();
    }
    let lines = memchr::memchr_iter(b'\n', tree.text(code).as_bytes()).count() + 1;
    if numbered.len() * 4 < lines {
        return Vec::new();
    }
    let mut edges = Edges::new(tree, code);
    let at_edges: Vec<NodeId> = numbered.into_iter().filter(|&node| edges.is_at_edge(node)).collect();
    if at_edges.len() * 4 < lines {
        return Vec::new();
    }
    let mut runs: FxHashMap<(Tag, &str), Run> = FxHashMap::default();
    for node in elements() {
        let key = (tree.tag(node), tree.attr(node, AttrKey::Class).unwrap_or_default());
        let run = runs.entry(key).or_default();
        let number = number(tree, node);
        run.is_broken |= number.is_none() || run.next.is_some_and(|next| number != Some(next));
        run.next = number.and_then(|number| number.checked_add(1));
        run.at_edges += usize::from(at_edges.binary_search(&node).is_ok());
        run.nodes.push(node);
    }
    let counting = runs.into_values().filter(|run| {
        let count = run.nodes.len();
        !run.is_broken && count >= 2 && count * 2 >= lines && run.at_edges * 2 >= count
    });
    let mut nodes: Vec<NodeId> = counting.flat_map(|run| run.nodes).collect();
    nodes.sort_unstable();
    // Of an element in another with nothing else in it the outer one counts.
    let mut end = 0;
    nodes.retain(|&node| {
        let is_outermost = node >= end;
        end = end.max(tree.end(node));
        is_outermost
    });
    nodes
}

/// Where lines and columns of a block of code begin; asked in document order, so that each byte is looked at once.
struct Edges<'t> {
    tree: &'t Tree,
    /// As far as the page's text has been looked at.
    seen: usize,
    /// Where the last character there ends that is no white space.
    words_end: usize,
    /// Where the last line there begins.
    line: usize,
    /// Where the text of the element asked for last ends.
    last_end: usize,
}

impl<'t> Edges<'t> {
    fn new(tree: &'t Tree, code: NodeId) -> Edges<'t> {
        let start = tree.text_at[code as usize] as usize;
        Edges { tree, seen: start, words_end: start, line: start, last_end: usize::MAX }
    }

    /// Whether nothing stands before the element on its line or in the element around it, or between it and the one asked for
    /// before, if that has ended.
    fn is_at_edge(&mut self, node: NodeId) -> bool {
        let text_at = |node: NodeId| self.tree.text_at[node as usize] as usize;
        let at = text_at(node);
        let new = &self.tree.text[self.seen..at];
        if let Some(line_break) = memchr::memrchr(b'\n', new.as_bytes()) {
            self.line = self.seen + line_break + 1;
        }
        let words = new.trim_end().len();
        if words > 0 {
            self.words_end = self.seen + words;
        }
        self.seen = at;
        let is_in_column = self.last_end <= at && self.words_end <= self.last_end;
        self.last_end = text_at(self.tree.end(node));
        is_in_column || self.words_end <= self.line || self.words_end <= text_at(self.tree.parent(node))
    }
}

/// Whether the text from here on begins as a number may: most of code is words and marks.
fn may_be_number(tree: &Tree, node: NodeId) -> bool {
    let first = tree.text.as_bytes().get(tree.text_at[node as usize] as usize);
    first.is_some_and(|first| !first.is_ascii_graphic() || first.is_ascii_digit())
}

/// The number that an element holds, with at most a mark behind it.
fn number(tree: &Tree, node: NodeId) -> Option<u32> {
    let text = tree.text(node);
    text.trim().trim_end_matches(['.', ':', '|']).trim_end().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::parse::parse;

    /// The texts of the elements with line numbers.
    fn numbers(html: &str) -> Vec<String> {
        let tree = parse(html);
        let code = tree.next(Tag::Pre, 0).unwrap();
        line_numbers(&tree, code).into_iter().map(|node| tree.text(node).trim().to_owned()).collect()
    }

    #[test]
    fn elements_that_count_lines() {
        assert_eq!(numbers("<pre><i class=n>1</i>a 7\n<i class=n>2</i>b <i>1</i></pre>"), ["1", "2"]);
        let rows =
            "<pre><code><table><tr><td class=n>1</td><td>a</td></tr><tr><td class=n>2</td><td>  b</td></tr></table>";
        assert_eq!(numbers(rows), ["1", "2"]);
        let column = "<pre><b class=rows><i>1</i><i>2</i><i>3</i></b>a\nb\nc</pre>";
        assert_eq!(numbers(column), ["1", "2", "3"]);
        assert_eq!(numbers("<pre><i class=n><b>1.</b></i> a\n<i class=n><b>2.</b></i> b</pre>"), ["1.", "2."]);
    }

    #[test]
    fn a_column_beside_code() {
        let beside = |space: &str| {
            format!("<table><tr><td><div><pre>1\n2</pre></div></td>{space}<td><div><pre>a\nb</pre></div></td></table>")
        };
        assert_eq!(numbers(&beside("")), ["1\n2"]);
        assert_eq!(numbers(&beside("\n")), ["1\n2"]);
        let elements = beside("").replace("1\n2", "<i>1</i>\n<i>2</i>");
        assert_eq!(numbers(&elements), ["1\n2"]);
    }

    #[test]
    fn numbers_that_the_code_is_about() {
        for html in [
            "<pre>1\n2\n3</pre>",
            "<pre><i>1</i>\n<i>2</i>\n<i>3</i></pre>",
            "<pre>f(<i>1</i>)\ng(<i>2</i>)\nh(<i>3</i>)</pre>",
            "<pre><i>1</i> a\n<i>3</i> b\n<i>5</i> c</pre>",
        ] {
            assert_eq!(numbers(html), [""; 0], "{html}");
        }
    }
}
