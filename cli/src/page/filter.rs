//! Whether an article is wanted.

use crate::args::FilterArgs;
use maintext::Article;

/// Why a page was dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    Confidence,
    Language,
    Chars,
    NoArticle,
    Duplicate,
}

impl Reason {
    pub fn label(self) -> &'static str {
        match self {
            Reason::Confidence => "low confidence",
            Reason::Language => "another language",
            Reason::Chars => "too short",
            Reason::NoArticle => "not an article",
            Reason::Duplicate => "the same text as another page",
        }
    }
}

impl FilterArgs {
    /// Returns why an article is dropped; `None` if it is wanted. The checks are in the order of their cost.
    pub fn reason_to_drop(&self, article: &Article) -> Option<Reason> {
        let confidence = || if article.text().is_empty() { 0.0 } else { article.confidence() };
        if self.min_confidence.is_some_and(|min| confidence() < min) {
            return Some(Reason::Confidence);
        }
        if self.articles_only && !article.is_article() {
            return Some(Reason::NoArticle);
        }
        if self.min_chars.is_some_and(|min| article.text().chars().take(min).count() < min) {
            return Some(Reason::Chars);
        }
        let is_other = !self.language.is_empty() && !article.language().is_some_and(|found| self.has_language(found));
        is_other.then_some(Reason::Language)
    }

    /// Whether a language tag is one of the wanted ones, or a variety of one: `pt-BR` of `pt`.
    fn has_language(&self, found: &str) -> bool {
        self.language.iter().map(|language| language.trim()).any(|wanted| {
            let start = found.get(..wanted.len());
            let is_variety = matches!(found.as_bytes().get(wanted.len()), None | Some(b'-' | b'_'));
            is_variety && start.is_some_and(|start| start.eq_ignore_ascii_case(wanted))
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::args::Arguments;
    use clap::Parser;

    #[test]
    fn varieties_of_a_language_match() {
        let arguments = Arguments::parse_from(["maintext", "--language", "en, pt,zh-Hant", "x"]);
        let filters = arguments.extract.filters;
        assert!(["en", "EN", "en-GB", "pt-BR", "zh-Hant", "zh-hant-TW"].iter().all(|tag| filters.has_language(tag)));
        assert!(["eng", "e", "zh", "zh-Hans", ""].iter().all(|tag| !filters.has_language(tag)));
    }
}
