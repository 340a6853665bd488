//! Removes the name of the site from a title, such as "Title | Site".

use super::declared::DeclaredTitles;
use super::words::plain_words;
use std::ops::Range;

/// Separators between a title and the name of the site. Where several match at one place, the first in this list
/// counts.
const SEPARATORS: &[&str] =
    &[" | ", " - ", " – ", " — ", " » ", " « ", " › ", " :: ", " · ", " • ", " / ", " ~ ", "｜", "|", " : "];

/// First code point of the scripts in which a character counts as [`LETTERS_PER_CJK_CHARACTER`] letters: the CJK
/// radicals.
const FIRST_CJK: char = '\u{2e80}';

/// Number of letters of an alphabet that say about as much as one Chinese or Japanese character. Chosen by hand.
const LETTERS_PER_CJK_CHARACTER: usize = 3;

impl DeclaredTitles<'_> {
    /// Removes the name of the site from a title, by the name that the head declares. If it declares none, returns the
    /// longer side of the last separator, since names of sites are short.
    pub fn strip_site<'a>(&self, title: &'a str) -> &'a str {
        if let Some(site) = self.site.filter(|site| !site.is_empty()) {
            for (at, length) in separators(title) {
                let (before, after) = (title[..at].trim(), title[at + length..].trim());
                if after.eq_ignore_ascii_case(site) && !before.is_empty() {
                    return before;
                }
                if before.eq_ignore_ascii_case(site) && !after.is_empty() {
                    return after;
                }
            }
        }
        let Some((at, length)) = separators(title).last() else { return title.trim() };
        let (before, after) = (title[..at].trim(), title[at + length..].trim());
        if length_in_letters(before) >= length_in_letters(after) { before } else { after }
    }

    /// Removes the name of the site and of sections from a title. Unlike [`strip_site`](Self::strip_site), keeps the
    /// whole title if the head shows that the separators belong to it; otherwise returns the part before the first
    /// separator.
    pub fn without_site<'a>(&self, title: &'a str) -> &'a str {
        let title = title.trim();
        // "The Atlas: On rivers". On a home page, the rest describes the site and is kept.
        let after_name = title.split_once(": ").filter(|(before, _)| !self.is_home && self.is_site(before));
        let title = after_name.map_or(title, |(_, after)| after.trim());
        let parts: Vec<(usize, usize)> = separators(title).collect();
        let (Some(&(first, length)), Some(&(last, _))) = (parts.first(), parts.last()) else { return title };
        if self.is_site(&title[last..]) {
            return before_bar(&title[..last]);
        }
        if self.is_site(&title[..first]) {
            return before_bar(&title[first + length..]);
        }
        match title[..first].trim() {
            _ if after_name.is_some() || self.is_complete(title) => title,
            "" => title[first + length..].trim(),
            before => before,
        }
    }

    /// Whether a declared title consists of this text, a separator and a rest. The rest is then the name of the site,
    /// and separators within the text belong to the title.
    pub fn is_complete(&self, text: &str) -> bool {
        let is_separated = |rest: &str| separators(rest).any(|(at, length)| at == 0 || at + length == rest.len());
        self.all().any(|title| {
            let rest = title.strip_suffix(text).or_else(|| title.strip_prefix(text));
            // "Title - Site - Site" does not show that "Title - Site" is complete.
            rest.is_some_and(|rest| !rest.is_empty() && is_separated(rest) && !text.ends_with(rest))
        })
    }
}

/// Whether a heading is one of the parts of a title that separators divide, or several of them in a row.
pub(super) fn is_part(heading: &str, title: Option<&str>) -> bool {
    let words = plain_words(heading);
    let title = title.filter(|_| words.len() > 2).unwrap_or_default();
    let title_words = plain_words(title);
    if !title_words.contains(&words) {
        return false;
    }
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for (at, length) in separators(title).filter(|&(at, _)| at > 0).take(MAX_PARTS) {
        if at >= start {
            parts.push(start..at);
            start = at + length;
        }
    }
    parts.push(start..title.len());
    let all = parts.len();
    let runs = (0..all).flat_map(|first| (first..all).map(move |last| (first, last)));
    let mut runs = runs.filter(|&(first, last)| last + 1 - first < all);
    runs.any(|(first, last)| plain_words(&title[parts[first].start..parts[last].end]) == words)
}

/// Maximum number of separators of a title that are read.
const MAX_PARTS: usize = 8;

/// Returns the text before the first bar. After a bar come sections, even if the name of the site is removed; other
/// separators are then part of the title.
fn before_bar(title: &str) -> &str {
    let title = title.trim();
    title.split(['|', '｜']).map(str::trim).find(|part| !part.is_empty()).unwrap_or(title)
}

/// Returns the length of a text in letters of an alphabet.
fn length_in_letters(text: &str) -> usize {
    text.chars().map(|c| if c >= FIRST_CJK { LETTERS_PER_CJK_CHARACTER } else { 1 }).sum()
}

/// Returns the byte positions and lengths of the separators in a title.
fn separators(title: &str) -> impl Iterator<Item = (usize, usize)> {
    // Few characters start a separator.
    title.char_indices().filter(|&(_, c)| matches!(c, ' ' | '|' | '｜')).filter_map(|(at, _)| {
        SEPARATORS.iter().find(|separator| title[at..].starts_with(**separator)).map(|separator| (at, separator.len()))
    })
}
