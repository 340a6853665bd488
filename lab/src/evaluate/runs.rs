//! Where two texts differ: the runs of words of one that the other lacks. For a reader's eye, not for scores.

use crate::words::{Unit, words};
use std::collections::HashMap;
use std::ops::Range;

/// Words in a row must agree for a place to count as common: single words agree by chance.
const SHINGLE: usize = 3;

/// A run of words that the other text lacks.
#[derive(Debug, PartialEq, Eq)]
pub struct Run<'a> {
    pub text: &'a str,
    /// How many words it has.
    pub words: usize,
}

/// The runs of `text` that `other` lacks, the longest first. Order does not count, only how often a passage stands.
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

/// For each of `own`, whether a shingle that it lies in stands among `others` too.
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
    fn a_run_is_given_as_it_stands() {
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
    fn all_of_it_is_missing_from_nothing() {
        assert_eq!(missing("All of it.", ""), [Run { text: "All of it", words: 3 }]);
        assert_eq!(missing("", "All of it."), []);
    }
}
