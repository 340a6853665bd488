//! Tables with pipes.

use super::super::document::Align;
use super::super::tables::{Grid, GridCell};
use super::escape::LinePosition;
use super::{Writer, inline};

impl Writer<'_, '_> {
    /// Writes a table. Returns the event after it.
    pub(super) fn table(&mut self, start: usize) -> usize {
        let events = &self.document.events;
        let end = inline::end_of(events, start).unwrap_or(events.len() - 1);
        let grid = Grid::new(events, start + 1..end);
        for caption in &grid.captions {
            self.begin_block();
            self.events(caption.clone());
        }
        if grid.columns == 0 {
            return end + 1;
        }
        self.begin_block();
        self.context.in_cell = true;
        let body = match grid.has_header(events) {
            true => {
                self.row(&grid.rows[0], grid.columns);
                &grid.rows[1..]
            }
            false => {
                self.row(&[], grid.columns);
                &grid.rows[..]
            }
        };
        self.begin_line();
        self.out.push('|');
        for align in grid.aligns() {
            self.out.push_str(match align {
                Align::None => " --- |",
                Align::Left => " :-- |",
                Align::Center => " :-: |",
                Align::Right => " --: |",
            });
        }
        for row in body {
            self.begin_line();
            // Empty cells at the end of a row need not be written.
            let last = row.iter().rposition(|cell| !cell.events.is_empty());
            let row = &row[..last.map_or(0, |last| last + 1)];
            self.row(row, row.last().map_or(1, |cell| cell.column + 1));
        }
        self.context.in_cell = false;
        end + 1
    }

    fn row(&mut self, cells: &[GridCell], columns: usize) {
        let mut cells = cells.iter().peekable();
        self.out.push('|');
        for column in 0..columns {
            self.out.push(' ');
            self.position = LinePosition::Within;
            self.forget_marks();
            if let Some(cell) = cells.next_if(|cell| cell.column == column) {
                self.events(cell.events.clone());
            }
            self.out.push_str(" |");
        }
    }
}
