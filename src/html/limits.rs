//! The limits of a page, the budget that checks them while a page is read or written, and the clock that sums up the time.

use super::instant::Instant;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Duration;

/// A limit that a page exceeded, with its value and what was found. See [`Error::limit`](crate::Error::limit).
///
/// ```
/// use maintext::{Extractor, Limit, Options};
///
/// let extractor = Extractor::new(Options::new().with_max_bytes(10));
/// let error = extractor.extract("<p>eleven b").unwrap_err();
/// assert_eq!(error.limit(), Some(Limit::Bytes { limit: 10, found: 11 }));
/// assert_eq!(error.to_string(), "page size of 11 bytes exceeds the limit of 10");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Limit {
    /// The size of the page: [`Options::with_max_bytes`](crate::Options::with_max_bytes). Nothing was read.
    #[error("page size of {found} bytes exceeds the limit of {limit}")]
    Bytes {
        /// Maximum bytes of the page.
        limit: usize,
        /// Bytes of the page.
        found: usize,
    },
    /// The nodes of the page: [`Options::with_max_nodes`](crate::Options::with_max_nodes). The nodes up to the limit were read.
    #[error("node count {found} exceeds the limit of {limit}")]
    Nodes {
        /// Maximum number of nodes.
        limit: usize,
        /// Nodes read until parsing stopped, which may be a few more than the limit.
        found: usize,
    },
    /// The nesting depth: [`Options::with_max_depth`](crate::Options::with_max_depth). The whole page was read.
    #[error("page nesting depth {found} exceeds the limit of {limit}")]
    Depth {
        /// Maximum depth.
        limit: usize,
        /// Depth of the page.
        found: usize,
    },
    /// The size of an output: [`Options::with_max_output_bytes`](crate::Options::with_max_output_bytes). The whole page was
    /// read, and the output has only what fits.
    #[error("output of at least {found} bytes exceeds the limit of {limit}")]
    OutputBytes {
        /// Maximum bytes of an output.
        limit: usize,
        /// Size of the main text if that is too long. For another output, the bytes that were reached when writing stopped, so
        /// at most its size.
        found: usize,
    },
    /// The time that a page took: [`Options::with_max_time`](crate::Options::with_max_time).
    #[error("time of {found:?} exceeds the limit of {limit:?}")]
    Time {
        /// Maximum time.
        limit: Duration,
        /// Time until the work stopped.
        found: Duration,
    },
}

/// Number of steps, such as nodes, between two reads of the clock.
const STEPS: usize = 64;

/// The limits that are checked while a page is read or written.
///
/// A function that is given a budget may stop early when the time is up, and return a part. Its caller checks the time
/// afterwards and drops that part.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Budget {
    max_nodes: usize,
    time: Option<Time>,
    /// The number of nodes at which the clock is read next.
    checked_at: usize,
}

/// A limited time.
#[derive(Clone, Copy, Debug)]
struct Time {
    start: Instant,
    /// The time spent before the start.
    spent: Duration,
    limit: Duration,
}

impl Budget {
    /// No limits.
    pub const NONE: Budget = Budget { max_nodes: usize::MAX, time: None, checked_at: usize::MAX };

    pub fn new(max_nodes: usize, max_time: Option<Duration>) -> Budget {
        let time = max_time.map(|limit| Time { start: Instant::now(), spent: Duration::ZERO, limit });
        Budget { max_nodes, time, checked_at: if time.is_some() { 0 } else { usize::MAX } }
    }

    /// Checks the number of nodes, and the time from time to time.
    pub fn check_nodes(&mut self, found: usize) -> Result<(), Limit> {
        if found > self.max_nodes {
            return Err(Limit::Nodes { limit: self.max_nodes, found });
        }
        if found < self.checked_at {
            return Ok(());
        }
        self.checked_at = found + STEPS;
        self.check_time()
    }

    /// Checks the time.
    pub fn check_time(&self) -> Result<(), Limit> {
        let Some(Time { start, spent, limit }) = self.time else { return Ok(()) };
        let found = spent + start.elapsed();
        if found > limit { Err(Limit::Time { limit, found }) } else { Ok(()) }
    }

    /// Whether the time is limited.
    pub fn has_time_limit(&self) -> bool {
        self.time.is_some()
    }

    /// Whether the time is up.
    pub fn is_over(&self) -> bool {
        self.check_time().is_err()
    }

    /// Whether the time is up, checked at every 64th step only.
    #[inline]
    pub fn is_over_at(&self, step: usize) -> bool {
        self.time.is_some() && step.is_multiple_of(STEPS) && self.is_over()
    }

    /// The items of an iterator until the time is up.
    pub fn limited<I: Iterator>(self, items: I) -> impl Iterator<Item = I::Item> {
        items.enumerate().take_while(move |(step, _)| !self.is_over_at(*step)).map(|(_, item)| item)
    }
}

/// The time that a page may take in all calls together, and the time that it has taken.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    limit: Option<Duration>,
    /// In nanoseconds.
    spent: AtomicU64,
}

impl Clock {
    /// The clock of a page that has been read with this budget.
    pub fn after(budget: &Budget) -> Clock {
        let spent = budget.time.map_or(Duration::ZERO, |time| time.spent + time.start.elapsed());
        Clock { limit: budget.time.map(|time| time.limit), spent: AtomicU64::new(nanoseconds(spent)) }
    }

    /// Runs some work with the time that is left. Fails if it was not enough.
    pub fn run<T>(&self, work: impl FnOnce(Budget) -> T) -> Result<T, Limit> {
        let Some(limit) = self.limit else { return Ok(work(Budget::NONE)) };
        let time = Time { start: Instant::now(), spent: Duration::from_nanos(self.spent.load(Relaxed)), limit };
        let budget = Budget { time: Some(time), ..Budget::NONE };
        budget.check_time()?;
        let result = work(budget);
        self.spend(time.start.elapsed());
        budget.check_time().map(|()| result)
    }

    /// Lets the clock advance.
    pub fn spend(&self, time: Duration) {
        self.spent.fetch_add(nanoseconds(time), Relaxed);
    }
}

impl Clone for Clock {
    fn clone(&self) -> Clock {
        Clock { limit: self.limit, spent: AtomicU64::new(self.spent.load(Relaxed)) }
    }
}

/// The nanoseconds of a time of less than five centuries.
fn nanoseconds(time: Duration) -> u64 {
    u64::try_from(time.as_nanos()).unwrap_or(u64::MAX / 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clock_sums_up_the_time_of_all_work() {
        let budget = Budget::new(1, Some(Duration::from_secs(3600)));
        let clock = Clock::after(&budget);
        assert_eq!(clock.run(|budget| budget.is_over()), Ok(false));
        let spent = clock.spent.load(Relaxed);
        assert!(clock.run(|_| std::hint::black_box(Instant::now())).is_ok());
        assert!(clock.spent.load(Relaxed) > spent);
        clock.spend(Duration::from_secs(3600));
        assert!(matches!(clock.clone().run(|_| ()), Err(Limit::Time { .. })));
    }

    #[test]
    fn iterator_ends_when_the_time_is_up() {
        let over = Budget::new(1, Some(Duration::ZERO));
        assert_eq!(over.limited(0..1000).count(), 0);
        assert_eq!(Budget::NONE.limited(0..1000).count(), 1000);
    }
}
