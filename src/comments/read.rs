//! Reads a comment from its item: the author, the date, and the text.

use super::Comment;
use super::items::Item;
use super::lines::{author_around, author_beside, author_of_line, author_of_speech, footer, relative_time};
use crate::html::attributes::AttrKey;
use crate::html::tag::Tag;
use crate::html::tree::NodeId;
use crate::metadata::{Context, DateOrder, dates};
use crate::page::names::NameClasses;
use crate::text::controls::without_controls;
use std::ops::Range;

/// Maximum bytes of an author's name, a date or the label of a button.
pub(super) const MAX_LABEL: usize = 100;

/// Maximum number of nodes of an item that are searched for its author and date.
const MAX_NODES: usize = 400;

/// Maximum bytes that a block may have beside the author or the date to count as that line.
const MAX_BESIDE: usize = 40;

/// Maximum words of a link that is taken for a button, such as "Report this comment".
const MAX_BUTTON_WORDS: usize = 4;

/// Returns the comments among some items: those with an author or a date.
pub(super) fn comments(context: &Context, items: &[Item], order: DateOrder) -> Vec<Comment> {
    let comments = items.iter().filter_map(|item| read(context, item, order));
    comments.filter(|comment| comment.author.is_some() || comment.date.is_some()).collect()
}

/// Reads an item. Returns `None` if it has no text.
pub(super) fn read(context: &Context, item: &Item, order: DateOrder) -> Option<Comment> {
    let blocks = context.blocks.beginning_in(&item.nodes);
    if blocks.is_empty() {
        return None;
    }
    let author_node = find(context, &item.nodes, is_author);
    let (date_node, mut date) = date_within(context, &item.nodes, order);
    let mut author = author_node.and_then(|node| author_of_line(&without_controls(context.tree.text(node))));
    let text_blocks =
        find(context, &item.nodes, is_text).map(|node| context.blocks.beginning_in(&(node..context.tree.end(node))));
    let text_blocks = text_blocks.filter(|found| !found.is_empty() && found.end <= blocks.end);
    let mut text: Vec<&str> = Vec::new();
    for block in blocks {
        let line = context.blocks.text(block);
        let is_line_of = |node: Option<NodeId>| node.is_some_and(|node| is_most_of(context, node, block));
        // The comment may have a title above its byline.
        let is_after_title = text.len() == 1 && text[0].len() <= MAX_LABEL && author.is_none() && date.is_none();
        let is_header = (text.is_empty() || is_after_title && is_byline(line, order)) && line.len() <= MAX_LABEL;
        let dated = if is_header || is_line_of(author_node) { dates::find(line, order) } else { None };
        // "Jane Doe says:", "Jane Doe - 9 March 2025 at 8:30"
        let named = if is_header && (author.is_none() || dated.is_none()) { author_of_speech(line) } else { None };
        // "Jane Doe · 2 days ago"
        let age = if is_header && dated.is_none() { age_of_header(line) } else { None };
        if is_line_of(author_node) || is_line_of(date_node) || dated.is_some() || named.is_some() || age.is_some() {
            let span = dated.as_ref().map(|(_, span)| span).or(age.as_ref());
            let beside = span.and_then(|span| author_beside(line, span));
            author = author.or(named).or(beside);
            date = date.or(dated.map(|(date, _)| date));
            continue;
        }
        let is_name = is_header && author.as_deref().is_some_and(|author| line.starts_with(author));
        let is_text = text_blocks.as_ref().is_none_or(|found| found.contains(&block));
        if is_text && !is_name && !is_button(context, block) {
            text.push(line);
        }
    }
    if text.len() > 1
        && date.is_none()
        && let Some((found, named)) = text.last().and_then(|line| footer(line, order))
    {
        date = Some(found);
        author = author.or(named);
        text.pop();
    }
    let text = text.join("\n\n");
    says_something(&text).then_some(Comment { author, date, text, depth: item.depth })
}

/// Whether an item has an element with a date, or a line that says how long ago it was written. The date need not be readable:
/// "3 hours ago" counts.
pub(super) fn is_dated(context: &Context, item: &Item) -> bool {
    const HEAD: usize = 4;
    date_within(context, &item.nodes, DateOrder::DayFirst).0.is_some()
        || context
            .blocks
            .beginning_in(&item.nodes)
            .take(HEAD)
            .any(|block| age_of_header(context.blocks.text(block)).is_some())
}

/// Returns the bytes of the age in the header of a comment: a line with little beside it that is no sentence.
fn age_of_header(line: &str) -> Option<Range<usize>> {
    relative_time(line).filter(|span| line.len() - span.len() <= MAX_BESIDE && !line.ends_with(['.', '!', '?']))
}

/// Whether a text has words, unlike "12 recommendations".
fn says_something(text: &str) -> bool {
    let words = text.split_whitespace().filter(|word| word.contains(char::is_alphabetic)).take(2).count();
    words > 1 || words == 1 && !text.contains(|c: char| c.is_ascii_digit())
}

/// Whether a line says who wrote something when, and nothing else: "by jdoe on Friday, 19 December 2025 at 8:08".
fn is_byline(line: &str, order: DateOrder) -> bool {
    author_of_speech(line).is_some()
        || dates::find(line, order).is_some_and(|(_, span)| author_around(line, &span).is_some())
}

/// Returns the first element with text for which `is` holds.
fn find(context: &Context, nodes: &Range<NodeId>, is: fn(&Context, NodeId) -> bool) -> Option<NodeId> {
    nodes
        .clone()
        .take(MAX_NODES)
        .find(|&node| context.tree.tag(node) != Tag::Text && is(context, node) && label(context, node) != Some(""))
}

/// Returns the text of an element, or `None` if it is too long for a name or a date.
fn label<'p>(context: &Context<'p>, node: NodeId) -> Option<&'p str> {
    let text = context.tree.text(node);
    // Long texts are not even trimmed.
    Some(text).filter(|text| text.len() <= 4 * MAX_LABEL).map(str::trim).filter(|text| text.len() <= MAX_LABEL)
}

fn is_author(context: &Context, node: NodeId) -> bool {
    let property = context.tree.attr(node, AttrKey::Itemprop).unwrap_or_default();
    label(context, node).is_some()
        && (matches!(property, "author" | "creator" | "name")
            || context.tree.tag(node) == Tag::Cite
            || context.has_within_comments(node, NameClasses::COMMENT_AUTHOR))
}

/// Whether an element holds the text of a comment and nothing else.
fn is_text(context: &Context, node: NodeId) -> bool {
    let property = context.tree.attr(node, AttrKey::Itemprop).unwrap_or_default();
    matches!(property, "text" | "commentText" | "reviewBody")
        || context.has_within_comments(node, NameClasses::COMMENT_TEXT)
}

fn is_date(context: &Context, node: NodeId) -> bool {
    let property = context.tree.attr(node, AttrKey::Itemprop).unwrap_or_default();
    context.tree.tag(node) == Tag::Time
        || context.has_within_comments(node, NameClasses::COMMENT_DATE)
        || property.starts_with("date")
        || property == "commentTime"
}

/// Returns the first element with a date, and the date if it can be read.
fn date_within(context: &Context, nodes: &Range<NodeId>, order: DateOrder) -> (Option<NodeId>, Option<String>) {
    /// How many nodes of the element are searched for a machine-readable date: `<div class=date><time datetime=...>`.
    const MAX_WITHIN: usize = 8;
    let tree = context.tree;
    let mut nodes = nodes.clone().take(MAX_NODES).filter(|&node| tree.tag(node) != Tag::Text);
    let Some(node) = nodes.find(|&node| is_date(context, node) && label(context, node).is_some()) else {
        return (None, None);
    };
    let mut declared = (node..tree.end(node)).take(MAX_WITHIN).filter_map(|inner| {
        let value = tree.attr(inner, AttrKey::Datetime).or_else(|| tree.attr(inner, AttrKey::Content));
        value.or_else(|| tree.attr(inner, AttrKey::Title)).and_then(|value| dates::value(value, order))
    });
    let date = declared.next().or_else(|| Some(dates::find(tree.text(node), order)?.0));
    (Some(node), date)
}

/// Whether a block has little text beside that of an element.
fn is_most_of(context: &Context, node: NodeId, block: usize) -> bool {
    let raw = &context.blocks.list[block];
    let text = context.tree.text(node).len();
    context.tree.contains(node, raw.first)
        || (raw.first..=raw.last).contains(&node) && context.blocks.text(block).len() <= text + MAX_BESIDE
}

/// Whether a block is a control, such as "Reply", "3 likes", or "Report this comment".
fn is_button(context: &Context, block: usize) -> bool {
    let raw = &context.blocks.list[block];
    let words = context.blocks.text(block).split_whitespace().count();
    let is_in_button = std::iter::once(raw.node)
        .chain(context.tree.ancestors(raw.node).take(2))
        .any(|node| context.tree.tag(node) == Tag::Button);
    is_in_button || words <= MAX_BUTTON_WORDS && raw.link_chars * 2 >= raw.chars && raw.links > 0
}
