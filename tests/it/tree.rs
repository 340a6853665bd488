//! The tree from markup equals the tree from `scraper::Html`.

use crate::soup::{cases, soup};
use maintext::internals::{
    NodeId, Tag, Tree, close_raw_text_in_noscript, close_swallowing_elements, from_scraper, parse,
};
use maintext::{Extractor, scraper::Html};
use proptest::prelude::*;
use std::fs;
use std::path::Path;

/// The elements in order, with depth and attributes, and the texts.
fn shape(tree: &Tree) -> (Vec<(usize, String)>, Vec<String>) {
    let mut elements = Vec::new();
    let mut depth = vec![0; tree.len()];
    for node in 1..tree.len() as NodeId {
        depth[node as usize] = depth[tree.parent(node) as usize] + 1;
        if tree.tag(node) != Tag::Text {
            let mut attrs: Vec<String> = tree.attrs(node).map(|(key, value)| format!(" {key:?}={value:?}")).collect();
            attrs.sort();
            elements.push((depth[node as usize], format!("{}{}", tree.name(node), attrs.concat())));
        }
    }
    let texts = (1..tree.len() as NodeId).filter(|&node| tree.tag(node) == Tag::Text);
    (elements, texts.map(|node| tree.text(node).to_owned()).collect())
}

fn compare(html: &str) {
    // scraper parses as a browser with scripting, so nothing in `<noscript>` affects the page after it.
    if let Some(ended) = close_raw_text_in_noscript(html) {
        return compare(&ended);
    }
    let parsed = Html::parse_document(html);
    assert_eq!(shape(&parse(html)), shape(&from_scraper(&parsed)), "{html}");
    // Unclosed elements that swallow the rest of a page are only repaired in markup.
    if let Some(repaired) = close_swallowing_elements(html) {
        return compare(&repaired);
    }
    let extractor = Extractor::default();
    let (straight, converted) = (extractor.extract(html).unwrap(), extractor.extract(&parsed).unwrap());
    assert_eq!(straight.text(), converted.text());
}

#[test]
fn fixture_pages_have_equal_trees() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("pages");
    let mut count = 0;
    for entry in fs::read_dir(folder).unwrap() {
        compare(&fs::read_to_string(entry.unwrap().path().join("source.html")).unwrap());
        count += 1;
    }
    assert!(count >= 30);
}

#[test]
fn pages_with_moved_nodes_have_equal_trees() {
    compare("<table>fostered<tr><td>a</table><b><p>x</b>y</p><a><div></a>z</div>");
    compare("<table><tr><p>1<td>2</table><form><table><form><tr></form>3");
    compare("<table>text <tr><td>1</td>that is <tr><td>2</td>fostered<td>in three pieces</table>and more");
    compare("<body><noscript><p class=post>only <b>here</b></p></noscript>");
    compare("<main>a<template id=B:0></template>b</main><div hidden id=S:0>c<i>d</i></div><p>e");
    compare(
        "<p>a<img data-z-src=1.jpg x-lazy-src=/2 data-b-srcset='3.jpg 1x'><img src=4.gif data-b-src=5.jpg data-a-url=/6>",
    );
    compare("<p>a<image data-z-src=1.jpg data-a-src=2.jpg><svg><image data-z-src=1.jpg><img data-z-src=1.jpg>");
    compare("<body><noscript><iframe src=x /></noscript><p>A text that no frame takes for its own.");
}

/// The rendered content of a page that scraper parsed: the flat tree by the definitions of the standards, looked up
/// anew for each node.
mod flat {
    use maintext::ego_tree::NodeRef;
    use maintext::scraper::Node;

    fn is(node: NodeRef<'_, Node>, name: &str) -> bool {
        node.value().as_element().is_some_and(|element| element.name() == name)
    }

    fn attr<'a>(node: NodeRef<'a, Node>, name: &str) -> Option<&'a str> {
        node.value().as_element()?.attr(name)
    }

    fn children(node: NodeRef<'_, Node>) -> Vec<NodeRef<'_, Node>> {
        let holder = node.first_child().filter(|child| child.value().is_fragment()).unwrap_or(node);
        holder.children().filter(|child| child.value().is_element() || child.value().is_text()).collect()
    }

    /// The nearest enclosing template.
    fn template_around(node: NodeRef<'_, Node>) -> Option<NodeRef<'_, Node>> {
        node.ancestors().find(|&around| is(around, "template"))
    }

    fn is_shadow_root(template: NodeRef<'_, Node>) -> bool {
        template.parent().and_then(shadow_root) == Some(template)
    }

    /// The template that is an element's shadow root.
    fn shadow_root(host: NodeRef<'_, Node>) -> Option<NodeRef<'_, Node>> {
        let name = host.value().as_element()?.name();
        let may_have_one = name.contains('-') || ["body", "div", "section", "span"].contains(&name);
        let shows = template_around(host).is_none_or(is_shadow_root);
        let is_root = |child: &NodeRef<'_, Node>| {
            is(*child, "template") && matches!(attr(*child, "shadowrootmode"), Some("open" | "closed"))
        };
        host.children().find(is_root).filter(|_| may_have_one && shows)
    }

    fn slot_of<'a>(child: NodeRef<'a, Node>, root: NodeRef<'a, Node>) -> Option<NodeRef<'a, Node>> {
        let asked = attr(child, "slot").unwrap_or_default();
        root.descendants().find(|&node| {
            is(node, "slot") && template_around(node) == Some(root) && attr(node, "name").unwrap_or_default() == asked
        })
    }

    fn assigned(slot: NodeRef<'_, Node>) -> Vec<NodeRef<'_, Node>> {
        let root = template_around(slot).filter(|&root| is(slot, "slot") && is_shadow_root(root));
        let Some((root, host)) = root.and_then(|root| Some((root, root.parent()?))) else { return Vec::new() };
        children(host).into_iter().filter(|&child| child != root && slot_of(child, root) == Some(slot)).collect()
    }

    /// Lines of names and texts, with their depth.
    pub fn outline(root: NodeRef<'_, Node>) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let mut last_text = None;
        let mut left = vec![(0, root)];
        while let Some((depth, node)) = left.pop() {
            if let Some(text) = node.value().as_text() {
                match lines.last_mut() {
                    Some(line) if last_text == Some(depth) => line.push_str(text),
                    _ => lines.push(format!("{depth} {}", &**text)),
                }
                last_text = Some(depth);
                continue;
            }
            last_text = None;
            lines.push(format!("{depth} <{}>", node.value().as_element().map_or("", |element| element.name())));
            let assigned = assigned(node);
            let shown = match shadow_root(node) {
                Some(root) => children(root),
                None if !assigned.is_empty() => assigned,
                None => children(node),
            };
            left.extend(shown.into_iter().rev().map(|child| (depth + 1, child)));
        }
        lines
    }
}

fn compare_with_flat_tree(html: &str) {
    let tree = parse(html);
    let line = |node| {
        let depth = tree.ancestors(node).count();
        if tree.tag(node) == Tag::Text {
            return format!("{depth} {}", tree.text(node));
        }
        format!("{depth} <{}>", if node == 0 { "" } else { tree.name(node) })
    };
    let lines: Vec<String> = (0..tree.len() as NodeId).map(line).collect();
    assert_eq!(lines, flat::outline(Html::parse_document(html).tree.root()), "{html}");
}

/// Nested elements with shadow roots, slots, and children that name slots.
fn shadow_roots() -> impl Strategy<Value = String> {
    let name =
        prop::sample::select(vec!["div", "section", "span", "x-y", "x-z", "i", "slot", "slot name=a", "slot name=b"]);
    let asked = prop::sample::select(vec!["", "", "", " slot=a", " slot=b", " slot=c"]);
    let template = prop::sample::select(vec!["", " shadowrootmode=open", " shadowrootmode=closed"]);
    let leaf = prop_oneof![3 => "[a-z]".prop_map(String::from), 1 => Just(" ".to_owned()), 1 => Just("<slot></slot>".to_owned())];
    leaf.prop_recursive(6, 48, 5, move |inner| {
        let content = prop::collection::vec(inner, 0..5).prop_map(|parts| parts.concat());
        let element = |name: &str, attrs: &str, content: &str| {
            format!("<{name}{attrs}>{content}</{}>", name.split(' ').next().unwrap_or_default())
        };
        prop_oneof![
            2 => (name.clone(), asked.clone(), content.clone()).prop_map(move |(n, a, c)| element(n, a, &c)),
            1 => (template.clone(), content.clone()).prop_map(move |(t, c)| element("template", t, &c)),
            2 => (asked.clone(), content.clone(), content).prop_map(move |(a, root, light)| {
                element("x-y", a, &(element("template", " shadowrootmode=open", &root) + &light))
            }),
        ]
    })
}

#[test]
fn shadow_roots_are_flattened_and_keep_node_ids() {
    for html in [
        "<body><template shadowrootmode=open><main><slot name=a>b</slot><slot></slot></main></template>c<p slot=a>d",
        "<x-y><template shadowrootmode=closed>a<x-z><template shadowrootmode=open>(<slot></slot>)</template><slot></slot></x-z>\
            </template><b>c</b></x-y>d",
    ] {
        compare(html);
        compare_with_flat_tree(html);
        let page = Html::parse_document(html);
        for block in Extractor::default().extract(&page).unwrap().blocks() {
            let texts = block.text_node_ids().map(|id| page.tree.get(id).unwrap().value().as_text().unwrap());
            assert_eq!(texts.map(|text| &**text).collect::<String>().trim(), block.text(), "{html}");
        }
    }
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn generated_shadow_roots_have_equal_trees(html in shadow_roots()) {
        compare(&format!("<body>{html}"));
        compare_with_flat_tree(&format!("<body>{html}"));
    }

    #[test]
    fn tag_soup_has_equal_trees(html in soup()) {
        compare(&html);
    }
}
