//! Which tables hold data and which only lay out the page.

use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};

/// The mean length of a cell, in bytes of text, above which a table lays out prose rather than holding data. Cells of
/// the data tables of wcxb-dev have 5 to 60.
const LONGEST_MEAN_CELL: usize = 120;

#[derive(Clone, Default)]
struct Shape {
    table: NodeId,
    rows: usize,
    cells: usize,
    has_structure: bool,
}

/// The tables that hold data, in document order: at least two rows and two columns of short cells, without another
/// table or headings in them.
pub(super) fn data_tables(tree: &Tree) -> Vec<NodeId> {
    let mut found = Vec::new();
    let mut open: Vec<Shape> = Vec::new();
    let end = tree.len() as NodeId;
    let mut node = 0;
    while node < end {
        close(tree, &mut open, node, &mut found);
        if open.is_empty() {
            let Some(table) = tree.next(Tag::Table, node) else { break };
            node = table;
        }
        match tree.tag(node) {
            Tag::Table => {
                if let Some(outer) = open.last_mut() {
                    outer.has_structure = true;
                }
                open.push(Shape { table: node, ..Shape::default() });
            }
            Tag::Tr => with_innermost(&mut open, |shape| shape.rows += 1),
            Tag::Td | Tag::Th => with_innermost(&mut open, |shape| shape.cells += 1),
            Tag::H1 | Tag::H2 | Tag::H3 | Tag::Form | Tag::Article | Tag::Section => {
                with_innermost(&mut open, |shape| shape.has_structure = true);
            }
            _ => {}
        }
        node += 1;
    }
    close(tree, &mut open, end, &mut found);
    found.sort_unstable();
    found
}

fn with_innermost(open: &mut [Shape], change: impl FnOnce(&mut Shape)) {
    if let Some(shape) = open.last_mut() {
        change(shape);
    }
}

fn close(tree: &Tree, open: &mut Vec<Shape>, node: NodeId, found: &mut Vec<NodeId>) {
    while open.last().is_some_and(|shape| tree.end(shape.table) <= node) {
        let Some(shape) = open.pop() else { return };
        let columns = shape.cells as f32 / shape.rows.max(1) as f32;
        let is_data = !shape.has_structure
            && shape.rows >= 2
            && columns >= 1.5
            && tree.text(shape.table).len() / shape.cells.max(1) <= LONGEST_MEAN_CELL;
        if is_data {
            found.push(shape.table);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::data_tables;
    use crate::html::parse::parse;

    #[test]
    fn a_table_that_lays_out_the_page_is_not_data() {
        let data = "<table><tr><th>a<th>b<tr><td>1<td>2</table>";
        assert_eq!(data_tables(&parse(data)).len(), 1);
        let nested = format!("<table><tr><td>menu<td>{data}<tr><td>x<td>y</table>");
        assert_eq!(data_tables(&parse(&nested)).len(), 1, "only the inner one");
        let prose = format!("<table><tr><td>{0}<td>{0}<tr><td>{0}<td>{0}</table>", "words of prose ".repeat(20));
        assert_eq!(data_tables(&parse(&prose)).len(), 0);
    }
}
