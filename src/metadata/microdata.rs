//! Microdata and RDFa: schema.org's properties as attributes of elements.

use super::candidates::Candidates;
use super::{MetadataField, MetadataSource};
use crate::attributes::AttrKey;
use crate::tag::Tag;
use crate::tree::{NodeId, Tree};
use MetadataField::*;

/// Properties in lower case.
const PROPERTIES: &[(&str, MetadataField)] = &[
    ("headline", Title),
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
    ("license", Licence),
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

/// A text longer than this is not the value of a property but what it is about.
const LONGEST: usize = 300;

/// Reads the elements that name a property.
pub(super) fn collect(tree: &Tree, out: &mut Candidates) {
    for node in 1..tree.len() as NodeId {
        for (key, value) in tree.attrs(node) {
            let source = match key {
                AttrKey::Itemprop => MetadataSource::Microdata,
                AttrKey::Property if tree.tag(node) != Tag::Meta => MetadataSource::Rdfa,
                _ => continue,
            };
            for field in fields(value) {
                if !is_of_other(tree, node) {
                    read(tree, node, field, source, out);
                }
            }
        }
    }
}

/// The fields that the names of an attribute stand for, prefixes ("schema:author") aside.
fn fields(names: &str) -> impl Iterator<Item = MetadataField> {
    names.split_ascii_whitespace().filter_map(|name| {
        let name = name.rsplit([':', '/']).next()?.to_ascii_lowercase();
        PROPERTIES.iter().find(|(property, _)| *property == name).map(|&(_, field)| field)
    })
}

/// Whether the nearest thing around the element is not what the page is about.
fn is_of_other(tree: &Tree, node: NodeId) -> bool {
    let mut around = tree
        .ancestors(node)
        .filter_map(|up| tree.attr(up, AttrKey::Itemtype).or_else(|| tree.attr(up, AttrKey::Typeof)));
    around.next().is_some_and(|kind| {
        let kind = kind.trim_end_matches('/').rsplit(['/', ':']).next().unwrap_or_default().to_ascii_lowercase();
        OTHERS.contains(&kind.as_str())
    })
}

fn read(tree: &Tree, node: NodeId, field: MetadataField, source: MetadataSource, out: &mut Candidates) {
    let mut names = named_within(tree, node).peekable();
    if matches!(field, Authors | SiteName) && names.peek().is_some() {
        return names.for_each(|name| add(tree, name, field, source, out));
    }
    add(tree, node, field, source, out);
}

/// Where the property is a thing of its own, its name.
fn named_within(tree: &Tree, node: NodeId) -> impl Iterator<Item = NodeId> {
    (node + 1..tree.end(node)).filter(|&inner| {
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
        (Tag::A | Tag::Link, Licence | Image) => tree.attr(node, AttrKey::Href),
        (Tag::Link, _) => None,
        (_, Image) => {
            let img = (node..tree.end(node)).find(|&inner| tree.tag(inner) == Tag::Img)?;
            tree.attr(img, AttrKey::Src)
        }
        _ => Some(tree.text(node)),
    }
}
