//! Shows pages that are longer than the screen with a pager.

use super::screen::Screen;
use crate::input::Origin;
use crate::output::Sink;
use std::env;
use std::io::{self, Write};
use std::process::{Command, Stdio};

/// The pager of a user who has not chosen one, and its options: it ends if the text fits after all, shows styles, and leaves
/// the text on the screen.
const DEFAULT_PAGER: &str = "less";
const LESS_OPTIONS: &str = "FRX";

/// Prints a page on the terminal.
pub struct Pager {
    screen: Screen,
    is_used: bool,
}

impl Pager {
    pub fn new(screen: Screen, is_used: bool) -> Pager {
        Pager { screen, is_used }
    }

    /// Shows a text with a pager; `false` if none can be started.
    fn show(text: &str) -> io::Result<bool> {
        let chosen = ["MAINTEXT_PAGER", "PAGER"].iter().find_map(env::var_os).filter(|pager| !pager.is_empty());
        let mut command = match (&chosen, cfg!(unix)) {
            // A pager may have options.
            (Some(pager), true) => {
                let mut shell = Command::new("sh");
                shell.arg("-c").arg(pager);
                shell
            }
            (Some(pager), false) => Command::new(pager),
            (None, _) => Command::new(DEFAULT_PAGER),
        };
        if env::var_os("LESS").is_none() {
            command.env("LESS", LESS_OPTIONS);
        }
        let Ok(mut pager) = command.stdin(Stdio::piped()).spawn() else { return Ok(false) };
        if let Some(mut input) = pager.stdin.take() {
            match input.write_all(text.as_bytes()) {
                // The user has left the pager before its end.
                Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
                written => written?,
            }
        }
        // A shell that does not find the pager exits with 127.
        Ok(pager.wait()?.code() != Some(127))
    }
}

impl Sink for Pager {
    fn page(&mut self, _origin: &Origin, rendered: &str) -> io::Result<()> {
        let is_long = rendered.lines().count() >= self.screen.height;
        if self.is_used && is_long && Pager::show(rendered)? {
            return Ok(());
        }
        io::stdout().write_all(rendered.as_bytes())
    }

    fn failure(&mut self, _record: &str) -> io::Result<()> {
        Ok(())
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        io::stdout().flush()
    }
}
