//! The byline: authors as the page shows them.

use crate::html::attributes::AttrKey;
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};
use crate::metadata::candidates::Candidates;
use crate::metadata::dates::{self, Order};
use crate::metadata::field::{MetadataField, MetadataSource};
use crate::metadata::names::{begins_as_byline, is_byline_label, is_full, is_name_in_text, is_role, names, reporters};
use crate::metadata::page::{Called, Page};
use once_cell::unsync::OnceCell;
use std::ops::Range;

/// A byline has at most this many bytes.
const LONGEST: usize = 150;

/// Names in one byline are at most this many bytes apart, what their bearers do included.
const APART: u32 = 120;

/// A bare name stands at most this many blocks below the title, a user's name at most this many bytes.
const BESIDE: usize = 5;
const NEAR: u32 = 1000;

/// How many nodes of an element are looked at for names.
const MOST_NODES: usize = 2000;

/// A user's name has at most this many bytes.
const LONGEST_USER: usize = 40;

/// Reads links to authors, elements that are called so, and lines such as "By Jane Doe".
pub(super) fn collect(page: &Page, out: &mut Candidates) {
    let mut seen = 0..0;
    let mut ends: Vec<(MetadataSource, u32)> = Vec::new();
    // From the title on first: before it stand the names of other pages' authors.
    for node in page.called_from_head(Called::BYLINE.or(Called::AUTHOR)) {
        if seen.contains(&node) {
            continue;
        }
        let Some(source) = kind(page, node).filter(|_| !page.is_apart(node)) else { continue };
        let end = ends.iter_mut().find(|(other, _)| *other == source);
        let start = page.tree.text_at[node as usize];
        // The first byline counts; what is far behind it is another page's.
        if end.as_ref().is_some_and(|(_, end)| !(*end..=*end + APART).contains(&start)) {
            continue;
        }
        let mut found = names_within(page.tree, node..page.tree.end(node));
        if source == MetadataSource::AuthorLink && !says_author(page, node) {
            found.retain(|name| is_full(name));
        }
        if !found.is_empty() {
            out.add(MetadataField::Authors, source, &found.join("; "));
            seen = node..page.tree.end(node);
            let behind = page.tree.text_at[seen.end as usize];
            match end {
                Some((_, end)) => *end = behind,
                None => ends.push((source, behind)),
            }
        }
    }
    read_lines(page, out);
    if out.has(MetadataField::Authors) {
        return;
    }
    read_user_name(page, out);
    if !out.has(MetadataField::Authors) {
        read_name_beside_date(page, out);
    }
    if !out.has(MetadataField::Authors) {
        read_reporters(page, out);
    }
}

/// Reporters at the beginning or the end of a Chinese or Korean text.
fn read_reporters(page: &Page, out: &mut Candidates) {
    let kept = || (0..page.blocks.list.len()).filter(|&block| page.kept[block]);
    let ends = kept().take(3).chain(kept().rev().take(3));
    let is_japanese = OnceCell::new();
    let names = ends.chain(page.around_text()).map(|block| {
        let line = page.blocks.text(block);
        let chinese = reporters::of_chinese(line);
        if chinese.is_empty() || *is_japanese.get_or_init(|| is_japanese_text(page)) {
            return reporters::of_korean(line).into_iter().collect();
        }
        chinese
    });
    if let Some(names) = names.into_iter().find(|names: &Vec<String>| !names.is_empty()) {
        out.add(MetadataField::Authors, MetadataSource::BylineText, &names.join("; "));
    }
}

/// How much of a text is looked at for its writing, in characters.
const SAMPLE: usize = 2000;

/// Whether kana stand among the characters of the main text. They are half of Japanese; Chinese has but those of names.
fn is_japanese_text(page: &Page) -> bool {
    let kept = (0..page.blocks.list.len()).filter(|&block| page.kept[block]);
    let chars = kept.flat_map(|block| page.blocks.text(block).chars()).take(SAMPLE);
    let (kana, han) = chars.fold((0, 0), |(kana, han), c| {
        (kana + usize::from(reporters::is_kana(c)), han + usize::from(reporters::is_han(c)))
    });
    kana * 10 > han
}

/// The names in the runs of text of a byline: the first, and those that a comma or "and" joins to it.
fn names_within(tree: &Tree, nodes: Range<NodeId>) -> Vec<String> {
    let pieces: Vec<&str> =
        nodes.take(MOST_NODES).filter(|&node| tree.tag(node) == Tag::Text).map(|node| tree.text(node).trim()).collect();
    // What stands before a "by" is something else.
    let label = pieces.iter().take(6).rposition(|piece| is_byline_label(piece)).unwrap_or(0);
    let pieces = pieces[label..].iter().copied();
    let mut found: Vec<String> = Vec::new();
    let mut length = 0;
    let mut is_joined = false;
    for piece in pieces.filter(|piece| !piece.is_empty()) {
        length += piece.len();
        if length > LONGEST {
            break;
        }
        let joint = piece.trim_start_matches([',', '&', '+']).trim_start();
        let joint = joint.strip_prefix("and ").unwrap_or(joint);
        is_joined |= joint.len() < piece.len();
        let mut names = names([joint]);
        names.retain(|name| is_name_in_text(name));
        if found.is_empty() {
            found = names;
        } else if is_joined && names.iter().all(|name| is_full(name)) {
            found.extend(names);
        } else if !matches!(piece, "," | "and" | "&" | "und" | "et" | "y" | "e" | "och" | "og") {
            break;
        }
        is_joined = piece.ends_with([',', '&', '+']) || piece.ends_with("and");
    }
    found
}

fn kind(page: &Page, node: NodeId) -> Option<MetadataSource> {
    if page.tree.tag(node) == Tag::Body {
        return None;
    }
    if page.is_called(node, Called::AUTHOR) && is_author_link(page, node) {
        return Some(MetadataSource::AuthorLink);
    }
    page.is_called(node, Called::BYLINE).then_some(MetadataSource::Byline)
}

/// Whether a link says that it leads to an author, or does by its address.
fn is_author_link(page: &Page, node: NodeId) -> bool {
    let address = page.tree.attr(node, AttrKey::Href).unwrap_or_default();
    says_author(page, node) || address.split('/').rev().skip(1).any(|part| ["author", "authors"].contains(&part))
}

fn says_author(page: &Page, node: NodeId) -> bool {
    let rel = page.tree.attr(node, AttrKey::Rel).unwrap_or_default();
    rel.split_ascii_whitespace().any(|rel| rel == "author")
}

/// Short blocks around the title that begin as a byline does.
fn read_lines(page: &Page, out: &mut Candidates) {
    for block in page.around_text() {
        let text = page.blocks.text(block);
        if text.len() > LONGEST || page.is_apart(page.blocks.list[block].node) {
            continue;
        }
        let is_label = is_byline_label(text) && block + 1 < page.blocks.list.len();
        if !is_label && !begins_as_byline(text) {
            continue;
        }
        // Behind "Written by" the name stands on a line of its own.
        let mut found = names_within(page.tree, page.nodes(block + usize::from(is_label)));
        found.retain(|name| !is_label || is_full(name));
        out.add(MetadataField::Authors, MetadataSource::BylineText, &found.join("; "));
    }
}

/// The name that stands beside a date below the title.
fn read_name_beside_date(page: &Page, out: &mut Candidates) {
    let Some(title) = page.title.block else { return };
    let count = page.blocks.list.len();
    let text = |block: usize| page.blocks.text(block);
    let has_date = |block: usize| {
        block < count && text(block).len() <= LONGEST && dates::find(text(block), Order::DayFirst).is_some()
    };
    for block in (title + 1..count).take(BESIDE) {
        if text(block).len() > LONGEST || page.is_apart(page.blocks.list[block].node) {
            continue;
        }
        if has_date(block) || has_date(block - 1) || has_date(block + 1) {
            let pieces = text(block).split(['|', '·', '•', '–', '—', '\n', '\t', '/']).map(str::trim);
            let names = names(pieces.filter(|piece| is_full(piece) && !is_role(piece)).take(1));
            if let Some(name) = names.iter().find(|name| is_full(name)) {
                return out.add(MetadataField::Authors, MetadataSource::BylineText, name);
            }
        }
    }
}

/// Who wrote the first post of a thread: an element that is called a user's name, not far below the title.
fn read_user_name(page: &Page, out: &mut Candidates) {
    let head = page.head.max(1);
    let limit = page.tree.text_at[head as usize].saturating_add(NEAR);
    let near = (head..page.tree.len() as NodeId).take_while(|&node| page.tree.text_at[node as usize] <= limit);
    let user = near.filter(|&node| page.is_called(node, Called::USER)).find(|&node| {
        let text = page.tree.text(node).trim();
        (1..=LONGEST_USER).contains(&text.len()) && !text.contains('\n') && !page.is_apart(node)
    });
    if let Some(node) = user {
        out.add(MetadataField::Authors, MetadataSource::Byline, page.tree.text(node).trim());
    }
}
