//! The crate's own tokenizer against html5ever's.

use maintext::internals::{self, Tag, Tree};
use std::borrow::Cow;

/// Compares the tree from the crate's own tokenizer with the tree from html5ever's tokenizer.
pub fn check(data: &str) {
    // html5ever keeps the first newline of a `<pre>` if it is a character reference without a semicolon: the parse
    // error comes between the tag and the newline.
    let lower = data.to_ascii_lowercase();
    if lower.contains("&#") && ["<pre", "<listing", "<textarea"].iter().any(|tag| lower.contains(tag)) {
        return;
    }
    let data = &*with_distinct_links(data);
    let Some(ours) = internals::parse_without_degraded_mode(data) else { return };
    let theirs = internals::parse_by_html5ever(data);
    assert_eq!(lines(&ours), lines(&theirs));
    assert!(ours.data().eq(theirs.data()));
}

/// Returns a page in which no two links have the same attributes. The crate takes all links for different: it does not
/// compare attributes of links, of which html5ever leaves several active only if each is open around more than eight
/// nested blocks.
fn with_distinct_links(page: &str) -> Cow<'_, str> {
    const MAX_EQUAL: usize = 3;
    let starts: Vec<usize> = page.match_indices(['<']).map(|(at, _)| at + 1).collect();
    let is_link = |&start: &usize| {
        let rest = &page.as_bytes()[start..];
        rest.first().is_some_and(|byte| byte.eq_ignore_ascii_case(&b'a'))
            && rest.get(1).is_some_and(|&byte| byte.is_ascii_whitespace() || byte == b'/')
    };
    let links: Vec<usize> = starts.into_iter().filter(is_link).collect();
    if links.len() <= MAX_EQUAL {
        return Cow::Borrowed(page);
    }
    let mut distinct = String::with_capacity(page.len() + links.len() * 8);
    let mut from = 0;
    for (number, start) in links.into_iter().enumerate() {
        distinct.push_str(&page[from..=start]);
        distinct.push_str(&format!(" n{number}=n"));
        from = start + 1;
    }
    distinct.push_str(&page[from..]);
    Cow::Owned(distinct)
}

/// Returns a line for each node: its parent, tag, name, attributes and text.
fn lines(tree: &Tree) -> Vec<String> {
    let line = |node| {
        let mut attrs: Vec<_> = tree.attrs(node).collect();
        attrs.sort_by_key(|&(key, _)| key as u8);
        let text = if tree.tag(node) == Tag::Text { tree.text(node) } else { "" };
        format!("{} {:?} {} {attrs:?} {text:?}", tree.parent(node), tree.tag(node), tree.name(node))
    };
    (0..tree.len() as u32).map(line).collect()
}
