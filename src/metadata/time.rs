//! Dates as the page shows them: `<time>`, elements that are called dates, and short lines with a date.

use super::called::Called;
use super::candidates::Candidates;
use super::dates::{self, Order};
use super::page::{Page, names};
use super::parts::{Part, has_any, parts};
use super::{MetadataField, MetadataSource};
use crate::attributes::AttrKey;
use crate::tag::Tag;
use crate::tree::NodeId;

/// A line with a date has at most this many bytes.
const LONGEST: usize = 160;

/// Before a date: it is that of the last change. In lower case.
const CHANGES: &[&str] = &[
    "update",
    "modif",
    "revis",
    "edited",
    "aktualisier",
    "geändert",
    "mis à jour",
    "mise à jour",
    "actualiza",
    "aggiorna",
    "atualiza",
    "bijgewerkt",
    "oppdatert",
    "opdateret",
    "uppdaterad",
    "aktualizac",
    "обновлен",
    "更新",
    "last reviewed",
    "güncelle",
    "reviewed",
];

/// Before a date: it is that of something else than the page, of a member or of an answer. In lower case.
const OTHERS: &[&str] = &[
    "joined",
    "registered",
    "member since",
    "founded",
    "last post",
    "last reply",
    "last visit",
    "last seen",
    "dabei seit",
    "registriert",
    "mitglied seit",
    "inscrit",
    "inscription",
    "registrado",
    "iscritto",
    "zarejestrowany",
    "регистрация",
    "注册",
];

/// A line with a date has at most this many words beside it: more are a sentence that mentions a day.
const MOST_WORDS: usize = 10;

/// Reads the dates around the title and the text.
pub(super) fn collect(page: &Page, order: Order, out: &mut Candidates) {
    let mut seen = 0..0;
    // From the title on first: before it stand the dates of other things.
    for node in page.called_from_head(Called::DATE) {
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
        if let Some(date) = date.filter(|_| !is_of_other(label) && !is_of_other(before(page, node))) {
            seen = node..page.tree.end(node);
            let is_change = is_change(label) || names(page.tree, node).any(is_change) || is_change(before(page, node));
            out.add(if is_change { MetadataField::Modified } else { MetadataField::Published }, source, &date);
        }
    }
    read_lines(page, order, out);
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

static PARTS_OF_CHANGES: [Part; CHANGES.len()] = parts(CHANGES);
static PARTS_OF_OTHERS: [Part; OTHERS.len()] = parts(OTHERS);

fn is_change(text: &str) -> bool {
    has_any(&text.to_lowercase(), &PARTS_OF_CHANGES)
}

fn is_of_other(text: &str) -> bool {
    has_any(&text.to_lowercase(), &PARTS_OF_OTHERS)
}

fn read_lines(page: &Page, order: Order, out: &mut Candidates) {
    for block in page.around_text() {
        let text = page.blocks.text(block);
        if text.len() > LONGEST || Some(block) == page.title.block || page.is_apart(page.blocks.list[block].node) {
            continue;
        }
        if let Some((date, span)) = dates::find(text, order) {
            let words = text[..span.start].split_whitespace().chain(text[span.end..].split_whitespace());
            if is_of_other(&text[..span.start]) || words.count() > MOST_WORDS {
                continue;
            }
            let is_change = is_change(&text[..span.start]);
            out.add(
                if is_change { MetadataField::Modified } else { MetadataField::Published },
                MetadataSource::DateText,
                &date,
            );
        }
    }
}
