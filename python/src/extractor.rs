//! The functions that take a page, and the reusable extractor.

use crate::article::PyArticle;
use crate::errors;
use crate::options;
use crate::page::{Hints, Page, joined_lines};
use maintext::{Article, Error, Extractor, Input};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

/// Reads one page without the interpreter's lock.
fn read<T: Send>(
    extractor: &Extractor,
    page: &Bound<'_, PyAny>,
    hints: &Hints,
    work: impl FnOnce(&Extractor, Input) -> Result<T, Error> + Send,
) -> PyResult<T> {
    let py = page.py();
    let page = Page::new(page)?;
    errors::run(py, || work(extractor, hints.apply(page.input())))
}

/// Reads one page with hints and options from keyword arguments.
fn read_with_keywords<T: Send>(
    page: &Bound<'_, PyAny>,
    keywords: Option<&Bound<'_, PyDict>>,
    work: impl FnOnce(&Extractor, Input) -> Result<T, Error> + Send,
) -> PyResult<T> {
    let (hints, options) = Hints::from_keywords(keywords)?;
    read(&options::extractor(options.as_ref())?, page, &hints, work)
}

fn article(extractor: &Extractor, input: Input) -> Result<Article, Error> {
    extractor.extract(input)
}

fn text(extractor: &Extractor, input: Input) -> Result<String, Error> {
    Ok(extractor.extract(input)?.into_text())
}

fn quick_check(extractor: &Extractor, input: Input) -> Result<bool, Error> {
    extractor.is_article(input)
}

/// Extracts the main content of a page.
///
/// `html` is the page as str, bytes, memoryview or another buffer. Bytes are decoded as browsers do it; `charset` and
/// `content_type`, the value of the HTTP header, help with that. `url` is the base of relative links. `plain=True` reads
/// lines without markup, such as WET records. `sniffing=False` reads files of other formats as HTML.
///
/// The other keywords are the options of `Extractor`.
///
/// Raises `CompressedError`, `NotHtmlError` or `TextFileError` if the bytes are not a page, and `LimitError` if the page
/// exceeds a limit. A page without main text is not an error: its article has no text.
#[pyfunction]
#[pyo3(
    signature = (html, **keywords),
    text_signature = "(html, *, url=None, charset=None, content_type=None, plain=False, sniffing=True, **options)"
)]
pub fn extract(html: &Bound<'_, PyAny>, keywords: Option<&Bound<'_, PyDict>>) -> PyResult<PyArticle> {
    read_with_keywords(html, keywords, article).map(PyArticle::new)
}

/// Returns the main text of a page: `extract(html, ...).text`, with less memory.
#[pyfunction]
#[pyo3(
    signature = (html, **keywords),
    text_signature = "(html, *, url=None, charset=None, content_type=None, plain=False, sniffing=True, **options)"
)]
pub fn extract_text(html: &Bound<'_, PyAny>, keywords: Option<&Bound<'_, PyDict>>) -> PyResult<String> {
    read_with_keywords(html, keywords, text)
}

/// Returns whether a page has main text, in about a sixth of the time of an extraction.
#[pyfunction]
#[pyo3(
    signature = (html, **keywords),
    text_signature = "(html, *, url=None, charset=None, content_type=None, plain=False, sniffing=True, **options)"
)]
pub fn is_article(html: &Bound<'_, PyAny>, keywords: Option<&Bound<'_, PyDict>>) -> PyResult<bool> {
    read_with_keywords(html, keywords, quick_check)
}

/// Returns the main text of lines without markup, such as a WET record or a copied page.
///
/// `lines` is one text with line feeds, as str or bytes, or an iterable of lines.
#[pyfunction]
pub fn clean_text(lines: &Bound<'_, PyAny>) -> PyResult<String> {
    let joined = joined_lines(lines)?;
    let page = joined.as_ref().map_or(lines, |joined| joined.as_any());
    read(&Extractor::default(), page, &Hints::of_lines(), text)
}

/// Extracts pages with the same options. Immutable, so that threads can share it, and picklable.
///
/// Options:
///   max_bytes: maximum size of a page in bytes, before it is decoded. Default: 134217728 (128 MiB).
///   max_nodes: maximum number of elements and texts of a page. Default: 4194304.
///   max_depth: maximum nesting depth. Default: no limit.
///   max_output_bytes: maximum size of each output, in bytes of UTF-8. Default: no limit.
///   max_time: maximum time of the extraction and all outputs of a page, in seconds. Default: no limit.
///   preference: above 0 keeps more text, below 0 less. Added to the logit of each block. Default: 0.
///   fallback_text: take the text from JSON-LD, noscript or embedded state if the page shows none. Default: True.
///   best_guess: return the best guess if nothing looks like main text. Default: False.
///   comments: keep the comments of readers below a story in the text. Default: False.
///   content_selector: CSS selector of the main content, for a known site. Default: None.
///   excluded_selectors: CSS selector or list of selectors of elements to drop. Default: None.
///   scorer: "learned", the trained model, or "density", a formula. Default: "learned".
///
/// Raises SelectorError for an invalid selector, TypeError or ValueError for another invalid option.
#[pyclass(frozen, name = "Extractor", module = "maintext")]
pub struct PyExtractor {
    extractor: Extractor,
    /// The keyword arguments, for pickle and `repr`.
    options: Py<PyDict>,
}

impl PyExtractor {
    pub fn extractor(&self) -> &Extractor {
        &self.extractor
    }

    fn read<T: Send>(
        &self,
        page: &Bound<'_, PyAny>,
        keywords: Option<&Bound<'_, PyDict>>,
        work: impl FnOnce(&Extractor, Input) -> Result<T, Error> + Send,
    ) -> PyResult<T> {
        let (hints, others) = Hints::from_keywords(keywords)?;
        if let Some(name) = others.and_then(|others| others.keys().get_item(0).ok()) {
            return Err(PyTypeError::new_err(format!("unexpected keyword {name}: options are given to Extractor()")));
        }
        read(&self.extractor, page, &hints, work)
    }
}

#[pymethods]
impl PyExtractor {
    #[new]
    #[pyo3(signature = (**options))]
    fn new(py: Python<'_>, options: Option<&Bound<'_, PyDict>>) -> PyResult<PyExtractor> {
        let extractor = options::extractor(options)?;
        let options = options.map_or_else(|| Ok(PyDict::new(py)), |options| options.copy())?;
        Ok(PyExtractor { extractor, options: options.unbind() })
    }

    /// Extracts the main content of a page; see the function `extract`.
    #[pyo3(
        signature = (html, **hints),
        text_signature = "($self, html, *, url=None, charset=None, content_type=None, plain=False, sniffing=True)"
    )]
    fn extract(&self, html: &Bound<'_, PyAny>, hints: Option<&Bound<'_, PyDict>>) -> PyResult<PyArticle> {
        self.read(html, hints, article).map(PyArticle::new)
    }

    /// Returns the main text of a page: `extract(html, ...).text`, with less memory.
    #[pyo3(
        signature = (html, **hints),
        text_signature = "($self, html, *, url=None, charset=None, content_type=None, plain=False, sniffing=True)"
    )]
    fn extract_text(&self, html: &Bound<'_, PyAny>, hints: Option<&Bound<'_, PyDict>>) -> PyResult<String> {
        self.read(html, hints, text)
    }

    /// Returns whether a page has main text, in about a sixth of the time of an extraction.
    #[pyo3(
        signature = (html, **hints),
        text_signature = "($self, html, *, url=None, charset=None, content_type=None, plain=False, sniffing=True)"
    )]
    fn is_article(&self, html: &Bound<'_, PyAny>, hints: Option<&Bound<'_, PyDict>>) -> PyResult<bool> {
        self.read(html, hints, quick_check)
    }

    /// Extracts many pages on many threads; see the function `extract_batch`.
    #[pyo3(
        signature = (pages, **keywords),
        text_signature = "($self, pages, *, urls=None, content_types=None, columns=None, plain=False, sniffing=True, threads=None)"
    )]
    fn extract_batch<'py>(
        slf: &Bound<'py, Self>,
        pages: &Bound<'py, PyAny>,
        keywords: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("maintext._batch")?.call_method("extract_with", (slf, pages), keywords)
    }

    /// The options that differ from the defaults, as keyword arguments.
    #[getter]
    fn options<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        self.options.bind(py).copy()
    }

    fn __getnewargs_ex__<'py>(&self, py: Python<'py>) -> (Bound<'py, PyTuple>, Bound<'py, PyDict>) {
        (PyTuple::empty(py), self.options.bind(py).clone())
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let options = self.options.bind(py).iter().map(|(name, value)| Ok(format!("{name}={}", value.repr()?)));
        Ok(format!("Extractor({})", options.collect::<PyResult<Vec<_>>>()?.join(", ")))
    }
}
