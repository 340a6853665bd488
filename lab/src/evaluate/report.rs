//! Prints the tables: one for each set, with a row for each page type, and a summary with a row for each set.

use super::metadata::{self, FieldScore};
use super::prediction::Prediction;
use super::structure::{Kept, Structure};
use crate::measures::{Score, Snippets, mean, median};
use crate::words::is_unsegmented;
use std::collections::BTreeMap;
use std::time::Duration;

/// A row of figures over some pages.
struct Row {
    pages: usize,
    score: Score,
    /// `None` if the measure is computed over all pages together.
    median_f1: Option<f64>,
    snippets: Snippets,
}

impl Row {
    /// Uses the given word score, or the snippet score if no page has a word score.
    fn of(predictions: &[&Prediction], word_score: fn(&Prediction) -> Option<Score>) -> Row {
        let mut snippets = Snippets::default();
        predictions.iter().for_each(|p| snippets += p.snippets);
        let scores: Vec<Score> = predictions.iter().filter_map(|p| word_score(p)).collect();
        let average = |part: fn(&Score) -> f64| mean(scores.iter().map(part));
        let (score, median_f1) = if scores.is_empty() {
            (snippets.score(), None)
        } else {
            let score =
                Score { precision: average(|s| s.precision), recall: average(|s| s.recall), f1: average(|s| s.f1) };
            (score, Some(median(scores.iter().map(|s| s.f1))))
        };
        Row { pages: predictions.len(), score, median_f1, snippets }
    }

    fn print(&self, name: &str) {
        let Score { precision, recall, f1 } = self.score;
        let median = self.median_f1.map_or("-".to_owned(), |m| format!("{m:.4}"));
        let rate = |count: u32, rate: f64| if count == 0 { "-".to_owned() } else { format!("{rate:.4}") };
        let with = rate(self.snippets.with, self.snippets.with_rate());
        let without = rate(self.snippets.without, self.snippets.without_rate());
        let pages = self.pages;
        println!("{name:<24}{pages:>6} {precision:>7.4} {recall:>7.4} {f1:>7.4} {median:>7} {with:>7} {without:>7}");
    }
}

const COLUMNS: &str = " pages       P       R      F1  median    with without";

/// Prints a set's table: a row for each page type if there are several, one for all pages, and the speed.
pub fn print_set(name: &str, predictions: &[Prediction]) {
    let measure = if by_snippets(predictions) { "snippet F1 over all pages" } else { "word F1, mean over pages" };
    println!("{name}: {measure}\n{:<24}{COLUMNS}", "");
    let mut types: BTreeMap<&str, Vec<&Prediction>> = BTreeMap::new();
    for prediction in predictions {
        types.entry(&prediction.page_type).or_default().push(prediction);
    }
    if types.len() > 1 {
        types.iter().for_each(|(name, pages)| Row::of(pages, |p| p.words).print(&format!("  {name}")));
    }
    let all: Vec<&Prediction> = predictions.iter().collect();
    Row::of(&all, |p| p.words).print("  all");
    if is_measured_by_character(predictions) {
        Row::of(&all, |p| p.characters).print("  all, by character");
    }
    let failed = predictions.iter().filter(|p| p.error.is_some()).count();
    let failures = if failed > 0 { format!(", {failed} pages failed") } else { String::new() };
    println!("  {}{failures}", speed(predictions));
    print_metadata(predictions);
    print_structure(predictions);
    println!();
}

/// Prints a line for each set.
pub fn print_summary(sets: &[(String, Vec<Prediction>)]) {
    println!("{:<24}{COLUMNS}", "summary");
    for (name, predictions) in sets {
        let all: Vec<&Prediction> = predictions.iter().collect();
        Row::of(&all, |p| p.words).print(name);
        if is_measured_by_character(predictions) {
            Row::of(&all, |p| p.characters).print(&format!("{name}, by character"));
        }
    }
    println!("{}", speed(sets.iter().flat_map(|(_, predictions)| predictions)));
}

/// Prints a row for each field of the metadata that the annotations have.
fn print_metadata(predictions: &[Prediction]) {
    let scores = metadata::scores(predictions.iter().map(|p| (&p.gold, &p.facts)));
    if !scores.is_empty() {
        println!("  {:<22} pages       P       R      F1   words", "metadata, equal");
    }
    for (name, FieldScore { pages, score, words }) in scores {
        let Score { precision, recall, f1 } = score;
        let words = words.map_or("-".to_owned(), |words| format!("{words:.4}"));
        println!("  {name:<22}{pages:>6} {precision:>7.4} {recall:>7.4} {f1:>7.4} {words:>7}");
    }
}

/// Prints a row each for code, tables and formulas, if the Markdown was measured.
fn print_structure(predictions: &[Prediction]) {
    type Part = fn(&Structure) -> Kept;
    const PARTS: [(&str, Part); 3] =
        [("code, characters", |s| s.code), ("tables, cells", |s| s.cells), ("formulas", |s| s.formulas)];
    let structures: Vec<&Structure> = predictions.iter().filter_map(|p| p.structure.as_ref()).collect();
    if !structures.is_empty() {
        println!("  {:<22} pages    kept      of   share", "Markdown keeps");
        for (name, part) in PARTS {
            let pages = structures.iter().filter(|structure| part(structure).of > 0).count();
            let Kept { kept, of } = structures.iter().map(|structure| part(structure)).sum();
            println!("  {name:<22}{pages:>6} {kept:>7} {of:>7} {:>7.4}", kept as f64 / of.max(1) as f64);
        }
    }
}

fn by_snippets(predictions: &[Prediction]) -> bool {
    predictions.iter().all(|p| p.words.is_none())
}

/// Whether most pages of a set are in scripts without spaces between words. Only there, scores by character are useful.
fn is_measured_by_character(predictions: &[Prediction]) -> bool {
    let is_unsegmented_page =
        |p: &&Prediction| p.characters.is_some() && p.gold.main_content.as_deref().is_some_and(is_unsegmented);
    predictions.iter().filter(is_unsegmented_page).count() * 2 > predictions.len()
}

/// Formats the speed of extraction. Reading and unpacking pages and computing scores are not part of the time.
fn speed<'a>(predictions: impl IntoIterator<Item = &'a Prediction>) -> String {
    let (mut pages, mut bytes, mut time) = (0u32, 0, Duration::ZERO);
    for prediction in predictions {
        pages += 1;
        bytes += prediction.bytes;
        time += prediction.time;
    }
    let per_page = if pages == 0 { 0.0 } else { time.as_secs_f64() * 1e3 / f64::from(pages) };
    let megabytes = bytes as f64 / 1e6;
    let rate = if time.is_zero() { 0.0 } else { megabytes / time.as_secs_f64() };
    format!("{pages} pages of {megabytes:.1} MB: {per_page:.3} ms per page, {rate:.1} MB/s")
}
