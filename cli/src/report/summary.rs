//! What a run did, in a few lines.

use super::numbers::{clock, rate, thousands};
use super::progress::State;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::num::NonZeroUsize;
use std::sync::atomic::Ordering::Relaxed;

/// Returns the summary of a run on this many threads.
pub fn summary(state: &State, threads: NonZeroUsize) -> String {
    let counts = &state.counts;
    let reasons = counts.reasons();
    let seconds = state.start.elapsed();
    let pages = counts.pages();
    let mut text = format!(
        "{} read: {} extracted, {} without main text, {} filtered, {} failed",
        if pages == 1 { "1 page".to_owned() } else { format!("{} pages", thousands(pages)) },
        thousands(counts.extracted.load(Relaxed)),
        thousands(counts.without_text.load(Relaxed)),
        thousands(reasons.dropped.values().sum()),
        thousands(reasons.failed.values().sum()),
    );
    let over_limit = counts.over_limit.load(Relaxed);
    let mut line = |label: &str, entries: &BTreeMap<&str, u64>| {
        if !entries.is_empty() {
            let list: Vec<String> =
                entries.iter().map(|(reason, count)| format!("{} {reason}", thousands(*count))).collect();
            // Writing to a string does not fail.
            let _ = write!(text, "\n  {label}: {}", list.join(", "));
        }
    };
    line("filtered", &reasons.dropped);
    line("failed", &reasons.failed);
    line("skipped", &reasons.skipped);
    if over_limit > 0 {
        line("extracted in part", &BTreeMap::from([("over a limit", over_limit)]));
    }
    let per_second = pages as f64 / seconds.as_secs_f64().max(0.001);
    let _ = write!(
        text,
        "\n  {} of {} MB, {} pages/s, {} pages/s a core",
        clock(seconds),
        rate(state.read_bytes.get() as f64 / 1e6),
        rate(per_second),
        rate(per_second / threads.get() as f64),
    );
    text
}
