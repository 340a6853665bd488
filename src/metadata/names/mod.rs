//! The names of authors, from what pages put into bylines and author fields.

pub(super) mod reporters;
mod words;

use super::dates::{self, ENGLISH_DAYS, Order};
use crate::text::parts::{Pairs, Part, parts};
use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;
use std::collections::HashSet;
use words::{ENDS, NOBODY, OTHER_WORK, PARTICLES, PREFIXES, ROLES};

/// The names in the value of an author field, each once.
pub(super) fn names<'a>(values: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut seen: HashSet<String> = HashSet::new();
    for value in values {
        for name in split(value) {
            let Some(name) = name_of(name) else { continue };
            if seen.insert(name.to_lowercase()) {
                names.push(name);
            }
        }
    }
    names
}

/// The names in a line.
pub(crate) fn names_of_line(line: &str) -> Vec<String> {
    names([line])
}

/// Parts a list of names. A comma parts names only where both sides are full names: "Jane Doe, MD" is one.
fn split(value: &str) -> Vec<&str> {
    let mut parts: Vec<&str> = Vec::new();
    let pieces = value.split([';', '\n']).flat_map(parted_by_words);
    for piece in pieces.map(|piece| without_role(piece.trim())) {
        let pieces: Vec<&str> = piece.split(", ").map(str::trim).filter(|piece| !piece.is_empty()).collect();
        if pieces.len() > 1 && pieces.iter().all(|piece| is_full(piece)) {
            parts.extend(pieces);
        } else if parts.is_empty() || !is_role(piece) {
            parts.push(piece.trim_end_matches(','));
        }
    }
    parts
}

/// What stands between the words that join names.
fn parted_by_words(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (space, _) in text.match_indices(' ') {
        let joint = [" and ", " & ", " und ", " et "].iter().find(|joint| text[space..].starts_with(**joint));
        if let Some(joint) = joint.filter(|_| space >= start) {
            parts.push(&text[start..space]);
            start = space + joint.len();
        }
    }
    parts.push(&text[start..]);
    parts
}

/// "Jane Doe, MD" of "Jane Doe, MD, Senior Editor".
fn without_role(piece: &str) -> &str {
    if !piece.contains(',') {
        return piece;
    }
    let commas = piece.match_indices(", ").map(|(at, _)| at);
    let is_role_behind = |at: &usize| piece[at + 2..].split(", ").next().is_some_and(is_role);
    commas.into_iter().find(is_role_behind).map_or(piece, |at| &piece[..at])
}

/// Whether it says what somebody does.
pub(super) fn is_role(text: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).any(|word| ROLES.contains(&word.to_lowercase().as_str()))
}

/// "Jane Doe" for "Doe, Jane", as catalogues write it.
pub(super) fn in_reading_order(name: &str) -> String {
    match name.split_once(", ") {
        Some((family, given)) if !given.contains(',') && !is_list(name) && !is_full(family) => {
            format!("{given} {family}")
        }
        _ => name.to_owned(),
    }
}

/// The same where people write as they like: what stands behind the comma must be a given name, else it is the next
/// author ("Reuters, Jane Doe"). Names are parted by semicolons in what comes back.
pub(super) fn of_free_order(value: &str) -> String {
    if !value.contains(',') {
        return value.to_owned();
    }
    let pieces: Vec<&str> = value.split(", ").map(str::trim).collect();
    let is_one = |piece: &&str| !piece.is_empty() && !piece.contains([' ', ',']);
    if let Some(&[family, given]) = pieces.as_slice().first_chunk().filter(|_| pieces.len() == 2 && !is_list(value)) {
        // "van Doe" is a family as well.
        if !is_full(family) && family.rsplit(' ').next().is_some_and(begins_as_name) && is_given(given) {
            return format!("{given} {family}");
        }
        // Without capitals both sides are names where both have two words.
        let is_small =
            |piece: &str| piece.split(' ').count() == 2 && piece.chars().all(|c| c.is_lowercase() || c == ' ');
        if is_one(&family) && is_full(given) && !is_role(given)
            || is_small(family) && is_small(given) && !is_role(given)
        {
            return pieces.join("; ");
        }
    }
    // "Smith, Jones and Lee"
    let joined = value.rsplit_once(" and ").or_else(|| value.rsplit_once(" & "));
    if let Some((list, last)) = joined.filter(|(list, _)| list.contains(", ")) {
        let list: Vec<&str> = list.split(", ").map(str::trim).collect();
        if list.iter().chain([&last]).all(|name| is_one(name) && begins_as_name(name) && has_small(name)) {
            return format!("{}; {last}", list.join("; "));
        }
    }
    value.to_owned()
}

/// Whether several names are listed.
fn is_list(value: &str) -> bool {
    value.contains([';', '&']) || [" and ", " und ", " et "].iter().any(|joint| value.contains(joint))
}

/// Whether it is a given name: one word, and initials perhaps.
fn is_given(name: &str) -> bool {
    let is_initial = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count() == 1 || word.ends_with('.');
    let mut words = name.split_whitespace();
    words.next().is_some_and(|word| begins_as_name(word) && (is_initial(word) || has_small(word)))
        && words.clone().count() <= 2
        && words.all(is_initial)
        && !is_role(name)
}

fn begins_as_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase())
}

/// What is all capitals is a title or an abbreviation.
fn has_small(name: &str) -> bool {
    name.chars().any(char::is_lowercase)
}

/// Whether it is a first and a last name: two to four words that begin with capitals.
pub(super) fn is_full(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    (2..=4).contains(&words.len())
        && words.iter().all(|word| word.chars().next().is_some_and(|c| !c.is_lowercase() && c.is_alphabetic()))
        && words.iter().any(|word| word.chars().filter(|c| c.is_lowercase()).count() >= 2)
}

/// Whether a line begins with "by" or the like and goes on.
pub(super) fn begins_as_byline(line: &str) -> bool {
    without_prefix(line.trim()).is_some_and(|rest| !rest.is_empty())
}

/// Whether a line is nothing but "Written by" or the like.
pub(super) fn is_byline_label(line: &str) -> bool {
    let line = line.trim();
    line.contains(char::is_alphabetic) && strip_prefix(line).is_empty()
}

/// Whether somebody is named who did something else than write.
fn is_other_work(value: &str) -> bool {
    let value = value.trim_start();
    OTHER_WORK.iter().any(|work| {
        let head = value.get(..work.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(work) || !work.is_ascii() && head.to_lowercase() == *work)
    })
}

/// Whether what stands in running text can be a name: no words of a sentence, no initials from a picture's place.
pub(crate) fn is_name_in_text(name: &str) -> bool {
    let mut words = name.split_whitespace();
    let is_lower = |word: &str| word.chars().next().is_some_and(char::is_lowercase);
    let has_small_word = name.contains(' ') && words.any(|word| is_lower(word) && !PARTICLES.contains(&word));
    let last = name.rsplit(' ').next().unwrap_or_default();
    let is_sentence = last.ends_with(['.', '!', '?']) && last.chars().count() > 4;
    let is_initials = (1..=3).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_uppercase());
    let is_small_word = name.chars().count() <= 3 && name.chars().all(char::is_lowercase);
    !is_sentence && !has_small_word && !is_initials && !is_small_word
}

/// Whether it is an address or the like, such as `example.org`.
pub(super) fn is_address(name: &str) -> bool {
    let is_part = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '-');
    let is_end = |end: &str| end.len() >= 2 && end.bytes().all(|b| b.is_ascii_lowercase());
    name.contains('.') && name.split('.').all(is_part) && name.rsplit('.').next().is_some_and(is_end)
}

/// [`PREFIXES`] by the character that they begin with.
static BY_FIRST_LETTER: Lazy<FxHashMap<char, Vec<&str>>> = Lazy::new(|| {
    let mut prefixes: FxHashMap<char, Vec<&str>> = FxHashMap::default();
    for prefix in PREFIXES {
        prefixes.entry(prefix.chars().next().unwrap_or_default()).or_default().push(prefix);
    }
    prefixes
});

/// What follows "by" or the like; `None` where the text begins otherwise.
fn without_prefix(text: &str) -> Option<&str> {
    let first = text.chars().next()?;
    let first = if first.is_ascii() { first.to_ascii_lowercase() } else { first.to_lowercase().next()? };
    BY_FIRST_LETTER.get(&first)?.iter().find_map(|prefix| {
        let (head, rest) = text.split_at_checked(prefix.len())?;
        let is_same = head.eq_ignore_ascii_case(prefix) || !prefix.is_ascii() && head.to_lowercase() == *prefix;
        let is_parted =
            || rest.is_empty() || rest.starts_with(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’' | '.'));
        (is_same && is_parted()).then(|| rest.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '@'))
    })
}

/// Without "by" and the like; empty where nothing else is there.
fn strip_prefix(value: &str) -> &str {
    let mut value = value.trim_start_matches(|c: char| c.is_whitespace() || is_mark(c)).trim_end();
    while let Some(rest) = without_prefix(value) {
        value = rest;
    }
    value
}

static PARTED_ENDS: [Part; ENDS.len()] = parts(ENDS);

/// One name, without what is around it; `None` where it is none.
fn name_of(value: &str) -> Option<String> {
    if is_other_work(value) {
        return None;
    }
    let mut value = strip_prefix(value);
    if value.contains("://") || value.starts_with("www.") || value.starts_with('@') || value.starts_with('/') {
        return None;
    }
    if let Some((_, span)) = dates::find(value, Order::DayFirst) {
        value = match value[..span.start].trim() {
            // The date stands first: what follows may be the name.
            "" => strip_prefix(value[span.end..].trim_start_matches(|c: char| !c.is_alphanumeric())),
            before => before,
        };
    }
    let pairs = Pairs::of(value);
    let mut lower = value.to_ascii_lowercase();
    for end in PARTED_ENDS.iter().filter(|end| end.may_be_in(pairs)) {
        lower.truncate(lower.find(end.text).unwrap_or(lower.len()));
    }
    value = &value[..lower.len()];
    if value.contains('@') {
        value = value.split(" @").next().unwrap_or(value);
    }
    let name = value.trim_matches(|c: char| c.is_whitespace() || is_mark(c));
    is_name(name).then(|| name.to_owned())
}

/// What stands between the parts of a byline.
fn is_mark(c: char) -> bool {
    matches!(c, ',' | ':' | '|' | '-' | '–' | '—' | '•' | '·' | '"' | '/' | '»' | '«' | '(' | '●' | '*')
}

fn is_name(name: &str) -> bool {
    let lower = name.to_lowercase();
    let digits = name.chars().filter(char::is_ascii_digit).count();
    name.chars().any(char::is_alphabetic)
        && name.chars().count() <= 80
        && !NOBODY.contains(&lower.as_str())
        && name.split_whitespace().count() <= 8
        && digits * 2 <= name.chars().count()
        && !(lower.contains("min") && is_duration(&lower))
        && !lower.contains("read time")
        && !lower.contains(" ago")
        && !ENGLISH_DAYS
            .iter()
            .any(|day| lower.starts_with(day) && (lower.len() == day.len() || lower[day.len()..].starts_with(',')))
}

/// "5 min read", "2 minutes"
fn is_duration(lower: &str) -> bool {
    lower.ends_with(" min") || lower.contains("min read") || lower.contains("minute")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(value: &str) -> Vec<String> {
        names([value])
    }

    #[test]
    fn names_without_what_is_around_them() {
        for (value, expected) in [
            ("By Jane Doe", &["Jane Doe"][..]),
            ("Von Jana Muster | 9. März 2025", &["Jana Muster"]),
            ("Jane Doe and Ann Lee", &["Jane Doe", "Ann Lee"]),
            ("Jane Doe, Ann Lee & Bo Chan", &["Jane Doe", "Ann Lee", "Bo Chan"]),
            ("Jane Doe, MD", &["Jane Doe, MD"]),
            ("Jane Doe, MD, Senior Editor", &["Jane Doe, MD"]),
            ("Jane Doe, Director and Senior Buyer", &["Jane Doe"]),
            ("Jane Doe; jane doe", &["Jane Doe"]),
            ("This post was written by Jane Doe", &["Jane Doe"]),
            ("Jane Doe @janedoe", &["Jane Doe"]),
            ("王小明", &["王小明"]),
            ("Edited by Jane Doe", &[]),
            ("https://example.org/jane", &[]),
            ("@janedoe", &[]),
            ("admin", &[]),
            ("5 min read", &[]),
        ] {
            assert_eq!(of(value), expected, "{value}");
        }
    }

    #[test]
    fn labels_and_lines() {
        assert!(is_byline_label("Written by") && is_byline_label("· von") && !is_byline_label("|"));
        assert!(begins_as_byline("by Jane") && !begins_as_byline("by") && !begins_as_byline("Bypass opens"));
        assert!(is_full("Jane Doe") && !is_full("Jane") && !is_full("jane doe"));
    }

    #[test]
    fn what_running_text_has_for_names() {
        for name in ["Jane Doe", "Ludwig van Beethoven", "jdoe42", "王小明", "J. D. Doe Jr."] {
            assert!(is_name_in_text(name), "{name}");
        }
        for name in ["we have", "then everything changed again.", "again.", "CM", "via"] {
            assert!(!is_name_in_text(name), "{name}");
        }
    }

    #[test]
    fn catalogues_put_the_family_first() {
        assert_eq!(in_reading_order("Doe, Jane A."), "Jane A. Doe");
        assert_eq!(in_reading_order("Jane Doe, MD"), "Jane Doe, MD");
        assert_eq!(in_reading_order("Doe, Jane; Lee, Ann"), "Doe, Jane; Lee, Ann");
        assert_eq!(in_reading_order("Doe, Jane Ann"), "Jane Ann Doe");
        assert_eq!(in_reading_order("Smith, Jones and Lee"), "Smith, Jones and Lee");
    }

    #[test]
    fn people_put_the_family_first_or_list_names() {
        for (value, expected) in [
            ("Doe, Jane", &["Jane Doe"][..]),
            ("Doe, Jane A.", &["Jane A. Doe"]),
            ("Doe, J. A.", &["J. A. Doe"]),
            ("van der Doe, Jane", &["Jane van der Doe"]),
            ("Reuters, Jane Doe", &["Reuters", "Jane Doe"]),
            ("Madonna, Jane Doe", &["Madonna", "Jane Doe"]),
            ("jane doe, bo chan", &["jane doe", "bo chan"]),
            ("Smith, Jones and Lee", &["Smith", "Jones", "Lee"]),
            ("Jane Doe, MD", &["Jane Doe, MD"]),
            ("Doe, MD", &["Doe, MD"]),
            ("Doe, Senior Editor", &["Doe"]),
            ("Jane Doe, Ann Lee", &["Jane Doe", "Ann Lee"]),
            ("Jane Doe, MD and Ann Lee", &["Jane Doe, MD", "Ann Lee"]),
        ] {
            assert_eq!(of(&of_free_order(value)), expected, "{value}");
        }
    }

    #[test]
    fn addresses_are_no_names() {
        assert!(is_address("example.org") && is_address("page.head.author"));
        assert!(!is_address("J. Doe") && !is_address("Doe") && !is_address("Dr. X"));
    }
}
