//! The additions of options to the plain text of blocks.

use super::document::{Document, Element, Event};
use super::images::{self, Surroundings};
use super::tables::Grid;
use super::text_cursor::TextCursor;
use super::urls::UrlResolver;
use super::{Selected, walk};
use crate::html::attributes::AttrKey;
use crate::html::tag::Tag;
use crate::html::tree::NodeId;
use crate::page::Page;
use crate::page::blocks::{BlockKind, Blocks, has_no_text};
use crate::select::Selection;
use std::borrow::Cow;
use std::ops::Range;

/// Texts to insert into blocks or between them.
#[derive(Debug, Default)]
pub(super) struct Additions {
    /// The block, the byte in its text, and the text to insert there; in order.
    within: Vec<(usize, usize, String)>,
    /// The block before which a paragraph is inserted, and the paragraph; in order.
    between: Vec<(usize, String)>,
}

impl Additions {
    /// Returns a block's text with its insertions.
    pub fn applied<'t>(&self, block: usize, text: &'t str) -> Cow<'t, str> {
        let first = self.within.partition_point(|(other, ..)| *other < block);
        let here = self.within[first..].iter().take_while(|(other, ..)| *other == block);
        let mut out = String::new();
        let mut from = 0;
        for (_, at, addition) in here {
            out.push_str(&text[from..*at]);
            out.push_str(addition);
            from = *at;
        }
        if out.is_empty() {
            return Cow::Borrowed(text);
        }
        out.push_str(&text[from..]);
        Cow::Owned(out)
    }

    /// The paragraphs before a block.
    pub fn before(&self, block: usize) -> Vec<&str> {
        let first = self.between.partition_point(|(other, _)| *other < block);
        self.between[first..].iter().take_while(|(other, _)| *other == block).map(|(_, text)| text.as_str()).collect()
    }
}

/// A link whose end is still to come.
struct OpenLink {
    end: NodeId,
    url: String,
    /// Where its words begin and end, once they have begun: of the first block that it has words in.
    words: Option<(usize, Range<usize>)>,
}

/// Collects the URLs of links, to be inserted after their words as `[words](url)`, and the descriptions of images.
pub(super) fn additions(page: &Selected<'_>) -> Additions {
    let Selected { page: Page { tree, blocks, .. }, selection: Selection { kept, .. }, shown, budget } = *page;
    let mut additions = Additions::default();
    let mut urls = UrlResolver::new(page.page);
    let surroundings = Surroundings::new(tree, blocks, kept.as_slice().into());
    let mut cursor = TextCursor::new(tree, blocks);
    let mut open: Option<OpenLink> = None;
    let mut node = 1;
    let mut steps = 0;
    while (node as usize) < tree.len() && !budget.is_over_at(steps) {
        steps += 1;
        if let Some(link) = open.take_if(|link| link.end <= node) {
            additions.close(blocks, link);
        }
        let tag = tree.tag(node);
        match tag {
            Tag::Text => {
                let words = cursor.take(node).filter(|piece| kept[piece.block]);
                if let (Some(piece), Some(link)) = (words, &mut open) {
                    let start = piece.text.as_ptr() as usize - blocks.text(piece.block).as_ptr() as usize;
                    let end = start + piece.text.len();
                    match &mut link.words {
                        Some((block, range)) if *block == piece.block => range.end = end,
                        Some(_) => {}
                        None => link.words = Some((piece.block, start..end)),
                    }
                }
            }
            Tag::Img if shown.images && surroundings.keeps(node) => {
                let is_shown = images::source(tree, node, &mut urls).is_some();
                let description = images::description(tree, node);
                let text: Vec<&str> = description.split_whitespace().collect();
                if is_shown && !text.is_empty() {
                    additions.image(blocks, cursor.place(node), text.join(" "));
                }
            }
            Tag::A if shown.links && open.is_none() => {
                let url = tree.attr(node, AttrKey::Href).and_then(|href| urls.link(href));
                open = url.map(|url| OpenLink { end: tree.end(node), url, words: None });
            }
            _ => {}
        }
        node = if has_no_text(tag) { tree.end(node) } else { node + 1 };
    }
    if let Some(link) = open {
        additions.close(blocks, link);
    }
    additions.within.sort_by_key(|&(block, at, _)| (block, at));
    additions
}

impl Additions {
    fn close(&mut self, blocks: &Blocks, link: OpenLink) {
        let Some((block, words)) = link.words else { return };
        // A link whose words are its URL needs no second one.
        if blocks.text(block)[words.clone()] != link.url {
            self.within.push((block, words.start, "[".to_owned()));
            self.within.push((block, words.end, format!("]({})", link.url)));
        }
    }

    /// Inserts the description of an image into a block, or before one.
    fn image(&mut self, blocks: &Blocks, (block, place): (usize, Option<usize>), text: String) {
        match place {
            None => self.between.push((block, text)),
            Some(at) => {
                let around = blocks.text(block);
                let is_word = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace());
                let before = if is_word(around[..at].chars().next_back()) { " " } else { "" };
                let after = if is_word(around[at..].chars().next()) { " " } else { "" };
                self.within.push((block, at, format!("{before}{text}{after}")));
            }
        }
    }
}

/// The rows of the tables that are kept, by their blocks, as tab-separated values; in order.
pub(super) fn rows(page: &Selected<'_>) -> Vec<(usize, String)> {
    let document = walk::document(page);
    let mut rows = Vec::new();
    let mut start = None;
    for (at, event) in page.budget.limited(document.events.iter().enumerate()) {
        match event {
            Event::Start(Element::Table) => start = Some(at + 1),
            Event::End(Element::Table) => {
                let grid = Grid::new(&document.events, start.take().unwrap_or(at)..at);
                for row in &grid.rows {
                    let places = row.iter().map(|placed| (placed.column, placed.events.clone()));
                    let columns = if grid.is_paddable { grid.columns } else { 0 };
                    rows.extend(tab_separated(page, &document, places, columns));
                }
            }
            _ => {}
        }
    }
    rows
}

/// A row with its block; `None` where it is not one block, as rows of tables with long cells are not.
fn tab_separated(
    page: &Selected<'_>,
    document: &Document<'_>,
    cells: impl Iterator<Item = (usize, Range<usize>)>,
    columns: usize,
) -> Option<(usize, String)> {
    let mut row = String::new();
    let mut block = None;
    let mut column = 0;
    for (place, events) in cells {
        row.extend(std::iter::repeat_n('\t', place - column));
        column = place;
        let first = document.sources.partition_point(|source| (source.event as usize) < events.start);
        let source = document.sources.get(first).filter(|source| events.contains(&(source.event as usize)));
        block = block.or(source.map(|source| source.block as usize));
        cell(document, events, &mut row);
    }
    row.extend(std::iter::repeat_n('\t', columns.saturating_sub(column + 1)));
    let block = block
        .filter(|&block| page.page.blocks.list.get(block).is_some_and(|block| block.kind == BlockKind::TableRow))?;
    Some((block, row))
}

/// The content of a cell as text on one line.
fn cell(document: &Document<'_>, events: Range<usize>, out: &mut String) {
    for event in &document.events[events] {
        match event {
            Event::Text(text) => out.push_str(text),
            Event::Break => out.push(' '),
            Event::Image(image) => out.push_str(&image.alt),
            Event::Math { tex, .. } => out.push_str(tex),
            Event::FootnoteReference(number) => out.push_str(&format!("[{number}]")),
            Event::End(Element::Link(url)) => {
                out.extend([" (", &document.urls[*url as usize], ")"]);
            }
            _ => {}
        }
    }
}
