//! Finds the line numbers of code by their structure. Class names differ from highlighter to highlighter and are not
//! used. `docs/experiments/blocks.md` has the measurements.

mod edges;
mod runs;

use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};
use crate::page::blocks::white_space::trim_start;

/// Maximum number of nodes searched for code beside a column of numbers. Chosen by hand.
const MAX_NODES_BEFORE_CODE: NodeId = 16;

/// Maximum number of ancestors searched for the cell or box of a column of numbers. Chosen by hand.
const MAX_DEPTH_IN_CELL: usize = 4;

/// Returns the elements of a preformatted element that contain only line numbers, in document order. If it is a column
/// of line numbers beside the code, returns the preformatted element itself.
pub(crate) fn line_numbers(tree: &Tree, code: NodeId) -> Vec<NodeId> {
    if is_column(tree, code) {
        return vec![code];
    }
    let numbers = runs::numbers_within(tree, code);
    let chars = |node: NodeId| tree.text(node).bytes().filter(|byte| !byte.is_ascii_whitespace()).count();
    // Numbers without code are the content.
    let is_all = !numbers.is_empty() && numbers.iter().map(|&node| chars(node)).sum::<usize>() == chars(code);
    if is_all { Vec::new() } else { numbers }
}

/// Whether a preformatted element is a column of line numbers: it counts up, and the next cell or box contains code.
fn is_column(tree: &Tree, code: NodeId) -> bool {
    if !may_be_number(tree, code) {
        return false;
    }
    let mut numbers =
        tree.text(code).split_whitespace().map(|word| word.trim_end_matches(['.', ':']).parse::<u32>().ok());
    let Some(Some(first)) = numbers.next() else { return false };
    let counts_up = numbers.zip(first + 1..).all(|(number, expected)| number == Some(expected));
    counts_up && is_beside_code(tree, code)
}

/// Whether the cell or box after that of a node contains code.
fn is_beside_code(tree: &Tree, node: NodeId) -> bool {
    let is_cell = |&node: &NodeId| matches!(tree.tag(node), Tag::Td | Tag::Div | Tag::Figure);
    let Some(cell) = tree.ancestors(node).take(MAX_DEPTH_IN_CELL).find(is_cell) else { return false };
    let is_in_tree = |&node: &NodeId| (node as usize) < tree.len();
    let is_white_space = |node: NodeId| tree.tag(node) == Tag::Text && trim_start(tree.text(node)).is_empty();
    let next = Some(tree.end(cell)).filter(is_in_tree);
    let next = next.map(|next| if is_white_space(next) { next + 1 } else { next }).filter(is_in_tree);
    let is_code = |node: NodeId| tree.tag(node).is_preformatted() || tree.tag(node) == Tag::Code;
    next.is_some_and(|next| (next..tree.end(next).min(next + MAX_NODES_BEFORE_CODE)).any(is_code))
}

/// Whether a node's text can begin with a number. A cheap check that rules out most of the code.
fn may_be_number(tree: &Tree, node: NodeId) -> bool {
    let first = tree.text.as_bytes().get(tree.text_at[node as usize] as usize);
    first.is_some_and(|first| !first.is_ascii_graphic() || first.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::parse::parse;

    /// Returns the texts of the elements with line numbers.
    fn numbers(html: &str) -> Vec<String> {
        let tree = parse(html);
        let code = tree.next(Tag::Pre, 0).unwrap();
        line_numbers(&tree, code).into_iter().map(|node| tree.text(node).trim().to_owned()).collect()
    }

    #[test]
    fn counting_elements_at_line_starts_are_line_numbers() {
        assert_eq!(numbers("<pre><i class=n>1</i>a 7\n<i class=n>2</i>b <i>1</i></pre>"), ["1", "2"]);
        let rows =
            "<pre><code><table><tr><td class=n>1</td><td>a</td></tr><tr><td class=n>2</td><td>  b</td></tr></table>";
        assert_eq!(numbers(rows), ["1", "2"]);
        let column = "<pre><b class=rows><i>1</i><i>2</i><i>3</i></b>a\nb\nc</pre>";
        assert_eq!(numbers(column), ["1", "2", "3"]);
        let styled = "<pre><i><i style='user-select:none'>1</i><i>a <i style='color:red'>7</i>\n</i></i>\
            <i><i style='user-select:none'>2</i><i>b\n</i></i></pre>";
        assert_eq!(numbers(styled), ["1", "2"]);
        assert_eq!(numbers("<pre><i class=n><b>1.</b></i> a\n<i class=n><b>2.</b></i> b</pre>"), ["1.", "2."]);
    }

    #[test]
    fn column_of_numbers_beside_code_is_line_numbers() {
        let beside = |space: &str| {
            format!("<table><tr><td><div><pre>1\n2</pre></div></td>{space}<td><div><pre>a\nb</pre></div></td></table>")
        };
        assert_eq!(numbers(&beside("")), ["1\n2"]);
        assert_eq!(numbers(&beside("\n")), ["1\n2"]);
        let elements = beside("").replace("1\n2", "<i>1</i>\n<i>2</i>");
        assert_eq!(numbers(&elements), ["1\n2"]);
    }

    #[test]
    fn numbers_without_code_or_inside_lines_are_not_line_numbers() {
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
