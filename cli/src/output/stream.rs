//! All pages in one file, or on standard output.

use super::Sink;
use super::compressed::{Compressed, Compression};
use crate::args::Format;
use crate::input::Origin;
use std::io::{self, Write};

/// Pages one after another.
pub struct Stream<W: Write> {
    out: Compressed<W>,
    format: Format,
    /// Whether a line with the name of its input precedes each page.
    is_naming: bool,
    is_first: bool,
}

impl<W: Write> Stream<W> {
    pub fn new(out: W, compression: Compression, format: Format, is_naming: bool) -> io::Result<Stream<W>> {
        Ok(Stream { out: Compressed::new(out, compression)?, format, is_naming, is_first: true })
    }

    fn name(&mut self, origin: &Origin) -> io::Result<()> {
        let gap = if self.is_first { "" } else { "\n" };
        self.is_first = false;
        let mut name = origin.name.to_string();
        if let Some(place) = origin.place {
            name += &format!(" record {}", place.record);
        }
        name += &origin.url.as_ref().filter(|_| origin.place.is_some()).map_or(String::new(), |url| format!(" {url}"));
        match self.format {
            Format::Text => writeln!(self.out, "{gap}==> {name} <=="),
            _ => writeln!(self.out, "{gap}<!-- {} -->", in_comment(&name)),
        }
    }
}

impl<W: Write> Sink for Stream<W> {
    fn page(&mut self, origin: &Origin, rendered: &str) -> io::Result<()> {
        if self.is_naming && self.format != Format::Json {
            self.name(origin)?;
        }
        let rendered = rendered.trim_end_matches('\n');
        if !rendered.is_empty() {
            self.out.write_all(rendered.as_bytes())?;
            self.out.write_all(b"\n")?;
        }
        self.out.end_record()
    }

    fn failure(&mut self, record: &str) -> io::Result<()> {
        writeln!(self.out, "{record}")?;
        self.out.end_record()
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        self.out.finish()
    }
}

/// Escapes a name for a comment. Hyphens can end a comment, and so can line breaks in Markdown.
fn in_comment(name: &str) -> String {
    let name = name.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace("--", "-&#45;");
    name.chars().map(|c| if c.is_control() { format!("&#{};", u32::from(c)) } else { c.into() }).collect()
}
