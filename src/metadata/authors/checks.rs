//! Tells names from other texts.

use super::words::{NOBILIARY_PARTICLES, PARTICLES, ROLES};

/// Whether a text has the word of a role, such as "editor".
pub(in crate::metadata) fn has_role(text: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).any(|word| {
        let word = word.to_lowercase();
        ROLES.contains(&word.as_str()) || word.strip_suffix('s').is_some_and(|singular| ROLES.contains(&singular))
    })
}

pub(super) fn begins_with_capital(name: &str) -> bool {
    name.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase())
}

/// Whether a text has a letter in lower case. Titles and abbreviations have none.
pub(super) fn has_lower_case(name: &str) -> bool {
    name.chars().any(char::is_lowercase)
}

/// Whether a text is a first and a last name: two to four words that begin with capitals, and particles such as "van" between them.
pub(in crate::metadata) fn is_full_name(name: &str) -> bool {
    let is_particle = |word: &str| NOBILIARY_PARTICLES.contains(&word);
    let is_outer = |word: Option<&str>| word.is_some_and(is_particle);
    if is_outer(name.split_whitespace().next()) || is_outer(name.split_whitespace().next_back()) {
        return false;
    }
    let words: Vec<&str> = name.split_whitespace().filter(|word| !is_particle(word)).collect();
    (2..=4).contains(&words.len())
        && words.iter().all(|word| word.starts_with(|c: char| !c.is_lowercase() && c.is_alphabetic()))
        && !words.iter().any(|word| word.ends_with(':'))
        && words.iter().any(|word| word.chars().filter(|c| c.is_lowercase()).count() >= 2)
}

/// Whether a text found in the visible page can be a name. Sentences, single short words, and the
/// initials of an avatar cannot.
pub(crate) fn is_name_in_text(name: &str) -> bool {
    let mut words = name.split_whitespace();
    let is_lower = |word: &str| word.chars().next().is_some_and(char::is_lowercase);
    let has_small_word = name.contains(' ') && words.any(|word| is_lower(word) && !PARTICLES.contains(&word));
    let last = name.rsplit(' ').next().unwrap_or_default();
    let is_sentence = last.ends_with(['.', '!', '?']) && last.chars().count() > 4;
    // "der Redaktion"
    let is_group = has_article(name) && GROUPS.contains(&last.to_lowercase().as_str());
    let is_initials = (1..=3).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_uppercase());
    let is_small_word = name.chars().count() <= 3 && name.chars().all(char::is_lowercase);
    !is_sentence && !has_small_word && !is_group && !is_initials && !is_small_word
}

/// Words for those who make a publication.
const GROUPS: &[&str] = &["editors", "redacción", "redaktion", "redazione", "rédaction", "staff", "team"];

/// Whether a text begins with an article in lower case, unlike a name.
fn has_article(text: &str) -> bool {
    const ARTICLES: &[&str] =
        &["der ", "die ", "das ", "the ", "la ", "le ", "les ", "el ", "los ", "il ", "our ", "unserer "];
    ARTICLES.iter().any(|article| text.starts_with(article))
}

/// Whether a text is a domain or the like, such as `example.org`.
pub(in crate::metadata) fn is_domain(name: &str) -> bool {
    let is_part = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '-');
    let is_end = |end: &str| end.len() >= 2 && end.bytes().all(|b| b.is_ascii_lowercase());
    name.contains('.') && name.split('.').all(is_part) && name.rsplit('.').next().is_some_and(is_end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_text_have_no_words_of_sentences() {
        for name in ["Jane Doe", "Ludwig van Beethoven", "jdoe42", "王小明", "J. D. Doe Jr."] {
            assert!(is_name_in_text(name), "{name}");
        }
        for name in ["we have", "then everything changed again.", "again.", "CM", "via"] {
            assert!(!is_name_in_text(name), "{name}");
        }
    }

    #[test]
    fn domains_are_not_names() {
        assert!(is_domain("example.org") && is_domain("page.head.author"));
        assert!(!is_domain("J. Doe") && !is_domain("Doe") && !is_domain("Dr. X"));
    }

    #[test]
    fn full_names_have_several_capitalized_words() {
        assert!(
            is_full_name("Jane Doe")
                && !is_full_name("Jane")
                && !is_full_name("jane doe")
                && !is_full_name("Story: Prose")
        );
    }
}
