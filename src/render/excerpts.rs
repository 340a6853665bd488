//! Parts of a page as Markdown: each is a document of its own, in which the elements around the part are opened again.

use super::document::{Cell, Document, Element, Event, List, Source};
use super::tables::Grid;
use super::{Selected, markdown, walk};
use crate::page::blocks::Blocks;
use once_cell::sync::OnceCell;
use std::ops::Range;

/// Writes parts of the page as Markdown, without a line break at the end.
///
/// A part is a range of the text of all blocks ([`Blocks::text`]); the parts are in order of their starts. A table
/// header or the URL of a link that a part would repeat is left out if it has more than `max_repeated` bytes. There are
/// fewer excerpts than parts if the time is up.
pub(crate) fn markdown(page: &Selected<'_>, parts: &[Range<usize>], max_repeated: usize) -> Vec<String> {
    let mut document = walk::document(page);
    let mut cursor = Cursor { at: 0, open: Vec::new() };
    let mut excerpts = Vec::with_capacity(parts.len());
    for part in page.budget.limited(parts.iter()) {
        let events = excerpt(&document, &page.page.blocks, part, &mut cursor, max_repeated);
        let urls = std::mem::take(&mut document.urls);
        let Document { has_closing_dollars, has_tex_delimiters, .. } = document;
        let excerpt = Document { events, urls, has_closing_dollars, has_tex_delimiters, ..Document::default() };
        let mut out = String::new();
        // If the time is up, the caller drops all excerpts; writing to a string does not fail.
        let _ = markdown::write_document(&excerpt, page.budget, &mut out);
        out.truncate(out.trim_end_matches('\n').len());
        excerpts.push(out);
        document.urls = excerpt.urls;
    }
    excerpts
}

/// An element that is open at a cursor.
struct Open {
    element: Element,
    /// Number of items, rows or cells that began in it.
    children: u32,
    /// The events of the first row of a table.
    first_row: Range<usize>,
    /// The index of its start event.
    start: usize,
    /// Whether the first row of a table is repeated in each of its parts.
    repeats_header: OnceCell<bool>,
}

/// A cursor in the events of a document, with the elements that are open there.
struct Cursor {
    at: usize,
    open: Vec<Open>,
}

impl Cursor {
    /// Moves on to an event.
    fn advance(&mut self, events: &[Event<'_>], to: usize) {
        for (at, event) in events.iter().enumerate().take(to).skip(self.at) {
            match event {
                Event::Start(element) => {
                    if let Some(parent) = self.open.last_mut() {
                        parent.children +=
                            u32::from(matches!(element, Element::Item | Element::Row | Element::Cell(_)));
                        if *element == Element::Row && parent.children == 1 {
                            parent.first_row = at..at;
                        }
                    }
                    let repeats_header = OnceCell::new();
                    self.open.push(Open { element: *element, children: 0, first_row: 0..0, start: at, repeats_header });
                }
                Event::End(element) => {
                    self.open.pop();
                    if let Some(table) = self.open.last_mut().filter(|_| *element == Element::Row)
                        && table.children == 1
                    {
                        table.first_row.end = at + 1;
                    }
                }
                _ => {}
            }
        }
        self.at = self.at.max(to);
    }
}

/// Returns the events of a part; empty if there are none.
fn excerpt<'t>(
    document: &Document<'t>,
    blocks: &'t Blocks,
    part: &Range<usize>,
    cursor: &mut Cursor,
    max_repeated: usize,
) -> Vec<Event<'t>> {
    let Document { events, sources, .. } = document;
    let first = sources.partition_point(|source| source.end as usize <= part.start);
    let end = sources.partition_point(|source| (source.start as usize) < part.end);
    let Some(included) = sources.get(first..end).filter(|included| !included.is_empty()) else { return Vec::new() };
    let (first_source, last_source) = (included[0], included[included.len() - 1]);
    let is_cut = |source: Source| (source.start as usize) < part.start;
    let from = match first.checked_sub(1) {
        _ if is_cut(first_source) => first_source.event as usize,
        Some(before) => edge(events, sources[before].event as usize, first_source.event as usize),
        None => 0,
    };
    let to = match sources.get(end) {
        _ if last_source.end as usize > part.end => last_source.event as usize + 1,
        Some(next) => edge(events, last_source.event as usize, next.event as usize),
        None => events.len(),
    };
    cursor.advance(events, from);
    let mut out = Vec::with_capacity(to - from + cursor.open.len() * 2);
    let mut open = reopen(document, cursor, max_repeated, &mut out);
    let mut included = included.iter().peekable();
    let mut is_at_start = true;
    for (at, event) in events.iter().enumerate().take(to).skip(from) {
        let source = included.next_if(|source| source.event as usize == at);
        match event {
            Event::Start(element) => {
                open.push((*element, true));
                out.push(event.clone());
            }
            Event::End(_) => {
                if let Some((element, true)) = open.pop() {
                    out.push(Event::End(element));
                }
            }
            // The space before the first word.
            Event::Text(" ") | Event::Break if is_at_start && source.is_none() => {}
            _ => {
                out.extend(source.map_or_else(|| Some(event.clone()), |source| within(event, *source, blocks, part)));
                is_at_start = false;
            }
        }
    }
    out.extend(open.into_iter().rev().filter(|(_, is_written)| *is_written).map(|(element, _)| Event::End(element)));
    out
}

/// Returns the first event between two others at which the fewest elements are open.
fn edge(events: &[Event<'_>], before: usize, after: usize) -> usize {
    let (mut depth, mut min, mut edge) = (0, 0, before + 1);
    for (at, event) in events.iter().enumerate().take(after).skip(before + 1) {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
        if depth < min {
            (min, edge) = (depth, at + 1);
        }
    }
    edge
}

/// Returns the share of a part in an event with text.
fn within<'t>(event: &Event<'t>, source: Source, blocks: &'t Blocks, part: &Range<usize>) -> Option<Event<'t>> {
    let (start, end) = (source.start as usize, source.end as usize);
    let is_whole = part.start <= start && end <= part.end;
    match event {
        _ if is_whole => Some(event.clone()),
        // Half a formula is not TeX: its words are text.
        Event::Text(_) | Event::Math { .. } => {
            let text = blocks.text.get(start.max(part.start)..end.min(part.end))?;
            let text = if part.start > start { text.trim_start() } else { text };
            Some(Event::Text(text)).filter(|_| !text.is_empty())
        }
        Event::CodeBlock { language, .. } => {
            let list =
                blocks.list[source.block as usize..].iter().take_while(|block| block.text.start < end.min(part.end));
            let lines = list.filter_map(|block| {
                let range = block.text.start.max(part.start)..block.text.end.min(part.end);
                blocks.text.get(range)
            });
            let text = lines.collect::<Vec<_>>().join("\n").replace('\r', "\n");
            Some(Event::CodeBlock { language: language.clone(), text })
        }
        // An event that cannot be cut belongs to the part in which it begins.
        event => Some(event.clone()).filter(|_| start >= part.start),
    }
}

/// Opens the elements around a cursor again. Returns for each whether it is written.
fn reopen<'t>(
    document: &Document<'t>,
    cursor: &Cursor,
    max_repeated: usize,
    out: &mut Vec<Event<'t>>,
) -> Vec<(Element, bool)> {
    let mut opened = Vec::with_capacity(cursor.open.len() + 8);
    for (at, open) in cursor.open.iter().enumerate() {
        let inner = cursor.open.get(at + 1).map(|inner| inner.element);
        let element = match open.element {
            Element::List(list) => {
                let items_before = open.children - u32::from(inner == Some(Element::Item)).min(open.children);
                Element::List(List { start: list.start.map(|start| start.saturating_add(items_before)), ..list })
            }
            element => element,
        };
        let is_written = match element {
            Element::Link(url) => document.urls[url as usize].len() <= max_repeated,
            _ => true,
        };
        opened.push((element, is_written));
        out.extend(is_written.then_some(Event::Start(element)));
        match element {
            Element::Table if open.first_row.start < open.first_row.end => {
                repeat_header(document, open, max_repeated, out);
            }
            Element::Row => {
                let cells_before =
                    open.children - u32::from(matches!(inner, Some(Element::Cell(_)))).min(open.children);
                let cell = Element::Cell(Cell { is_header: false, align: Default::default(), columns: 1, rows: 1 });
                for _ in 0..(cells_before as usize).min(max_repeated) {
                    out.extend([Event::Start(cell), Event::End(cell)]);
                }
            }
            _ => {}
        }
    }
    opened
}

/// Writes the row that names the columns of a table again.
fn repeat_header<'t>(document: &Document<'t>, table: &Open, max_repeated: usize, out: &mut Vec<Event<'t>>) {
    let row = &document.events[table.first_row.clone()];
    let is_short = || row.iter().map(|event| size(document, event)).sum::<usize>() <= max_repeated;
    if !table.repeats_header.get_or_init(|| is_short() && has_header(document, table)) {
        return;
    }
    out.extend(row.iter().map(|event| match event {
        // So that the row is read as a header without the rows that follow in the page.
        Event::Start(Element::Cell(cell)) => Event::Start(Element::Cell(Cell { is_header: true, rows: 1, ..*cell })),
        Event::End(Element::Cell(cell)) => Event::End(Element::Cell(Cell { is_header: true, rows: 1, ..*cell })),
        event => event.clone(),
    }));
}

/// Whether the first row of a table names its columns, by that row and those after it.
fn has_header(document: &Document<'_>, table: &Open) -> bool {
    /// Maximum number of rows that are read. Chosen by hand.
    const ROWS: usize = 8;
    let rows = document.events[table.first_row.start..].iter().enumerate();
    let ends = rows.filter(|(_, event)| matches!(event, Event::End(Element::Row | Element::Table)));
    let end = ends.take(ROWS).last().map_or(table.first_row.end, |(at, _)| table.first_row.start + at);
    Grid::new(&document.events, table.start + 1..end + 1).has_header(&document.events)
}

/// Estimates the number of bytes of an event in Markdown.
fn size(document: &Document<'_>, event: &Event<'_>) -> usize {
    match event {
        Event::Text(text) => text.len(),
        Event::Start(Element::Link(url)) => document.urls[*url as usize].len(),
        Event::Image(image) => image.url.len() + image.alt.len(),
        Event::Embed(embed) => embed.url.len() + embed.title.map_or(0, str::len),
        Event::Math { tex, .. } => tex.len(),
        Event::CodeBlock { text, .. } => text.len(),
        _ => 1,
    }
}
