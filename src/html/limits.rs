//! Limits that keep a page from taking too much, and what is left of them while a page is read.

use std::time::{Duration, Instant};

/// A limit that a page passed, with what was met. See [`Error::limit`](crate::Error::limit).
///
/// ```
/// use maintext::{Extractor, Limit, Options};
///
/// let extractor = Extractor::new(Options::new().with_max_bytes(10));
/// let error = extractor.extract("<p>eleven b").unwrap_err();
/// assert_eq!(error.limit(), Some(Limit::Bytes { limit: 10, found: 11 }));
/// assert_eq!(error.to_string(), "the page has 11 bytes: expected at most 10");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Limit {
    /// [`Options::with_max_bytes`](crate::Options::with_max_bytes). Nothing of the page was read.
    #[error("the page has {found} bytes: expected at most {limit}")]
    Bytes {
        /// The most bytes that were allowed.
        limit: usize,
        /// The bytes of the page.
        found: usize,
    },
    /// [`Options::with_max_nodes`](crate::Options::with_max_nodes). The page was read up to there.
    #[error("the page has more than {limit} nodes: reading stopped at {found}")]
    Nodes {
        /// The most nodes that were allowed.
        limit: usize,
        /// The nodes that were read.
        found: usize,
    },
    /// [`Options::with_max_depth`](crate::Options::with_max_depth). The page was read whole.
    #[error("the page has {found} elements within one another: expected at most {limit}")]
    Depth {
        /// The greatest depth that was allowed.
        limit: usize,
        /// The depth of the page's tree.
        found: usize,
    },
    /// [`Options::with_max_output_bytes`](crate::Options::with_max_output_bytes). The page was read whole.
    #[error("the main text has {found} bytes: expected at most {limit}")]
    OutputBytes {
        /// The most bytes of main text that were allowed.
        limit: usize,
        /// The bytes of the main text.
        found: usize,
    },
    /// [`Options::with_max_time`](crate::Options::with_max_time).
    #[error("the page took longer than {limit:?}: stopped after {found:?}")]
    Time {
        /// The time that was allowed.
        limit: Duration,
        /// The time that was taken.
        found: Duration,
    },
}

/// How many nodes are made between two looks at the clock.
const CHECKED_EVERY: usize = 512;

/// What is left of the limits that are watched while a page is read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Budget {
    max_nodes: usize,
    /// When the page began to be read, and how long that may take.
    time: Option<(Instant, Duration)>,
    /// At how many nodes the clock is looked at again.
    checked_at: usize,
}

impl Budget {
    /// Without limits.
    pub const NONE: Budget = Budget { max_nodes: usize::MAX, time: None, checked_at: usize::MAX };

    pub fn new(max_nodes: usize, max_time: Option<Duration>) -> Budget {
        let time = max_time.map(|limit| (Instant::now(), limit));
        Budget { max_nodes, time, checked_at: if time.is_some() { 0 } else { usize::MAX } }
    }

    /// The limit that is passed with so many nodes, if one is.
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

    /// Whether there is time left.
    pub fn check_time(&self) -> Result<(), Limit> {
        let Some((start, limit)) = self.time else { return Ok(()) };
        let found = start.elapsed();
        if found > limit { Err(Limit::Time { limit, found }) } else { Ok(()) }
    }
}
