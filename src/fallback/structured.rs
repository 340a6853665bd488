//! The text that JSON-LD holds.

use super::prose::prose_chars;
use super::{Text, as_markup};
use crate::html::tree::Tree;
use crate::text::json::{objects, values};
use serde_json::Value;

/// Keys of schema.org whose value is a text, the surest first.
const KEYS: &[&str] = &["articleBody", "reviewBody", "text", "description"];

/// The longest text under the surest key that has one.
pub(super) fn text(tree: &Tree) -> Option<Text> {
    let values: Vec<Value> = tree.data().flat_map(values).collect();
    let objects = objects(&values);
    KEYS.iter().find_map(|key| {
        let texts = objects.iter().filter_map(|object| object.get(*key)?.as_str());
        let (chars, text) = texts.map(|text| (prose_chars(text), text)).max_by_key(|(chars, _)| *chars)?;
        (chars > 0).then(|| Text { markup: as_markup(text), chars })
    })
}
