//! Microdata and RDFa: properties of schema.org in attributes of elements.

use crate::html::attributes::AttrKey;
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};
use crate::metadata::candidates::Candidates;
use crate::metadata::context::Context;
use crate::metadata::field::{MetadataField, MetadataSource};
use crate::metadata::nearest::Nearest;
use crate::page::names::NameClasses;
use MetadataField::*;

/// Properties of schema.org in lower case.
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

/// Types of schema.org, in lower case, that a page is not about.
const OTHER_TYPES: &[&str] = &[
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

/// Maximum number of nodes within a property that are read. A person or an image has only a few.
const MAX_NODES: usize = 2000;

/// Maximum bytes of a value. A longer text is the content of the thing, not its name.
const MAX_BYTES: usize = 300;

/// Collects values from the elements with a property.
pub(super) fn collect(context: &Context, out: &mut Candidates) {
    let tree = context.tree;
    if context.with(NameClasses::PROPERTY).next().is_none() {
        return;
    }
    let typed = Nearest::among(tree, context.with(NameClasses::TYPED));
    let others = other_things(context);
    for node in context.with(NameClasses::PROPERTY) {
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

/// Returns the fields of the names in an attribute, without duplicates. Prefixes, as in "schema:author", are ignored.
fn fields(names: &str) -> Vec<MetadataField> {
    let mut fields = Vec::new();
    for name in names.split_ascii_whitespace() {
        let name = name.rsplit([':', '/']).next().unwrap_or_default();
        let property = PROPERTIES.iter().find(|(property, _)| property.eq_ignore_ascii_case(name));
        fields.extend(property.map(|&(_, field)| field).filter(|field| !fields.contains(field)));
    }
    fields
}

/// Returns the things that the page is not about, in document order.
fn other_things(context: &Context) -> Vec<NodeId> {
    let is_other = |&node: &NodeId| {
        let kind = context.tree.attr(node, AttrKey::Itemtype).or_else(|| context.tree.attr(node, AttrKey::Typeof));
        let name = kind.unwrap_or_default().trim_end_matches('/').rsplit(['/', ':']).next().unwrap_or_default();
        OTHER_TYPES.iter().any(|other| other.eq_ignore_ascii_case(name))
    };
    context.with(NameClasses::TYPED).filter(is_other).collect()
}

fn read(tree: &Tree, node: NodeId, field: MetadataField, source: MetadataSource, out: &mut Candidates) {
    if out.is_full(field, source) {
        return;
    }
    let mut names = names_within(tree, node).peekable();
    if matches!(field, Authors | SiteName) && names.peek().is_some() {
        return names.for_each(|name| add(tree, name, field, source, out));
    }
    add(tree, node, field, source, out);
}

/// Returns the names of the things within a property.
fn names_within(tree: &Tree, node: NodeId) -> impl Iterator<Item = NodeId> {
    (node + 1..tree.end(node)).take(MAX_NODES).filter(|&inner| {
        let name = tree.attr(inner, AttrKey::Itemprop).or_else(|| tree.attr(inner, AttrKey::Property));
        name.is_some_and(|name| name.split_ascii_whitespace().any(|name| name == "name" || name.ends_with(":name")))
    })
}

fn add(tree: &Tree, node: NodeId, field: MetadataField, source: MetadataSource, out: &mut Candidates) {
    if let Some(value) = value(tree, node, field).filter(|value| value.len() <= MAX_BYTES || field == Image) {
        out.add(field, source, value);
    }
}

/// Returns the value of a property by the rules of microdata in the HTML Standard.
fn value(tree: &Tree, node: NodeId, field: MetadataField) -> Option<&str> {
    if let Some(content) = tree.attr(node, AttrKey::Content) {
        return Some(content);
    }
    match (tree.tag(node), field) {
        (Tag::Time, _) => tree.attr(node, AttrKey::Datetime).or_else(|| Some(tree.text(node))),
        // Before `<time>`, the machine-readable date was in the title of an abbreviation.
        (Tag::Abbr, Published | Modified) => tree.attr(node, AttrKey::Title).or_else(|| Some(tree.text(node))),
        (_, Published | Modified) => tree.attr(node, AttrKey::Datetime).or_else(|| Some(tree.text(node))),
        (Tag::Img, _) => tree.attr(node, AttrKey::Src),
        (Tag::A | Tag::Link, License | Image) => tree.attr(node, AttrKey::Href),
        (Tag::Link, _) => None,
        (_, Image) => {
            let img = (node..tree.end(node)).take(MAX_NODES).find(|&inner| tree.tag(inner) == Tag::Img)?;
            tree.attr(img, AttrKey::Src)
        }
        _ => Some(tree.text(node)),
    }
}
