//! Bylines: the authors that the visible page names.

use crate::html::attributes::AttrKey;
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};
use crate::metadata::authors::{
    begins_as_byline, has_role, is_byline_label, is_full_name, is_name_in_text, names, reporters,
};
use crate::metadata::candidates::Candidates;
use crate::metadata::context::Context;
use crate::metadata::dates::{self, DateOrder};
use crate::metadata::field::{MetadataField, MetadataSource};
use crate::page::blocks::BlockKind;
use crate::page::names::NameClasses;
use crate::text::words::word_set;
use once_cell::unsync::OnceCell;
use std::ops::Range;

/// Maximum bytes of a byline. On the annotated pages of the corpus, 250 and 400 give the same authors, 100 gives one more, 75 one less.
const MAX_BYLINE_BYTES: usize = 150;

/// Maximum bytes between two names of one byline. Roles may be between them. On the annotated pages of the corpus, 120 loses five authors,
/// 240 seven; 30 gives the same.
const MAX_GAP: u32 = 60;

/// How many blocks below the title are searched for a name beside a date. Chosen by hand: 2 to 12 give the same authors on the annotated
/// pages of the corpus.
const BELOW_TITLE: usize = 5;

/// How many bytes below the title are searched for the name of a user, and the maximum bytes of that name. On the annotated pages of the
/// corpus, 300 bytes lose one author and 2000 give one more; names of 20 and of 80 bytes make no difference.
const USER_NAME_WITHIN: u32 = 1000;
const MAX_USER_NAME_BYTES: usize = 40;

/// Texts between two names of a byline.
const JOINTS: &[&str] = &[",", "and", "&", "und", "et", "y", "e", "och", "og"];

/// Maximum number of nodes of an element that are searched for names, and of all elements together: bylines may be nested.
const MAX_NODES: usize = 2000;
const MAX_ALL_NODES: usize = 50 * MAX_NODES;

/// Collects authors from links, from elements that are named after bylines, and from lines such as "By Jane Doe".
pub(super) fn collect(context: &Context, out: &mut Candidates) {
    let mut seen = 0..0;
    let mut left = MAX_ALL_NODES;
    let mut ends: Vec<(MetadataSource, u32)> = Vec::new();
    // Names above the title are often those of authors of other pages.
    for node in context.with_from_start(NameClasses::BYLINE.or(NameClasses::AUTHOR_LINK)) {
        if seen.contains(&node) {
            continue;
        }
        let Some(source) = source_of(context, node).filter(|_| !context.is_unrelated(node)) else { continue };
        let end = ends.iter_mut().find(|(other, _)| *other == source);
        let at = context.tree.text_at[node as usize];
        // Only the first byline counts. A later one belongs to another page.
        if end.as_ref().is_some_and(|(_, end)| !(*end..=*end + MAX_GAP).contains(&at)) {
            continue;
        }
        let mut found = names_of_byline(context, node, &mut left);
        if source == MetadataSource::AuthorLink && !has_rel_author(context, node) {
            found.retain(|name| is_full_name(name));
        }
        if !found.is_empty() {
            out.add(MetadataField::Authors, source, &found.join("; "));
            seen = node..context.tree.end(node);
            let after = context.tree.text_at[seen.end as usize];
            match end {
                Some((_, end)) => *end = after,
                None => ends.push((source, after)),
            }
        }
    }
    read_lines(context, out);
    if out.has(MetadataField::Authors) {
        return;
    }
    for read in [read_user_name, read_byline_within_dateline, read_name_beside_date, read_reporters, read_copyright] {
        read(context, out);
        if out.has(MetadataField::Authors) {
            return;
        }
    }
}

/// Whether an element of a forum has the name of a user: by its class, which may be just "name".
fn is_user_of_post(context: &Context, node: NodeId) -> bool {
    let tree = context.tree;
    let text = tree.text(node).trim();
    let is_named = context.has(node, NameClasses::USER_NAME) || tree.attr(node, AttrKey::Class) == Some("name");
    is_named && (1..=MAX_USER_NAME_BYTES).contains(&text.len()) && !text.contains('\n')
}

/// Collects the reporters at the beginning or the end of a Chinese or Korean text.
fn read_reporters(context: &Context, out: &mut Candidates) {
    let kept = || (0..context.blocks.list.len()).filter(|&block| context.kept[block]);
    let ends = kept().take(3).chain(kept().rev().take(3));
    let is_japanese = OnceCell::new();
    let names = ends.chain(context.around_text()).map(|block| {
        let line = context.blocks.text(block);
        let chinese = reporters::of_chinese(line);
        if chinese.is_empty() || *is_japanese.get_or_init(|| is_japanese_text(context)) {
            return reporters::of_korean(line).into_iter().collect();
        }
        chinese
    });
    if let Some(names) = names.into_iter().find(|names: &Vec<String>| !names.is_empty()) {
        out.add(MetadataField::Authors, MetadataSource::BylineText, &names.join("; "));
    }
}

/// Characters of the main text that are searched for kana.
const SAMPLE_CHARS: usize = 2000;

/// Whether the main text is Japanese. Half of Japanese text is kana; Chinese text has kana only in names.
fn is_japanese_text(context: &Context) -> bool {
    let kept = (0..context.blocks.list.len()).filter(|&block| context.kept[block]);
    let chars = kept.flat_map(|block| context.blocks.text(block).chars()).take(SAMPLE_CHARS);
    let (kana, han) = chars.fold((0, 0), |(kana, han), c| {
        (kana + usize::from(reporters::is_kana(c)), han + usize::from(reporters::is_han(c)))
    });
    kana * 10 > han
}

/// Returns the names in a byline. `left` is the number of nodes that may still be read.
fn names_of_byline(context: &Context, byline: NodeId, left: &mut usize) -> Vec<String> {
    let nodes = byline..context.tree.end(byline);
    let Some(rest) = left.checked_sub(nodes.len().min(MAX_NODES)) else { return Vec::new() };
    *left = rest;
    names_of_parts(context, byline, left).unwrap_or_else(|| names_within(context.tree, nodes))
}

/// Returns the names in a byline with several elements that are bylines themselves. Returns `None` if these do not hold two or more full
/// names and nothing else.
fn names_of_parts(context: &Context, byline: NodeId, left: &mut usize) -> Option<Vec<String>> {
    let tree = context.tree;
    let mut names = Vec::new();
    let mut node = byline + 1;
    while node < tree.end(byline).min(byline + MAX_NODES as NodeId) {
        if context.has(node, NameClasses::BYLINE) {
            names.extend(names_of_byline(context, node, left));
            node = tree.end(node);
        } else {
            node += 1;
        }
    }
    (names.len() > 1 && names.iter().all(|name| is_full_name(name))).then_some(names)
}

/// Returns the names in the text nodes of a byline: the first one, and those that a comma or "and" joins to it.
fn names_within(tree: &Tree, nodes: Range<NodeId>) -> Vec<String> {
    let texts = nodes.take(MAX_NODES).filter(|&node| tree.tag(node) == Tag::Text);
    let pieces: Vec<(NodeId, &str)> = texts.map(|node| (node, tree.text(node).trim())).collect();
    // A text before "by" is not a name.
    let is_label = |(_, piece): &(NodeId, &str)| is_byline_label(piece) && !JOINTS.contains(piece);
    let label = pieces.iter().take(6).rposition(is_label).unwrap_or(0);
    let pieces = pieces[label..].iter().copied();
    let mut found: Vec<String> = Vec::new();
    let mut first = 0;
    let mut length = 0;
    let mut is_joined = false;
    for (node, piece) in pieces.filter(|(_, piece)| !piece.is_empty()) {
        length += piece.len();
        if length > MAX_BYLINE_BYTES {
            break;
        }
        let joint = piece.trim_start_matches([',', '&', '+']).trim_start();
        let joint = joint.strip_prefix("and ").unwrap_or(joint);
        is_joined |= joint.len() < piece.len();
        let mut names = names([joint]);
        names.retain(|name| is_name_in_text(name));
        if found.is_empty() && names.is_empty() && begins_as_byline(piece) && !piece.ends_with(':') {
            // "Published by the editors": a later piece is not the author.
            break;
        } else if found.is_empty() {
            (found, first) = (names, node);
        } else if (is_joined || are_alike(tree, first, node))
            && !names.is_empty()
            && names.iter().all(|name| is_full_name(name))
        {
            found.extend(names);
        } else if !JOINTS.contains(&piece) {
            break;
        }
        is_joined = piece.ends_with([',', '&', '+']) || piece.ends_with("and");
    }
    found
}

/// Whether two texts are in elements of the same kind: items of one list, links to the same folder, or elements with the same class.
fn are_alike(tree: &Tree, first: NodeId, second: NodeId) -> bool {
    let (first, second) = (tree.parent(first), tree.parent(second));
    let class = |node| tree.attr(node, AttrKey::Class);
    let folder =
        |node| tree.attr(node, AttrKey::Href).and_then(|url| Some(url.trim_end_matches('/').rsplit_once('/')?.0));
    first != second
        && tree.tag(first) == tree.tag(second)
        && class(first) == class(second)
        && (tree.tag(first) == Tag::Li || class(first).is_some() || folder(first).is_some())
        && folder(first) == folder(second)
}

/// The source that an element is, if it is one.
fn source_of(context: &Context, node: NodeId) -> Option<MetadataSource> {
    if context.tree.tag(node) == Tag::Body {
        return None;
    }
    if context.has(node, NameClasses::AUTHOR_LINK) && is_author_link(context, node) {
        return Some(MetadataSource::AuthorLink);
    }
    context.has(node, NameClasses::BYLINE).then_some(MetadataSource::Byline)
}

/// Whether a link declares that it leads to an author, or its URL shows it.
fn is_author_link(context: &Context, node: NodeId) -> bool {
    let url = context.tree.attr(node, AttrKey::Href).unwrap_or_default();
    has_rel_author(context, node) || url.split('/').rev().skip(1).any(|part| ["author", "authors"].contains(&part))
}

fn has_rel_author(context: &Context, node: NodeId) -> bool {
    let rel = context.tree.attr(node, AttrKey::Rel).unwrap_or_default();
    rel.split_ascii_whitespace().any(|rel| rel == "author")
}

/// Collects authors from short blocks near the title that begin like a byline.
fn read_lines(context: &Context, out: &mut Candidates) {
    for block in context.around_text() {
        let text = context.blocks.text(block);
        if text.len() > MAX_BYLINE_BYTES || context.is_unrelated(context.blocks.list[block].node) {
            continue;
        }
        let is_label = is_byline_label(text) && block + 1 < context.blocks.list.len();
        if !is_label && !begins_as_byline(text) {
            continue;
        }
        // After "Written by", the name is in the next block.
        let mut found = names_within(context.tree, context.nodes(block + usize::from(is_label)));
        found.retain(|name| !is_label || is_full_name(name));
        out.add(MetadataField::Authors, MetadataSource::BylineText, &found.join("; "));
    }
}

/// Words before the name of an author within a line.
const BY: &[&str] = &["by", "von", "par", "por", "da", "di", "door", "av", "af", "przez", "от", "yazan"];

/// Collects the author whom a line with a date names after other words: "Posted on March 9, 2025 by Jane Doe in News".
fn read_byline_within_dateline(context: &Context, out: &mut Candidates) {
    for block in context.around_text() {
        let text = context.blocks.text(block);
        let raw = &context.blocks.list[block];
        if text.len() > MAX_BYLINE_BYTES
            || matches!(raw.kind, BlockKind::Heading(_))
            || context.is_unrelated(raw.node)
            || dates::find(text, DateOrder::DayFirst).is_none()
        {
            continue;
        }
        let words = text.split_whitespace();
        let starts = words.map(|word| (word, word.as_ptr() as usize - text.as_ptr() as usize + word.len()));
        let is_by = |word: &str| {
            let label = word.strip_suffix(':');
            BY.contains(&word.to_lowercase().as_str()) || label.is_some_and(is_byline_label)
        };
        let after = starts.filter(|(word, _)| is_by(word)).map(|(_, end)| leading_name(text[end..].trim_start()));
        let found = after
            .map(|name| names([name]))
            .find(|names| !names.is_empty() && names.iter().all(|name| is_full_name(name)));
        if let Some(found) = found {
            return out.add(MetadataField::Authors, MetadataSource::BylineText, &found.join("; "));
        }
    }
}

/// Returns the text up to the first word in lower case that is no part of a list of names.
fn leading_name(text: &str) -> &str {
    let is_end = |word: &&str| {
        word.starts_with(char::is_lowercase) && !JOINTS.contains(word) && !is_name_in_text(&format!("A {word} B"))
    };
    let end = text.split(' ').find(is_end).map_or(text.len(), |word| word.as_ptr() as usize - text.as_ptr() as usize);
    text[..end].trim_end()
}

/// Collects the holder of the copyright whom a line between the title and the text names, if this is a person.
fn read_copyright(context: &Context, out: &mut Candidates) {
    const SIGNS: &[&str] = &["©", "(c)", "(C)", "Copyright", "copyright"];
    let first = context.kept.iter().position(|&kept| kept);
    let Some(title) = context.title.block.filter(|&title| first.is_some_and(|first| first + BELOW_TITLE > title))
    else {
        return;
    };
    for block in (title + 1..context.blocks.list.len()).take(BELOW_TITLE) {
        let text = context.blocks.text(block).trim_start();
        let begins = SIGNS.iter().any(|sign| text.starts_with(sign));
        if text.len() > MAX_BYLINE_BYTES || !begins {
            continue;
        }
        let is_sign = |c: char| !c.is_alphabetic();
        let mut rest = text;
        while let Some(after) = SIGNS.iter().chain(&["by ", "c)"]).find_map(|sign| rest.strip_prefix(sign)) {
            rest = after.trim_start_matches(is_sign);
        }
        let name = rest.split(['(', ',', '.', '<', '|', '\n', '\t']).next().unwrap_or_default();
        let name = name.trim_end_matches(|c: char| !c.is_alphabetic());
        if is_full_name(name) && !names_company(name) {
            return out.add(MetadataField::Authors, MetadataSource::BylineText, name);
        }
    }
}

/// Whether a name has a word of companies and agencies, which hold copyrights.
fn names_company(name: &str) -> bool {
    const WORDS: &[&str] = &[
        "agency",
        "all",
        "associated",
        "company",
        "corporation",
        "foundation",
        "getty",
        "gmbh",
        "group",
        "images",
        "inc",
        "institute",
        "limited",
        "llc",
        "ltd",
        "media",
        "network",
        "news",
        "photo",
        "photos",
        "post",
        "press",
        "publishing",
        "rights",
        "stock",
        "the",
        "times",
        "university",
        "verlag",
    ];
    name.split(' ').any(|word| WORDS.contains(&word.to_lowercase().as_str()))
}

/// Collects a name beside a date below the title.
fn read_name_beside_date(context: &Context, out: &mut Candidates) {
    let Some(title) = context.title.block else { return };
    let count = context.blocks.list.len();
    let text = |block: usize| context.blocks.text(block);
    let has_date = |block: usize| {
        block < count
            && text(block).len() <= MAX_BYLINE_BYTES
            && dates::find(text(block), DateOrder::DayFirst).is_some()
    };
    for block in (title + 1..count).take(BELOW_TITLE) {
        let raw = &context.blocks.list[block];
        // Words of the title are no name.
        let is_title = || word_set(text(block)).iter().all(|word| context.title.words.binary_search(word).is_ok());
        let is_heading =
            matches!(raw.kind, BlockKind::Heading(1..=2)) || raw.links > 0 && matches!(raw.kind, BlockKind::Heading(_));
        if is_heading || text(block).len() > MAX_BYLINE_BYTES || context.is_unrelated(raw.node) || is_title() {
            continue;
        }
        if has_date(block) || has_date(block - 1) || has_date(block + 1) {
            let pieces = text(block).split(['|', '·', '•', '–', '—', '\n', '\t', '/']).map(str::trim);
            let pieces = pieces.chain(text_before_mail_link(context, block));
            // "Jane Doe on 9 March 2025"
            let all = pieces.filter(|piece| !has_role(piece)).map(|piece| names([piece]));
            let mut all = all.filter(|names| !names.is_empty() && names.iter().all(|name| is_full_name(name)));
            if let Some(names) = all.next() {
                return out.add(MetadataField::Authors, MetadataSource::BylineText, &names.join("; "));
            }
        }
    }
}

/// Returns the text right before a link to an e-mail address, which names the sender in mail archives.
fn text_before_mail_link<'a>(context: &Context<'a>, block: usize) -> Option<&'a str> {
    let tree = context.tree;
    let is_mail = |&node: &NodeId| tree.attr(node, AttrKey::Href).is_some_and(|url| url.starts_with("mailto:"));
    let nodes = context.nodes(block);
    let link = nodes.clone().find(is_mail)?;
    let texts = (nodes.start..link).rev().filter(|&node| tree.tag(node) == Tag::Text);
    texts.map(|node| tree.text(node).trim()).find(|text| !text.is_empty())
}

/// Collects the author of the first post of a thread: an element below the title that is named after the name of a user.
fn read_user_name(context: &Context, out: &mut Candidates) {
    let start = context.start.max(1);
    let limit = context.tree.text_at[start as usize].saturating_add(USER_NAME_WITHIN);
    let near = (start..context.tree.len() as NodeId).take_while(|&node| context.tree.text_at[node as usize] <= limit);
    let user = near.filter(|&node| context.has(node, NameClasses::USER_NAME)).find(|&node| {
        let text = context.tree.text(node).trim();
        (1..=MAX_USER_NAME_BYTES).contains(&text.len()) && !text.contains('\n') && !context.is_unrelated(node)
    });
    // The name may be above the post, where the title is no heading.
    let above = || {
        let least = context.tree.text_at[start as usize].saturating_sub(USER_NAME_WITHIN / 2);
        let above = (1..start).rev().take_while(|&node| context.tree.text_at[node as usize] >= least);
        let named = above.filter(|&node| is_user_of_post(context, node));
        named.take(1).next()
    };
    let is_forum = context.with(NameClasses::POST).next().is_some();
    if let Some(node) = user.or_else(|| if is_forum { above() } else { None }) {
        out.add(MetadataField::Authors, MetadataSource::Byline, context.tree.text(node).trim());
    }
}
