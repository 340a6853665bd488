//! What happened to the pages of a run.

use super::log::Log;
use crate::input::Name;
use maintext_records::Place;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Mutex, PoisonError};

/// Why a file or a record is not a page to extract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Skipped {
    NotHtml,
    Revisit,
    Status,
    OtherRecord,
    Done,
}

impl Skipped {
    pub fn label(self) -> &'static str {
        match self {
            Skipped::NotHtml => "files that are not HTML",
            Skipped::Revisit => "revisit records",
            Skipped::Status => "responses with another status than 200 to 299",
            Skipped::OtherRecord => "records without a page",
            Skipped::Done => "done before",
        }
    }
}

/// Counters that all threads add to.
pub struct Counts {
    pub log: Log,
    pub extracted: AtomicU64,
    pub without_text: AtomicU64,
    pub over_limit: AtomicU64,
    by_reason: Mutex<Reasons>,
}

/// Counts by reason, in the order of their names.
#[derive(Clone, Debug, Default)]
pub struct Reasons {
    pub skipped: BTreeMap<&'static str, u64>,
    pub dropped: BTreeMap<&'static str, u64>,
    pub failed: BTreeMap<&'static str, u64>,
}

impl Counts {
    pub fn new(log: Log) -> Counts {
        Counts {
            log,
            extracted: AtomicU64::new(0),
            without_text: AtomicU64::new(0),
            over_limit: AtomicU64::new(0),
            by_reason: Mutex::default(),
        }
    }

    pub fn skip(&self, reason: Skipped, name: &Name, place: Option<Place>) {
        self.change(|reasons| *reasons.skipped.entry(reason.label()).or_default() += 1);
        // Most records of an archive have no page, and after an interruption most pages are done.
        if !matches!(reason, Skipped::OtherRecord | Skipped::Done) {
            let singular = match reason {
                Skipped::NotHtml => "not HTML",
                Skipped::Revisit => "a revisit of another record",
                _ => "a response with another status than 200 to 299",
            };
            self.log.note(&format_args!("{}: skipped: {singular}", At(name, place)));
        }
    }

    pub fn drop_page(&self, label: &'static str) {
        self.change(|reasons| *reasons.dropped.entry(label).or_default() += 1);
    }

    pub fn fail(&self, label: &'static str) {
        self.change(|reasons| *reasons.failed.entry(label).or_default() += 1);
    }

    pub fn reasons(&self) -> Reasons {
        self.by_reason.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn change(&self, change: impl FnOnce(&mut Reasons)) {
        change(&mut self.by_reason.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// Number of pages that were worked on.
    pub fn pages(&self) -> u64 {
        let reasons = self.reasons();
        let others = reasons.dropped.values().sum::<u64>() + reasons.failed.values().sum::<u64>();
        self.extracted.load(Relaxed) + self.without_text.load(Relaxed) + others
    }

    pub fn failures(&self) -> u64 {
        self.reasons().failed.values().sum()
    }
}

/// A file, and a record in it.
pub struct At<'a>(pub &'a Name, pub Option<Place>);

impl std::fmt::Display for At<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)?;
        self.1.map_or(Ok(()), |place| write!(f, ": {place}"))
    }
}
