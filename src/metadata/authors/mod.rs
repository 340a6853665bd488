//! The names of authors in bylines and author fields.

mod checks;
mod list;
mod prefix;
pub(super) mod reporters;
mod words;

use super::dates::{self, DateOrder, ENGLISH_DAYS};
use crate::text::substrings::{Bigrams, Substring, substrings};
use list::split;
use prefix::without_prefixes;
use std::collections::HashSet;
use words::{ENDS, NOBODY, OTHER_WORK};

pub(crate) use checks::is_name_in_text;
pub(super) use checks::{has_role, is_domain, is_full_name};
pub(super) use list::{given_name_first, split_free_form};
pub(super) use prefix::{begins_as_byline, is_byline_label};

/// Maximum characters and words of a name.
const MAX_CHARS: usize = 80;
const MAX_WORDS: usize = 8;

/// Returns the names in the values of an author field, without duplicates.
pub(super) fn names<'a>(values: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut seen: HashSet<String> = HashSet::new();
    for value in values {
        // "Text und Fotos:" is a prefix, not a list.
        let value = if is_other_work(value) { value } else { without_prefixes(value) };
        for name in split(value) {
            let Some(name) = name_of(name) else { continue };
            if seen.insert(name.to_lowercase()) {
                names.push(name);
            }
        }
    }
    names
}

/// Returns the names in a line.
pub(crate) fn names_of_line(line: &str) -> Vec<String> {
    names([line])
}

static SUBSTRINGS_OF_ENDS: [Substring; ENDS.len()] = substrings(ENDS);

/// Removes what surrounds a name. Returns `None` if no name is left.
fn name_of(value: &str) -> Option<String> {
    if is_other_work(value) {
        return None;
    }
    let mut value = without_prefixes(value);
    if value.contains("://") || value.starts_with("www.") || value.starts_with('@') || value.starts_with('/') {
        return None;
    }
    if let Some((_, span)) = dates::find(value, DateOrder::DayFirst) {
        value = match value[..span.start].trim() {
            // If the date comes first, the name may follow.
            "" => without_prefixes(value[span.end..].trim_start_matches(|c: char| !c.is_alphanumeric())),
            before => without_last_date_words(before),
        };
    }
    value = without_mail_address(value);
    let bigrams = Bigrams::of(value);
    let mut lower = value.to_ascii_lowercase();
    for end in SUBSTRINGS_OF_ENDS.iter().filter(|end| end.may_be_in(bigrams)) {
        lower.truncate(lower.find(end.text).unwrap_or(lower.len()));
    }
    value = &value[..lower.len()];
    if value.contains('@') {
        value = value.split(" @").next().unwrap_or(value);
    }
    let name = value.trim_matches(|c: char| c.is_whitespace() || is_separator(c));
    is_name(name).then(|| name.to_owned())
}

/// "Jane Doe" for "Jane Doe <jane@example.org>" and "Jane Doe (jane@example.org)"
fn without_mail_address(value: &str) -> &str {
    let bracket = value.find([' ', '\u{a0}']).and_then(|_| value.find(['<', '(']));
    match bracket {
        Some(at) if at > 0 && (value[at..].starts_with('<') || value[at..].contains('@')) => value[..at].trim_end(),
        _ => value,
    }
}

/// "Jane Doe" for "Jane Doe on"
fn without_last_date_words(mut value: &str) -> &str {
    while let Some((before, word)) = value.rsplit_once(' ') {
        let word = word.trim_end_matches([',', ':', '.']);
        let is_preposition = word.starts_with(char::is_lowercase) && dates::is_date_word(word);
        if !(word.is_empty() || is_preposition || dates::names_publication(word)) {
            break;
        }
        value = before.trim_end();
    }
    value
}

/// Whether a byline names somebody who did something other than write.
fn is_other_work(value: &str) -> bool {
    let value = value.trim_start();
    OTHER_WORK.iter().any(|work| {
        let head = value.get(..work.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(work) || !work.is_ascii() && head.to_lowercase() == *work)
    })
}

/// Whether a character separates the parts of a byline.
fn is_separator(c: char) -> bool {
    matches!(c, ',' | ':' | '|' | '-' | '–' | '—' | '•' | '·' | '"' | '/' | '»' | '«' | '(' | '●' | '*')
}

fn is_name(name: &str) -> bool {
    let lower = name.to_lowercase();
    let digits = name.chars().filter(char::is_ascii_digit).count();
    name.chars().any(char::is_alphabetic)
        && name.chars().count() <= MAX_CHARS
        && !NOBODY.contains(&lower.as_str())
        && !is_label_of_date(&lower)
        && name.split_whitespace().count() <= MAX_WORDS
        && digits * 2 <= name.chars().count()
        && !(lower.contains("min") && is_duration(&lower))
        && !is_time(&lower)
        && !lower.contains("read time")
        && !lower.contains(" ago")
        && !ENGLISH_DAYS
            .iter()
            .any(|day| lower.starts_with(day) && (lower.len() == day.len() || lower[day.len()..].starts_with(',')))
}

/// "Publicado", "Last updated"
fn is_label_of_date(lower: &str) -> bool {
    lower.split(' ').nth(2).is_none() && (dates::names_publication(lower) || dates::names_change(lower))
}

/// "10:30 am"
fn is_time(name: &str) -> bool {
    name.as_bytes().windows(3).any(|w| w[0].is_ascii_digit() && w[1] == b':' && w[2].is_ascii_digit())
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
    fn names_lose_prefixes_roles_dates_and_handles() {
        for (value, expected) in [
            ("By Jane Doe", &["Jane Doe"][..]),
            ("Von Jana Muster | 9. März 2025", &["Jana Muster"]),
            ("Jane Doe and Ann Lee", &["Jane Doe", "Ann Lee"]),
            ("Jane Doe, Ann Lee & Bo Chan", &["Jane Doe", "Ann Lee", "Bo Chan"]),
            ("Jane Doe, MD", &["Jane Doe, MD"]),
            ("Jane Doe, MD, Senior Editor", &["Jane Doe, MD"]),
            ("Jane Doe, Ph.D., Bo Chan, Jr., Ann Lee", &["Jane Doe, Ph.D.", "Bo Chan, Jr.", "Ann Lee"]),
            ("Jane Doe and Bo Chan, Staff Writers", &["Jane Doe", "Bo Chan"]),
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
            ("By 10:30 AM", &[]),
            ("View Bio", &[]),
            ("Contributors to the project", &["Contributors to the project"]),
        ] {
            assert_eq!(of(value), expected, "{value}");
        }
    }

    #[test]
    fn free_form_values_become_names_in_reading_order() {
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
            assert_eq!(of(&split_free_form(value)), expected, "{value}");
        }
    }
}
