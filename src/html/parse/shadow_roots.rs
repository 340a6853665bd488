//! Declarative shadow roots, flattened as a browser renders them.
//!
//! A `<template shadowrootmode>` directly inside an element is that element's shadow root ([HTML Standard]), and what
//! a browser renders is the flat tree ([CSS Scoping]): the content of the shadow root takes the place of the element's
//! children. A `<slot>` in it shows the children that name it in their `slot` attribute, or its own content if there
//! are none. Children without a slot are not shown.
//!
//! [HTML Standard]: https://html.spec.whatwg.org/#parsing-main-inhead
//! [CSS Scoping]: https://drafts.csswg.org/css-scoping/#flattening

use crate::html::arena::{Arena, ArenaId};
use crate::html::attributes::AttrKey;
use crate::html::tag::Tag;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;

/// Maximum nesting depth of the flat tree, the same as that of a parsed page. Without a limit it could be far deeper,
/// since each shadow root adds the depth of its slot.
const MAX_DEPTH: usize = 512;

/// Replaces the children of each shadow host by its shadow root.
pub(super) fn flatten(arena: &mut Arena) {
    let templates = templates(arena);
    if templates.is_empty() {
        return;
    }
    let Plan { shadow_roots, children } = plan(arena, &templates);
    let mut filled = FxHashSet::default();
    for slot in children.iter().filter_map(|child| child.slot).filter(|&slot| filled.insert(slot)) {
        while let Some(own) = arena.first_child(slot) {
            arena.detach(own);
        }
    }
    for Child { node, slot } in children {
        arena.detach(node);
        if let Some(slot) = slot {
            arena.append(slot, node);
        }
    }
    for ShadowRoot { host, template } in shadow_roots {
        arena.detach(template);
        arena.move_children(template, host);
    }
    limit_nesting(arena, MAX_DEPTH);
}

/// Returns the templates that are shadow roots if their parent may have one.
fn templates(arena: &Arena) -> FxHashSet<ArenaId> {
    let is_mode = |mode: &str| ["open", "closed"].iter().any(|known| mode.eq_ignore_ascii_case(known));
    let with_mode = arena.with_attr(AttrKey::Shadowrootmode).filter(|(_, mode)| is_mode(mode));
    with_mode.map(|(node, _)| node).filter(|&node| arena.tag(node) == Tag::Template).collect()
}

/// The moves to make. All of them are decided by the original tree before the first node moves.
struct Plan {
    shadow_roots: Vec<ShadowRoot>,
    /// The children of shadow hosts.
    children: Vec<Child>,
}

struct ShadowRoot {
    host: ArenaId,
    template: ArenaId,
}

struct Child {
    node: ArenaId,
    /// The slot that shows it.
    slot: Option<ArenaId>,
}

/// What contains a node: the document (0), the shadow root with this number, or a template whose content is not shown.
type Scope = usize;
const IN_TEMPLATE: Scope = Scope::MAX;

fn plan(arena: &Arena, templates: &FxHashSet<ArenaId>) -> Plan {
    let named = |key| -> FxHashMap<ArenaId, &str> { arena.with_attr(key).collect() };
    let (names_of_elements, names_of_slots) = (named(AttrKey::ElementName), named(AttrKey::Name));
    let may_be_host = |node| may_have_shadow_root(arena.tag(node), names_of_elements.get(&node).copied());
    let mut shadow_roots: Vec<ShadowRoot> = Vec::new();
    // By host and by template.
    let mut numbers: FxHashMap<ArenaId, Scope> = FxHashMap::default();
    let mut slots: BTreeMap<(Scope, &str), ArenaId> = BTreeMap::new();
    let mut scopes: Vec<Scope> = vec![0; arena.last() as usize + 1];
    for node in arena.document_order() {
        let Some(parent) = arena.parent(node) else { continue };
        let scope = match arena.tag(parent) {
            Tag::Template => numbers.get(&parent).copied().unwrap_or(IN_TEMPLATE),
            _ => scopes[parent as usize],
        };
        scopes[node as usize] = scope;
        if scope == IN_TEMPLATE {
            continue;
        }
        match arena.tag(node) {
            // Of two shadow roots the second stays a template.
            Tag::Template if templates.contains(&node) && may_be_host(parent) && !numbers.contains_key(&parent) => {
                shadow_roots.push(ShadowRoot { host: parent, template: node });
                numbers.extend([parent, node].map(|node| (node, shadow_roots.len())));
            }
            Tag::Slot => {
                let name = names_of_slots.get(&node).copied().unwrap_or_default();
                slots.entry((scope, name)).or_insert(node);
            }
            _ => {}
        }
    }
    let wanted = named(AttrKey::Slot);
    let mut children = Vec::new();
    for (at, root) in shadow_roots.iter().enumerate() {
        for node in arena.children(root.host).filter(|&node| node != root.template) {
            let name = wanted.get(&node).copied().unwrap_or_default();
            children.push(Child { node, slot: slots.get(&(at + 1, name)).copied() });
        }
    }
    Plan { shadow_roots, children }
}

/// Whether an element may have a shadow root, by the list in [the DOM Standard]. `name` is that of an element without
/// a [`Tag`].
///
/// [the DOM Standard]: https://dom.spec.whatwg.org/#valid-shadow-host-name
fn may_have_shadow_root(tag: Tag, name: Option<&str>) -> bool {
    use Tag::*;
    const RESERVED: &[&str] = &[
        "annotation-xml",
        "color-profile",
        "font-face",
        "font-face-src",
        "font-face-uri",
        "font-face-format",
        "font-face-name",
        "missing-glyph",
    ];
    match tag {
        Article | Aside | Blockquote | Body | Div | Footer | H1 | H2 | H3 | H4 | H5 | H6 | Header | Main | Nav | P
        | Section | Span => true,
        Other => name.is_some_and(|name| {
            name.starts_with(|first: char| first.is_ascii_lowercase())
                && name.contains('-')
                && !RESERVED.contains(&name)
        }),
        _ => false,
    }
}

/// Flattens elements deeper than `max_depth`, keeping the order of the text. In an element at that depth, the first
/// child element and all that follows it are moved after the element.
fn limit_nesting(arena: &mut Arena, max_depth: usize) {
    let (mut at, mut depth) = (0, 0);
    loop {
        if depth == max_depth {
            spill(arena, at);
        }
        if let Some(first) = arena.first_child(at) {
            (at, depth) = (first, depth + 1);
            continue;
        }
        loop {
            if let Some(next) = arena.next(at) {
                at = next;
                break;
            }
            let Some(parent) = arena.parent(at) else { return };
            (at, depth) = (parent, depth - 1);
        }
    }
}

/// Moves the first child element of a node, and all children after it, to after the node.
fn spill(arena: &mut Arena, node: ArenaId) {
    let Some(parent) = arena.parent(node) else { return };
    let next = arena.next(node);
    let mut inner = arena.children(node).find(|&child| arena.tag(child) != Tag::Text);
    while let Some(child) = inner {
        inner = arena.next(child);
        arena.detach(child);
        match next {
            // Hidden content must stay hidden.
            _ if arena.tag(node).hides_text() => {}
            Some(next) => arena.insert_before(next, child),
            None => arena.append(parent, child),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::parse::parse;

    /// The page with its shadow roots as shown: start tags as `<name>`, end tags as `/`.
    fn shown(html: &str) -> String {
        let tree = parse(html);
        let body = tree.next(Tag::Body, 0).unwrap_or_default();
        let mut shown = String::new();
        for node in body + 1..tree.end(body) {
            match tree.tag(node) {
                Tag::Text => shown.push_str(tree.text(node)),
                _ => shown.extend(["<", tree.name(node), ">"]),
            }
            let closed = tree.ancestors(node).take_while(|&outer| outer != body && tree.end(outer) == node + 1).count();
            let is_leaf = tree.end(node) == node + 1 && tree.tag(node) != Tag::Text;
            shown.push_str(&"/".repeat(closed + usize::from(is_leaf)));
        }
        shown
    }

    fn root(content: &str) -> String {
        format!("<template shadowrootmode=open>{content}</template>")
    }

    #[test]
    fn host_shows_its_shadow_root() {
        assert_eq!(shown(&format!("<div>{}</div>b", root("<p>a"))), "<div><p>a//b");
        assert_eq!(shown("<x-y><template shadowrootmode=CLOSED>a</template></x-y>"), "<x-y>a/");
        assert_eq!(shown(&format!("<body>{}light", root("<h1>a</h1>b"))), "<h1>a/b");
        assert_eq!(shown(&format!("<p>{}</p>b", root("<div>a</div>"))), "<p><div>a//b");
        // Of two shadow roots the first counts, and children without a slot are dropped.
        assert_eq!(shown(&format!("<div>x{}y{}z</div>", root("a"), root("b"))), "<div>a/");
    }

    #[test]
    fn templates_without_valid_mode_or_host_stay() {
        for page in [
            "<div><template>a</template></div>",
            "<div><template shadowrootmode>a</template></div>",
            "<div><template shadowrootmode=other>a</template></div>",
            "<ul><template shadowrootmode=open>a</template></ul>",
            "<xy><template shadowrootmode=open>a</template></xy>",
            "<font-face><template shadowrootmode=open>a</template></font-face>",
        ] {
            assert!(shown(page).contains("<template>a/"), "{page}");
        }
        assert_eq!(shown("<div shadowrootmode=open>a</div>"), "<div>a/");
        let within = format!("<p><template><div>{}b</div></template>", root("a"));
        assert_eq!(shown(&within), "<p><template><div><template>a/b///");
    }

    #[test]
    fn slots_show_the_children_that_name_them() {
        let card = |light: &str| {
            shown(&format!("<x-y>{}{light}</x-y>", root("<h2><slot name=t>none</slot></h2><slot>empty</slot>|")))
        };
        assert_eq!(card("a<b slot=t>c</b>d"), "<x-y><h2><slot><b>c///<slot>ad/|/");
        assert_eq!(card("<b slot=t>c</b><i slot=t>d</i>"), "<x-y><h2><slot><b>c/<i>d///<slot>empty/|/");
        assert_eq!(card("<b slot=other>c</b>"), "<x-y><h2><slot>none//<slot>empty/|/");
        // White space is a child, too, and only children have slots.
        assert_eq!(card(" "), "<x-y><h2><slot>none//<slot> /|/");
        assert_eq!(card("<p><b slot=t>c</b></p>"), "<x-y><h2><slot>none//<slot><p><b>c///|/");
        // Of two slots with one name the first counts.
        assert_eq!(
            shown(&format!("<x-y>{}a</x-y>", root("<slot>b</slot><slot name=''>c</slot>"))),
            "<x-y><slot>a/<slot>c//"
        );
        // A slot in what another shows instead of its children, and one outside of shadow roots.
        assert_eq!(
            shown(&format!("<x-y>{}<b slot=n>a</b></x-y>", root("<slot>(<slot name=n></slot>)</slot>"))),
            "<x-y><slot>(<slot><b>a//)//"
        );
        assert_eq!(
            shown(&format!("<x-y>{}<b slot=n>a</b>b</x-y>", root("<slot>(<slot name=n></slot>)</slot>"))),
            "<x-y><slot>b//"
        );
        assert_eq!(shown("<x-y><slot>a</slot><b slot=n>c</b></x-y>"), "<x-y><slot>a/<b>c//");
        assert_eq!(
            shown(&format!("<x-y>{}a</x-y>", root("<template><slot></slot></template>b"))),
            "<x-y><template><slot>//b/"
        );
    }

    #[test]
    fn nested_shadow_roots_are_flattened() {
        let inner = format!("<x-in>{}<slot></slot></x-in>", root("(<slot></slot>)"));
        assert_eq!(shown(&format!("<x-out>{}a</x-out>", root(&inner))), "<x-out><x-in>(<slot><slot>a//)//");
        // Children of a host are shown in its own slots.
        let light = format!("<x-in>{}b</x-in>", root("[<slot></slot>]"));
        assert_eq!(
            shown(&format!("<x-out>{}a{light}</x-out>", root("(<slot></slot>)"))),
            "<x-out>(<slot>a<x-in>[<slot>b/]//)/"
        );
    }

    #[test]
    fn flattened_depth_is_limited() {
        // Each of the 60 elements brings what it holds down by 60.
        let slots = |content: &str| root(&["<p>", &"<div>".repeat(60), "<slot></slot>"].concat()) + content;
        // Each of the 60 hosts moves its children 60 levels down.
        let page: String = (0..60).map(|i| format!("<x-y>{}{i} ", slots(""))).collect();
        let tree = parse(&page);
        assert!(tree.depth() <= MAX_DEPTH, "{}", tree.depth());
        assert_eq!(tree.text(0), (0..60).map(|i| format!("{i} ")).collect::<String>());
        let mut arena = Arena::with_capacity(0);
        let [a, b, c, d] = [Tag::Div, Tag::P, Tag::B, Tag::I].map(|tag| arena.create(tag));
        for (outer, inner, text) in [(0, a, "1"), (a, b, "2"), (b, c, "3"), (c, d, "4")] {
            arena.append(outer, inner);
            arena.append_text(inner, text);
        }
        for (node, text) in [(c, "5"), (b, "6"), (a, "7")] {
            arena.append_text(node, text);
        }
        limit_nesting(&mut arena, 2);
        let tree = arena.finish();
        assert_eq!((tree.text(0), tree.depth()), ("1234567", 2));
    }
}
