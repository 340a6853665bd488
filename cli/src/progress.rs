//! A progress bar, where someone looks on and it takes long enough to want one.

use indicatif::{ProgressBar, ProgressStyle};
use std::io::{self, IsTerminal};

/// Fewer inputs are done before a bar says anything.
const MANY: usize = 50;

pub struct Progress {
    bar: ProgressBar,
    /// Whether the results go to a terminal too, most likely the same one.
    is_shared: bool,
}

impl Progress {
    /// A bar on standard error, if that is a terminal and the inputs are many.
    pub fn new(inputs: usize) -> Progress {
        let is_shared = io::stdout().is_terminal();
        if inputs < MANY || !io::stderr().is_terminal() {
            return Progress { bar: ProgressBar::hidden(), is_shared };
        }
        let style = ProgressStyle::with_template("{bar:30} {pos}/{len} pages, {eta} left");
        let style = style.unwrap_or_else(|_| ProgressStyle::default_bar());
        Progress { bar: ProgressBar::new(inputs as u64).with_style(style), is_shared }
    }

    pub fn advance(&self) {
        self.bar.inc(1);
    }

    /// Prints a message with the bar out of the way.
    pub fn around_message(&self, print: impl FnOnce()) {
        self.bar.suspend(print);
    }

    /// Writes results, with the bar out of the way where it stands in it.
    pub fn around_output<R>(&self, write: impl FnOnce() -> R) -> R {
        if self.is_shared { self.bar.suspend(write) } else { write() }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
