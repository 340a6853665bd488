//! Writes extracted articles.

use crate::args::Format;
use crate::inputs::Source;
use serde::Serialize;
use std::fmt::Display;
use std::io::{self, BufWriter, Write};

/// Escapes a path for a comment. Hyphens can end a comment, and so can line breaks in Markdown.
fn in_comment(source: &Source) -> String {
    let path = source.to_string().replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let path = path.replace("--", "-&#45;");
    path.chars().map(|c| if c.is_control() { format!("&#{};", u32::from(c)) } else { c.into() }).collect()
}

/// Rendered articles, one after another.
pub struct Output<W: Write> {
    out: BufWriter<W>,
    format: Format,
    /// Whether a line with the name of its input precedes each article.
    is_naming: bool,
    is_first: bool,
}

/// An input that failed.
#[derive(Serialize)]
struct FailureLine {
    title: Option<&'static str>,
    text: &'static str,
    error: String,
}

impl<W: Write> Output<W> {
    pub fn new(out: W, format: Format, is_naming: bool) -> Output<W> {
        Output { out: BufWriter::new(out), format, is_naming, is_first: true }
    }

    pub fn write<E: Display>(&mut self, source: &Source, result: &Result<String, E>) -> io::Result<()> {
        match (self.format, result) {
            (Format::Json, Ok(object)) => self.write_json(source, object),
            (Format::Json, Err(error)) => {
                let line = FailureLine { title: None, text: "", error: error.to_string() };
                self.write_json(source, &serde_json::to_string(&line)?)
            }
            (_, Ok(text)) => self.write_text(source, text),
            // Standard error has the message.
            (_, Err(_)) => Ok(()),
        }
    }

    fn write_text(&mut self, source: &Source, text: &str) -> io::Result<()> {
        if self.is_naming {
            let gap = if self.is_first { "" } else { "\n" };
            match self.format {
                Format::Markdown | Format::Html => writeln!(self.out, "{gap}<!-- {} -->", in_comment(source))?,
                _ => writeln!(self.out, "{gap}==> {source} <==")?,
            }
        }
        self.is_first = false;
        let text = text.trim_end_matches('\n');
        if text.is_empty() { Ok(()) } else { writeln!(self.out, "{text}") }
    }

    /// Writes a JSON object on a line, with the path as its first field.
    fn write_json(&mut self, source: &Source, object: &str) -> io::Result<()> {
        let path = serde_json::to_string(&source.to_string())?;
        let fields = object.strip_prefix('{').unwrap_or("}");
        writeln!(self.out, "{{\"path\":{path},{fields}")
    }

    pub fn finish(mut self) -> io::Result<()> {
        self.out.flush()
    }
}
