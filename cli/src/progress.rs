//! A progress bar, shown if standard error is a terminal and there are many inputs.

use indicatif::{ProgressBar, ProgressStyle};
use std::io::{self, IsTerminal};

/// Minimum number of inputs for a progress bar. Chosen by hand.
const MIN_INPUTS: usize = 50;

pub struct Progress {
    bar: ProgressBar,
    /// Whether standard output is a terminal, too, and so probably the one with the bar.
    is_shared: bool,
}

impl Progress {
    /// Returns a progress bar for this many inputs, hidden unless standard error is a terminal and there are at least
    /// [`MIN_INPUTS`].
    pub fn new(inputs: usize) -> Progress {
        let is_shared = io::stdout().is_terminal();
        if inputs < MIN_INPUTS || !io::stderr().is_terminal() {
            return Progress { bar: ProgressBar::hidden(), is_shared };
        }
        let style = ProgressStyle::with_template("{bar:30} {pos}/{len} pages, {eta} left");
        let style = style.unwrap_or_else(|_| ProgressStyle::default_bar());
        Progress { bar: ProgressBar::new(inputs as u64).with_style(style), is_shared }
    }

    pub fn advance(&self) {
        self.bar.inc(1);
    }

    /// Hides the bar while a message is printed.
    pub fn around_message(&self, print: impl FnOnce()) {
        self.bar.suspend(print);
    }

    /// Hides the bar while results are written, if they are written to the same terminal.
    pub fn around_output<R>(&self, write: impl FnOnce() -> R) -> R {
        if self.is_shared { self.bar.suspend(write) } else { write() }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
