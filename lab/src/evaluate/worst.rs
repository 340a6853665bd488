//! Prints the worst pages of a set, with the text that was missed and the text that was wrongly kept.

use super::prediction::Prediction;
use super::runs::{Run, missing};
use crate::measures::contains;
use crate::words::collapse_whitespace;
use std::cmp::Ordering;

/// Maximum number of runs shown per page, both of missed and of wrongly kept text.
const MAX_RUNS: usize = 4;
/// Maximum number of characters shown of a run.
const MAX_CHARS: usize = 140;

/// Prints the `count` pages with the lowest word F1, or with the most wrong snippets.
pub fn print_worst(set: &str, predictions: &[Prediction], count: usize) {
    let mut sorted: Vec<&Prediction> = predictions.iter().collect();
    sorted.sort_by(|a, b| worse_first(a, b));
    println!("worst of {set}");
    sorted.into_iter().take(count).for_each(print_page);
    println!();
}

fn worse_first(a: &Prediction, b: &Prediction) -> Ordering {
    match (a.words, b.words) {
        (Some(a), Some(b)) => a.f1.total_cmp(&b.f1),
        _ => b.snippets.mistakes().cmp(&a.snippets.mistakes()),
    }
}

fn print_page(page: &Prediction) {
    let score = page.words.unwrap_or(page.snippets.score());
    let url = page.url.as_deref().unwrap_or("");
    let (id, page_type) = (&page.id, &page.page_type);
    println!("  {id} {page_type} P {:.3} R {:.3} F1 {:.3} {url}", score.precision, score.recall, score.f1);
    if let Some(error) = &page.error {
        println!("    failed: {error}");
    }
    match &page.gold.main_content {
        Some(gold) => {
            print_runs("missed", &missing(gold, &page.text));
            print_runs("wrongly kept", &missing(&page.text, gold));
        }
        None => print_snippets(page),
    }
}

fn print_runs(what: &str, runs: &[Run]) {
    for run in &runs[..runs.len().min(MAX_RUNS)] {
        println!("    {what} {} words: {}", run.words, shorten(run.text));
    }
    if runs.len() > MAX_RUNS {
        let rest: usize = runs[MAX_RUNS..].iter().map(|run| run.words).sum();
        println!("    {what} {rest} words in {} shorter runs", runs.len() - MAX_RUNS);
    }
}

fn print_snippets(page: &Prediction) {
    let text = collapse_whitespace(&page.text);
    for snippet in page.gold.with.iter().filter(|s| !contains(&text, s)) {
        println!("    missed: {}", shorten(snippet));
    }
    for snippet in page.gold.without.iter().filter(|s| contains(&text, s)) {
        println!("    wrongly kept: {}", shorten(snippet));
    }
}

/// Returns the start and end of a long text, on one line.
fn shorten(text: &str) -> String {
    let line = collapse_whitespace(text);
    let chars: Vec<char> = line.chars().collect();
    if chars.len() <= MAX_CHARS {
        return line;
    }
    let half = MAX_CHARS / 2;
    let part = |chars: &[char]| chars.iter().collect::<String>();
    format!("{} [...] {}", part(&chars[..half]), part(&chars[chars.len() - half..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_run_is_shortened_in_the_middle() {
        let text = format!("first\nline {} last", "é ".repeat(200));
        let shown = shorten(&text);
        assert!(shown.starts_with("first line é") && shown.ends_with("é last"), "{shown}");
        assert!(shown.chars().count() <= MAX_CHARS + 7);
        assert_eq!(shorten("short\n one"), "short one");
    }
}
