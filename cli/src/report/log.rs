//! Messages on standard error, which never break the line of the progress.

use indicatif::ProgressBar;
use std::fmt::Display;

/// Prints messages.
#[derive(Clone)]
pub struct Log {
    /// The line of the progress. It is hidden while something is printed.
    pub bar: ProgressBar,
    pub is_verbose: bool,
}

impl Log {
    pub fn new(is_verbose: bool) -> Log {
        Log { bar: ProgressBar::hidden(), is_verbose }
    }

    pub fn error(&self, message: &dyn Display) {
        self.print(message);
    }

    /// Prints a message that is wanted only with `--verbose`.
    pub fn note(&self, message: &dyn Display) {
        if self.is_verbose {
            self.print(message);
        }
    }

    fn print(&self, message: &dyn Display) {
        // Standard error may be closed.
        let print = || drop(std::io::Write::write_fmt(&mut std::io::stderr(), format_args!("maintext: {message}\n")));
        self.bar.suspend(print);
    }
}
