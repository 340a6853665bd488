//! The limits of a page, and the budget that checks them while a page is read.

use std::time::{Duration, Instant};

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
    /// The size of the main text: [`Options::with_max_output_bytes`](crate::Options::with_max_output_bytes). The whole page was
    /// read.
    #[error("main text size of {found} bytes exceeds the limit of {limit}")]
    OutputBytes {
        /// Maximum bytes of the main text.
        limit: usize,
        /// Bytes of the main text.
        found: usize,
    },
    /// The time of the extraction: [`Options::with_max_time`](crate::Options::with_max_time).
    #[error("extraction time {found:?} exceeds the limit of {limit:?}")]
    Time {
        /// Maximum time.
        limit: Duration,
        /// Time until the extraction stopped.
        found: Duration,
    },
}

/// Number of nodes between two reads of the clock.
const CHECKED_EVERY: usize = 512;

/// The limits that are checked while a page is read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Budget {
    max_nodes: usize,
    /// The start of the extraction and its maximum time.
    time: Option<(Instant, Duration)>,
    /// The number of nodes at which the clock is read next.
    checked_at: usize,
}

impl Budget {
    /// No limits.
    pub const NONE: Budget = Budget { max_nodes: usize::MAX, time: None, checked_at: usize::MAX };

    pub fn new(max_nodes: usize, max_time: Option<Duration>) -> Budget {
        let time = max_time.map(|limit| (Instant::now(), limit));
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
        self.checked_at = found + CHECKED_EVERY;
        self.check_time()
    }

    /// Checks the time.
    pub fn check_time(&self) -> Result<(), Limit> {
        let Some((start, limit)) = self.time else { return Ok(()) };
        let found = start.elapsed();
        if found > limit { Err(Limit::Time { limit, found }) } else { Ok(()) }
    }
}
