//! Safe, semantic HTML, without classes, styles and scripts.
//!
//! Only text and URLs are copied from the page, and every element is written from the document, so that there is
//! nothing to filter. Formulas are TeX in the delimiters that MathJax and KaTeX recognize.

use super::byte_set::ByteSet;
use super::document::{Align, Cell, Direction, Document, Element, Event, List};
use super::{PIECE, Selected, math, walk};
use std::fmt;

/// Writes the HTML of the kept blocks. Fails if the time is up.
pub(crate) fn write(page: &Selected<'_>, sink: &mut dyn fmt::Write) -> fmt::Result {
    let document = walk::document(page);
    let out = String::with_capacity(PIECE + PIECE / 4);
    let mut writer =
        Writer { document: &document, out, tight: Vec::new(), footnote: None, in_code: false, directions: 0 };
    for at in 0..document.events.len() {
        if page.budget.is_over_at(at) {
            return Err(fmt::Error);
        }
        writer.event(at);
        if writer.out.len() >= PIECE {
            sink.write_str(&writer.out)?;
            writer.out.clear();
        }
    }
    sink.write_str(&writer.out)
}

struct Writer<'d, 't> {
    document: &'d Document<'t>,
    out: String,
    /// For each list around the current event, whether its items are written without paragraphs.
    tight: Vec<bool>,
    /// The number of the footnote whose text comes next.
    footnote: Option<u32>,
    /// Whether the current event is in code, which programs that show formulas leave alone.
    in_code: bool,
    /// Number of directions that are written.
    directions: usize,
}

impl Writer<'_, '_> {
    fn event(&mut self, at: usize) {
        match &self.document.events[at] {
            Event::Start(element) => self.start(*element, at),
            Event::End(element) => self.end(*element, at),
            Event::Text(text) if self.document.has_tex_delimiters && !self.in_code => {
                let is_continued = matches!(self.document.events.get(at + 1), Some(Event::Text(_)));
                self.text(&math::without_unsafe(text, is_continued));
            }
            Event::Text(text) => self.text(text),
            Event::Break => self.out.push_str("<br>"),
            Event::Image(image) => {
                self.out.push_str("<img src=\"");
                self.text(&image.url);
                self.out.push_str("\" alt=\"");
                for (i, word) in image.alt.split_whitespace().enumerate() {
                    self.out.push_str(if i > 0 { " " } else { "" });
                    self.text(word);
                }
                self.out.push_str("\">");
            }
            Event::Embed(embed) => {
                self.out.push_str("<a href=\"");
                self.text(&embed.url);
                self.out.push_str("\">");
                self.text(embed.title.unwrap_or(&embed.url));
                self.out.push_str("</a>");
            }
            Event::Reading(text) => {
                // Readers without ruby show the parentheses.
                self.out.push_str("<rp>(</rp><rt>");
                self.text(text);
                self.out.push_str("</rt><rp>)</rp>");
            }
            Event::Math { tex, is_display } => {
                let [open, close] = if *is_display { ["\\[", "\\]"] } else { ["\\(", "\\)"] };
                self.out.push_str(open);
                self.text(tex);
                self.out.push_str(close);
            }
            Event::FootnoteReference(number) => self.mark_of_footnote(*number),
            Event::CodeBlock { language, text } => {
                self.footnote_alone();
                self.out.push_str("<pre");
                if let Some(language) = language {
                    self.out.push_str(" lang=\"");
                    self.text(language);
                    self.out.push('"');
                }
                self.out.push_str("><code>");
                self.text(text);
                self.out.push_str("\n</code></pre>\n");
            }
            Event::Rule => self.out.push_str("<hr>\n"),
            // Forms are left out.
            Event::Task(_) => {}
        }
    }

    fn start(&mut self, element: Element, at: usize) {
        self.in_code |= element == Element::Code;
        if element != Element::Paragraph || self.is_bare(at) {
            self.footnote_alone();
        }
        match element {
            Element::List(list) => self.start_list(list, at),
            Element::Paragraph if self.is_bare(at) => {}
            Element::Paragraph => {
                self.open(element, at);
                if let Some(number) = self.footnote.take() {
                    self.mark_of_footnote(number);
                    self.out.push(' ');
                }
            }
            Element::Footnote(number) => self.footnote = Some(number),
            Element::Row | Element::TableCaption | Element::Item => self.open(element, at),
            Element::Cell(cell) => self.start_cell(cell, at),
            Element::Link(url) => {
                self.out.push_str("<a href=\"");
                self.text(&self.document.urls[url as usize]);
                self.out.push_str("\">");
            }
            element => {
                self.open(element, at);
                if element.is_container() {
                    self.out.push('\n');
                }
            }
        }
    }

    fn end(&mut self, element: Element, at: usize) {
        self.in_code &= element != Element::Code;
        match element {
            Element::Paragraph if self.is_bare(at) => {
                // A list follows in the item.
                if !matches!(self.document.events.get(at + 1), Some(Event::End(_))) {
                    self.out.push('\n');
                }
            }
            Element::Footnote(_) => self.footnote = None,
            Element::Cell(_) => self.out.extend(["</", name(element), ">"]),
            element => {
                if let Element::List(_) = element {
                    self.tight.pop();
                }
                self.out.extend(["</", name(element), ">"]);
                if element.is_container() || element.is_leaf() {
                    self.out.push('\n');
                }
            }
        }
    }

    /// Whether a paragraph is written without tags because it is the only one of an item.
    fn is_bare(&self, at: usize) -> bool {
        let events = &self.document.events;
        let in_item = match events[at] {
            Event::Start(_) => at.checked_sub(1).is_some_and(|before| events[before] == Event::Start(Element::Item)),
            _ => matches!(events.get(at + 1), Some(Event::End(Element::Item) | Event::Start(Element::List(_)))),
        };
        in_item && self.tight.last() == Some(&true)
    }

    fn open(&mut self, element: Element, at: usize) {
        self.out.extend(["<", name(element)]);
        self.direction(at);
        self.out.push('>');
    }

    /// Writes the direction of the element that starts here, if it differs from the one around it.
    fn direction(&mut self, at: usize) {
        let directions = &self.document.directions[self.directions..];
        // Elements without tags are passed over.
        self.directions += directions.iter().take_while(|&&(event, _)| (event as usize) < at).count();
        if let Some(&(event, direction)) = self.document.directions.get(self.directions)
            && event as usize == at
        {
            self.out.push_str(match direction {
                Direction::LeftToRight => " dir=\"ltr\"",
                Direction::RightToLeft => " dir=\"rtl\"",
                Direction::Auto => " dir=\"auto\"",
            });
        }
    }

    fn start_list(&mut self, list: List, at: usize) {
        self.tight.push(list.is_tight);
        self.out.push_str(if list.start.is_some() { "<ol" } else { "<ul" });
        self.direction(at);
        if let Some(start) = list.start.filter(|&start| start != 1) {
            self.out.extend([" start=\"", &start.to_string(), "\""]);
        }
        self.out.push_str(">\n");
    }

    fn start_cell(&mut self, cell: Cell, at: usize) {
        self.out.push_str(if cell.is_header { "<th" } else { "<td" });
        self.direction(at);
        for (attribute, span) in [("colspan", cell.columns), ("rowspan", cell.rows)] {
            if span > 1 {
                self.out.extend([" ", attribute, "=\"", &span.to_string(), "\""]);
            }
        }
        self.out.push_str(match cell.align {
            Align::None => ">",
            Align::Left => " align=\"left\">",
            Align::Center => " align=\"center\">",
            Align::Right => " align=\"right\">",
        });
    }

    /// Writes the number of a footnote that does not begin with a paragraph.
    fn footnote_alone(&mut self) {
        if let Some(number) = self.footnote.take() {
            self.out.push_str("<p>");
            self.mark_of_footnote(number);
            self.out.push_str("</p>\n");
        }
    }

    fn mark_of_footnote(&mut self, number: u32) {
        self.out.extend(["<sup>", &number.to_string(), "</sup>"]);
    }

    /// Writes escaped text, for content and attribute values.
    fn text(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let mut from = 0;
        while let Some(at) = SPECIAL.find(bytes, from) {
            let escaped = match bytes[at] {
                b'&' => "&amp;",
                b'<' => "&lt;",
                b'>' => "&gt;",
                _ => "&quot;",
            };
            self.out.push_str(&text[from..at]);
            self.out.push_str(escaped);
            from = at + 1;
        }
        self.out.push_str(&text[from..]);
    }
}

/// Characters that are written as references.
static SPECIAL: ByteSet = ByteSet::new(b"&<>\"");

fn name(element: Element) -> &'static str {
    use Element::*;
    match element {
        List(list) if list.start.is_some() => "ol",
        List(_) => "ul",
        Item => "li",
        Quote => "blockquote",
        Figure => "figure",
        Definitions => "dl",
        Definition => "dd",
        Footnote(_) => "div",
        Table => "table",
        Row => "tr",
        Paragraph => "p",
        Heading(level) => ["h1", "h2", "h3", "h4", "h5", "h6"][usize::from(level.clamp(1, 6)) - 1],
        Term => "dt",
        Caption => "figcaption",
        TableCaption => "caption",
        Cell(cell) if cell.is_header => "th",
        Cell(_) => "td",
        Strong => "strong",
        Emphasis => "em",
        Deleted => "del",
        Quotation => "q",
        Subscript => "sub",
        Superscript => "sup",
        Ruby => "ruby",
        Code => "code",
        Keyboard => "kbd",
        Link(_) => "a",
    }
}
