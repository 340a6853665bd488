//! Measures title, authors and dates on the pages whose annotation has the field. An annotation has at most one date,
//! of publication or of a change: "date" compares it with [`maintext::Metadata::date`], "published" with the date of
//! publication only.

use crate::corpus::Gold;
use crate::measures::{Score, mean, word_score};
use crate::words::{Unit, words};
use maintext::Article;
use serde::Serialize;
use std::collections::BTreeSet;

/// The extracted metadata of a page.
#[derive(Default, Serialize)]
pub struct Facts {
    pub title: Option<String>,
    pub authors: Vec<String>,
    pub date: Option<String>,
    pub published: Option<String>,
}

impl Facts {
    pub fn of(article: &Article) -> Facts {
        let metadata = article.metadata();
        Facts {
            title: metadata.title().map(str::to_owned),
            authors: metadata.authors().to_vec(),
            date: metadata.date().map(str::to_owned),
            published: metadata.published().map(str::to_owned),
        }
    }
}

/// The accuracy of a field.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FieldScore {
    /// Pages whose annotation has the field.
    pub pages: usize,
    /// Precision counts wrong values, recall also missing ones.
    pub score: Score,
    /// Mean word F1; only for titles.
    pub words: Option<f64>,
}

/// Returns the scores of the fields that at least one annotation has, with their names.
pub fn scores<'a>(pages: impl Iterator<Item = (&'a Gold, &'a Facts)> + Clone) -> Vec<(&'static str, FieldScore)> {
    let titles = pages.clone().filter_map(|(gold, facts)| {
        let gold = gold.title.as_deref().filter(|gold| !normalized(gold).is_empty())?;
        let found = facts.title.as_deref().unwrap_or_default();
        let is_right = (!found.is_empty()).then(|| normalized(found) == normalized(gold));
        Some((is_right, Some(word_score(found, gold, Unit::Word).f1)))
    });
    let authors = pages.clone().filter_map(|(gold, facts)| {
        let gold = gold.author.as_ref().map(|names| people(&names.joined())).filter(is_known)?;
        let found = people(&facts.authors.join(", "));
        Some(((!found.is_empty()).then(|| found == gold), None))
    });
    let dated = |found: fn(&Facts) -> &Option<String>| {
        field(pages.clone().filter_map(|(gold, facts)| {
            let gold = gold.day()?;
            Some((found(facts).as_deref().map(|found| found.get(..10) == Some(gold.as_str())), None))
        }))
    };
    let (date, published) = (dated(|facts| &facts.date), dated(|facts| &facts.published));
    let fields = [("title", field(titles)), ("author", field(authors)), ("date", date), ("published", published)];
    fields.into_iter().filter(|(_, score)| score.pages > 0).collect()
}

/// Computes the score of a field. Each page gives whether the found value is right (`None` if none was found), and its
/// word F1.
fn field(pages: impl Iterator<Item = (Option<bool>, Option<f64>)>) -> FieldScore {
    let pages: Vec<_> = pages.collect();
    let found = pages.iter().filter(|(is_right, _)| is_right.is_some()).count();
    let right = pages.iter().filter(|(is_right, _)| *is_right == Some(true)).count();
    let share = |whole: usize| if whole == 0 { 0.0 } else { right as f64 / whole as f64 };
    let by_words: Vec<f64> = pages.iter().filter_map(|(_, f1)| *f1).collect();
    FieldScore {
        pages: pages.len(),
        score: Score::new(share(found), share(pages.len())),
        words: (!by_words.is_empty()).then(|| mean(by_words.iter().copied())),
    }
}

/// Returns the words in lower case with single spaces, without punctuation.
fn normalized(text: &str) -> String {
    let text = text.to_lowercase();
    words(&text, Unit::Word).map(|range| &text[range]).collect::<Vec<_>>().join(" ")
}

/// Whether the annotation names a person. One set has "UNKNOWN" for pages without an author.
fn is_known(people: &BTreeSet<String>) -> bool {
    !people.is_empty() && !people.contains("unknown")
}

/// Splits a list of names into a set.
fn people(list: &str) -> BTreeSet<String> {
    let list = list.replace(" and ", ",");
    list.split([',', ';', '&', '|']).map(normalized).filter(|name| !name.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gold(json: &str) -> Gold {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn wrong_values_lower_precision_and_missing_ones_recall() {
        let gold = gold(
            r#"{"main_content": null, "title": "On Rivers!", "author": "Jane Doe and Ann Lee", "publish_date": "2025-03-09"}"#,
        );
        let facts = |title: &str, authors: &[&str], published: &str| Facts {
            title: Some(title.to_owned()),
            authors: authors.iter().map(|name| name.to_string()).collect(),
            date: Some(if published.is_empty() { "2025-03-09".to_owned() } else { published.to_owned() }),
            published: Some(published.to_owned()).filter(|date| !date.is_empty()),
        };
        let right = facts("on  rivers", &["Ann Lee", "Jane Doe"], "2025-03-09T23:00:00+01:00");
        let wrong = facts("Rivers", &["Jane Doe"], "2025-03-10");
        let missing = facts("On rivers", &[], "");
        let scores = scores([(&gold, &right), (&gold, &wrong), (&gold, &missing)].into_iter());
        let figures: Vec<_> = scores.iter().map(|(name, s)| (*name, s.score.precision, s.score.recall)).collect();
        let expected = [("author", 0.5, 1.0 / 3.0), ("date", 2.0 / 3.0, 2.0 / 3.0), ("published", 0.5, 1.0 / 3.0)];
        assert_eq!(figures[0], ("title", 2.0 / 3.0, 2.0 / 3.0));
        assert_eq!(figures[1..], expected);
        assert!((scores[0].1.words.unwrap() - (1.0 + 2.0 / 3.0 + 1.0) / 3.0).abs() < 1e-9);
    }

    #[test]
    fn annotated_dates_are_read_in_several_formats() {
        for (written, day) in [
            ("2025-03-09", Some("2025-03-09")),
            ("2025-3-9 ", Some("2025-03-09")),
            ("2025-03-09T08:30:00Z", Some("2025-03-09")),
            ("2025-03.09", None),
            ("2025", None),
        ] {
            assert_eq!(gold(&format!(r#"{{"publish_date": "{written}"}}"#)).day().as_deref(), day, "{written}");
        }
    }

    #[test]
    fn fields_without_annotation_have_no_score() {
        let gold = gold(r#"{"main_content": null}"#);
        assert!(scores([(&gold, &Facts::default())].into_iter()).is_empty());
    }
}
