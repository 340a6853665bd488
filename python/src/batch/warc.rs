//! Archives: WARC and WET files in, record batches out.

use super::builders::Builders;
use super::columns::{self, Column};
use super::row::{Cell, Failure, Given, Row, RowReader};
use super::source::Value;
use super::workers::Workers;
use crate::extractor::PyExtractor;
use arrow_pyarrow::ToPyArrow;
use maintext_records::{Cause, Kind, Place, Record, RecordError, WarcReader};
use pyo3::exceptions::{PyOSError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

/// Bytes of stored bodies after which a batch ends, whatever its number of rows. Chosen by hand: small next to the memory of
/// a core in a cluster.
const MAX_BYTES: usize = 32 << 20;

/// An iterator of record batches.
#[pyclass(frozen, name = "WarcBatches", module = "maintext")]
pub struct WarcBatches {
    state: Mutex<State>,
    reader: RowReader,
    workers: Workers,
    rows: usize,
    max_bytes: usize,
}

struct State {
    records: Box<dyn Iterator<Item = Result<Record, RecordError>> + Send>,
    /// What is extracted next: it was read while the batch before it was extracted.
    ahead: Option<Part>,
}

/// The records of one batch.
#[derive(Default)]
struct Part {
    records: Vec<Result<Record, RecordError>>,
    /// The error of the file after these records.
    failure: Option<io::Error>,
}

#[pymethods]
impl WarcBatches {
    /// Opens a path, or takes an object with `read`.
    #[new]
    fn new(
        extractor: &Bound<'_, PyExtractor>,
        source: &Bound<'_, PyAny>,
        columns: Vec<String>,
        rows: usize,
        max_bytes: usize,
        sniffing: bool,
        threads: Option<usize>,
    ) -> PyResult<WarcBatches> {
        let columns = columns::parse(&columns, Column::ALL.iter().copied())?;
        let reader = RowReader { extractor: extractor.get().extractor().clone(), columns, sniffing };
        let records = records(source, max_bytes)?;
        let state = Mutex::new(State { records, ahead: None });
        Ok(WarcBatches { state, reader, workers: Workers::new(threads, rows)?, rows, max_bytes })
    }

    fn __iter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __next__<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        let (count, rows, failure) = py.detach(|| self.next_rows());
        py.check_signals()?;
        if let Some(error) = failure {
            return Err(error.into());
        }
        if count == 0 {
            return Ok(None);
        }
        let mut builders = Builders::new(&self.reader.columns);
        py.detach(|| builders.append(rows));
        builders.finish()?.to_pyarrow(py).map(Some)
    }
}

impl WarcBatches {
    /// Extracts the next records, and reads those after them at the same time.
    fn next_rows(&self) -> (usize, Vec<Row>, Option<io::Error>) {
        // After a panic of another thread, the iterator goes on with what is left.
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let State { records, ahead } = &mut *state;
        let part = ahead.take().unwrap_or_else(|| self.read_part(records));
        let count = part.records.len();
        if count == 0 {
            return (0, Vec::new(), part.failure);
        }
        let row = |index: usize| self.row(&part.records[index]);
        let (rows, next) = match part.failure {
            // Its exception comes after these rows.
            Some(error) => (self.workers.map(0..count, row), Part { records: Vec::new(), failure: Some(error) }),
            None => self.workers.join(|| self.workers.map(0..count, row), || self.read_part(records)),
        };
        *ahead = Some(next);
        (count, rows, None)
    }

    /// Reads the records of one batch: pages, texts and broken records.
    fn read_part(&self, records: &mut (dyn Iterator<Item = Result<Record, RecordError>> + Send)) -> Part {
        let mut part = Part::default();
        let mut bytes = 0;
        while part.records.len() < self.rows && bytes < MAX_BYTES {
            match records.next() {
                None => break,
                Some(Ok(record)) if matches!(record.kind, Kind::Html | Kind::Text) => {
                    bytes += record.stored_bytes();
                    part.records.push(Ok(record));
                }
                Some(Ok(_)) => {}
                Some(Err(RecordError { cause: Cause::Read(error), .. })) => {
                    part.failure = Some(error);
                    break;
                }
                Some(Err(error)) => part.records.push(Err(error)),
            }
        }
        part
    }

    fn row(&self, record: &Result<Record, RecordError>) -> Row {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let failure = Failure { kind: "record", message: error.cause.to_string() };
                let mut row = self.reader.failed(failure);
                self.set_place(&mut row, error.place, error.url.as_deref());
                return row;
            }
        };
        let mut row = match record.body_within(self.max_bytes) {
            Ok(body) => self.reader.read(Given {
                page: Value::Bytes(&body),
                url: record.url.as_deref(),
                content_type: record.content_type.as_deref(),
                plain: record.kind == Kind::Text,
            }),
            Err(error) => self.reader.failed(Failure { kind: "record", message: error.to_string() }),
        };
        self.set_place(&mut row, record.place, record.url.as_deref());
        let texts = [
            (Column::WarcDate, &record.date),
            (Column::WarcId, &record.id),
            (Column::WarcContentType, &record.content_type),
            (Column::WarcTruncated, &record.truncated),
        ];
        for (column, text) in texts {
            self.reader.set(&mut row, column, || text.as_deref().into());
        }
        let status = || record.status.map_or(Cell::Null, |status| Cell::Count(status.into()));
        self.reader.set(&mut row, Column::WarcStatus, status);
        row
    }

    fn set_place(&self, row: &mut Row, place: Place, url: Option<&str>) {
        self.reader.set(row, Column::WarcUrl, || url.into());
        self.reader.set(row, Column::WarcRecord, || Cell::Count(place.record));
        self.reader.set(row, Column::WarcOffset, || place.offset.map_or(Cell::Null, Cell::Count));
    }
}

fn records(
    source: &Bound<'_, PyAny>,
    max_bytes: usize,
) -> PyResult<Box<dyn Iterator<Item = Result<Record, RecordError>> + Send>> {
    if source.hasattr("read")? {
        return Ok(Box::new(WarcReader::new(PyFile(source.clone().unbind())).with_max_bytes(max_bytes)));
    }
    let path = source.extract::<PathBuf>().map_err(|_| {
        PyTypeError::new_err(format!(
            "an archive is a path or a binary file with read(), not {}",
            crate::page::type_name(source)
        ))
    })?;
    // The error of Python has the number of the error and the name of the file.
    let failed = |error: io::Error| match error.raw_os_error() {
        Some(number) => PyOSError::new_err((number, std_message(&error), path.clone())),
        None => error.into(),
    };
    let reader = WarcReader::<File>::open(&path).map_err(failed)?;
    Ok(Box::new(reader.with_max_bytes(max_bytes)))
}

/// The message without the number, which Python writes, too.
fn std_message(error: &io::Error) -> String {
    let message = error.to_string();
    message.split(" (os error").next().unwrap_or_default().to_owned()
}

/// A binary file of Python, such as a stream of an object store.
struct PyFile(Py<PyAny>);

impl Read for PyFile {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        // Each call needs the interpreter's lock, so that few large reads are better than many small ones.
        Python::attach(|py| {
            let read = self.0.bind(py).call_method1("read", (buffer.len(),))?;
            let bytes = read.cast::<PyBytes>().map_err(|_| {
                PyTypeError::new_err(format!("read() returned {}: expected bytes", crate::page::type_name(&read)))
            })?;
            let bytes = bytes.as_bytes();
            let room =
                buffer.get_mut(..bytes.len()).ok_or_else(|| PyOSError::new_err("read() returned too many bytes"))?;
            room.copy_from_slice(bytes);
            Ok(bytes.len())
        })
        .map_err(|error: PyErr| io::Error::other(error))
    }
}
