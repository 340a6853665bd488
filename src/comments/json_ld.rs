//! Comments that JSON-LD lists, for pages that show none.

use super::Comment;
use crate::json::{objects, values};
use crate::metadata::{DateOrder, Page, dates};
use serde_json::{Map, Value};

/// The comments of the page's data scripts.
pub(super) fn comments(page: &Page, order: DateOrder) -> Vec<Comment> {
    let values: Vec<Value> = page.tree.data().flat_map(values).collect();
    let objects = objects(&values);
    let listed = objects.iter().filter_map(|object| object.get("comment"));
    let each = listed.flat_map(|value| match value {
        Value::Array(list) => list.as_slice(),
        one => std::slice::from_ref(one),
    });
    each.filter_map(Value::as_object).filter_map(|object| read(object, order)).collect()
}

fn read(object: &Map<String, Value>, order: DateOrder) -> Option<Comment> {
    let text = object.get("text").and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty())?;
    let author = object.get("author").and_then(|author| author.get("name").unwrap_or(author).as_str());
    let date = ["dateCreated", "datePublished"].iter().find_map(|key| dates::value(object.get(*key)?.as_str()?, order));
    Some(Comment { author: author.map(str::to_owned), date, text: text.to_owned(), depth: 0 })
}
