//! Pages as Python has them, borrowed where that is possible.

use maintext::Input;
use pyo3::exceptions::{PyTypeError, PyUnicodeEncodeError};
use pyo3::prelude::*;
use pyo3::pybacked::{PyBackedBytes, PyBackedStr};
use pyo3::types::{PyBytes, PyDict, PyString};

/// A page that can be read without the interpreter's lock.
pub enum Page {
    Text(PyBackedStr),
    Bytes(PyBackedBytes),
}

impl Page {
    /// Takes `str` and `bytes` without a copy, and anything else that has a buffer, such as `memoryview`, `bytearray`
    /// and `mmap`.
    ///
    /// A memoryview of a whole `bytes` object is not copied. Other buffers are, since they may change while the lock is
    /// released.
    pub fn new(page: &Bound<'_, PyAny>) -> PyResult<Page> {
        if let Ok(text) = page.cast::<PyString>() {
            return text_without_surrogates(text).map(Page::Text);
        }
        if let Ok(bytes) = page.cast::<PyBytes>() {
            return Ok(Page::Bytes(bytes.clone().into()));
        }
        Ok(Page::Bytes(bytes_of_buffer(page)?.into()))
    }

    pub fn input(&self) -> Input<'_> {
        match self {
            Page::Text(text) => Input::html(&**text),
            Page::Bytes(bytes) => Input::bytes(&**bytes),
        }
    }
}

/// What a caller knows about a page, apart from the page itself.
pub struct Hints {
    url: Option<String>,
    charset: Option<String>,
    content_type: Option<String>,
    plain: bool,
    sniffing: bool,
}

impl Default for Hints {
    fn default() -> Hints {
        Hints { url: None, charset: None, content_type: None, plain: false, sniffing: true }
    }
}

impl Hints {
    /// For lines without markup.
    pub fn of_lines() -> Hints {
        Hints { plain: true, ..Hints::default() }
    }

    /// Takes the hints from keyword arguments, and returns the other arguments. `None` stands for the default of each.
    pub fn from_keywords<'py>(keywords: Option<&Bound<'py, PyDict>>) -> PyResult<(Hints, Option<Bound<'py, PyDict>>)> {
        let mut hints = Hints::default();
        let Some(keywords) = keywords else { return Ok((hints, None)) };
        let others = PyDict::new(keywords.py());
        for (name, value) in keywords {
            match name.cast::<PyString>()?.to_str()? {
                "url" => hints.url = text(&name, &value)?,
                "charset" => hints.charset = text(&name, &value)?,
                "content_type" => hints.content_type = text(&name, &value)?,
                "plain" => hints.plain = flag(&name, &value)?.unwrap_or(false),
                "sniffing" => hints.sniffing = flag(&name, &value)?.unwrap_or(true),
                _ => others.set_item(name, value)?,
            }
        }
        Ok((hints, Some(others)))
    }

    pub fn apply<'a>(&self, input: Input<'a>) -> Input<'a> {
        let input = if self.plain { Input::plain(input) } else { input };
        let input = input.with_url(&self.url).with_charset(&self.charset).with_sniffing(self.sniffing);
        input.with_content_type(&self.content_type)
    }
}

fn text(name: &Bound<'_, PyAny>, value: &Bound<'_, PyAny>) -> PyResult<Option<String>> {
    value.extract().map_err(|_| PyTypeError::new_err(format!("{name} is {}: expected str or None", type_name(value))))
}

fn flag(name: &Bound<'_, PyAny>, value: &Bound<'_, PyAny>) -> PyResult<Option<bool>> {
    value.extract().map_err(|_| PyTypeError::new_err(format!("{name} is {}: expected True or False", type_name(value))))
}

fn text_without_surrogates(text: &Bound<'_, PyString>) -> PyResult<PyBackedStr> {
    PyBackedStr::try_from(text.clone()).map_err(|error| explain_surrogates(text.py(), error))
}

/// Replaces the reason in the error of Python by one that says what to do.
fn explain_surrogates(py: Python<'_>, error: PyErr) -> PyErr {
    let value = error.value(py);
    if value.is_instance_of::<PyUnicodeEncodeError>() {
        let reason = "lone surrogates are not text: pass the bytes of the page, or replace them";
        // The message is made from this attribute. If it cannot be set, the message of Python remains.
        let _ = value.setattr("reason", reason);
    }
    error
}

fn bytes_of_buffer<'py>(page: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyBytes>> {
    let py = page.py();
    let view_type = memoryview_type(py)?;
    let view = if page.is_instance(&view_type)? {
        page.clone()
    } else {
        view_type.call1((page,)).map_err(|_| wrong_type(page))?
    };
    let owner = view.getattr("obj")?;
    if let Ok(bytes) = owner.cast_into::<PyBytes>()
        && view.getattr("nbytes")?.extract::<usize>()? == bytes.as_bytes().len()
        && view.getattr("c_contiguous")?.extract::<bool>()?
        // A reversed view has the same length.
        && view.getattr("strides")?.eq((1,))?
    {
        return Ok(bytes);
    }
    let whole = PyDict::new(py);
    whole.set_item("order", "C")?;
    Ok(view.call_method("tobytes", (), Some(&whole))?.cast_into::<PyBytes>()?)
}

/// Joins an iterable of lines to one text; `None` for what is a text or has a buffer.
pub fn joined_lines<'py>(lines: &Bound<'py, PyAny>) -> PyResult<Option<Bound<'py, PyString>>> {
    let is_page = lines.is_instance_of::<PyString>() || lines.is_instance_of::<PyBytes>();
    if is_page || memoryview_type(lines.py())?.call1((lines,)).is_ok() {
        return Ok(None);
    }
    let mut joined = String::new();
    for line in lines.try_iter().map_err(|_| wrong_type(lines))? {
        let line = line?;
        let text = line
            .cast::<PyString>()
            .map_err(|_| PyTypeError::new_err(format!("a line is {}: expected str", type_name(&line))))?;
        joined.push_str(text_without_surrogates(text)?.trim_end_matches(['\r', '\n']));
        joined.push('\n');
    }
    Ok(Some(PyString::new(lines.py(), &joined)))
}

fn memoryview_type(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
    py.import("builtins")?.getattr("memoryview")
}

fn wrong_type(page: &Bound<'_, PyAny>) -> PyErr {
    PyTypeError::new_err(format!("a page is str, bytes or another buffer of bytes, not {}", type_name(page)))
}

/// The name of a value's type for messages.
pub fn type_name(value: &Bound<'_, PyAny>) -> String {
    if value.is_none() {
        return "None".to_owned();
    }
    value.get_type().name().map_or_else(|_| "an object".to_owned(), |name| name.to_string())
}
