//! `maintext completions` and `maintext man`: files for a shell and for `man`.

use crate::args::Arguments;
use clap::CommandFactory;
use clap_complete::Shell;
use std::error::Error;
use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

/// Prints a script that completes the command line.
pub fn completions(shell: Shell) -> Result<ExitCode, Box<dyn Error>> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "maintext", &mut script);
    print(&script)
}

/// Prints the manual page.
pub fn man() -> Result<ExitCode, Box<dyn Error>> {
    let mut page = Vec::new();
    clap_mangen::Man::new(Arguments::command()).render(&mut page)?;
    print(&page)
}

fn print(bytes: &[u8]) -> Result<ExitCode, Box<dyn Error>> {
    match io::stdout().write_all(bytes) {
        // The reader has closed the pipe, as `head` does.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => {}
        Err(error) => return Err(format!("cannot write: {error}").into()),
        Ok(()) => {}
    }
    Ok(ExitCode::SUCCESS)
}
