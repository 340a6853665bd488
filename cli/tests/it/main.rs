//! Tests of the program `maintext`, which all run it.

mod archives;
mod many;
mod overlap;
mod pages;
mod parquet;
mod program;
#[cfg(unix)]
mod resume;
mod schema;
#[cfg(unix)]
mod terminal;
