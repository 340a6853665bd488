//! Parts of a streamed page, moved to where they belong.
//!
//! React's server renderer sends a page as it becomes ready. A late part is represented by an empty `<template>` with
//! the id `B:0` or `P:0`. The part itself follows at the end of the page, in a hidden element with the id `S:0`, and a
//! script moves its content to the template (react-dom 18 and 19, the instructions `$RC` and `$RS`; part and template
//! have the same number). Without the script, the main text of such pages is hidden, comes last, and is outside its
//! region.

use crate::html::arena::{Arena, ArenaId};
use crate::html::attributes::AttrKey;
use crate::html::tag::Tag;
use rustc_hash::FxHashMap;

/// Maximum number of steps to ancestors per node of the page, over all parts. Pages have a few dozen parts at most.
/// Chosen by hand.
const STEPS_PER_NODE: usize = 8;

/// Moves the content of each part to its template, and removes both.
pub(super) fn put_in_place(arena: &mut Arena) {
    let mut steps = arena.last() as usize * STEPS_PER_NODE;
    for (part, place) in parts(arena) {
        if lies_within(arena, place, part, &mut steps) {
            continue;
        }
        while let Some(child) = arena.first_child(part) {
            arena.detach(child);
            arena.insert_before(place, child);
        }
        arena.detach(part);
        arena.detach(place);
    }
}

/// Returns the elements that contain the parts, with their templates.
fn parts(arena: &Arena) -> Vec<(ArenaId, ArenaId)> {
    let numbered = |prefixes: &'static [&'static str]| {
        arena.with_attr(AttrKey::Id).filter_map(move |(node, id)| {
            let number = prefixes.iter().find_map(|prefix| id.strip_prefix(prefix))?;
            let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_hexdigit());
            is_number.then_some((node, number))
        })
    };
    let mut parts: Vec<(ArenaId, &str)> = numbered(&["S:"]).collect();
    if parts.is_empty() {
        return Vec::new();
    }
    let is_template = |(node, _): &(ArenaId, &str)| arena.tag(*node) == Tag::Template && arena.has_parent(*node);
    let mut places = FxHashMap::default();
    for (place, number) in numbered(&["B:", "P:"]).filter(is_template) {
        places.entry(number).or_insert(place);
    }
    parts.retain(|&(part, _)| arena.has_parent(part));
    parts.iter().filter_map(|(part, number)| Some((*part, places.remove(number)?))).collect()
}

/// Whether `inner` is `outer` or inside it. Also true when there are no steps left.
fn lies_within(arena: &Arena, inner: ArenaId, outer: ArenaId, steps: &mut usize) -> bool {
    let mut at = Some(inner);
    while let Some(node) = at {
        if node == outer || *steps == 0 {
            return true;
        }
        *steps -= 1;
        at = arena.parent(node);
    }
    false
}

#[cfg(test)]
mod tests {
    use crate::html::parse::parse;

    /// The text of the page, with its parts in place.
    fn text(html: &str) -> String {
        parse(html).text(0).to_owned()
    }

    #[test]
    fn parts_replace_their_templates() {
        let page = "<main>a<template id=B:0></template>d</main><p>e</p>\
            <div hidden id=S:0>b<template id=P:1f></template></div><div hidden id=S:1f><b>c</b></div>";
        assert_eq!(text(page), "abcde");
        let tree = parse(page);
        assert!(tree.tag.iter().all(|tag| tag.name() != "template" && tag.name() != "div"));
        let rows = "<table><tbody><tr><td>a<template id=P:2></template></table>\
            <table hidden><tbody id=S:2><tr><td>b<tr><td>c</table>d";
        assert_eq!(text(rows), "abcd");
    }

    #[test]
    fn elements_without_matching_template_stay() {
        for (page, expected) in [
            ("<div id=S:0>a</div>b", "ab"),
            ("<p>a</p><div id=S:0>b</div><div id=B:0>c</div>", "abc"),
            ("<div id=S:>a</div><template id=B:></template>b", "ab"),
            ("<div id=S:xyz>a</div><template id=B:xyz></template>b", "ab"),
            // A part cannot be inside itself, directly or through another part.
            ("<div id=S:0>a<template id=B:0></template></div>b", "ab"),
        ] {
            assert_eq!(text(page), expected, "{page}");
        }
        let page = "<div id=S:0>a<template id=B:1></template></div><div id=S:1>b<template id=B:0></template></div>c";
        assert_eq!(text(page).len(), 3);
    }

    #[test]
    fn each_template_takes_one_part() {
        let page = "<template id=B:0></template>|<template id=B:0></template>\
            <div hidden id=S:0>a</div><div hidden id=S:0>b</div>";
        assert_eq!(text(page), "a|b");
    }
}
