//! Dates as the page shows them: `<time>`, elements that are called dates, and short lines with a date.

use crate::html::attributes::AttrKey;
use crate::html::tag::Tag;
use crate::html::tree::NodeId;
use crate::metadata::candidates::{Candidates, MOST};
use crate::metadata::dates::{self, DAY, LONGEST, Order, is_of_date, says_change, says_other, says_published};
use crate::metadata::field::{MetadataField, MetadataSource};
use crate::metadata::names::{begins_as_byline, is_name_in_text, names_of_line};
use crate::metadata::page::{Called, Page, names};
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

/// A line with a date has at most this many words beside it: more are a sentence that mentions a day.
const MOST_WORDS: usize = 10;

/// Changes on so many days, in elements that are called alike, are those of the items of a list.
const ITEMS: usize = 3;

/// A date that the page shows.
struct Shown {
    node: NodeId,
    nodes: Range<NodeId>,
    source: MetadataSource,
    is_change: bool,
    date: String,
}

/// The first line with a date that is not one of a change.
pub(in crate::metadata) struct FirstLine {
    pub date: String,
    block: usize,
    /// Where the date stands in the line.
    span: Range<usize>,
}

impl FirstLine {
    /// Whether it is there to date the page.
    pub fn is_dateline(&self, page: &Page) -> bool {
        let line = page.blocks.text(self.block);
        is_dateline(&line[..self.span.start], &line[self.span.end..])
    }
}

/// Reads the dates around the title and the text; gives the first line with a date of publication.
pub(super) fn collect(page: &Page, order: Order, out: &mut Candidates) -> Option<FirstLine> {
    let mut all = by_elements(page, order);
    let (lines, first_line) = by_lines(page, order);
    all.extend(lines);
    let (items, own): (Vec<Shown>, Vec<Shown>) = of_items(page, all);
    for Shown { nodes, source, is_change, date, .. } in &own {
        let is_of_item = |item: &Shown| item.nodes.start < nodes.end && nodes.start < item.nodes.end;
        if !(*is_change && *source == MetadataSource::DateText && items.iter().any(is_of_item)) {
            let field = if *is_change { MetadataField::Modified } else { MetadataField::Published };
            out.add(field, *source, date);
        }
    }
    first_line
}

/// The changes of the items of a list, and all other dates.
fn of_items(page: &Page, all: Vec<Shown>) -> (Vec<Shown>, Vec<Shown>) {
    // What the element is called, or the one around it.
    let kind = |node| {
        let class = |node| page.tree.attr(node, AttrKey::Class);
        (page.tree.tag(node), class(node).or_else(|| class(page.tree.parent(node))))
    };
    let mut days: FxHashMap<_, FxHashSet<&str>> = FxHashMap::default();
    for change in all.iter().filter(|shown| shown.is_change) {
        days.entry(kind(change.node)).or_default().insert(&change.date[..DAY]);
    }
    let lists: FxHashSet<_> = days.into_iter().filter(|(_, days)| days.len() >= ITEMS).map(|(kind, _)| kind).collect();
    all.into_iter().partition(|shown| shown.is_change && lists.contains(&kind(shown.node)))
}

fn by_elements(page: &Page, order: Order) -> Vec<Shown> {
    let mut all: Vec<Shown> = Vec::new();
    let mut seen = 0..0;
    // From the title on first: before it stand the dates of other things.
    for node in page.called_from_head(Called::DATE) {
        if all.len() >= MOST {
            break;
        }
        if seen.contains(&node) {
            continue;
        }
        let source = match page.tree.tag(node) {
            Tag::Time => MetadataSource::TimeElement,
            _ => MetadataSource::DateElement,
        };
        let text = page.tree.text(node);
        let machine = page.tree.attr(node, AttrKey::Datetime);
        if text.len() > LONGEST || page.is_apart(node) {
            continue;
        }
        let shown = dates::find(text, order);
        // What stands behind a date is about another one: "9 March 2025, updated today".
        let label = shown.as_ref().map_or(text, |(_, span)| &text[..span.start]);
        let date =
            machine.and_then(|value| dates::value(value, order)).or(shown.as_ref().map(|(date, _)| date.clone()));
        if let Some(date) = date.filter(|_| !says_other(label) && !says_other(before(page, node))) {
            seen = node..page.tree.end(node);
            let is_change =
                says_change(label) || names(page.tree, node).any(says_change) || says_change(before(page, node));
            all.push(Shown { node, nodes: seen.clone(), source, is_change, date });
        }
    }
    all
}

/// The few words right before an element.
fn before<'a>(page: &Page<'a>, node: NodeId) -> &'a str {
    let at = page.tree.text_at[node as usize] as usize;
    let text = &page.tree.text[..at];
    let start = (at.saturating_sub(30)..=at).find(|&start| text.is_char_boundary(start)).unwrap_or(at);
    let near = text[start..].trim_end();
    // A line's end parts what does not belong together.
    near.rsplit('\n').next().unwrap_or_default()
}

/// The dates of lines, and the first line with one of publication.
fn by_lines(page: &Page, order: Order) -> (Vec<Shown>, Option<FirstLine>) {
    let mut lines = Vec::new();
    let mut first: Option<FirstLine> = None;
    for block in page.around_text() {
        let text = page.blocks.text(block);
        let node = page.blocks.list[block].node;
        if text.len() > LONGEST || Some(block) == page.title.block || page.is_apart(node) {
            continue;
        }
        let Some((date, span)) = dates::find(text, order) else { continue };
        let (before, behind) = (&text[..span.start], &text[span.end..]);
        let words = before.split_whitespace().chain(behind.split_whitespace());
        let words = words.filter(|word| word.contains(char::is_alphanumeric));
        if says_other(before) || words.count() > MOST_WORDS {
            continue;
        }
        let is_change = says_change(before);
        if !is_change && first.is_none() {
            first = Some(FirstLine { date: date.clone(), block, span });
        }
        let nodes = page.nodes(block);
        lines.push(Shown { node, nodes, source: MetadataSource::DateText, is_change, date });
    }
    (lines, first)
}

/// What parts a date from what stands before it, and from what stands behind.
const BEFORE: &[char] = &['|', '·', '•', '\n', '\t', '\u{3000}'];
const BEHIND: &[char] = &['|', '·', '•', '\n', '\t', '\u{3000}', '–', '—', '-', '/', '(', '['];

/// Whether a line is there to say when, by what stands before its date and behind it: nothing but words of dates as far
/// as the next mark that parts, a label of publication, or who wrote it. "Born 2 May 1951" is not.
fn is_dateline(before: &str, behind: &str) -> bool {
    let before = before.rsplit(BEFORE).next().unwrap_or_default();
    if says_published(before) || is_byline(before) {
        return true;
    }
    let rest = behind.trim_start();
    // From one day to another one: an event, or a life.
    let is_span = rest.starts_with(['–', '—', '-']) && dates::find(rest, Order::DayFirst).is_some();
    let behind = without_dates(behind.split(BEHIND).next().unwrap_or_default());
    let is_plain = behind.is_empty() || says_published(behind) || is_byline(behind);
    without_dates(before).is_empty() && !is_span && is_plain
}

/// A text from its first word on that does not belong to a date.
fn without_dates(mut text: &str) -> &str {
    loop {
        text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
        let (word, rest) = text.split_at(text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len()));
        let is_number = word.contains(|c: char| c.is_ascii_digit());
        if !is_number && !is_of_date(word) {
            return text;
        }
        text = rest;
    }
}

/// Whether a text says who wrote: "By Jane Doe,"
fn is_byline(text: &str) -> bool {
    let text = text.trim();
    let names = if begins_as_byline(text) { names_of_line(text) } else { Vec::new() };
    !names.is_empty() && names.iter().all(|name| is_name_in_text(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_say_when() {
        for line in [
            "March 9, 2025",
            "9 March 2025, 8:30 am CET",
            "29.04.2020, 12:01 Uhr",
            "Sonntag, 9. März 2025 um 8.30 Uhr",
            "News | 9 March 2025 | 3 min read",
            "Published in News on 9 March 2025 by the editors",
            "By Jane Doe, March 9, 2025",
            "March 9, 2025 by Jane Doe",
            "On 9 March 2025",
            "05.02.2020 - Jane Doe",
            "发布时间：2025-03-09 08:30",
        ] {
            assert!(of_line(line), "{line}");
        }
        for line in [
            "Born 2 May 1951",
            "Born: 2 May 1951",
            "The fair is on 1 March 2025",
            "Accessed April 14, 2025.",
            "Received 2022 Oct 12; Accepted 2023 Jan 7",
            "9 March 2025 was a fine day",
            "By 9 March 2025 the fair had ended",
            "Jane Doe (2 May 1951 – 3 June 2020)",
            "1 March 2025 – 5 March 2025",
            // Which of the two is not known.
            "March 9, 2025 March 10, 2025",
        ] {
            assert!(!of_line(line), "{line}");
        }
    }

    fn of_line(line: &str) -> bool {
        let (_, span) = dates::find(line, Order::MonthFirst).unwrap();
        is_dateline(&line[..span.start], &line[span.end..])
    }
}
