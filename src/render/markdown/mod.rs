//! GitHub Flavored Markdown (CommonMark with tables, strikethrough, footnotes and `$...$`), with the definition lists
//! of PHP Markdown Extra. What it lacks (`sub`, `sup`, emphasis within a word beside punctuation) is written as HTML.

mod bare_urls;
mod containers;
mod content;
mod escape;
mod inline;
mod table;

use super::document::{Document, Element, Event};
use super::{PIECE, Selected, math, walk};
use crate::html::limits::Budget;
use escape::{Context, LinePosition};
use inline::Marks;
use std::fmt;
use std::ops::Range;

/// Writes the Markdown of the kept blocks.
pub(crate) fn write(page: &Selected<'_>, sink: &mut dyn fmt::Write) -> fmt::Result {
    write_document(&walk::document(page), page.budget, sink)
}

/// Writes the Markdown of a document. Fails if the time is up.
pub(super) fn write_document(document: &Document<'_>, budget: Budget, sink: &mut dyn fmt::Write) -> fmt::Result {
    let mut writer = Writer {
        document,
        out: String::with_capacity((document.events.len() * LIKELY_EVENT).min(PIECE + PIECE / 4)),
        prefix: String::new(),
        levels: vec![Level::default()],
        is_fresh: true,
        position: LinePosition::LineStart,
        context: Context { has_math: document.has_closing_dollars, ..Context::default() },
        marks: Vec::new(),
        terms: Terms::default(),
        extension_mark: None,
        is_link_definition: false,
    };
    let mut is_empty = true;
    let mut at = 0;
    let mut steps = 0;
    while at < document.events.len() {
        if budget.is_over_at(steps) {
            return Err(fmt::Error);
        }
        steps += 1;
        at = writer.event(at);
        // Within a block, the writer looks back at its output.
        if writer.out.len() >= PIECE && writer.is_between_blocks(at) {
            sink.write_str(&writer.out)?;
            writer.out.clear();
            writer.extension_mark = None;
            is_empty = false;
        }
    }
    if !writer.out.is_empty() || !is_empty {
        writer.out.push('\n');
    }
    sink.write_str(&writer.out)
}

/// Expected number of bytes of Markdown per event.
const LIKELY_EVENT: usize = 32;

/// An open container.
#[derive(Default)]
struct Level {
    /// The length of the line prefix around it.
    outer_prefix: usize,
    list: Option<OpenList>,
    /// The mark of the last block in it if that is a list: another list right after it needs another mark.
    last_mark: Option<char>,
    /// Whether there are no empty lines between its blocks.
    is_tight: bool,
    /// Whether its open definition list has a term before the current event.
    has_term: bool,
    /// Whether it has no mark, so that its content is read as that of the container around it.
    is_transparent: bool,
}

#[derive(Clone, Copy)]
struct OpenList {
    /// The number of the next item of an ordered list.
    number: Option<u32>,
    mark: char,
    is_tight: bool,
}

struct Writer<'d, 't> {
    document: &'d Document<'t>,
    out: String,
    /// The prefix of each line: the marks of quotes and the indentation of items.
    prefix: String,
    levels: Vec<Level>,
    /// Whether the line has only the marks of containers, so that the next block begins on it.
    is_fresh: bool,
    position: LinePosition,
    context: Context,
    /// The marks of the open inline elements.
    marks: Vec<Marks>,
    terms: Terms,
    /// Where the output went on after the last mark of a footnote or definition, which only some readers know.
    extension_mark: Option<usize>,
    /// Whether the first line of a footnote would be a link definition for readers without footnotes.
    is_link_definition: bool,
}

/// Terms that follow one another.
#[derive(Default)]
struct Terms {
    /// The event after the last of them.
    end: usize,
    /// Whether a definition follows, which belongs to all of them.
    are_defined: bool,
}

impl<'d, 't> Writer<'d, 't> {
    fn events(&mut self, range: Range<usize>) {
        let mut at = range.start;
        while at < range.end {
            at = self.event(at);
        }
    }

    /// Writes one event, or all of a table or of inline code; returns the event to go on with.
    fn event(&mut self, at: usize) -> usize {
        let document = self.document;
        match &document.events[at] {
            Event::Start(Element::Table) => self.table(at),
            Event::Start(Element::Code | Element::Keyboard) => self.code(at),
            Event::Start(element) => self.start(*element, at),
            Event::End(element) => self.end(*element, at),
            event => self.simple(event, at),
        }
    }

    /// Whether an outermost block ends before the event.
    fn is_between_blocks(&self, at: usize) -> bool {
        self.levels.len() == 1
            && match &self.document.events[at - 1] {
                Event::End(element) => element.is_container() || element.is_leaf(),
                event => matches!(event, Event::CodeBlock { .. }),
            }
    }

    fn simple(&mut self, event: &'d Event<'t>, at: usize) -> usize {
        match event {
            Event::Text(text) => {
                self.context.after = inline::first_char(self.document.events.get(at + 1));
                if self.document.has_tex_delimiters {
                    let is_continued = matches!(self.document.events.get(at + 1), Some(Event::Text(_)));
                    self.text(&math::without_unsafe(text, is_continued));
                } else {
                    self.text(text);
                }
            }
            Event::Break => {
                self.end_link_definition();
                self.line_break();
            }
            Event::Image(image) => self.image(image),
            Event::Embed(embed) => self.embed(embed),
            Event::Reading(_) => {}
            // The words of the item follow on the same line.
            Event::Task(is_checked) => self.out.push_str(if *is_checked { "[x] " } else { "[ ] " }),
            Event::Math { tex, is_display } => self.math(tex, *is_display),
            Event::FootnoteReference(number) => self.raw(&format!("[^{number}]")),
            Event::CodeBlock { language, text } => self.code_block(language.as_deref().unwrap_or_default(), text),
            Event::Rule => {
                self.begin_block();
                self.out.push_str("---");
            }
            Event::Start(_) | Event::End(_) => {}
        }
        at + 1
    }

    fn start(&mut self, element: Element, at: usize) -> usize {
        match element {
            Element::List(list) => self.start_list(list),
            Element::Item => self.start_item(),
            Element::Quote => {
                self.begin_block();
                self.open_container("> ", "> ");
            }
            Element::Footnote(number) => {
                self.begin_block();
                self.open_container(&format!("[^{number}]: "), "    ");
                self.extension_mark = Some(self.out.len());
                self.is_link_definition = inline::may_be_link_definition(&self.document.events[at + 1..]);
            }
            Element::Definition if self.level().has_term => {
                self.begin_line();
                self.open_container(": ", "  ");
                self.extension_mark = Some(self.out.len());
            }
            // A definition without a term is only indented.
            Element::Definition => {
                let (outer_prefix, last_mark) = (self.prefix.len(), self.level().last_mark);
                self.levels.push(Level { outer_prefix, last_mark, is_transparent: true, ..Level::default() });
            }
            Element::Definitions => self.level().has_term = false,
            Element::Figure => {}
            Element::Paragraph | Element::Caption => self.begin_block(),
            Element::Term => {
                if at < self.terms.end && self.terms.are_defined {
                    // Some readers take it for one paragraph, and pair marks across its lines.
                    let context = self.context;
                    self.begin_line();
                    self.context = context;
                } else {
                    self.begin_block();
                }
                if at >= self.terms.end {
                    self.terms = self.terms_from(at);
                }
                self.context.in_heading = true;
            }
            Element::Heading(level) => {
                self.begin_block();
                self.out.extend(std::iter::repeat_n('#', level.into()));
                self.out.push(' ');
                self.context.in_heading = true;
                self.position = LinePosition::Within;
            }
            Element::Ruby => {}
            Element::Link(_) => {
                self.raw("[");
                self.context.in_link = true;
            }
            _ => {
                let marks = inline::of(element, &self.document.events, at, self.previous());
                self.raw(marks.open);
                self.marks.push(marks);
            }
        }
        at + 1
    }

    fn end(&mut self, element: Element, at: usize) -> usize {
        match element {
            Element::List(_) => {
                let mark = self.level().list.take().map(|list| list.mark);
                self.level().last_mark = mark;
            }
            Element::Item | Element::Quote | Element::Footnote(_) | Element::Definition => self.close_container(),
            Element::Definitions => self.level().has_term = false,
            Element::Paragraph => self.end_link_definition(),
            Element::Heading(_) => self.context.in_heading = false,
            Element::Term => {
                self.context.in_heading = false;
                self.level().has_term = true;
            }
            Element::Link(url) => {
                self.context.in_link = false;
                self.raw("](");
                self.destination(&self.document.urls[url as usize]);
                self.raw(")");
            }
            Element::Strong
            | Element::Emphasis
            | Element::Deleted
            | Element::Quotation
            | Element::Subscript
            | Element::Superscript => {
                if let Some(marks) = self.marks.pop() {
                    self.raw(marks.close);
                }
            }
            _ => {}
        }
        at + 1
    }

    /// Ends a line that would be a link definition with something that none has.
    fn end_link_definition(&mut self) {
        if std::mem::take(&mut self.is_link_definition) {
            self.raw("<!-- -->");
        }
    }

    /// The run of terms that starts here.
    fn terms_from(&self, start: usize) -> Terms {
        let events = &self.document.events;
        let mut end = start;
        while let Some(Event::Start(Element::Term)) = events.get(end) {
            end = inline::end_of(events, end).unwrap_or(end) + 1;
        }
        Terms { end, are_defined: matches!(events.get(end), Some(Event::Start(Element::Definition))) }
    }

    /// The character before the current position, if it is in the same block.
    fn previous(&self) -> Option<char> {
        match self.position {
            LinePosition::LineStart => None,
            _ => self.out.chars().next_back(),
        }
    }

    fn text(&mut self, text: &str) {
        self.context.in_emphasis |= !self.marks.is_empty();
        let (start, position, context) = (self.out.len(), self.position, self.context);
        self.position = escape::push(&mut self.out, text, self.position, &mut self.context);
        let is_escaped = self.out.len() - start != text.len();
        let is_continued = || context.after.is_some_and(|c| !c.is_whitespace()) && !text.ends_with(char::is_whitespace);
        // Within a link, no reader looks for other links.
        if !context.in_link && (is_escaped || is_continued()) && bare_urls::has_url(text) {
            self.out.truncate(start);
            (self.position, self.context) = (position, context);
            self.text_with_urls(text);
        }
    }

    /// Writes markup.
    fn raw(&mut self, text: &str) {
        if !text.is_empty() {
            self.out.push_str(text);
            self.position = LinePosition::Within;
        }
    }

    fn line_break(&mut self) {
        if self.context.in_cell {
            self.raw("<br>");
        } else if self.context.in_heading {
            self.raw(" ");
        } else {
            self.out.push_str("\\\n");
            self.out.push_str(&self.prefix);
            self.position = LinePosition::LineStart;
        }
    }
}
