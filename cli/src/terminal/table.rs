//! Tables: in columns if they fit, else row by row.

use super::inline::{Inline, Look};
use super::screen::Screen;
use super::wrap::wrap;

/// Gap between two columns.
const GAP: usize = 2;

/// Cells by row; the first row is the head.
#[derive(Default)]
pub struct Table {
    pub rows: Vec<Vec<Inline>>,
}

impl Table {
    /// Returns the lines of the table.
    pub fn render(&self, screen: &Screen, prefix: &str) -> Vec<String> {
        let width =
            |cell: &Inline| cell.words.iter().map(|word| word.width + usize::from(word.has_space)).sum::<usize>();
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let widths: Vec<usize> = (0..columns)
            .map(|at| self.rows.iter().filter_map(|row| row.get(at)).map(width).max().unwrap_or(0))
            .collect();
        let total = widths.iter().sum::<usize>() + GAP * columns.saturating_sub(1) + prefix.chars().count();
        if total <= screen.width { self.in_columns(screen, prefix, &widths) } else { self.row_by_row(screen, prefix) }
    }

    fn in_columns(&self, screen: &Screen, prefix: &str, widths: &[usize]) -> Vec<String> {
        let mut lines = Vec::new();
        for (number, row) in self.rows.iter().enumerate() {
            let mut line = Inline::default();
            let mut missing = 0;
            for (cell, width) in row.iter().zip(widths) {
                line.push(&"\u{a0}".repeat(missing), &Look::default());
                let mut found = 0;
                for word in &cell.words {
                    let gap = if word.has_space && found > 0 { "\u{a0}" } else { "" };
                    found += word.width + gap.chars().count();
                    for (text, look) in &word.pieces {
                        line.push(&format!("{gap}{text}"), look);
                    }
                }
                missing = width - found.min(*width) + GAP;
            }
            // Spaces that do not break keep the columns together.
            lines.extend(wrap(&line, screen, prefix, prefix).into_iter().map(|line| line.replace('\u{a0}', " ")));
            if number == 0 {
                let length = widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1);
                lines.push(format!("{prefix}{}", "─".repeat(length)));
            }
        }
        lines
    }

    fn row_by_row(&self, screen: &Screen, prefix: &str) -> Vec<String> {
        let mut lines = Vec::new();
        let Some((head, rows)) = self.rows.split_first() else { return lines };
        for row in rows {
            for (at, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
                let mut line = Inline::default();
                for word in head.get(at).map_or(&[][..], |name| &name.words) {
                    for (text, look) in &word.pieces {
                        line.push(if word.has_space { " " } else { "" }, look);
                        line.push(text, &Look { dim: true, ..look.clone() });
                    }
                }
                if !line.is_empty() {
                    line.push(": ", &Look { dim: true, ..Look::default() });
                }
                for word in &cell.words {
                    for (text, look) in &word.pieces {
                        line.push(if word.has_space { " " } else { "" }, look);
                        line.push(text, look);
                    }
                }
                lines.extend(wrap(&line, screen, prefix, &format!("{prefix}  ")));
            }
            lines.push(prefix.trim_end().to_owned());
        }
        lines.pop();
        lines
    }
}
