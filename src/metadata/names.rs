//! The names of authors, from what pages put into bylines and author fields.

use super::dates::{self, Order};

/// What stands before a name in a byline, in lower case; the longest of those that begin alike come first.
const PREFIXES: &[&str] = &[
    "view all posts by",
    "read more from",
    "more from",
    "recipe by",
    "guide by",
    "and",
    "&",
    "this post was written by",
    "this article was written by",
    "this story was written by",
    "written and reported by",
    "originally published by",
    "words and photos by",
    "written by",
    "posted by",
    "published by",
    "reported by",
    "contributed by",
    "submitted by",
    "created by",
    "authored by",
    "article by",
    "story by",
    "text by",
    "words by",
    "post by",
    "blog by",
    "started by",
    "asked by",
    "by",
    "from the desk of",
    "about the author",
    "post author",
    "thread starter",
    "topic author",
    "interview by",
    "author(s)",
    "authors",
    "author",
    "writer",
    "contributors",
    "contributor",
    "verfasst von",
    "geschrieben von",
    "veröffentlicht von",
    "ein beitrag von",
    "ein artikel von",
    "von",
    "autor",
    "autorin",
    "text",
    "redaktion",
    "écrit par",
    "publié par",
    "rédigé par",
    "par",
    "auteur",
    "auteure",
    "escrito por",
    "publicado por",
    "por",
    "autora",
    "texto",
    "scritto da",
    "pubblicato da",
    "a cura di",
    "articolo di",
    "di",
    "autore",
    "geschreven door",
    "door",
    "skrevet av",
    "skrevet af",
    "skriven av",
    "av",
    "af",
    "tekst",
    "autor:",
    "napisał",
    "napisała",
    "opublikowane przez",
    "автор",
    "автор:",
    "текст",
    "作者",
    "文",
    "記者",
    "记者",
    "撰文",
    "کاتب",
    "بقلم",
    "מאת",
    "yazan",
    "yazar",
];

/// Before the name of somebody who did something else than write, in lower case.
const OTHER_WORK: &[&str] = &[
    "edited by",
    "updated by",
    "last updated by",
    "last edited by",
    "reviewed by",
    "medically reviewed by",
    "fact checked by",
    "fact-checked by",
    "photos by",
    "photography by",
    "illustration by",
    "illustrated by",
    "powered by",
    "presented by",
    "sponsored by",
    "geprüft von",
    "foto:",
    "fotos:",
];

/// Words of what somebody does, in lower case: no name has them.
const ROLES: &[&str] = &[
    "analyst",
    "autor",
    "blogger",
    "buyer",
    "ceo",
    "columnist",
    "consultant",
    "contributor",
    "correspondent",
    "coordinator",
    "creator",
    "cto",
    "director",
    "editor",
    "educator",
    "educators",
    "engineer",
    "expert",
    "experts",
    "founder",
    "institute",
    "journalist",
    "manager",
    "officer",
    "president",
    "producer",
    "professor",
    "redakteur",
    "redakteurin",
    "reporter",
    "researcher",
    "scientist",
    "specialist",
    "strategist",
    "writer",
];

/// Words that end a name: what follows is something else.
const ENDS: &[&str] = &[
    " | ",
    " • ",
    " · ",
    " – ",
    " — ",
    " / ",
    " on ",
    " published ",
    " updated ",
    " posted ",
    " last updated",
    " in ",
    " at ",
    " on behalf of ",
    " reviewed by",
    " edited by",
    " medically reviewed",
    " // ",
    " - ",
];

/// Not persons, in lower case.
const NOBODY: &[&str] = &[
    "admin",
    "administrator",
    "author",
    "authors",
    "by",
    "editor",
    "user",
    "username",
    "unknown",
    "anonymous",
    "guest",
    "none",
    "null",
    "undefined",
    "staff",
    "webmaster",
    "root",
    "n/a",
    "na",
    "test",
    "default",
    "share",
    "follow",
    "super user",
    "wordpress",
    "read more",
    "about",
    "contact",
    "home",
    "comments",
    "leave a comment",
    "no comments",
    "reply",
    "view all posts",
    "view more posts",
    "more posts",
    "recipe",
    "post",
    "posted",
    "via",
    "the author",
];

/// The names in the value of an author field, each once.
pub(super) fn names<'a>(values: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for value in values {
        for name in split(value) {
            let Some(name) = name_of(name) else { continue };
            if names.iter().all(|other| other.to_lowercase() != name.to_lowercase()) {
                names.push(name);
            }
        }
    }
    names
}

/// Parts a list of names. A comma parts names only where both sides are full names: "Jane Doe, MD" is one.
fn split(value: &str) -> Vec<&str> {
    let mut parts: Vec<&str> = Vec::new();
    for piece in value
        .split([';', '\n'])
        .flat_map(|piece| piece.split(" and "))
        .flat_map(|piece| piece.split(" & "))
        .flat_map(|piece| piece.split(" und "))
        .flat_map(|piece| piece.split(" et "))
        .map(|piece| without_role(piece.trim()))
    {
        let pieces: Vec<&str> = piece.split(", ").map(str::trim).filter(|piece| !piece.is_empty()).collect();
        if pieces.len() > 1 && pieces.iter().all(|piece| is_full(piece)) {
            parts.extend(pieces);
        } else if parts.is_empty() || !is_role(piece) {
            parts.push(piece.trim_end_matches(','));
        }
    }
    parts
}

/// "Jane Doe, MD" of "Jane Doe, MD, Senior Editor".
fn without_role(piece: &str) -> &str {
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
        Some((family, given)) if !given.contains(',') && !name.contains([';', '&']) && !is_full(family) => {
            format!("{given} {family}")
        }
        _ => name.to_owned(),
    }
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
    !line.is_empty() && strip_prefix(line).is_empty()
}

/// Whether somebody is named who did something else than write.
fn is_other_work(value: &str) -> bool {
    let value = value.trim_start();
    OTHER_WORK.iter().any(|work| value.get(..work.len()).is_some_and(|head| head.to_lowercase() == *work))
}

/// Words within names that begin with a small letter.
const PARTICLES: &[&str] = &[
    "al", "and", "bin", "da", "de", "del", "della", "den", "der", "di", "dos", "du", "el", "et", "ibn", "la", "le", "of",
    "of", "the", "ten", "ter", "van", "von", "y", "zu", "zur",
];

/// Whether what stands in running text can be a name: no words of a sentence, no initials from a picture's place.
pub(super) fn is_name_in_text(name: &str) -> bool {
    let mut words = name.split_whitespace();
    let is_lower = |word: &str| word.chars().next().is_some_and(char::is_lowercase);
    let has_small_word = name.contains(' ') && words.any(|word| is_lower(word) && !PARTICLES.contains(&word));
    let last = name.rsplit(' ').next().unwrap_or_default();
    let is_sentence = last.ends_with(['.', '!', '?']) && last.chars().count() > 4;
    let is_initials = name.len() <= 3 && name.bytes().all(|b| b.is_ascii_uppercase());
    !is_sentence && !has_small_word && !is_initials
}

/// What follows "by" or the like; `None` where the text begins otherwise.
fn without_prefix(text: &str) -> Option<&str> {
    PREFIXES.iter().find_map(|prefix| {
        let (head, rest) = text.split_at_checked(prefix.len())?;
        let is_same = head.to_lowercase() == *prefix;
        let is_parted =
            rest.is_empty() || rest.starts_with(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’' | '.'));
        (is_same && is_parted).then(|| rest.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '@'))
    })
}

/// Without "by" and the like; empty where nothing else is there.
fn strip_prefix(value: &str) -> &str {
    let mut value = value.trim();
    while let Some(rest) = without_prefix(value) {
        value = rest;
    }
    value
}

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
    for end in ENDS {
        if let Some(at) = value.to_ascii_lowercase().find(end) {
            value = &value[..at];
        }
    }
    let name = value.trim_matches(|c: char| {
        c.is_whitespace()
            || matches!(c, ',' | ':' | '|' | '-' | '–' | '•' | '·' | '"' | '/' | '»' | '«' | '(' | '●' | '*')
    });
    is_name(name).then(|| name.to_owned())
}

fn is_name(name: &str) -> bool {
    let lower = name.to_lowercase();
    let digits = name.chars().filter(char::is_ascii_digit).count();
    name.chars().any(char::is_alphabetic)
        && name.chars().count() <= 80
        && !NOBODY.contains(&lower.as_str())
        && name.split_whitespace().count() <= 8
        && digits * 2 <= name.chars().count()
        && !lower.ends_with(" min")
        && !lower.contains("min read")
        && !lower.contains("minute")
        && !lower.contains("read time")
        && !lower.contains(" ago")
        && !DAYS
            .iter()
            .any(|day| lower.starts_with(day) && (lower.len() == day.len() || lower[day.len()..].starts_with(',')))
}

const DAYS: &[&str] = &[
    "mon",
    "tue",
    "wed",
    "thu",
    "fri",
    "sat",
    "sun",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];
