//! What the terminal of standard output can show.

use console::Term;
use std::env;

/// Maximum width of lines: longer ones are hard to read.
const MAX_WIDTH: usize = 88;

/// Minimum width that lines are wrapped to.
const MIN_WIDTH: usize = 16;

/// A terminal that does not tell its size.
const DEFAULT_SIZE: (u16, u16) = (24, 80);

#[derive(Clone, Debug)]
pub struct Screen {
    /// Width of lines in columns.
    pub width: usize,
    /// Lines that fit.
    pub height: usize,
    /// Whether the terminal shows styles and links.
    pub is_styled: bool,
}

impl Screen {
    /// Asks the terminal of standard output. Styles are off with `NO_COLOR` (see no-color.org) and on dumb terminals.
    pub fn of_stdout() -> Screen {
        let (rows, columns) = Term::stdout().size_checked().unwrap_or(DEFAULT_SIZE);
        let is_off = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let is_dumb = env::var_os("TERM").is_some_and(|term| term == "dumb");
        Screen {
            width: usize::from(columns).clamp(MIN_WIDTH, MAX_WIDTH),
            height: rows.into(),
            is_styled: !is_off && !is_dumb,
        }
    }
}
