//! The grid of a table: the column of each cell.

use super::document::{Align, Cell, Element, Event};
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};
use std::ops::Range;

/// Maximum mean length of cells, in bytes, in a table whose first row names the columns: paragraphs are allowed in
/// cells, whole pages are not. Chosen by hand.
const MAX_MEAN_CELL: usize = 1000;

/// The same in a table in which headings are labels of cells: as short as in other data tables. Chosen by hand.
const MAX_LABELED_CELL: usize = 120;

/// Returns the tables to write as tables, in document order: those that hold data, and those that only have cells or
/// headings too long for that.
pub(super) fn tables(tree: &Tree, data_tables: &[NodeId]) -> Vec<NodeId> {
    let mut tables = data_tables.to_vec();
    let all = std::iter::successors(tree.next(Tag::Table, 0), |&table| tree.next(Tag::Table, table + 1));
    let is_other = |table: &NodeId| {
        tables.binary_search(table).is_err()
            && Shape::of(tree, *table).is_some_and(|shape| shape.holds_data(tree, *table))
    };
    let others: Vec<NodeId> = all.filter(is_other).collect();
    tables.extend(others);
    tables.sort_unstable();
    tables
}

/// Whether a table only numbers its rows: two cells in each, the first with the number of the row, as in the callouts of Asciidoctor.
pub(super) fn is_numbered_list(tree: &Tree, table: NodeId) -> bool {
    let mut rows = 0;
    let mut node = table + 1;
    while node < tree.end(table) {
        match tree.tag(node) {
            Tag::Tr => {
                rows += 1;
                let mut cells = tree.children(node).filter(|&cell| tree.tag(cell) != Tag::Text);
                let (Some(first), Some(second), None) = (cells.next(), cells.next(), cells.next()) else {
                    return false;
                };
                let number = tree.text(first).trim().trim_end_matches(['.', ')']);
                let is_next = number.parse() == Ok(rows) && !tree.text(second).trim().is_empty();
                if !is_next || [first, second].iter().any(|&cell| tree.tag(cell) != Tag::Td) {
                    return false;
                }
                node = tree.end(node);
            }
            Tag::Caption | Tag::Th => return false,
            _ => node += 1,
        }
    }
    rows >= 2
}

/// Whether no cell comes after this one in its row.
pub(super) fn is_last_cell(tree: &Tree, cell: NodeId) -> bool {
    let (next, end) = (tree.end(cell), tree.end(tree.parent(cell)));
    !(next..end.min(next + 2)).any(|node| matches!(tree.tag(node), Tag::Td | Tag::Th))
}

#[derive(Default)]
struct Shape {
    rows: usize,
    cells: usize,
    /// Headers in the first row.
    headers: usize,
    first_cells: usize,
    /// Headings that are the whole text of their cells, or are in the caption.
    labels: usize,
}

impl Shape {
    /// `None` where a table or a heading with text below it is in a cell: these make a page.
    fn of(tree: &Tree, table: NodeId) -> Option<Shape> {
        let mut shape = Shape::default();
        let mut holder = table;
        for node in table + 1..tree.end(table) {
            match tree.tag(node) {
                Tag::Tr => shape.rows += 1,
                Tag::Caption => holder = node,
                tag @ (Tag::Td | Tag::Th) => {
                    holder = node;
                    shape.cells += 1;
                    shape.first_cells += usize::from(shape.rows == 1);
                    shape.headers += usize::from(shape.rows == 1 && tag == Tag::Th);
                }
                Tag::Table => return None,
                // This comes first: cells with any number of empty headings are searched for none of them.
                Tag::H1 | Tag::H2 | Tag::H3 if tree.text(node).trim().is_empty() => {}
                Tag::H1 | Tag::H2 | Tag::H3 if !is_label(tree, node, holder) => return None,
                Tag::H1 | Tag::H2 | Tag::H3 => shape.labels += 1,
                _ => {}
            }
        }
        Some(shape)
    }

    fn holds_data(&self, tree: &Tree, table: NodeId) -> bool {
        let Shape { rows, cells, headers, first_cells, labels } = *self;
        let bytes = tree.text(table).len();
        let is_headed = headers >= 2
            && headers + 1 >= first_cells
            && cells * 3 >= rows * first_cells * 2
            && bytes <= MAX_MEAN_CELL * cells;
        let is_labeled = labels > 0 && cells * 2 >= rows * 3 && bytes <= MAX_LABELED_CELL * cells;
        rows >= 2 && (is_headed || is_labeled)
    }
}

/// Whether a heading in a table is the label of a cell or of the table rather than the beginning of a section.
fn is_label(tree: &Tree, heading: NodeId, holder: NodeId) -> bool {
    heading < tree.end(holder)
        && (tree.tag(holder) == Tag::Caption || tree.text(heading).trim().len() == tree.text(holder).trim().len())
}

/// How many places the rows of a table may have per cell that the page gives it, and beside that: spans must not blow a
/// table up.
const MAX_GROWTH: usize = 4;
const MIN_PLACES: usize = 256;

/// Maximum number of cells that a row reserves room for.
const LIKELY_CELLS: usize = 16;

/// A cell, and the events in it.
#[derive(Clone, Debug)]
pub(super) struct GridCell {
    pub cell: Cell,
    /// The first column that it is in.
    pub column: usize,
    pub events: Range<usize>,
}

/// The cells of a table, with their columns.
#[derive(Debug, Default)]
pub(super) struct Grid {
    /// The events of its captions. Nearly all tables have one at most.
    pub captions: Vec<Range<usize>>,
    pub rows: Vec<Vec<GridCell>>,
    pub columns: usize,
    /// Whether there is room for all columns in all rows.
    pub is_paddable: bool,
}

impl Grid {
    /// Of the events between the start and the end of a table.
    pub fn new(events: &[Event<'_>], table: Range<usize>) -> Grid {
        let mut grid = Grid::default();
        let mut start = table.start;
        for at in table {
            match &events[at] {
                Event::Start(Element::Row) => {
                    // Nearly all have as many cells as the one before.
                    let cells = grid.rows.last().map_or(0, Vec::len).min(LIKELY_CELLS);
                    grid.rows.push(Vec::with_capacity(cells));
                }
                Event::Start(Element::Cell(_) | Element::TableCaption) => start = at + 1,
                Event::End(Element::TableCaption) => grid.captions.push(start..at),
                Event::End(Element::Cell(cell)) => {
                    if let Some(row) = grid.rows.last_mut() {
                        row.push(GridCell { cell: *cell, column: 0, events: start..at });
                    }
                }
                _ => {}
            }
        }
        let cells: usize = grid.rows.iter().map(Vec::len).sum();
        let max_places = cells * MAX_GROWTH + MIN_PLACES;
        if !grid.place(max_places) {
            grid.place_without_spans();
        }
        grid.is_paddable = grid.rows.len().saturating_mul(grid.columns) <= max_places;
        grid
    }

    /// Gives each cell the column of its index.
    fn place_without_spans(&mut self) {
        for row in &mut self.rows {
            row.iter_mut().enumerate().for_each(|(column, cell)| cell.column = column);
        }
        self.columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
    }

    /// Gives each cell its column, by the cells that span it. Returns whether the rows have at most `max` columns together.
    fn place(&mut self, max: usize) -> bool {
        // For each column, how many rows a cell from above still reaches into.
        let mut taken: Vec<usize> = Vec::new();
        let mut places = 0;
        self.columns = 0;
        for row in &mut self.rows {
            let mut column = 0;
            for placed in row.iter_mut() {
                while taken.get(column).is_some_and(|&rows| rows > 0) {
                    column += 1;
                }
                let (columns, rows) = (usize::from(placed.cell.columns), usize::from(placed.cell.rows));
                placed.column = column;
                if taken.len() < column + columns {
                    taken.resize(column + columns, 0);
                }
                taken[column..column + columns].fill(rows);
                column += columns;
            }
            taken.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
            self.columns = self.columns.max(column);
            places += column.max(taken.len());
            if places > max {
                return false;
            }
        }
        true
    }

    /// Whether the first row names the columns: all of its cells are headers; or no cell is said to be one, and there are
    /// more columns than a name and a value, or the first row alone is bold or has no number.
    pub fn has_header(&self, events: &[Event<'_>]) -> bool {
        let is_header = |placed: &GridCell| placed.cell.is_header;
        let Some((first, rest)) = self.rows.split_first() else { return false };
        if first.iter().chain(rest.iter().flatten()).any(is_header) {
            // The corner above row headers is often an ordinary cell.
            return first.iter().skip(1).all(is_header) && first.iter().any(is_header);
        }
        let is_bold = |row: &Vec<GridCell>| row.iter().all(|placed| is_bold(&events[placed.events.clone()]));
        let has_number = |row: &Vec<GridCell>| row.last().is_some_and(|last| has_digit(&events[last.events.clone()]));
        self.columns != 2
            || is_bold(first) && !rest.first().is_some_and(is_bold)
            || !has_number(first) && rest.iter().all(has_number)
    }

    /// The alignments of the columns: of each that of the first cell below the header that has one, or the header's.
    pub fn aligns(&self) -> Vec<Align> {
        // For each column, the alignments of the header and of the cells below it.
        let mut found: Vec<(Option<Align>, Align)> = vec![(None, Align::None); self.columns];
        for GridCell { cell, column, .. } in self.rows.iter().take(3).flatten() {
            match &mut found[*column] {
                (header @ None, _) => *header = Some(cell.align),
                (_, below @ Align::None) => *below = cell.align,
                _ => {}
            }
        }
        let align = |(header, below): (Option<Align>, Align)| match below {
            Align::None => header.unwrap_or_default(),
            below => below,
        };
        found.into_iter().map(align).collect()
    }
}

fn has_digit(cell: &[Event<'_>]) -> bool {
    cell.iter().any(|event| matches!(event, Event::Text(text) if text.bytes().any(|byte| byte.is_ascii_digit())))
}

/// Whether nothing in a cell is not bold.
fn is_bold(cell: &[Event<'_>]) -> bool {
    match cell {
        [Event::Start(first), .., Event::End(last)] => *first == Element::Strong && *last == Element::Strong,
        cell => cell.is_empty(),
    }
}
