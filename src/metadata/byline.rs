//! The byline: authors as the page shows them.

use super::candidates::Candidates;
use super::names::{begins_as_byline, is_full, names};
use super::page::{Page, names as page_names};
use super::{MetadataField, MetadataSource};
use crate::attributes::AttrKey;
use crate::tag::Tag;
use crate::tree::{NodeId, Tree};
use std::ops::Range;

/// A byline has at most this many bytes.
const LONGEST: usize = 150;

/// Reads links to authors, elements that are called so, and lines such as "By Jane Doe".
pub(super) fn collect(page: &Page, out: &mut Candidates) {
    let mut seen = 0..0;
    // From the title on first: before it stand the names of other pages' authors.
    let head = page.head().max(1);
    for node in (head..page.tree.len() as NodeId).chain(1..head) {
        if seen.contains(&node) {
            continue;
        }
        let Some(source) = kind(page, node).filter(|_| !page.is_apart(node)) else { continue };
        let found = names_within(page.tree, node..page.tree.end(node));
        if !found.is_empty() {
            out.add(MetadataField::Authors, source, &found.join("; "));
            seen = node..page.tree.end(node);
        }
    }
    read_lines(page, out);
}

/// The names in the runs of text of a byline: the first, and those that a comma or "and" joins to it.
fn names_within(tree: &Tree, nodes: Range<NodeId>) -> Vec<String> {
    let pieces = nodes.filter(|&node| tree.tag(node) == Tag::Text).map(|node| tree.text(node).trim());
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
        let names = names([joint]);
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
    let tag = page.tree.tag(node);
    if tag == Tag::Text || tag == Tag::Body {
        return None;
    }
    let rel = page.tree.attr(node, AttrKey::Rel).unwrap_or_default();
    if rel.split_ascii_whitespace().any(|rel| rel == "author") && tag == Tag::A {
        return Some(MetadataSource::AuthorLink);
    }
    page_names(page.tree, node).any(is_byline).then_some(MetadataSource::Byline)
}

/// Whether the page calls an element a byline.
fn is_byline(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let has_word = |word: &str| name.split(['-', '_']).any(|part| part == word);
    let is_part = [
        "bio",
        "box",
        "image",
        "img",
        "avatar",
        "info",
        "social",
        "photo",
        "description",
        "archive",
        "page",
        "section",
        "title",
        "desc",
        "date",
        "job",
        "role",
        "more",
        "posts",
        "icon",
        "picture",
        "content",
        "card",
    ]
    .iter()
    .any(|part| has_word(part));
    (has_word("author")
        || has_word("authors")
        || has_word("byline")
        || name.contains("authorname")
        || name.contains("author-name")
        || name.contains("bylinename"))
        && !is_part
}

/// Short blocks around the title that begin as a byline does.
fn read_lines(page: &Page, out: &mut Candidates) {
    for block in page.around_text() {
        let text = page.blocks.text(block);
        if text.len() <= LONGEST && begins_as_byline(text) && !page.is_apart(page.blocks.list[block].node) {
            let found = names_within(page.tree, page.nodes(block));
            out.add(MetadataField::Authors, MetadataSource::BylineText, &found.join("; "));
        }
    }
}
