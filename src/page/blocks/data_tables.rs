//! Tells data tables from layout tables.

use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};

/// Maximum mean length of a data table's cells, in bytes of text; in layout tables, cells contain prose. Chosen by
/// hand: the mean is between 5 and 60 in the data tables of the training pages (WCXB, development split).
const MAX_MEAN_CELL_BYTES: usize = 120;

/// Minimum number of rows of a data table.
const MIN_ROWS: usize = 2;

/// Minimum mean number of cells in a row of a data table. Chosen by hand: fewer than two allow for rows of a single
/// wide cell.
const MIN_MEAN_COLUMNS: f32 = 1.5;

/// The counts that tell a data table from a layout table.
#[derive(Clone, Default)]
struct Shape {
    table: NodeId,
    rows: usize,
    cells: usize,
    /// Whether it contains another table, a form, a section or a main heading.
    has_structure: bool,
}

/// Returns the data tables in document order: tables of at least two rows with short cells, and without page structure
/// such as other tables, forms or headings.
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

/// Whether a row is in a data table. `data_tables` must be sorted.
pub(super) fn is_data_row(tree: &Tree, data_tables: &[NodeId], row: NodeId) -> bool {
    // The parent is the table or one of its sections.
    let table = tree.ancestors(row).take(2).find(|&node| tree.tag(node) == Tag::Table);
    table.is_some_and(|table| data_tables.binary_search(&table).is_ok())
}

fn with_innermost(open: &mut [Shape], change: impl FnOnce(&mut Shape)) {
    if let Some(shape) = open.last_mut() {
        change(shape);
    }
}

/// Closes the tables that end before `node`, and adds the data tables among them to `found`.
fn close(tree: &Tree, open: &mut Vec<Shape>, node: NodeId, found: &mut Vec<NodeId>) {
    while open.last().is_some_and(|shape| tree.end(shape.table) <= node) {
        let Some(shape) = open.pop() else { return };
        if shape.is_data(tree) {
            found.push(shape.table);
        }
    }
}

impl Shape {
    fn is_data(&self, tree: &Tree) -> bool {
        let mean_columns = self.cells as f32 / self.rows.max(1) as f32;
        !self.has_structure
            && self.rows >= MIN_ROWS
            && mean_columns >= MIN_MEAN_COLUMNS
            && tree.text(self.table).len() / self.cells.max(1) <= MAX_MEAN_CELL_BYTES
    }
}

#[cfg(test)]
mod tests {
    use super::data_tables;
    use crate::html::parse::parse;

    #[test]
    fn layout_tables_are_not_data_tables() {
        let data = "<table><tr><th>a<th>b<tr><td>1<td>2</table>";
        assert_eq!(data_tables(&parse(data)).len(), 1);
        let nested = format!("<table><tr><td>menu<td>{data}<tr><td>x<td>y</table>");
        assert_eq!(data_tables(&parse(&nested)).len(), 1, "only the inner table");
        let prose = format!("<table><tr><td>{0}<td>{0}<tr><td>{0}<td>{0}</table>", "words of prose ".repeat(20));
        assert_eq!(data_tables(&parse(&prose)).len(), 0);
    }
}
