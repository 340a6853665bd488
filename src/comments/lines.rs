//! Reads the authors and dates of comments from lines such as "Jane Doe says:".

use super::read::MAX_LABEL;
use crate::metadata::{DateOrder, dates, is_name_in_text, names_of_line};
use std::ops::Range;

/// Verbs that follow the name of the author.
const VERBS: &[&str] = &[
    " says",
    " said",
    " wrote",
    " writes",
    " schrieb",
    " schreibt",
    " sagt",
    " meint",
    " dit",
    " dice",
    " escribió",
    " disse",
];

/// Words between a name and a date.
const JOINTS: &[&str] = &[" at", " on", " am", " um", " le", " el", " il", ","];

/// Labels of controls beside the name, in lower case.
const CONTROLS: &[&str] = &[
    "sign in",
    "log in",
    "login",
    "name",
    "on",
    "homepage",
    "view all",
    "journal",
    "permalink",
    "link",
    "email",
    "website",
    "edit",
    "quote",
];

/// Returns the author of "Jane Doe says:" or "by jdoe (4711) writes:".
pub(super) fn author_of_speech(line: &str) -> Option<String> {
    let at = VERBS.iter().filter_map(|verb| line.find(verb)).min()?;
    let name = line[..at].rsplit("by ").next()?;
    author(name.split_once(" (").map_or(name, |(name, _)| name))
}

/// Returns the author that the first line of a text names.
pub(super) fn author_of_line(text: &str) -> Option<String> {
    let line = text.trim().lines().next()?.trim();
    let beside_date = || {
        let date = dates::find(line, DateOrder::DayFirst).map(|(_, span)| span);
        author_around(line, &date.or_else(|| relative_time(line))?)
    };
    author_of_speech(line).or_else(|| author(line)).or_else(beside_date)
}

/// Words after a number and a unit of time, and before them.
const AFTER_AGE: &[&str] =
    &["ago", "назад", "тому", "geleden", "siden", "sedan", "önce", "fa", "atrás", "temu", "sitten"];
const BEFORE_AGE: &[&str] = &["vor", "hace", "há", "a"];

/// Words for a day or a moment by themselves.
const MOMENTS: &[&str] = &[
    "yesterday",
    "today",
    "gestern",
    "heute",
    "hier",
    "ayer",
    "hoy",
    "ieri",
    "oggi",
    "ontem",
    "hoje",
    "вчера",
    "сегодня",
];

/// Maximum words of a line that says how long ago something was written. A longer line is a sentence.
const MAX_WORDS_OF_AGE: usize = 10;

/// Returns the bytes of a phrase such as "2 days ago", "vor 2 Tagen", "il y a 2 jours" or "3日前" in a short line.
pub(super) fn relative_time(line: &str) -> Option<Range<usize>> {
    if line.len() > MAX_LABEL {
        return None;
    }
    let offset = |word: &str| word.as_ptr() as usize - line.as_ptr() as usize;
    let words: Vec<&str> = line.split_whitespace().take(MAX_WORDS_OF_AGE + 1).collect();
    if words.len() > MAX_WORDS_OF_AGE {
        return None;
    }
    let plain = |at: usize| words[at].trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let is_number = |at: usize| {
        let word = plain(at);
        word.starts_with(|c: char| c.is_ascii_digit())
            || ["a", "an", "one", "ein", "einem", "einer", "un", "une", "una", "um", "uma"].contains(&word.as_str())
    };
    let is_unit = |at: usize| at < words.len() && words[at].contains(char::is_alphabetic);
    for at in 0..words.len() {
        let word = plain(at);
        let span = if AFTER_AGE.contains(&word.as_str()) {
            (at.saturating_sub(3)..at).find(|&before| is_number(before)).map(|first| first..at)
        } else if BEFORE_AGE.contains(&word.as_str()) && at + 1 < words.len() && is_number(at + 1) && is_unit(at + 2) {
            // "il y a 2 jours"
            let first = if word == "a" { at.checked_sub(2).filter(|&il| plain(il) == "il") } else { Some(at) };
            first.map(|first| first..at + 2)
        } else if MOMENTS.contains(&word.as_str())
            || word.starts_with(|c: char| c.is_ascii_digit()) && word.ends_with(['前', '전'])
        {
            Some(at..at)
        } else {
            None
        };
        if let Some(span) = span {
            return Some(offset(words[span.start])..offset(words[span.end]) + words[span.end].len());
        }
    }
    None
}

/// Returns the author whom a line names before its date: "Posted by: Jane Doe at".
fn author_before(line: &str, date: &Range<usize>) -> Option<String> {
    let before = line[..date.start].trim_end();
    author(JOINTS.iter().find_map(|joint| before.strip_suffix(joint)).unwrap_or(before))
}

/// Returns the author whom a line names after its date: "Posted 9 March 2025 8:30 by jdoe (subscriber)".
fn author_after(line: &str, date: &Range<usize>) -> Option<String> {
    let (_, name) = line[date.end..].split_once(" by ")?;
    author(name.split([',', '[', '(']).next().unwrap_or_default())
}

/// Returns the author whom a line names before or after its date.
pub(super) fn author_around(line: &str, date: &Range<usize>) -> Option<String> {
    author_before(line, date).or_else(|| author_after(line, date))
}

/// Returns the author whom a line with a date names, beside the date or anywhere.
pub(super) fn author_beside(line: &str, date: &Range<usize>) -> Option<String> {
    author_around(line, date).or_else(|| author(line))
}

/// Reads the line below a comment: "9 March 2025 at 8:30", "Posted by: Jane Doe at March 9, 2025 08:30 AM". Returns the date, and
/// the author if the line names one.
pub(super) fn footer(line: &str, order: DateOrder) -> Option<(String, Option<String>)> {
    let (date, span) = dates::find(line, order)?;
    let author = author_around(line, &span);
    let max = if author.is_some() { MAX_LABEL } else { MAX_LABEL / 2 };
    (line.len() <= max).then_some((date, author))
}

/// Returns the first name in a text, without "by" and the like.
fn author(text: &str) -> Option<String> {
    let is_author = |name: &String| is_name_in_text(name) && !CONTROLS.contains(&name.to_lowercase().as_str());
    names_of_line(text).into_iter().next().filter(is_author)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speech_names_its_author() {
        assert_eq!(author_of_speech("Jane Doe says:").as_deref(), Some("Jane Doe"));
        assert_eq!(author_of_speech("Posted by jdoe (4711) writes:").as_deref(), Some("jdoe"));
        assert_eq!(author_of_speech("Jane Doe"), None);
    }

    #[test]
    fn line_names_its_author_before_or_after_the_date() {
        for line in
            ["Posted by: jdoe at March 9, 2025", "Posted Mar 9, 2025 18:02 UTC (Sun) by jdoe (guest, #99) [Link]"]
        {
            assert_eq!(author_of_line(line).as_deref(), Some("jdoe"), "{line}");
        }
    }

    #[test]
    fn age_of_a_comment_is_found_in_short_lines() {
        for line in [
            "seagull44 2 days ago",
            "seagull44 vor 2 Tagen",
            "seagull44 il y a 2 jours",
            "seagull44 · hace una hora",
            "seagull44, an hour ago",
        ] {
            assert!(relative_time(line).is_some_and(|span| span.end == line.len() && span.start > 8), "{line}");
            assert_eq!(author_of_line(line).as_deref(), Some("seagull44"), "{line}");
        }
        assert_eq!(relative_time("3日前"), Some(0.."3日前".len()));
        for line in ["We saw the pier go", "They said so two years back, and it was on the first of them all"] {
            assert_eq!(relative_time(line), None, "{line}");
        }
    }

    #[test]
    fn label_of_a_control_is_not_an_author() {
        assert_eq!(author_of_line("Permalink"), None);
        assert_eq!(author_of_line("Jane Doe\nPermalink").as_deref(), Some("Jane Doe"));
    }

    #[test]
    fn footer_without_a_name_must_be_short() {
        let read = |line| footer(line, DateOrder::DayFirst);
        assert_eq!(read("9 March 2025 at 8:30"), Some(("2025-03-09".to_owned(), None)));
        assert_eq!(
            read("Posted by: Jane Doe at March 9, 2025 08:30 AM"),
            Some(("2025-03-09".to_owned(), Some("Jane Doe".to_owned())))
        );
        assert_eq!(read("What we then did for most of that week, until 9 March 2025"), None);
    }
}
