//! Dates that the visible page shows: in `<time>` elements, in elements that are named after dates, and in short lines.

use crate::html::attributes::AttrKey;
use crate::html::tag::Tag;
use crate::html::tree::NodeId;
use crate::metadata::authors::{begins_as_byline, is_name_in_text, names_of_line};
use crate::metadata::candidates::{Candidates, MAX_VALUES};
use crate::metadata::context::Context;
use crate::metadata::dates::{
    self, DAY, DateOrder, MAX_TEXT_BYTES, is_date_word, names_change, names_other_event, names_publication,
};
use crate::metadata::field::{MetadataField, MetadataSource};
use crate::page::blocks::BlockKind;
use crate::page::names::{NameClasses, element_names};
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

/// Maximum words beside a date in a line. A line with more is a sentence that mentions a day. On the annotated pages of the corpus, 6 words
/// lose 15 dates, and 15 and 25 words gain nothing.
const MAX_WORDS: usize = 10;

/// Elements with the same class and this many different days of change are the items of a list. On the annotated pages of the corpus, 2
/// loses a date and 5 gives the same.
const MIN_ITEMS: usize = 3;

/// A date in the visible page.
struct ShownDate {
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
    /// The bytes of the date in the line.
    span: Range<usize>,
}

impl FirstLine {
    /// Whether the purpose of the line is to date the page.
    pub fn is_dateline(&self, context: &Context) -> bool {
        let line = context.blocks.text(self.block);
        is_dateline(&line[..self.span.start], &line[self.span.end..])
    }
}

/// Collects the dates near the title and the text. Returns the first line with a date of publication.
pub(super) fn collect(context: &Context, order: DateOrder, out: &mut Candidates) -> Option<FirstLine> {
    let mut all = by_elements(context, order);
    let (lines, first_line) = by_lines(context, order);
    all.extend(lines);
    let (items, own): (Vec<ShownDate>, Vec<ShownDate>) = of_items(context, all);
    for ShownDate { nodes, source, is_change, date, .. } in &own {
        let is_of_item = |item: &ShownDate| item.nodes.start < nodes.end && nodes.start < item.nodes.end;
        if !(*is_change && *source == MetadataSource::DateText && items.iter().any(is_of_item)) {
            let field = if *is_change { MetadataField::Modified } else { MetadataField::Published };
            out.add(field, *source, date);
        }
    }
    first_line
}

/// Separates the changes of the items of a list from all other dates.
fn of_items(context: &Context, all: Vec<ShownDate>) -> (Vec<ShownDate>, Vec<ShownDate>) {
    // The class of the element, or of its parent.
    let kind = |node| {
        let class = |node| context.tree.attr(node, AttrKey::Class);
        (context.tree.tag(node), class(node).or_else(|| class(context.tree.parent(node))))
    };
    let mut days: FxHashMap<_, FxHashSet<&str>> = FxHashMap::default();
    for change in all.iter().filter(|shown| shown.is_change) {
        days.entry(kind(change.node)).or_default().insert(&change.date[..DAY]);
    }
    let lists: FxHashSet<_> =
        days.into_iter().filter(|(_, days)| days.len() >= MIN_ITEMS).map(|(kind, _)| kind).collect();
    all.into_iter().partition(|shown| shown.is_change && lists.contains(&kind(shown.node)))
}

fn by_elements(context: &Context, order: DateOrder) -> Vec<ShownDate> {
    let mut all: Vec<ShownDate> = Vec::new();
    let mut seen = 0..0;
    // Dates above the title are often those of other things.
    for node in context.with_from_start(NameClasses::DATE) {
        if all.len() >= MAX_VALUES {
            break;
        }
        if seen.contains(&node) {
            continue;
        }
        let source = match context.tree.tag(node) {
            Tag::Time => MetadataSource::TimeElement,
            _ => MetadataSource::DateElement,
        };
        let text = context.tree.text(node);
        // Before `<time>`, the machine-readable date was in the title of an abbreviation.
        let key = if context.tree.tag(node) == Tag::Abbr { AttrKey::Title } else { AttrKey::Datetime };
        let machine = context.tree.attr(node, key);
        if text.len() > MAX_TEXT_BYTES || context.is_unrelated(node) {
            continue;
        }
        let shown = dates::find(text, order);
        // A label after the date is about another one: "9 March 2025, updated today".
        let label = shown.as_ref().map_or(text, |(_, span)| &text[..span.start]);
        let date =
            machine.and_then(|value| dates::value(value, order)).or(shown.as_ref().map(|(date, _)| date.clone()));
        let is_other =
            || names_other_event(label) || names_other_event(before(context, node)) || is_other_property(context, node);
        if let Some(date) = date.filter(|_| !is_other()) {
            seen = node..context.tree.end(node);
            let is_change = names_change(label)
                || element_names(context.tree, node).any(names_change)
                || names_change(before(context, node));
            all.push(ShownDate { node, nodes: seen.clone(), source, is_change, date });
        }
    }
    all
}

/// Returns the few words before an element in its block, or else the label above it.
fn before<'a>(context: &Context<'a>, node: NodeId) -> &'a str {
    let text_at = |node: NodeId| context.tree.text_at[node as usize] as usize;
    let block = context.blocks.list.partition_point(|block| block.last < node);
    let begin = context.blocks.list.get(block).map_or(0, |block| text_at(block.first));
    let (at, text) = (text_at(node), &context.tree.text);
    let start = (at.saturating_sub(30).max(begin)..=at).find(|&start| text.is_char_boundary(start)).unwrap_or(at);
    let near = text[start..at].trim_end().rsplit('\n').next().unwrap_or_default();
    if near.is_empty() { label_above(context, block) } else { near }
}

/// Returns the label that the block before a date is, such as the term of a definition; empty if it is none.
fn label_above<'a>(context: &Context<'a>, block: usize) -> &'a str {
    const MAX_LABEL_BYTES: usize = 40;
    const MAX_LABEL_WORDS: usize = 3;
    let Some(above) =
        block.checked_sub(1).filter(|&above| !matches!(context.blocks.list[above].kind, BlockKind::Heading(_)))
    else {
        return "";
    };
    let above = context.blocks.text(above);
    let is_label = above.len() <= MAX_LABEL_BYTES
        && above.split_whitespace().nth(MAX_LABEL_WORDS).is_none()
        && !above.contains(|c: char| c.is_ascii_digit());
    if is_label { above } else { "" }
}

/// Whether an element is in a row of a table of properties whose header names something other than a date of the page.
fn is_other_property(context: &Context, node: NodeId) -> bool {
    /// Maximum number of ancestors that are searched for the row.
    const MAX_ANCESTORS: usize = 4;
    let tree = context.tree;
    let mut around = std::iter::once(node).chain(tree.ancestors(node)).take(MAX_ANCESTORS);
    let row = around.find(|&around| tree.tag(around) == Tag::Tr);
    let header = row.and_then(|row| tree.children(row).take(2).find(|&cell| tree.tag(cell) == Tag::Th));
    header.is_some_and(|header| !tree.contains(header, node) && names_other_property(tree.text(header)))
}

/// Whether the label of a property names something other than a date of the page, such as "Due" or "Start".
fn names_other_property(label: &str) -> bool {
    let mut words = label.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_empty = words.clone().next().is_none();
    !is_empty && !names_publication(label) && !names_change(label) && !words.any(is_date_word)
}

/// Returns the dates in lines, and the first line with a date of publication.
fn by_lines(context: &Context, order: DateOrder) -> (Vec<ShownDate>, Option<FirstLine>) {
    let mut lines = Vec::new();
    let mut first: Option<FirstLine> = None;
    for block in context.around_text() {
        let text = context.blocks.text(block);
        let node = context.blocks.list[block].node;
        if text.len() > MAX_TEXT_BYTES || Some(block) == context.title.block || context.is_unrelated(node) {
            continue;
        }
        let Some((date, span)) = dates::find(text, order) else { continue };
        let (before, after) = (&text[..span.start], &text[span.end..]);
        let words = before.split_whitespace().chain(after.split_whitespace());
        let is_word =
            |word: &&str| word.contains(char::is_alphabetic) && !word.starts_with(|c: char| c.is_ascii_digit());
        let words = words.filter(is_word);
        let is_sentence = words.count() > MAX_WORDS && !is_publication_label(before);
        let above = if before.trim().is_empty() { label_above(context, block) } else { "" };
        if names_other_event(before) || names_other_event(above) || is_sentence || is_other_property(context, node) {
            continue;
        }
        let is_change = names_change(before) || above.ends_with(':') && names_change(above);
        if !is_change && first.is_none() {
            first = Some(FirstLine { date: date.clone(), block, span });
        }
        let (nodes, source) = (context.nodes(block), MetadataSource::DateText);
        // "Published 9 March 2025 at 8:30, updated 10 March 2025"
        if let Some((date, next)) = dates::find(after, order)
            && names_change(&after[..next.start]) != is_change
            && (is_change == names_publication(&after[..next.start]))
        {
            lines.push(ShownDate { node, nodes: nodes.clone(), source, is_change: !is_change, date });
        }
        lines.push(ShownDate { node, nodes, source, is_change, date });
    }
    (lines, first)
}

/// Whether the text between the last separator and a date is a label of publication, such as "Published on".
fn is_publication_label(before: &str) -> bool {
    const MAX_LABEL_WORDS: usize = 4;
    let label = before.rsplit(BEFORE).next().unwrap_or_default();
    let words =
        label.split_whitespace().filter(|word| !word.contains(|c: char| c.is_ascii_digit()) && !is_date_word(word));
    names_publication(label) && words.count() <= MAX_LABEL_WORDS
}

/// Separators before a date, and after it.
const BEFORE: &[char] = &['|', '·', '•', '\n', '\t', '\u{3000}'];
const AFTER: &[char] = &['|', '·', '•', '\n', '\t', '\u{3000}', '–', '—', '-', '/', '(', '['];

/// Whether a line is a dateline, by the text before and after its date. Up to the next separator, that text must be empty, words of
/// dates, a label of publication, or a byline. "Born 2 May 1951" is not a dateline.
fn is_dateline(before: &str, after: &str) -> bool {
    let before = before.rsplit(BEFORE).next().unwrap_or_default();
    if names_publication(before) || is_byline(before) {
        return true;
    }
    let rest = after.trim_start();
    // A span of days is that of an event or of a life.
    let is_span = rest.starts_with(['–', '—', '-']) && dates::find(rest, DateOrder::DayFirst).is_some();
    let after = without_dates(after.split(AFTER).next().unwrap_or_default());
    let is_plain = after.is_empty() || names_publication(after) || is_byline(after);
    without_dates(before).is_empty() && !is_span && is_plain
}

/// Removes the words of dates at the beginning of a text.
fn without_dates(mut text: &str) -> &str {
    loop {
        text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
        let (word, rest) = text.split_at(text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len()));
        let is_number = word.contains(|c: char| c.is_ascii_digit());
        if !is_number && !is_date_word(word) {
            return text;
        }
        text = rest;
    }
}

/// Whether a text is a byline, such as "By Jane Doe,".
fn is_byline(text: &str) -> bool {
    let text = text.trim();
    let names = if begins_as_byline(text) { names_of_line(text) } else { Vec::new() };
    !names.is_empty() && names.iter().all(|name| is_name_in_text(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines_may_have_labels_bylines_and_times() {
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
            assert!(is_dateline_text(line), "{line}");
        }
    }

    #[test]
    fn sentences_events_and_lives_are_not_datelines() {
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
            // It is not known which date is right.
            "March 9, 2025 March 10, 2025",
        ] {
            assert!(!is_dateline_text(line), "{line}");
        }
    }

    fn is_dateline_text(line: &str) -> bool {
        let (_, span) = dates::find(line, DateOrder::MonthFirst).unwrap();
        is_dateline(&line[..span.start], &line[span.end..])
    }
}
