//! What the sources of a page say, before one is believed.

use super::field::{MetadataField, MetadataSource};
use crate::html::double_escaped::decoded_again;
use rustc_hash::FxHashMap;

/// All of them, those of a source in the order of the page.
#[derive(Clone, Debug, Default)]
pub(super) struct Candidates(FxHashMap<(MetadataField, MetadataSource), Values>);

/// What one source says of one field; values have white space collapsed and are never empty.
#[derive(Clone, Debug, Default)]
struct Values {
    values: Vec<String>,
    bytes: usize,
}

/// Longer values are text that got into the wrong place.
pub(super) const LONGEST: usize = 10_000;

/// So many values of a field and bytes in them are taken from one source: papers have thousands of authors.
pub(super) const MOST: usize = 4096;
const MOST_BYTES: usize = 10 * LONGEST;

impl Candidates {
    pub fn add(&mut self, field: MetadataField, source: MetadataSource, value: &str) {
        if value.len() > LONGEST || self.is_full(field, source) {
            return;
        }
        let value = clean(value);
        if !value.is_empty() {
            let values = self.0.entry((field, source)).or_default();
            values.bytes += value.len();
            values.values.push(value);
        }
    }

    /// What all sources say of a field.
    pub fn of_field(&self, field: MetadataField) -> impl Iterator<Item = &str> + Clone {
        let values = self.0.iter().filter(move |&(&(of, _), _)| of == field).flat_map(|(_, values)| &values.values);
        values.map(String::as_str)
    }

    /// Whether any source says something of a field.
    pub fn has(&self, field: MetadataField) -> bool {
        self.0.keys().any(|&(of, _)| of == field)
    }

    /// Whether no more is taken from a source for a field.
    pub fn is_full(&self, field: MetadataField, source: MetadataSource) -> bool {
        self.0.get(&(field, source)).is_some_and(|values| values.values.len() >= MOST || values.bytes >= MOST_BYTES)
    }

    /// What a source says of a field.
    pub fn of(&self, field: MetadataField, source: MetadataSource) -> impl Iterator<Item = &str> {
        self.0.get(&(field, source)).into_iter().flat_map(|values| values.values.iter().map(String::as_str))
    }
}

/// Character references that were encoded once too often are decoded, and white space is collapsed.
pub(super) fn clean(value: &str) -> String {
    let visible = decoded_again(value).replace(['\u{200b}', '\u{feff}', '\u{ad}'], "");
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn values_are_cleaned() {
        assert_eq!(clean("  Rock &amp; Roll\n\u{200b}&#8217;n all "), "Rock & Roll ’n all");
        assert_eq!(clean("a < b; c & d"), "a < b; c & d");
    }
}
