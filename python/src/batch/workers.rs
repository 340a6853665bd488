//! The threads of a call.

use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::ops::Range;
use std::thread;

/// The threads of one call. They end with it: a process that is forked later could not use them.
pub struct Workers {
    pool: Option<ThreadPool>,
    pub count: usize,
}

/// Maximum number of threads. Chosen by hand: more than most machines have cores, and few enough to start at once.
const MAX_THREADS: usize = 256;

impl Workers {
    /// Starts threads, by default one for each core, and at most one for each of `items`.
    pub fn new(threads: Option<usize>, items: usize) -> PyResult<Workers> {
        let cores = || thread::available_parallelism().map_or(1, usize::from);
        let threads = threads.unwrap_or_else(cores);
        match threads.min(items.clamp(1, MAX_THREADS)) {
            0 => Err(PyValueError::new_err("threads is 0: expected 1 or more")),
            1 => Ok(Workers { pool: None, count: 1 }),
            count => {
                let pool = ThreadPoolBuilder::new().num_threads(count).build();
                let failed = |error| PyRuntimeError::new_err(format!("cannot start {count} threads: {error}"));
                Ok(Workers { pool: Some(pool.map_err(failed)?), count })
            }
        }
    }

    /// Returns the results in order.
    pub fn map<T: Send>(&self, items: Range<usize>, work: impl Fn(usize) -> T + Send + Sync) -> Vec<T> {
        match &self.pool {
            // Pages take different times, so that few of them at once are given to a thread.
            Some(pool) => pool.install(|| items.into_par_iter().with_max_len(4).map(work).collect()),
            None => items.map(work).collect(),
        }
    }

    /// Does two things at once, if there are threads.
    pub fn join<A: Send, B: Send>(&self, a: impl FnOnce() -> A + Send, b: impl FnOnce() -> B + Send) -> (A, B) {
        match &self.pool {
            Some(pool) => pool.install(|| rayon::join(a, b)),
            None => (a(), b()),
        }
    }
}
