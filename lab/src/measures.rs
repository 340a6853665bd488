//! Word F1 and snippet rates, as WCXB defines them.

use crate::words::{Unit, collapse_whitespace, words};
use serde::Serialize;
use std::collections::HashMap;
use std::ops::AddAssign;

/// Precision, recall and their harmonic mean, each in 0..=1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Score {
    pub precision: f64,
    pub recall: f64,
    pub f1: f64,
}

impl Score {
    pub fn new(precision: f64, recall: f64) -> Score {
        let sum = precision + recall;
        Score { precision, recall, f1: if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 } }
    }
}

/// Compares the words of a prediction with those of the gold text, as multisets in lower case. A prediction without
/// words scores 0, unless the gold text has none either.
pub fn word_score(predicted: &str, gold: &str, unit: Unit) -> Score {
    let (predicted, gold) = (predicted.to_lowercase(), gold.to_lowercase());
    let mut unmatched: HashMap<&str, u32> = HashMap::new();
    let mut gold_words = 0u32;
    for range in words(&gold, unit) {
        *unmatched.entry(&gold[range]).or_default() += 1;
        gold_words += 1;
    }
    let (mut predicted_words, mut common) = (0u32, 0u32);
    for range in words(&predicted, unit) {
        predicted_words += 1;
        if let Some(left) = unmatched.get_mut(&predicted[range]).filter(|left| **left > 0) {
            *left -= 1;
            common += 1;
        }
    }
    match (predicted_words, gold_words) {
        (0, 0) => Score::new(1.0, 1.0),
        (0, _) | (_, 0) => Score::default(),
        _ => Score::new(f64::from(common) / f64::from(predicted_words), f64::from(common) / f64::from(gold_words)),
    }
}

/// Counts of snippets of the main text (`with`) and of boilerplate (`without`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Snippets {
    pub with: u32,
    pub with_found: u32,
    pub without: u32,
    pub without_found: u32,
}

impl Snippets {
    /// Searches each snippet in the prediction, with white space collapsed in both.
    pub fn count(predicted: &str, with: &[String], without: &[String]) -> Snippets {
        let predicted = collapse_whitespace(predicted);
        let found = |snippets: &[String]| snippets.iter().filter(|s| contains(&predicted, s)).count() as u32;
        Snippets {
            with: with.len() as u32,
            with_found: found(with),
            without: without.len() as u32,
            without_found: found(without),
        }
    }

    /// Precision and recall: found snippets of the main text are true positives, found boilerplate is a false positive.
    pub fn score(&self) -> Score {
        Score::new(share(self.with_found, self.with_found + self.without_found), self.with_rate())
    }

    /// Share of the snippets of the main text that were found, from 0 to 1.
    pub fn with_rate(&self) -> f64 {
        share(self.with_found, self.with)
    }

    /// Share of the snippets of boilerplate that were found, from 0 to 1. Lower is better.
    pub fn without_rate(&self) -> f64 {
        share(self.without_found, self.without)
    }

    /// Number of missed snippets of the main text and found snippets of boilerplate.
    pub fn mistakes(&self) -> u32 {
        self.with - self.with_found + self.without_found
    }
}

impl AddAssign for Snippets {
    fn add_assign(&mut self, other: Snippets) {
        self.with += other.with;
        self.with_found += other.with_found;
        self.without += other.without;
        self.without_found += other.without_found;
    }
}

/// Whether a text with collapsed white space contains a snippet.
pub fn contains(collapsed: &str, snippet: &str) -> bool {
    collapsed.contains(&collapse_whitespace(snippet))
}

fn share(part: u32, whole: u32) -> f64 {
    if whole == 0 { 0.0 } else { f64::from(part) / f64::from(whole) }
}

/// Returns the arithmetic mean, or 0 if there are no values.
pub fn mean(values: impl ExactSizeIterator<Item = f64>) -> f64 {
    let count = values.len();
    if count == 0 { 0.0 } else { values.sum::<f64>() / count as f64 }
}

/// Returns the median, or 0 if there are no values.
pub fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut sorted: Vec<f64> = values.collect();
    sorted.sort_by(f64::total_cmp);
    match sorted.len() {
        0 => 0.0,
        n if n % 2 == 1 => sorted[n / 2],
        n => (sorted[n / 2 - 1] + sorted[n / 2]) / 2.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strings(list: &[&str]) -> Vec<String> {
        list.iter().map(|s| s.to_string()).collect()
    }

    #[test]
    fn repeated_words_are_counted_each_time() {
        let score = word_score("The cat, the cat sat", "the CAT sat down here", Unit::Word);
        assert_eq!(score.precision, 3.0 / 5.0);
        assert_eq!(score.recall, 3.0 / 5.0);
        assert!((score.f1 - 0.6).abs() < 1e-12);
    }

    #[test]
    fn extra_words_lower_precision_only() {
        let score = word_score("one two three four", "one two", Unit::Word);
        assert_eq!((score.precision, score.recall), (0.5, 1.0));
        assert_eq!(score.f1, 2.0 / 3.0);
    }

    #[test]
    fn empty_prediction_scores_one_only_for_empty_gold_text() {
        assert_eq!(word_score("", " -- ", Unit::Word).f1, 1.0);
        assert_eq!(word_score("", "word", Unit::Word).f1, 0.0);
        assert_eq!(word_score("word", "", Unit::Word).f1, 0.0);
        assert_eq!(word_score("other", "word", Unit::Word).f1, 0.0);
    }

    #[test]
    fn chinese_clause_is_one_word_or_several_characters() {
        assert_eq!(word_score("今天天气好", "今天天气好吗", Unit::Word).f1, 0.0);
        assert_eq!(word_score("今天天气好", "今天天气好吗", Unit::Character).precision, 1.0);
    }

    #[test]
    fn snippets_are_found_across_line_ends() {
        let (with, without) = (strings(&["a  good\nstory ", "never"]), strings(&["Share this"]));
        let found = Snippets::count("Here is a good\n\nstory. Share this!", &with, &without);
        assert_eq!(found, Snippets { with: 2, with_found: 1, without: 1, without_found: 1 });
        assert_eq!(found.mistakes(), 2);
        assert_eq!((found.score().precision, found.score().recall, found.score().f1), (0.5, 0.5, 0.5));
        assert_eq!(found.without_rate(), 1.0);
    }

    #[test]
    fn means_and_medians_of_few_values() {
        assert_eq!(mean([1.0, 2.0, 6.0].into_iter()), 3.0);
        assert_eq!(median([6.0, 1.0, 2.0].into_iter()), 2.0);
        assert_eq!(median([6.0, 1.0, 2.0, 4.0].into_iter()), 3.0);
        assert_eq!((mean([].into_iter()), median([].into_iter())), (0.0, 0.0));
    }
}
