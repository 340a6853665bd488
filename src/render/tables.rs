//! The grid of a table: which columns its cells stand in.

use super::document::{Align, Cell, Element, Event};
use crate::tables::data_tables;
use crate::tag::Tag;
use crate::tree::{NodeId, Tree};
use std::ops::Range;

/// The longest cells, in bytes on average, of a table that says that it is one: prose in cells, but not the page.
const LONGEST_MEAN_CELL: usize = 1000;

/// The tables to be written as such, in document order: those that hold data, and those with long cells whose first row
/// names the columns.
pub(super) fn tables(tree: &Tree) -> Vec<NodeId> {
    let mut tables = data_tables(tree);
    let all = std::iter::successors(tree.next(Tag::Table, 0), |&table| tree.next(Tag::Table, table + 1));
    let others: Vec<NodeId> =
        all.filter(|table| tables.binary_search(table).is_err() && is_headed(tree, *table)).collect();
    tables.extend(others);
    tables.sort_unstable();
    tables
}

/// Whether the cells of the first row are headers, the other rows have about as many, and no table or heading is in it.
fn is_headed(tree: &Tree, table: NodeId) -> bool {
    let (mut rows, mut cells, mut headers, mut first_cells) = (0, 0, 0, 0);
    for node in table + 1..tree.end(table) {
        match tree.tag(node) {
            Tag::Tr => rows += 1,
            tag @ (Tag::Td | Tag::Th) => {
                cells += 1;
                first_cells += usize::from(rows == 1);
                headers += usize::from(rows == 1 && tag == Tag::Th);
            }
            tag if tag == Tag::Table || tag.heading_level().is_some_and(|level| level <= 3) => return false,
            _ => {}
        }
    }
    rows >= 2
        && headers >= 2
        && headers + 1 >= first_cells
        && cells * 3 >= rows * first_cells * 2
        && tree.text(table).len() <= LONGEST_MEAN_CELL * cells
}

/// How many places the rows of a table may have per cell that the page gives it, and beside that: spans must not blow a
/// table up.
const GROWTH: usize = 4;
const LEAST_PLACES: usize = 256;

/// A cell, and the events in it.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    pub cell: Cell,
    /// The first column that it is in.
    pub column: usize,
    pub events: Range<usize>,
}

/// A table's cells in their places.
#[derive(Debug, Default)]
pub(super) struct Grid {
    /// The events of its caption.
    pub caption: Option<Range<usize>>,
    pub rows: Vec<Vec<Placed>>,
    pub columns: usize,
}

impl Grid {
    /// Of the events between the start and the end of a table.
    pub fn new(events: &[Event<'_>], table: Range<usize>) -> Grid {
        let mut grid = Grid::default();
        let mut start = table.start;
        for at in table {
            match &events[at] {
                Event::Start(Element::Row) => grid.rows.push(Vec::new()),
                Event::Start(Element::Cell(_) | Element::TableCaption) => start = at + 1,
                Event::End(Element::TableCaption) => grid.caption = Some(start..at),
                Event::End(Element::Cell(cell)) => {
                    if let Some(row) = grid.rows.last_mut() {
                        row.push(Placed { cell: *cell, column: 0, events: start..at });
                    }
                }
                _ => {}
            }
        }
        let cells: usize = grid.rows.iter().map(Vec::len).sum();
        if !grid.place(true, cells * GROWTH + LEAST_PLACES) {
            grid.place(false, usize::MAX);
        }
        grid
    }

    /// Gives each cell its column; whether the rows then have at most so many places.
    fn place(&mut self, with_spans: bool, most: usize) -> bool {
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
                let (columns, rows) = match with_spans {
                    true => (usize::from(placed.cell.columns), usize::from(placed.cell.rows)),
                    false => (1, 1),
                };
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
            if places > most {
                return false;
            }
        }
        true
    }

    /// Whether the first row names the columns: all of its cells are headers, or none of the table's is.
    pub fn has_header(&self) -> bool {
        let is_header = |placed: &Placed| placed.cell.is_header;
        let Some((first, rest)) = self.rows.split_first() else { return false };
        // The corner above row headers is often an ordinary cell.
        first.iter().skip(1).all(is_header) && first.iter().any(is_header)
            || !first.iter().chain(rest.iter().flatten()).any(is_header)
    }

    /// The alignment of a column: that of the first cell below the header that has one, or the header's.
    pub fn align(&self, column: usize) -> Align {
        let in_column =
            |row: &Vec<Placed>| row.iter().find(|placed| placed.column == column).map(|placed| placed.cell.align);
        let aligns = || self.rows.iter().take(3).filter_map(in_column);
        aligns().skip(1).chain(aligns()).find(|&align| align != Align::None).unwrap_or_default()
    }
}
