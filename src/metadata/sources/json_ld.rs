//! JSON-LD: objects of schema.org in `<script type="application/ld+json">`.

use crate::html::limits::Budget;
use crate::metadata::candidates::Candidates;
use crate::metadata::field::{MetadataField, MetadataSource};
use crate::text::json::{as_text, objects};
use MetadataField::*;
use serde_json::{Map, Value};
use std::cell::Cell;
use std::collections::{HashMap, HashSet};

type Object = Map<String, Value>;

/// Maximum depth of a name below its property, as in `{"author": [{"@id": ...}]}` with the reference resolved to
/// `{"name": {"@value": ...}}`.
const MAX_DEPTH: usize = 6;

/// Maximum number of values of properties that are read.
const MAX_VALUES: usize = 50_000;

/// Types of schema.org that a page may be about, in lower case and in three groups, most reliable first. A type is in a group if its
/// name ends with one of these: "article" also covers "NewsArticle".
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

/// Properties whose values are other things: reviews of a product, items of a list, what the object is a part of.
const OTHER_THINGS: &[&str] = &[
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

/// Collects values from the JSON-LD of a page.
pub(super) fn collect(all: &[Value], budget: Budget, out: &mut Candidates) {
    let objects = objects(all);
    let graph = Graph::new(&objects);
    let nested = nested(all, budget);
    let is_nested = |object: &Object| nested.contains(&std::ptr::from_ref(object));
    let mut ranked: Vec<(usize, &Object)> = budget
        .limited(objects.iter())
        .filter_map(|object| Some((rank(object)?, *object)))
        .filter(|(_, object)| !is_nested(object))
        .collect();
    ranked.sort_by_key(|&(rank, _)| rank);
    // The name of a site is better than that of its publisher.
    for object in objects.iter().filter(|object| types(object).any(|name| name == "website")) {
        graph.add(object, "name", SiteName, out);
    }
    for (_, object) in budget.limited(ranked.into_iter()) {
        graph.read(object, out);
    }
}

/// Objects that are values of [`OTHER_THINGS`], and the objects within them.
fn nested(all: &[Value], budget: Budget) -> HashSet<*const Object> {
    let mut nested = HashSet::new();
    let mut stack: Vec<(&Value, bool)> = all.iter().map(|value| (value, false)).collect();
    let mut steps = 0;
    while let Some((value, is_nested)) = stack.pop() {
        steps += 1;
        if budget.is_over_at(steps) {
            break;
        }
        match value {
            Value::Array(items) => stack.extend(items.iter().map(|item| (item, is_nested))),
            Value::Object(object) => {
                if is_nested {
                    nested.insert(std::ptr::from_ref(object));
                }
                let is_other = |key: &String| is_nested || OTHER_THINGS.contains(&key.as_str());
                stack.extend(object.iter().map(|(key, value)| (value, is_other(key))));
            }
            _ => {}
        }
    }
    nested
}

/// Returns the group of an object in [`MAIN_TYPES`].
fn rank(object: &Object) -> Option<usize> {
    types(object)
        .filter_map(|name| MAIN_TYPES.iter().position(|group| group.iter().any(|end| name.ends_with(end))))
        .min()
}

/// Returns the types of an object in lower case, without the URL of the vocabulary.
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

/// The objects by their `@id`. Other objects refer to them.
struct Graph<'j> {
    by_id: HashMap<&'j str, &'j Object>,
    /// The number of values that may still be read. References let a short script expand to many values.
    left: Cell<usize>,
}

impl<'j> Graph<'j> {
    fn new(objects: &[&'j Object]) -> Graph<'j> {
        let mut by_id = HashMap::new();
        for object in objects {
            // An object with nothing but an `@id` is a reference.
            if let Some(id) = object.get("@id").and_then(Value::as_str).filter(|_| object.len() > 1) {
                by_id.entry(id).or_insert(*object);
            }
        }
        Graph { by_id, left: Cell::new(MAX_VALUES) }
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

    /// Adds the values of a property, unless an earlier property gave values for the field.
    fn add(&self, object: &'j Object, key: &str, field: MetadataField, out: &mut Candidates) {
        if out.of(field, MetadataSource::JsonLd).next().is_some() {
            return;
        }
        let mut found = Vec::new();
        if let Some(value) = object.get(key) {
            self.resolve(value, field, MAX_DEPTH, &mut found);
        }
        found.iter().for_each(|value| out.add(field, MetadataSource::JsonLd, value));
    }

    /// Resolves a value to texts: itself, or the name or URL of the object that it is or refers to.
    fn resolve(&self, value: &'j Value, field: MetadataField, depth: usize, found: &mut Vec<String>) {
        if depth == 0 || self.left.get() == 0 {
            return;
        }
        self.left.set(self.left.get() - 1);
        match value {
            Value::Array(list) => list.iter().for_each(|value| self.resolve(value, field, depth - 1, found)),
            Value::Object(object) => self.resolve_object(object, field, depth, found),
            _ => found.extend(as_text(value).map(|text| text.into_owned())),
        }
    }

    fn resolve_object(&self, object: &'j Object, field: MetadataField, depth: usize, found: &mut Vec<String>) {
        let keys: &[&str] = match field {
            Image => &["url", "contentUrl", "@id"],
            License | Url => &["url", "@id"],
            Language => &["alternateName", "name", "@value"],
            _ => &["name", "@value"],
        };
        if let Some(value) = keys.iter().find_map(|key| object.get(*key).filter(|value| !value.is_null())) {
            return self.resolve(value, field, depth - 1, found);
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
            self.resolve_object(referred, field, depth - 1, found);
        }
    }
}
