//! Many pages at once: Arrow arrays or lists of pages in, a record batch out.
//!
//! A page that fails is a row with an error. Only wrong arguments raise exceptions.

mod builders;
mod columns;
mod row;
mod source;

use crate::extractor::PyExtractor;
use arrow_array::RecordBatch;
use arrow_pyarrow::ToPyArrow;
use builders::Builders;
use columns::Column;
use maintext::Extractor;
use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};
use row::{Row, read_row};
use source::Source;
use std::ops::Range;
use std::thread;

/// Rows that are extracted before they are appended to the columns, for each thread. Chosen by hand: enough that threads
/// seldom wait for the last page, and few enough that their texts need little memory next to the columns.
const WINDOW: usize = 256;

/// The names of all columns.
#[pyfunction]
pub fn batch_columns() -> Vec<&'static str> {
    Column::ALL.iter().map(|column| column.name()).collect()
}

/// Extracts pages: lists of Arrow arrays with the chunks of a column, or lists of Python objects.
#[pyfunction]
pub fn extract_batch<'py>(
    extractor: &Bound<'py, PyExtractor>,
    pages: &Bound<'py, PyAny>,
    urls: Option<&Bound<'py, PyAny>>,
    content_types: Option<&Bound<'py, PyAny>>,
    columns: Vec<String>,
    flags: (bool, bool),
    threads: Option<usize>,
) -> PyResult<Bound<'py, PyAny>> {
    let py = pages.py();
    let pages = Source::new("pages", pages)?;
    let of_each = |name: &str, values: Option<&Bound<'py, PyAny>>| match values {
        Some(values) => Source::new(name, values)?.of_length(name, pages.len()).map(Some),
        None => Ok(None),
    };
    let batch = Batch {
        extractor: extractor.get().extractor(),
        urls: of_each("urls", urls)?,
        content_types: of_each("content_types", content_types)?,
        pages,
        columns: columns::parse(&columns)?,
        plain: flags.0,
        sniffing: flags.1,
    };
    let workers = Workers::new(threads)?;
    let mut builders = Builders::new(&batch.columns);
    let mut next = 0;
    while next < batch.pages.len() {
        let window = next..batch.pages.len().min(next + workers.count * WINDOW);
        next = window.end;
        py.detach(|| builders.append(workers.run(window, |index| read_row(&batch, index))));
        // Ctrl-C ends a long batch.
        py.check_signals()?;
    }
    let batch: RecordBatch = builders.finish().map_err(|error| PyRuntimeError::new_err(error.to_string()))?;
    batch.to_pyarrow(py)
}

/// The arguments of one call.
struct Batch<'a> {
    extractor: &'a Extractor,
    pages: Source,
    urls: Option<Source>,
    content_types: Option<Source>,
    columns: Vec<Column>,
    plain: bool,
    sniffing: bool,
}

/// The threads of one call. They end with it: a process that is forked later could not use them.
struct Workers {
    pool: Option<ThreadPool>,
    count: usize,
}

impl Workers {
    fn new(threads: Option<usize>) -> PyResult<Workers> {
        let cores = || thread::available_parallelism().map_or(1, usize::from);
        match threads.unwrap_or_else(cores) {
            0 => Err(PyValueError::new_err("threads is 0: expected 1 or more")),
            1 => Ok(Workers { pool: None, count: 1 }),
            count => {
                let pool = ThreadPoolBuilder::new().num_threads(count).build();
                let pool =
                    pool.map_err(|error| PyRuntimeError::new_err(format!("cannot start {count} threads: {error}")))?;
                Ok(Workers { pool: Some(pool), count })
            }
        }
    }

    /// Returns the rows in order.
    fn run(&self, window: Range<usize>, read: impl Fn(usize) -> Row + Send + Sync) -> Vec<Row> {
        match &self.pool {
            // Pages take different times, so that few of them at once are given to a thread.
            Some(pool) => pool.install(|| window.into_par_iter().with_max_len(4).map(read).collect()),
            None => window.map(read).collect(),
        }
    }
}
