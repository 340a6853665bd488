//! Many pages at once: Arrow arrays, lists of pages or archives in, record batches out.
//!
//! A page that fails is a row with an error. Only wrong arguments, and files that cannot be read, raise exceptions.

mod builders;
mod columns;
mod row;
mod source;
mod warc;
mod workers;

pub use warc::WarcBatches;

use crate::extractor::PyExtractor;
use arrow_pyarrow::ToPyArrow;
use builders::Builders;
use columns::Column;
use pyo3::prelude::*;
use row::{Given, RowReader};
use source::Source;
use workers::Workers;

/// Rows that are extracted before they are appended to the columns, for each thread. Chosen by hand: enough that threads
/// seldom wait for the last page, and few enough that their texts need little memory next to the columns.
const WINDOW: usize = 256;

/// Bytes of pages after which a window ends as well, for each thread, so that Ctrl-C is noticed between large pages. Chosen by hand:
/// a fraction of a second.
const WINDOW_BYTES: usize = 8 << 20;

/// The names of all columns of pages.
#[pyfunction]
pub fn batch_columns() -> Vec<&'static str> {
    Column::of_pages().map(Column::name).collect()
}

/// The names of all columns of archives.
#[pyfunction]
pub fn warc_columns() -> Vec<&'static str> {
    Column::ALL.iter().map(|column| column.name()).collect()
}

/// A batch without rows, for its schema.
#[pyfunction]
pub fn empty_batch<'py>(py: Python<'py>, columns: Vec<String>) -> PyResult<Bound<'py, PyAny>> {
    let columns = columns::parse(&columns, Column::ALL.iter().copied())?;
    Builders::new(&columns).finish()?.to_pyarrow(py)
}

/// Extracts pages: tuples of Arrow arrays with the chunks of a column, or lists of Python objects.
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
    let (py, (plain, sniffing)) = (pages.py(), flags);
    let pages = Source::new("pages", pages)?;
    let of_each = |name: &str, values: Option<&Bound<'py, PyAny>>| match values {
        Some(values) => Source::new(name, values)?.of_length(name, pages.len())?.all_texts(name).map(Some),
        None => Ok(None),
    };
    let (urls, content_types) = (of_each("urls", urls)?, of_each("content_types", content_types)?);
    let columns = columns::parse(&columns, Column::of_pages())?;
    let reader = RowReader { extractor: extractor.get().extractor().clone(), columns, sniffing };
    let read = |index: usize| {
        reader.read(Given {
            page: pages.get(index),
            url: urls.as_ref().and_then(|urls| urls.text(index)),
            content_type: content_types.as_ref().and_then(|types| types.text(index)),
            plain,
        })
    };
    let workers = Workers::new(threads, pages.len())?;
    let mut builders = Builders::new(&reader.columns);
    let mut next = 0;
    while next < pages.len() {
        let window = next..pages.end_of_window(next, workers.count * WINDOW, workers.count * WINDOW_BYTES);
        next = window.end;
        py.detach(|| builders.append(workers.map(window, read)));
        // Ctrl-C ends a long batch.
        py.check_signals()?;
    }
    builders.finish()?.to_pyarrow(py)
}
