//! The values that the sources of a page give, before one source is chosen.

use super::field::{MetadataField, MetadataSource};
use crate::html::double_escaped::decoded_again;
use crate::text::controls::without_controls;
use rustc_hash::FxHashMap;

/// The values of all sources. Those of one source are in document order.
#[derive(Clone, Debug, Default)]
pub(super) struct Candidates(FxHashMap<(MetadataField, MetadataSource), Values>);

/// The values that one source gives for one field. White space is collapsed, and no value is empty.
#[derive(Clone, Debug, Default)]
struct Values {
    values: Vec<String>,
    bytes: usize,
}

/// Maximum bytes of a value. Longer ones are text that got into the wrong attribute.
pub(super) const MAX_VALUE_BYTES: usize = 10_000;

/// Maximum number of values that one source gives for a field, and their total bytes. Some papers have thousands of authors.
pub(super) const MAX_VALUES: usize = 4096;
const MAX_TOTAL_BYTES: usize = 10 * MAX_VALUE_BYTES;

impl Candidates {
    pub fn add(&mut self, field: MetadataField, source: MetadataSource, value: &str) {
        if value.len() > MAX_VALUE_BYTES || self.is_full(field, source) {
            return;
        }
        let value = clean(value);
        if !value.is_empty() {
            let values = self.0.entry((field, source)).or_default();
            values.bytes += value.len();
            values.values.push(value);
        }
    }

    /// The values of all sources for a field.
    pub fn of_field(&self, field: MetadataField) -> impl Iterator<Item = &str> + Clone {
        let values = self.0.iter().filter(move |&(&(of, _), _)| of == field).flat_map(|(_, values)| &values.values);
        values.map(String::as_str)
    }

    /// Whether any source gives a value for a field.
    pub fn has(&self, field: MetadataField) -> bool {
        self.0.keys().any(|&(of, _)| of == field)
    }

    /// Whether a source has reached the maximum for a field.
    pub fn is_full(&self, field: MetadataField, source: MetadataSource) -> bool {
        self.0
            .get(&(field, source))
            .is_some_and(|values| values.values.len() >= MAX_VALUES || values.bytes >= MAX_TOTAL_BYTES)
    }

    /// The values of a source for a field.
    pub fn of(&self, field: MetadataField, source: MetadataSource) -> impl Iterator<Item = &str> {
        self.0.get(&(field, source)).into_iter().flat_map(|values| values.values.iter().map(String::as_str))
    }
}

/// Decodes character references that were encoded twice, collapses white space, and removes control characters.
pub(super) fn clean(value: &str) -> String {
    let visible = without_controls(&decoded_again(value)).replace(['\u{200b}', '\u{feff}', '\u{ad}'], "");
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn double_references_and_white_space_are_cleaned() {
        assert_eq!(clean("  Rock &amp; Roll\n\u{200b}&#8217;n all "), "Rock & Roll ’n all");
        assert_eq!(clean("a < b; c & d"), "a < b; c & d");
        assert_eq!(clean("a\u{1b}[1mb\u{92}s"), "a[1mb’s");
    }
}
