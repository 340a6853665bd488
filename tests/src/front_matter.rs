//! Front matter is YAML of versions 1.1 and 1.2.

use maintext::Metadata;
use serde_json::Value;

/// Checks that front matter has only characters that YAML allows, and the values of the metadata as strings.
pub fn check(markdown: &str, metadata: &Metadata) {
    let Some(rest) = markdown.strip_prefix("---\n") else { return };
    let (front_matter, _) = rest.split_once("\n---\n").expect("front matter ends");
    let mut expected = serde_json::to_value(metadata).unwrap();
    expected["date"] = Value::from(metadata.date());
    for line in front_matter.split('\n') {
        let is_allowed = |c: char| is_printable(c) && !matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}');
        assert!(line.chars().all(is_allowed), "{line:?}");
        let (key, value) = line.split_once(": ").unwrap_or_else(|| panic!("{line:?}"));
        assert!(key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'), "{key:?}");
        // A flow sequence of double-quoted scalars, or one of them: without the quotes, `no` and `2024-05-06` are no
        // strings.
        assert!(value.starts_with(['"', '[']), "{value:?}");
        assert_eq!(serde_json::from_str::<Value>(value).unwrap(), expected[key], "{key}");
    }
}

/// Whether both versions allow a character: [1.1](https://yaml.org/spec/1.1/#c-printable),
/// [1.2](https://yaml.org/spec/1.2.2/#51-character-set).
fn is_printable(c: char) -> bool {
    matches!(c, '\t' | ' '..='~' | '\u{85}' | '\u{a0}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}
