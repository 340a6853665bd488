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
    let beside_date = || author_around(line, &dates::find(line, DateOrder::DayFirst)?.1);
    author_of_speech(line).or_else(|| author(line)).or_else(beside_date)
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
