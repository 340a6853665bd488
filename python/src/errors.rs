//! The library's errors, and panics, as the exceptions of `maintext._errors`.

use crate::article::PyArticle;
use maintext::{Error, ErrorKind, Limit};
use pyo3::prelude::*;
use pyo3::types::PyType;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Runs the library without the interpreter's lock, and turns errors and panics into exceptions.
pub fn run<T: Send>(py: Python<'_>, work: impl FnOnce() -> Result<T, Error> + Send) -> PyResult<T> {
    match py.detach(|| without_panic(work)) {
        Ok(result) => result.map_err(|error| exception(py, error)),
        Err(message) => Err(new(py, "InternalError", message)?),
    }
}

/// The same for work without errors.
pub fn run_infallible<T: Send>(py: Python<'_>, work: impl FnOnce() -> T + Send) -> PyResult<T> {
    run(py, || Ok(work()))
}

/// Returns the message of a panic as an error. What the library had begun is dropped, so that nothing broken is seen.
pub fn without_panic<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| {
        let text = panic.downcast_ref::<String>().map(String::as_str);
        let message = text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("unknown");
        format!("maintext panicked, please report the page: {message}")
    })
}

/// Returns the exception for an error.
pub fn exception(py: Python<'_>, error: Error) -> PyErr {
    try_exception(py, error).unwrap_or_else(|failure| failure)
}

fn try_exception(py: Python<'_>, error: Error) -> PyResult<PyErr> {
    let raised = new(py, class_name(&error), error.to_string())?;
    let value = raised.value(py);
    if let ErrorKind::TextFile(format) = error.kind() {
        value.setattr("format", format.to_string())?;
    }
    if let Some(limit) = error.limit() {
        set_limit(value, limit)?;
    }
    if let Some(article) = error.into_partial() {
        value.setattr("partial", PyArticle::new(article))?;
    }
    Ok(raised)
}

fn class_name(error: &Error) -> &'static str {
    match (error.kind(), error.limit()) {
        (ErrorKind::Compressed, _) => "CompressedError",
        (ErrorKind::NotHtml, _) => "NotHtmlError",
        (ErrorKind::TextFile(_), _) => "TextFileError",
        (ErrorKind::Limit, Some(Limit::Time { .. })) => "TimeLimitError",
        (ErrorKind::Limit, _) => "LimitError",
        (ErrorKind::Selector, _) => "SelectorError",
        _ => "Error",
    }
}

fn set_limit(value: &Bound<'_, PyAny>, limit: Limit) -> PyResult<()> {
    value.setattr("limit", limit_name(limit))?;
    match limit {
        Limit::Bytes { limit, found }
        | Limit::Nodes { limit, found }
        | Limit::Depth { limit, found }
        | Limit::OutputBytes { limit, found } => {
            value.setattr("maximum", limit)?;
            value.setattr("found", found)
        }
        Limit::Time { limit, found } => {
            value.setattr("maximum", limit.as_secs_f64())?;
            value.setattr("found", found.as_secs_f64())
        }
        // The library may add limits.
        _ => Ok(()),
    }
}

/// The option that sets a limit.
pub fn limit_name(limit: Limit) -> &'static str {
    match limit {
        Limit::Bytes { .. } => "max_bytes",
        Limit::Nodes { .. } => "max_nodes",
        Limit::Depth { .. } => "max_depth",
        Limit::OutputBytes { .. } => "max_output_bytes",
        Limit::Time { .. } => "max_time",
        _ => "other",
    }
}

/// Makes an exception of `maintext._errors`.
fn new(py: Python<'_>, class: &str, message: String) -> PyResult<PyErr> {
    let class = py.import("maintext._errors")?.getattr(class)?.cast_into::<PyType>()?;
    Ok(PyErr::from_value(class.call1((message,))?))
}
