//! Tests of the program `maintext`, which all run it.

mod archives;
mod pages;
mod program;
mod schema;
#[cfg(unix)]
mod terminal;
