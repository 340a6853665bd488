//! Splits lists of names, and puts family and given names in order.

use super::checks::{begins_with_capital, has_lower_case, has_role, is_full_name};
use super::prefix::without_prefixes;

/// Words between two names of a list.
const JOINTS: &[&str] = &[" and ", " & ", " und ", " et "];

/// The same, but only between full names, because these words may be part of a name ("Ortega y Gasset") or have other meanings.
const JOINTS_OF_FULL_NAMES: &[&str] =
    &["with", "mit", "avec", "con", "y", "e", "i", "en", "og", "och", "ja", "a", "и", "та", "și", "ve", "και", "és"];

/// Splits a list of names. A comma separates names only if both sides are full names: "Jane Doe, MD" is one name.
pub(super) fn split(value: &str) -> Vec<&str> {
    let mut parts: Vec<&str> = Vec::new();
    let pieces = value.split([';', '\n']).flat_map(split_at_joints);
    for piece in pieces.map(|piece| without_role(piece.trim())) {
        let pieces = split_at_commas(piece);
        if pieces.len() > 1 && pieces.iter().all(|piece| is_full_name(piece)) {
            parts.extend(pieces);
        } else if parts.is_empty() || !has_role(piece) {
            parts.push(piece.trim_end_matches(','));
        }
    }
    parts
}

/// Splits a text at commas, but not before what follows a name: "Jane Doe, Ph.D.", "Bo Chan, Jr."
fn split_at_commas(text: &str) -> Vec<&str> {
    let mut parts: Vec<&str> = Vec::new();
    let mut start = 0;
    for (comma, _) in text.match_indices(", ") {
        let next = text[comma + 2..].split(", ").next().unwrap_or_default();
        if !is_suffix(next) {
            parts.push(&text[start..comma]);
            start = comma + 2;
        }
    }
    parts.push(&text[start..]);
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// Whether a text is a degree or the like: one short word in capitals or with full stops.
fn is_suffix(text: &str) -> bool {
    let text = text.trim();
    (2..=6).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'.')
        && begins_with_capital(text)
        && (text.ends_with('.') || !has_lower_case(text))
}

/// Splits a text at "and" and the like.
fn split_at_joints(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (space, _) in text.match_indices(' ') {
        let joint = JOINTS.iter().find(|joint| text[space..].starts_with(**joint));
        if let Some(joint) = joint.filter(|_| space >= start) {
            parts.push(&text[start..space]);
            start = space + joint.len();
        }
    }
    parts.push(&text[start..]);
    parts.into_iter().flat_map(split_between_full_names).collect()
}

/// Splits a text at "y" and the like if all parts are full names.
fn split_between_full_names(text: &str) -> Vec<&str> {
    let is_joint = |word: &str| JOINTS_OF_FULL_NAMES.contains(&word);
    // Most texts have none.
    if text.split(' ').skip(1).any(is_joint) {
        for joint in JOINTS_OF_FULL_NAMES.iter().map(|joint| format!(" {joint} ")) {
            let parts: Vec<&str> = text.split(&joint).collect();
            // A list with commas is split later.
            let names = || parts.iter().flat_map(|part| part.split(", ")).map(|name| without_prefixes(name.trim()));
            if parts.len() > 1 && names().all(is_full_name) {
                return parts;
            }
        }
    }
    vec![text]
}

/// "Jane Doe, MD" for "Jane Doe, MD, Senior Editor"
fn without_role(piece: &str) -> &str {
    if !piece.contains(',') {
        return piece;
    }
    let commas = piece.match_indices(", ").map(|(at, _)| at);
    let is_role_after = |at: &usize| piece[at + 2..].split(", ").next().is_some_and(has_role);
    commas.into_iter().find(is_role_after).map_or(piece, |at| &piece[..at])
}

/// "Jane Doe" for "Doe, Jane", the form of library catalogs.
pub(in crate::metadata) fn given_name_first(name: &str) -> String {
    match name.split_once(", ") {
        Some((family, given)) if !given.contains(',') && !is_list(name) && !is_full_name(family) => {
            format!("{given} {family}")
        }
        _ => name.to_owned(),
    }
}

/// Reads a value that may be "Doe, Jane" or a list. The part after a comma is a given name, or else the next author, as in
/// "Reuters, Jane Doe". Returns the names separated by semicolons.
pub(in crate::metadata) fn split_free_form(value: &str) -> String {
    if !value.contains(',') {
        return value.to_owned();
    }
    let pieces: Vec<&str> = value.split(", ").map(str::trim).collect();
    let is_one = |piece: &&str| !piece.is_empty() && !piece.contains([' ', ',']);
    if let Some(&[family, given]) = pieces.as_slice().first_chunk().filter(|_| pieces.len() == 2 && !is_list(value)) {
        // The family name may have a particle: "van Doe".
        if !is_full_name(family) && family.rsplit(' ').next().is_some_and(begins_with_capital) && is_given(given) {
            return format!("{given} {family}");
        }
        // Without capitals, both parts are names if both have two words.
        let is_lower =
            |piece: &str| piece.split(' ').count() == 2 && piece.chars().all(|c| c.is_lowercase() || c == ' ');
        if is_one(&family) && is_full_name(given) && !has_role(given)
            || is_lower(family) && is_lower(given) && !has_role(given)
        {
            return pieces.join("; ");
        }
    }
    // "Smith, Jones and Lee"
    let joined = value.rsplit_once(" and ").or_else(|| value.rsplit_once(" & "));
    if let Some((list, last)) = joined.filter(|(list, _)| list.contains(", ")) {
        let list: Vec<&str> = list.split(", ").map(str::trim).collect();
        if list.iter().chain([&last]).all(|name| is_one(name) && begins_with_capital(name) && has_lower_case(name)) {
            return format!("{}; {last}", list.join("; "));
        }
    }
    value.to_owned()
}

/// Whether a value lists several names.
fn is_list(value: &str) -> bool {
    value.contains([';', '&']) || JOINTS.iter().any(|joint| value.contains(joint))
}

/// Whether a text is a given name: one word, and optionally initials.
fn is_given(name: &str) -> bool {
    let is_initial = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count() == 1 || word.ends_with('.');
    let mut words = name.split_whitespace();
    words.next().is_some_and(|word| begins_with_capital(word) && (is_initial(word) || has_lower_case(word)))
        && words.clone().count() <= 2
        && words.all(is_initial)
        && !has_role(name)
}

#[cfg(test)]
mod tests {
    use super::given_name_first;

    #[test]
    fn family_name_before_a_comma_moves_to_the_end() {
        assert_eq!(given_name_first("Doe, Jane A."), "Jane A. Doe");
        assert_eq!(given_name_first("Jane Doe, MD"), "Jane Doe, MD");
        assert_eq!(given_name_first("Doe, Jane; Lee, Ann"), "Doe, Jane; Lee, Ann");
        assert_eq!(given_name_first("Doe, Jane Ann"), "Jane Ann Doe");
        assert_eq!(given_name_first("Smith, Jones and Lee"), "Smith, Jones and Lee");
    }
}
