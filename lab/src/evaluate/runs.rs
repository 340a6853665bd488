//! Finds the runs of words that one text has and another does not. Used to show differences, not to score them.

use crate::words::{Unit, words};
use std::collections::HashMap;
use std::ops::Range;

/// Number of consecutive words that must match: single words match by chance.
const SHINGLE: usize = 3;

/// A run of words that the other text lacks.
#[derive(Debug, PartialEq, Eq)]
pub struct Run<'a> {
    pub text: &'a str,
    /// Number of words.
    pub words: usize,
}

/// Returns the runs of `text` that `other` does not have, the longest first. The order of passages does not count, but
/// their number does.
pub fn missing<'a>(text: &'a str, other: &str) -> Vec<Run<'a>> {
    let (ranges, own) = lower_words(text);
    let (_, others) = lower_words(other);
    let common = common_words(&own, &others);
    let mut runs = Vec::new();
    let mut at = 0;
    while at < common.len() {
        let length = common[at..].iter().take_while(|&&c| c == common[at]).count();
        if !common[at] {
            let span = ranges[at].start..ranges[at + length - 1].end;
            runs.push(Run { text: &text[span], words: length });
        }
        at += length;
    }
    runs.sort_by_key(|run| std::cmp::Reverse(run.words));
    runs
}

fn lower_words(text: &str) -> (Vec<Range<usize>>, Vec<String>) {
    words(text, Unit::Word).map(|range| (range.clone(), text[range].to_lowercase())).unzip()
}

/// Returns for each word of `own` whether it is in a shingle that `others` has, too.
fn common_words(own: &[String], others: &[String]) -> Vec<bool> {
    let size = SHINGLE.min(own.len()).min(others.len()).max(1);
    let mut left: HashMap<&[String], u32> = HashMap::new();
    for shingle in others.windows(size) {
        *left.entry(shingle).or_default() += 1;
    }
    let mut common = vec![false; own.len()];
    for (at, shingle) in own.windows(size).enumerate() {
        if let Some(count) = left.get_mut(shingle).filter(|count| **count > 0) {
            *count -= 1;
            common[at..at + size].fill(true);
        }
    }
    common
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_runs_keep_case_and_punctuation() {
        let text = "Home, News, Sport! The cat sat on the mat. Read on";
        let runs = missing(text, "the cat sat on the mat");
        assert_eq!(runs, [Run { text: "Home, News, Sport", words: 3 }, Run { text: "Read on", words: 2 }]);
    }

    #[test]
    fn moved_text_is_not_missing_but_repeated_text_is() {
        assert_eq!(missing("d e f a b c", "a b c d e f"), []);
        assert_eq!(missing("a b c a b c", "a b c").iter().map(|run| run.words).sum::<usize>(), 3);
    }

    #[test]
    fn whole_text_is_missing_from_empty_text() {
        assert_eq!(missing("All of it.", ""), [Run { text: "All of it", words: 3 }]);
        assert_eq!(missing("", "All of it."), []);
    }
}
