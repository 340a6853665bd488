//! A column of strings or bytes: Arrow arrays, or a list of Python objects.

use crate::page::{Page, type_name};
use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, make_array};
use arrow_data::ArrayData;
use arrow_pyarrow::FromPyArrow;
use arrow_schema::DataType;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyList;
use std::str;

/// One value of a column.
pub enum Value<'a> {
    Text(&'a str),
    Bytes(&'a [u8]),
    Null,
    /// The message says what is wrong.
    Wrong(&'a str),
}

pub enum Source {
    Arrow {
        chunks: Vec<ArrayRef>,
        /// The first row after each chunk.
        ends: Vec<usize>,
    },
    List(Vec<Item>),
}

pub enum Item {
    Page(Page),
    Null,
    Wrong(String),
}

impl Source {
    /// Takes a tuple of Arrow arrays, which are not copied, or a list of objects.
    pub fn new(name: &str, values: &Bound<'_, PyAny>) -> PyResult<Source> {
        if let Ok(list) = values.cast::<PyList>() {
            return list.iter().map(|value| item(&value)).collect::<PyResult<_>>().map(Source::List);
        }
        let mut chunks = Vec::new();
        let mut ends = Vec::new();
        for chunk in values.try_iter()? {
            let chunk = make_array(ArrayData::from_pyarrow_bound(&chunk?)?);
            check_type(name, chunk.data_type())?;
            ends.push(ends.last().unwrap_or(&0) + chunk.len());
            chunks.push(chunk);
        }
        Ok(Source::Arrow { chunks, ends })
    }

    pub fn len(&self) -> usize {
        match self {
            Source::Arrow { ends, .. } => ends.last().copied().unwrap_or(0),
            Source::List(items) => items.len(),
        }
    }

    /// The row after those from `start` on that have at most this many rows and bytes, but at least one row.
    pub fn end_of_window(&self, start: usize, max_rows: usize, max_bytes: usize) -> usize {
        let mut bytes = 0;
        let max_end = self.len().min(start + max_rows);
        let end = (start..max_end).find(|&index| {
            bytes += match self.get(index) {
                Value::Text(text) => text.len(),
                Value::Bytes(bytes) => bytes.len(),
                Value::Null | Value::Wrong(_) => 0,
            };
            bytes > max_bytes
        });
        end.unwrap_or(max_end).max(start + 1)
    }

    /// Checks that there is one value for each page.
    pub fn of_length(self, name: &str, pages: usize) -> PyResult<Source> {
        match self.len() {
            found if found == pages => Ok(self),
            found => {
                Err(PyValueError::new_err(format!("{name} has {found} values: expected one for each of {pages} pages")))
            }
        }
    }

    /// Checks that all values are texts or missing: an argument beside the pages has no rows for errors.
    pub fn all_texts(self, name: &str) -> PyResult<Source> {
        if let Source::List(items) = &self {
            for (index, item) in items.iter().enumerate() {
                if let Item::Wrong(message) = item {
                    return Err(PyTypeError::new_err(format!("{name}[{index}]: {message}")));
                }
            }
        }
        Ok(self)
    }

    pub fn get(&self, index: usize) -> Value<'_> {
        match self {
            Source::Arrow { chunks, ends } => {
                let chunk = ends.partition_point(|&end| end <= index);
                let start = if chunk == 0 { 0 } else { ends[chunk - 1] };
                of_array(&chunks[chunk], index - start)
            }
            Source::List(items) => match &items[index] {
                Item::Page(Page::Text(text)) => Value::Text(text),
                Item::Page(Page::Bytes(bytes)) => Value::Bytes(bytes),
                Item::Null => Value::Null,
                Item::Wrong(message) => Value::Wrong(message),
            },
        }
    }

    /// The value as text, or `None` if it is none.
    pub fn text(&self, index: usize) -> Option<&str> {
        match self.get(index) {
            Value::Text(text) => Some(text),
            Value::Bytes(bytes) => str::from_utf8(bytes).ok(),
            Value::Null | Value::Wrong(_) => None,
        }
    }
}

fn check_type(name: &str, found: &DataType) -> PyResult<()> {
    use DataType::{Binary, BinaryView, LargeBinary, LargeUtf8, Utf8, Utf8View};
    match found {
        Utf8 | LargeUtf8 | Utf8View | Binary | LargeBinary | BinaryView => Ok(()),
        found => {
            Err(PyTypeError::new_err(format!("{name} is an Arrow array of {found}: expected strings or binaries")))
        }
    }
}

/// An object that is not a page is an error of its row.
fn item(value: &Bound<'_, PyAny>) -> PyResult<Item> {
    if value.is_none() {
        return Ok(Item::Null);
    }
    let py = value.py();
    match Page::new(value) {
        Ok(page) => Ok(Item::Page(page)),
        Err(error) if error.is_instance_of::<PyTypeError>(py) => {
            Ok(Item::Wrong(format!("expected str or bytes, found {}", type_name(value))))
        }
        Err(error) if error.is_instance_of::<PyValueError>(py) => Ok(Item::Wrong(error.value(py).to_string())),
        Err(error) => Err(error),
    }
}

fn of_array(array: &ArrayRef, index: usize) -> Value<'_> {
    if array.is_null(index) {
        return Value::Null;
    }
    match array.data_type() {
        DataType::Utf8 => Value::Text(array.as_string::<i32>().value(index)),
        DataType::LargeUtf8 => Value::Text(array.as_string::<i64>().value(index)),
        DataType::Utf8View => Value::Text(array.as_string_view().value(index)),
        DataType::Binary => Value::Bytes(array.as_binary::<i32>().value(index)),
        DataType::LargeBinary => Value::Bytes(array.as_binary::<i64>().value(index)),
        DataType::BinaryView => Value::Bytes(array.as_binary_view().value(index)),
        _ => Value::Null,
    }
}
