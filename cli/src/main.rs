//! The command-line program of the library `maintext`.

use std::process::ExitCode;

fn main() -> ExitCode {
    maintext_cli::run(std::env::args_os())
}
