//! What the sources of a page say, before one is believed.

use super::{MetadataField, MetadataSource};
use crate::parse::parse;
use std::borrow::Cow;

/// What one source says of one field.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub field: MetadataField,
    pub source: MetadataSource,
    /// White space is collapsed; never empty.
    pub value: String,
}

/// All of them, those of a source in the order of the page.
#[derive(Debug, Default)]
pub(super) struct Candidates(Vec<Candidate>);

/// Longer values are text that got into the wrong place.
const LONGEST: usize = 10_000;

impl Candidates {
    pub fn add(&mut self, field: MetadataField, source: MetadataSource, value: &str) {
        if value.len() > LONGEST {
            return;
        }
        let value = clean(value);
        if !value.is_empty() {
            self.0.push(Candidate { field, source, value });
        }
    }

    /// Whether any source says something of a field.
    pub fn has(&self, field: MetadataField) -> bool {
        self.0.iter().any(|c| c.field == field)
    }

    /// What a source says of a field.
    pub fn of(&self, field: MetadataField, source: MetadataSource) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |c| c.field == field && c.source == source).map(|c| c.value.as_str())
    }
}

/// Character references that were encoded once too often are decoded, and white space is collapsed.
pub(super) fn clean(value: &str) -> String {
    let decoded = match value.contains('&') && value.contains(';') {
        true => Cow::Owned(plain(&value.replace('<', "&lt;"))),
        false => Cow::Borrowed(value),
    };
    let visible = decoded.replace(['\u{200b}', '\u{feff}', '\u{ad}'], "");
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text of a piece of markup.
pub(super) fn plain(markup: &str) -> String {
    parse(markup).text(0).to_owned()
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
