//! Prefixes of bylines: "by", "written by", "author:".

use super::is_separator;
use super::words::PREFIXES;
use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;

/// Whether a line begins with a prefix and continues after it.
pub(in crate::metadata) fn begins_as_byline(line: &str) -> bool {
    without_prefix(line.trim()).is_some_and(|rest| !rest.is_empty())
}

/// Whether a line is nothing but prefixes, such as "Written by".
pub(in crate::metadata) fn is_byline_label(line: &str) -> bool {
    let line = line.trim();
    line.contains(char::is_alphabetic) && without_prefixes(line).is_empty()
}

/// The prefixes by their first character.
static BY_FIRST_CHARACTER: Lazy<FxHashMap<char, Vec<&str>>> = Lazy::new(|| {
    let mut prefixes: FxHashMap<char, Vec<&str>> = FxHashMap::default();
    for prefix in PREFIXES {
        prefixes.entry(prefix.chars().next().unwrap_or_default()).or_default().push(prefix);
    }
    prefixes
});

/// Removes one prefix. Returns `None` if the text does not begin with one.
fn without_prefix(text: &str) -> Option<&str> {
    let first = text.chars().next()?;
    let first = if first.is_ascii() { first.to_ascii_lowercase() } else { first.to_lowercase().next()? };
    let second = text.as_bytes().get(1).map(u8::to_ascii_lowercase);
    // Most prefixes differ in their second letter.
    let may_begin = |prefix: &&&str| !prefix.is_ascii() || prefix.len() < 2 || second == Some(prefix.as_bytes()[1]);
    BY_FIRST_CHARACTER.get(&first)?.iter().filter(may_begin).find_map(|prefix| {
        let (head, rest) = text.split_at_checked(prefix.len())?;
        let is_same = head.eq_ignore_ascii_case(prefix) || !prefix.is_ascii() && head.to_lowercase() == *prefix;
        let is_separate =
            || rest.is_empty() || rest.starts_with(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’' | '.'));
        // "Contributors to the project"
        let is_phrase = || [" to ", " of "].iter().any(|word| rest.starts_with(word));
        (is_same && is_separate() && !is_phrase())
            .then(|| rest.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '@'))
    })
}

/// Removes all prefixes. The result is empty if there is nothing else.
pub(super) fn without_prefixes(value: &str) -> &str {
    let mut value = value.trim_start_matches(|c: char| c.is_whitespace() || is_separator(c)).trim_end();
    while let Some(rest) = without_prefix(value) {
        value = rest;
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefixes_are_labels_alone_and_bylines_with_a_name() {
        assert!(is_byline_label("Written by") && is_byline_label("· von") && !is_byline_label("|"));
        assert!(begins_as_byline("by Jane") && !begins_as_byline("by") && !begins_as_byline("Bypass opens"));
    }
}
