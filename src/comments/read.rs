//! What a comment says: its author, its date, its text.

use super::Comment;
use super::items::Item;
use crate::html::attributes::AttrKey;
use crate::html::tag::Tag;
use crate::html::tree::NodeId;
use crate::metadata::{DateOrder, Page, dates, element_names, is_name_in_text, names_of_line};
use std::ops::Range;

/// An author's name, a date or a button has at most this many bytes.
const SHORT: usize = 80;

/// So many nodes of an item are looked at for its author and date.
const MOST_NODES: usize = 400;

/// The items that are comments: each has an author or a date.
pub(super) fn comments(page: &Page, items: &[Item], order: DateOrder) -> Vec<Comment> {
    let comments = items.iter().filter_map(|item| read(page, item, order));
    comments.filter(|comment| comment.author.is_some() || comment.date.is_some()).collect()
}

/// What an item says; `None` where it has no text.
pub(super) fn read(page: &Page, item: &Item, order: DateOrder) -> Option<Comment> {
    let blocks = page.blocks.beginning_in(&item.nodes);
    if blocks.is_empty() {
        return None;
    }
    let author_node = find(page, &item.nodes, is_author);
    let (date_node, mut date) = date_within(page, &item.nodes, order);
    let mut author = author_node.and_then(|node| name_of(page.tree.text(node)));
    let own = find(page, &item.nodes, is_text).map(|node| page.blocks.beginning_in(&(node..page.tree.end(node))));
    let own = own.filter(|own| !own.is_empty() && own.end <= blocks.end);
    let mut text: Vec<&str> = Vec::new();
    for block in blocks {
        let line = page.blocks.text(block);
        let is_of = |node: Option<NodeId>| node.is_some_and(|node| is_most_of(page, node, block));
        // A comment's own title may stand before the line that says whose it is.
        let is_second = text.len() == 1 && text[0].len() <= SHORT && author.is_none() && date.is_none();
        let is_head = (text.is_empty() || is_second && whose(line, order)) && line.len() <= SHORT;
        let dated = if is_head { dates::find(line, order) } else { None };
        // "Jane Doe says:", "Jane Doe - 9 March 2025 at 8:30"
        let named = if is_head && (author.is_none() || dated.is_none()) { says(line) } else { None };
        if is_of(author_node) || is_of(date_node) || dated.is_some() || named.is_some() {
            let beside = dated.as_ref().and_then(|(_, span)| named_before(line, span).or_else(|| commenter(line)));
            author = author.or(named).or(beside);
            date = date.or(dated.map(|(date, _)| date));
            continue;
        }
        let is_name = is_head && author.as_deref().is_some_and(|author| line.starts_with(author));
        let is_text = own.as_ref().is_none_or(|own| own.contains(&block));
        if is_text && !is_name && !is_button(page, block) {
            text.push(line);
        }
    }
    // A comment's foot: "9 March 2025 at 8:30", "Posted by: Jane Doe at March 9, 2025 08:30 AM"
    if text.len() > 1
        && date.is_none()
        && let Some((found, named)) = text.last().and_then(|line| foot(line, order))
    {
        date = Some(found);
        author = author.or(named);
        text.pop();
    }
    let text = text.join("\n\n");
    is_said(&text).then_some(Comment { author, date, text, depth: item.depth })
}

/// Whether an item has an element with a date, also one that only says how long ago.
pub(super) fn is_dated(page: &Page, item: &Item) -> bool {
    date_within(page, &item.nodes, DateOrder::DayFirst).0.is_some()
}

/// Whether a text says something: "12 recommendations" does not.
fn is_said(text: &str) -> bool {
    let words = text.split_whitespace().filter(|word| word.contains(char::is_alphabetic)).take(2).count();
    words > 1 || words == 1 && !text.contains(|c: char| c.is_ascii_digit())
}

/// The first element with a short text that is called so.
fn find(page: &Page, nodes: &Range<NodeId>, is: fn(&Page, NodeId) -> bool) -> Option<NodeId> {
    nodes
        .clone()
        .take(MOST_NODES)
        .find(|&node| page.tree.tag(node) != Tag::Text && is(page, node) && short_text(page, node) != Some(""))
}

/// The text of an element, `None` where it is longer than what stands beside a comment's text.
fn short_text<'p>(page: &Page<'p>, node: NodeId) -> Option<&'p str> {
    let text = page.tree.text(node);
    Some(text).filter(|text| text.len() <= 4 * SHORT).map(str::trim).filter(|text| text.len() <= SHORT)
}

fn has_word(name: &str, words: &[&str]) -> bool {
    let name = name.to_ascii_lowercase();
    name.split(['-', '_']).any(|part| words.contains(&part))
        || words.iter().any(|word| word.len() > 5 && name.contains(word))
}

fn is_author(page: &Page, node: NodeId) -> bool {
    let property = page.tree.attr(node, AttrKey::Itemprop).unwrap_or_default();
    short_text(page, node).is_some()
        && (matches!(property, "author" | "creator" | "name")
            || page.tree.tag(node) == Tag::Cite
            || element_names(page.tree, node).any(|name| {
                has_word(name, &["author", "fn", "user", "username", "nick", "nickname", "name", "commenter", "poster"])
            }))
}

/// Whether an element holds a comment's text and nothing else.
fn is_text(page: &Page, node: NodeId) -> bool {
    let property = page.tree.attr(node, AttrKey::Itemprop).unwrap_or_default();
    matches!(property, "text" | "commentText" | "reviewBody")
        || element_names(page.tree, node).any(|name| {
            let name = name.to_ascii_lowercase().replace(['-', '_'], "");
            ["commenttext", "commentcontent", "commentmessage", "commentcopy", "messagetext", "commententry"]
                .iter()
                .any(|part| name.contains(part))
        })
}

fn date_within(page: &Page, nodes: &Range<NodeId>, order: DateOrder) -> (Option<NodeId>, Option<String>) {
    let is_date = |node: NodeId| {
        let is_called = element_names(page.tree, node)
            .any(|name| has_word(name, &["date", "time", "timestamp", "posted", "published", "ago", "datetime"]));
        let is_property = page
            .tree
            .attr(node, AttrKey::Itemprop)
            .is_some_and(|name| name.starts_with("date") || name == "commentTime");
        page.tree.tag(node) == Tag::Time || is_called || is_property
    };
    let short = |node: &NodeId| short_text(page, *node).is_some();
    let node = nodes
        .clone()
        .take(MOST_NODES)
        .filter(|&node| page.tree.tag(node) != Tag::Text)
        .find(|node| is_date(*node) && short(node));
    let Some(node) = node else { return (None, None) };
    // A machine's date may stand at an element within: <div class=date><time datetime=...>.
    let within = (node..page.tree.end(node)).take(8);
    let mut declared = within.filter_map(|inner| {
        let value = page.tree.attr(inner, AttrKey::Datetime).or_else(|| page.tree.attr(inner, AttrKey::Content));
        value.or_else(|| page.tree.attr(inner, AttrKey::Title)).and_then(|value| dates::value(value, order))
    });
    let date = declared.next().or_else(|| Some(dates::find(page.tree.text(node), order)?.0));
    (Some(node), date)
}

/// Whether a block has little else than an element's text.
fn is_most_of(page: &Page, node: NodeId, block: usize) -> bool {
    let raw = &page.blocks.list[block];
    let text = page.tree.text(node).len();
    page.tree.contains(node, raw.first)
        || (raw.first..=raw.last).contains(&node) && page.blocks.text(block).len() <= text + 40
}

/// "Reply", "3 likes", "Report this comment": a short line that is a link or a control.
fn is_button(page: &Page, block: usize) -> bool {
    let raw = &page.blocks.list[block];
    let words = page.blocks.text(block).split_whitespace().count();
    let is_control = std::iter::once(raw.node)
        .chain(page.tree.ancestors(raw.node).take(2))
        .any(|node| page.tree.tag(node) == Tag::Button);
    is_control || words <= 4 && raw.link_chars * 2 >= raw.chars && raw.links > 0
}

/// Whether a line says nothing but who wrote something when: "by jdoe on Friday, 19 December 2025 at 8:08".
fn whose(line: &str, order: DateOrder) -> bool {
    says(line).is_some() || dates::find(line, order).is_some_and(|(_, span)| named_before(line, &span).is_some())
}

/// Who is named before a date: "Posted by: Jane Doe at".
fn named_before(line: &str, date: &Range<usize>) -> Option<String> {
    const JOINTS: &[&str] = &[" at", " on", " am", " um", " le", " el", " il", ","];
    let before = line[..date.start].trim_end();
    commenter(JOINTS.iter().find_map(|joint| before.strip_suffix(joint)).unwrap_or(before))
}

/// The date of a line that is little else, and who it names.
fn foot(line: &str, order: DateOrder) -> Option<(String, Option<String>)> {
    let (date, span) = dates::find(line, order)?;
    let named = named_before(line, &span);
    let most = if named.is_some() { SHORT } else { SHORT / 2 };
    (line.len() <= most).then_some((date, named))
}

/// Who is said to speak in a line such as "Jane Doe says:" or "by jdoe (4711) writes:".
fn says(line: &str) -> Option<String> {
    const SPEAK: &[&str] = &[
        " says",
        " said",
        " wrote",
        " writes",
        " schrieb",
        " schreibt",
        " sagt",
        " meint",
        " dit",
        " dice",
        " escribió",
        " disse",
    ];
    let at = SPEAK.iter().filter_map(|word| line.find(word)).min()?;
    let name = line[..at].rsplit("by ").next()?;
    let name = name.split_once(" (").map_or(name, |(name, _)| name);
    commenter(name)
}

/// A commenter's name: any short word or two, without "by" and the like.
fn name_of(text: &str) -> Option<String> {
    let line = text.trim().lines().next()?.trim();
    says(line).or_else(|| commenter(line))
}

fn commenter(text: &str) -> Option<String> {
    // What is beside a name in its place.
    const CONTROLS: &[&str] = &[
        "sign in",
        "log in",
        "login",
        "name",
        "on",
        "homepage",
        "view all",
        "journal",
        "permalink",
        "link",
        "email",
        "website",
        "edit",
        "quote",
    ];
    let is_name = |name: &String| is_name_in_text(name) && !CONTROLS.contains(&name.to_lowercase().as_str());
    names_of_line(text).into_iter().next().filter(is_name)
}
