//! Microdata and RDFa: schema.org's properties as attributes of elements.

use crate::html::attributes::AttrKey;
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};
use crate::metadata::candidates::Candidates;
use crate::metadata::field::{MetadataField, MetadataSource};
use crate::metadata::page::{Called, Nearest, Page};
use MetadataField::*;

/// Properties in lower case.
const PROPERTIES: &[(&str, MetadataField)] = &[
    ("author", Authors),
    ("creator", Authors),
    ("datepublished", Published),
    ("datecreated", Published),
    ("datemodified", Modified),
    ("publisher", SiteName),
    ("inlanguage", Language),
    ("image", Image),
    ("articlesection", Categories),
    ("keywords", Tags),
    ("license", License),
];

/// Things of these types, in lower case, are not what the page is about.
const OTHERS: &[&str] = &[
    "comment",
    "usercomments",
    "review",
    "organization",
    "website",
    "wpheader",
    "wpsidebar",
    "wpfooter",
    "imageobject",
    "itemlist",
    "rating",
    "aggregaterating",
    "answer",
];

/// How many nodes within a property are looked at: a person or a picture has but a few.
const MOST_WITHIN: usize = 2000;

/// A text longer than this is not the value of a property but what it is about.
const LONGEST: usize = 300;

/// Reads the elements that name a property.
pub(super) fn collect(page: &Page, out: &mut Candidates) {
    let tree = page.tree;
    if page.called(Called::PROPERTY).next().is_none() {
        return;
    }
    let typed = Nearest::among(tree, page.called(Called::TYPED));
    let others = others(page);
    for node in page.called(Called::PROPERTY) {
        for (key, value) in tree.attrs(node) {
            let source = match key {
                AttrKey::Itemprop => MetadataSource::Microdata,
                AttrKey::Property if tree.tag(node) != Tag::Meta => MetadataSource::Rdfa,
                _ => continue,
            };
            if others.binary_search(&typed.to(tree.parent(node))).is_err() {
                fields(value).into_iter().for_each(|field| read(tree, node, field, source, out));
            }
        }
    }
}

/// The fields that the names of an attribute stand for, each once, prefixes ("schema:author") aside.
fn fields(names: &str) -> Vec<MetadataField> {
    let mut fields = Vec::new();
    for name in names.split_ascii_whitespace() {
        let name = name.rsplit([':', '/']).next().unwrap_or_default();
        let property = PROPERTIES.iter().find(|(property, _)| property.eq_ignore_ascii_case(name));
        fields.extend(property.map(|&(_, field)| field).filter(|field| !fields.contains(field)));
    }
    fields
}

/// The things that are not what the page is about, in order.
fn others(page: &Page) -> Vec<NodeId> {
    let is_other = |&node: &NodeId| {
        let kind = page.tree.attr(node, AttrKey::Itemtype).or_else(|| page.tree.attr(node, AttrKey::Typeof));
        let name = kind.unwrap_or_default().trim_end_matches('/').rsplit(['/', ':']).next().unwrap_or_default();
        OTHERS.iter().any(|other| other.eq_ignore_ascii_case(name))
    };
    page.called(Called::TYPED).filter(is_other).collect()
}

fn read(tree: &Tree, node: NodeId, field: MetadataField, source: MetadataSource, out: &mut Candidates) {
    if out.is_full(field, source) {
        return;
    }
    let mut names = named_within(tree, node).peekable();
    if matches!(field, Authors | SiteName) && names.peek().is_some() {
        return names.for_each(|name| add(tree, name, field, source, out));
    }
    add(tree, node, field, source, out);
}

/// Where the property is a thing of its own, its name.
fn named_within(tree: &Tree, node: NodeId) -> impl Iterator<Item = NodeId> {
    (node + 1..tree.end(node)).take(MOST_WITHIN).filter(|&inner| {
        let name = tree.attr(inner, AttrKey::Itemprop).or_else(|| tree.attr(inner, AttrKey::Property));
        name.is_some_and(|name| name.split_ascii_whitespace().any(|name| name == "name" || name.ends_with(":name")))
    })
}

fn add(tree: &Tree, node: NodeId, field: MetadataField, source: MetadataSource, out: &mut Candidates) {
    if let Some(value) = value(tree, node, field).filter(|value| value.len() <= LONGEST || field == Image) {
        out.add(field, source, value);
    }
}

/// What HTML's microdata takes for an element's value.
fn value(tree: &Tree, node: NodeId, field: MetadataField) -> Option<&str> {
    if let Some(content) = tree.attr(node, AttrKey::Content) {
        return Some(content);
    }
    match (tree.tag(node), field) {
        (Tag::Time, _) => tree.attr(node, AttrKey::Datetime).or_else(|| Some(tree.text(node))),
        (_, Published | Modified) => tree.attr(node, AttrKey::Datetime).or_else(|| Some(tree.text(node))),
        (Tag::Img, _) => tree.attr(node, AttrKey::Src),
        (Tag::A | Tag::Link, License | Image) => tree.attr(node, AttrKey::Href),
        (Tag::Link, _) => None,
        (_, Image) => {
            let img = (node..tree.end(node)).take(MOST_WITHIN).find(|&inner| tree.tag(inner) == Tag::Img)?;
            tree.attr(img, AttrKey::Src)
        }
        _ => Some(tree.text(node)),
    }
}
