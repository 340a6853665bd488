//! JSON-LD: schema.org's objects in `<script type="application/ld+json">`.

use crate::html::tree::Tree;
use crate::metadata::candidates::Candidates;
use crate::metadata::field::{MetadataField, MetadataSource};
use crate::text::json::{as_text, objects, values};
use MetadataField::*;
use serde_json::{Map, Value};
use std::cell::Cell;
use std::collections::{HashMap, HashSet};

type Object = Map<String, Value>;

/// How deep a name lies at most: {"author": [{"@id": ...}]}, resolved, {"name": {"@value": ...}}.
const DEPTH: usize = 6;

/// How many values of properties are looked at.
const MOST_VALUES: usize = 50_000;

/// Types of schema.org that are the page's main thing, in lower case, the surest first. A type stands for those that
/// end in it: "NewsArticle", "BlogPosting".
const MAIN_TYPES: &[&[&str]] = &[
    &["article", "posting", "report", "review", "howto", "claimreview", "reportage", "podcastepisode"],
    &[
        "recipe",
        "product",
        "qapage",
        "event",
        "videoobject",
        "course",
        "book",
        "movie",
        "creativework",
        "productgroup",
        "softwareapplication",
        "episode",
        "question",
        "dataset",
        "faqpage",
        "apireference",
    ],
    &[
        "webpage",
        "collectionpage",
        "itempage",
        "aboutpage",
        "contactpage",
        "profilepage",
        "checkoutpage",
        "searchresultspage",
        "medicalwebpage",
    ],
];

/// Under these keys an object tells of others than itself: reviews of a product, items of a list, what it is a part of.
const PARTS: &[&str] = &[
    "about",
    "acceptedAnswer",
    "associatedMedia",
    "author",
    "blogPost",
    "citation",
    "comment",
    "hasPart",
    "hasVariant",
    "image",
    "isPartOf",
    "isRelatedTo",
    "itemListElement",
    "itemReviewed",
    "mentions",
    "publisher",
    "relatedLink",
    "review",
    "reviews",
    "step",
    "subjectOf",
    "suggestedAnswer",
    "video",
    "workExample",
];

/// Reads the page's data scripts.
pub(super) fn collect(tree: &Tree, out: &mut Candidates) {
    let all: Vec<Value> = tree.data().flat_map(values).collect();
    let objects = objects(&all);
    let graph = Graph::new(&objects);
    let nested = graph.nested(&objects);
    let is_nested = |object: &Object| nested.contains(&std::ptr::from_ref(object));
    let mut ranked: Vec<(usize, &Object)> = objects
        .iter()
        .filter_map(|object| Some((rank(object)?, *object)))
        .filter(|(_, object)| !is_nested(object))
        .collect();
    ranked.sort_by_key(|&(rank, _)| rank);
    // The names of sites are better than those of the companies that publish them.
    for object in objects.iter().filter(|object| types(object).any(|name| name == "website")) {
        graph.add(object, "name", SiteName, out);
    }
    for (_, object) in ranked {
        graph.read(object, out);
    }
}

/// 0 for the surest type; `None` where the object is of no type that a page is about.
fn rank(object: &Object) -> Option<usize> {
    types(object)
        .filter_map(|name| MAIN_TYPES.iter().position(|group| group.iter().any(|end| name.ends_with(end))))
        .min()
}

/// The types of an object in lower case, without the vocabulary's address.
fn types(object: &Object) -> impl Iterator<Item = String> {
    let listed: Vec<&Value> = match object.get("@type").or_else(|| object.get("type")) {
        Some(Value::Array(list)) => list.iter().collect(),
        Some(one) => vec![one],
        None => Vec::new(),
    };
    listed
        .into_iter()
        .filter_map(Value::as_str)
        .map(|name| name.rsplit(['/', ':', '#']).next().unwrap_or_default().to_ascii_lowercase())
}

/// The objects by their `@id`, to which others refer.
struct Graph<'j> {
    by_id: HashMap<&'j str, &'j Object>,
    /// How many values may still be looked at: objects that refer to lists of references are many in a short script.
    left: Cell<usize>,
}

impl<'j> Graph<'j> {
    fn new(objects: &[&'j Object]) -> Graph<'j> {
        let mut by_id = HashMap::new();
        for object in objects {
            // A mere reference has nothing but its id.
            if let Some(id) = object.get("@id").and_then(Value::as_str).filter(|_| object.len() > 1) {
                by_id.entry(id).or_insert(*object);
            }
        }
        Graph { by_id, left: Cell::new(MOST_VALUES) }
    }

    /// Objects that only tell of another one, and those within them.
    fn nested(&self, objects: &[&'j Object]) -> HashSet<*const Object> {
        let parts = objects.iter().flat_map(|object| PARTS.iter().filter_map(|key| object.get(*key)));
        parts.flat_map(|part| crate::text::json::objects(std::slice::from_ref(part))).map(std::ptr::from_ref).collect()
    }

    fn read(&self, object: &'j Object, out: &mut Candidates) {
        for key in ["author", "creator"] {
            self.add(object, key, Authors, out);
        }
        for (key, field) in [
            ("datePublished", Published),
            ("dateCreated", Published),
            ("uploadDate", Published),
            ("dateModified", Modified),
            ("publisher", SiteName),
            ("description", Description),
            ("inLanguage", Language),
            ("url", Url),
            ("image", Image),
            ("thumbnailUrl", Image),
            ("articleSection", Categories),
            ("recipeCategory", Categories),
            ("category", Categories),
            ("keywords", Tags),
            ("license", License),
            ("@type", PageType),
        ] {
            self.add(object, key, field, out);
        }
    }

    /// The first object and key that have something for a field are those that count.
    fn add(&self, object: &'j Object, key: &str, field: MetadataField, out: &mut Candidates) {
        if out.of(field, MetadataSource::JsonLd).next().is_some() {
            return;
        }
        let mut found = Vec::new();
        if let Some(value) = object.get(key) {
            self.names(value, field, DEPTH, &mut found);
        }
        found.iter().for_each(|value| out.add(field, MetadataSource::JsonLd, value));
    }

    /// The texts that a value stands for: itself, the name or URL of the object that it is or refers to.
    fn names(&self, value: &'j Value, field: MetadataField, depth: usize, found: &mut Vec<String>) {
        if depth == 0 || self.left.get() == 0 {
            return;
        }
        self.left.set(self.left.get() - 1);
        match value {
            Value::Array(list) => list.iter().for_each(|value| self.names(value, field, depth - 1, found)),
            Value::Object(object) => self.name_of(object, field, depth, found),
            _ => found.extend(as_text(value).map(|text| text.into_owned())),
        }
    }

    fn name_of(&self, object: &'j Object, field: MetadataField, depth: usize, found: &mut Vec<String>) {
        let keys: &[&str] = match field {
            Image => &["url", "contentUrl", "@id"],
            License | Url => &["url", "@id"],
            Language => &["alternateName", "name", "@value"],
            _ => &["name", "@value"],
        };
        if let Some(value) = keys.iter().find_map(|key| object.get(*key).filter(|value| !value.is_null())) {
            return self.names(value, field, depth - 1, found);
        }
        let part = |key: &str| object.get(key).and_then(Value::as_str).map(str::trim).filter(|part| !part.is_empty());
        match (part("givenName"), part("familyName")) {
            (None, None) => {}
            (given, family) => {
                found.push([given, family].into_iter().flatten().collect::<Vec<_>>().join(" "));
                return;
            }
        }
        let referred = object.get("@id").and_then(Value::as_str).and_then(|id| self.by_id.get(id));
        if let Some(referred) = referred.filter(|referred| !std::ptr::eq(**referred, object)) {
            self.name_of(referred, field, depth - 1, found);
        }
    }
}
