//! Restores the order of results.

use std::collections::BTreeMap;

/// Results that wait for earlier ones.
pub struct Order<R> {
    waiting: BTreeMap<u64, R>,
    next: u64,
    is_ordered: bool,
}

impl<R> Order<R> {
    /// With `false`, each result can be taken at once.
    pub fn new(is_ordered: bool) -> Order<R> {
        Order { waiting: BTreeMap::new(), next: 0, is_ordered }
    }

    pub fn add(&mut self, number: u64, result: R) {
        self.waiting.insert(number, result);
    }

    /// The next result, if it is there.
    pub fn next(&mut self) -> Option<R> {
        let entry = self.waiting.first_entry()?;
        if self.is_ordered && *entry.key() != self.next {
            return None;
        }
        self.next += 1;
        Some(entry.remove())
    }
}
