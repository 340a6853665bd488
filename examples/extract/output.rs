//! Writes what was extracted.

use crate::arguments::Format;
use crate::inputs::Source;
use serde::Serialize;
use std::fmt::Display;
use std::io::{self, BufWriter, Write};

/// What an input gave.
pub struct Outcome {
    pub title: Option<String>,
    pub text: String,
}

/// Outcomes as text or JSON.
pub struct Output<W: Write> {
    out: BufWriter<W>,
    format: Format,
    /// Whether each text stands under a line that names its input.
    is_naming: bool,
    is_first: bool,
}

#[derive(Serialize)]
struct Line<'a> {
    path: String,
    title: Option<&'a str>,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

impl<W: Write> Output<W> {
    pub fn new(out: W, format: Format, is_naming: bool) -> Output<W> {
        Output { out: BufWriter::new(out), format, is_naming, is_first: true }
    }

    pub fn write<E: Display>(&mut self, source: &Source, result: &Result<Outcome, E>) -> io::Result<()> {
        match (self.format, result) {
            (Format::Text, Ok(outcome)) => self.write_text(source, &outcome.text),
            // Standard error says what failed.
            (Format::Text, Err(_)) => Ok(()),
            (Format::Json, Ok(Outcome { title, text })) => {
                self.write_json(&Line { path: source.to_string(), title: title.as_deref(), text, error: None })
            }
            (Format::Json, Err(error)) => {
                let error = Some(error.to_string());
                self.write_json(&Line { path: source.to_string(), title: None, text: "", error })
            }
        }
    }

    fn write_text(&mut self, source: &Source, text: &str) -> io::Result<()> {
        if self.is_naming {
            let gap = if self.is_first { "" } else { "\n" };
            writeln!(self.out, "{gap}==> {source} <==")?;
        }
        self.is_first = false;
        if text.is_empty() { Ok(()) } else { writeln!(self.out, "{text}") }
    }

    fn write_json(&mut self, line: &Line) -> io::Result<()> {
        serde_json::to_writer(&mut self.out, line)?;
        self.out.write_all(b"\n")
    }

    pub fn finish(mut self) -> io::Result<()> {
        self.out.flush()
    }
}
