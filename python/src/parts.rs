//! Values of an article that are copied from it: chunks, comments, links and images.

use crate::article::shortest;
use maintext::{Chunk, Comment, Image, Link};
use pyo3::prelude::*;
use pyo3::types::PyDict;

/// A part of the main text, for retrieval and language models.
#[pyclass(frozen, get_all, name = "Chunk", module = "maintext")]
pub struct PyChunk {
    /// The text.
    text: String,
    /// The Markdown. A chunk that begins within a table repeats the header of the table.
    markdown: String,
    /// The headings above the first text of the chunk, the outermost first.
    headings: Vec<String>,
    /// The start in the main text, in characters.
    start: usize,
    /// The end in the main text, in characters.
    end: usize,
    /// The lowest score of its blocks, from 0 to 1.
    min_score: f64,
    /// The links whose words are in the chunk, at least in part.
    links: Vec<PyLink>,
}

impl PyChunk {
    pub fn new(chunk: &Chunk) -> PyChunk {
        let range = chunk.char_range();
        PyChunk {
            text: chunk.text().to_owned(),
            markdown: chunk.markdown().to_owned(),
            headings: chunk.headings().iter().map(|&heading| heading.to_owned()).collect(),
            start: range.start,
            end: range.end,
            min_score: shortest(chunk.min_score()),
            links: chunk.links().map(|link| PyLink::new(&link)).collect(),
        }
    }
}

#[pymethods]
impl PyChunk {
    /// Returns the attributes as a dict of plain values.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(py);
        dict.set_item("text", &self.text)?;
        dict.set_item("markdown", &self.markdown)?;
        dict.set_item("headings", &self.headings)?;
        dict.set_item("start", self.start)?;
        dict.set_item("end", self.end)?;
        dict.set_item("min_score", self.min_score)?;
        let links = self.links.iter().map(|link| link.to_dict(py)).collect::<PyResult<Vec<_>>>()?;
        dict.set_item("links", links)?;
        Ok(dict)
    }

    fn __repr__(&self) -> String {
        format!("<Chunk {}..{} headings={:?}>", self.start, self.end, self.headings)
    }
}

/// A comment of a reader.
#[pyclass(frozen, get_all, eq, name = "Comment", module = "maintext")]
#[derive(PartialEq)]
pub struct PyComment {
    /// The name of the author.
    author: Option<String>,
    /// The date in the format of RFC 3339.
    date: Option<String>,
    /// The text.
    text: String,
    /// 0 for a comment on the story, 1 for a reply to it, and so on.
    depth: usize,
}

impl PyComment {
    pub fn new(comment: &Comment) -> PyComment {
        PyComment {
            author: comment.author().map(str::to_owned),
            date: comment.date().map(str::to_owned),
            text: comment.text().to_owned(),
            depth: comment.depth(),
        }
    }
}

#[pymethods]
impl PyComment {
    /// Returns the attributes as a dict of plain values.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(py);
        dict.set_item("author", &self.author)?;
        dict.set_item("date", &self.date)?;
        dict.set_item("text", &self.text)?;
        dict.set_item("depth", self.depth)?;
        Ok(dict)
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let values = self.to_dict(py)?;
        let shown = values.iter().map(|(name, value)| Ok(format!("{name}={}", value.repr()?)));
        Ok(format!("<Comment {}>", shown.collect::<PyResult<Vec<_>>>()?.join(" ")))
    }
}

/// A link in the main text.
#[pyclass(frozen, get_all, eq, skip_from_py_object, name = "Link", module = "maintext")]
#[derive(Clone, PartialEq)]
pub struct PyLink {
    /// The absolute URL, if the URL of the page is known.
    url: String,
    /// The words.
    text: String,
    /// The start of the words in the main text, in characters.
    start: usize,
    /// The end of the words in the main text, in characters.
    end: usize,
}

impl PyLink {
    pub fn new(link: &Link) -> PyLink {
        let range = link.char_range();
        PyLink { url: link.url().to_owned(), text: link.text().to_owned(), start: range.start, end: range.end }
    }
}

#[pymethods]
impl PyLink {
    /// Returns the attributes as a dict of plain values.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(py);
        dict.set_item("url", &self.url)?;
        dict.set_item("text", &self.text)?;
        dict.set_item("start", self.start)?;
        dict.set_item("end", self.end)?;
        Ok(dict)
    }

    fn __repr__(&self) -> String {
        format!("<Link {:?} {}>", self.text, self.url)
    }
}

/// An image in the main text.
#[pyclass(frozen, get_all, eq, name = "Image", module = "maintext")]
#[derive(PartialEq)]
pub struct PyImage {
    /// The absolute URL, if the URL of the page is known.
    url: String,
    /// The description; empty if there is none.
    alt: String,
    /// The caption.
    caption: Option<String>,
    /// Whether it is the main image of the page.
    is_main: bool,
}

impl PyImage {
    pub fn new(image: &Image) -> PyImage {
        PyImage {
            url: image.url().to_owned(),
            alt: image.alt().to_owned(),
            caption: image.caption().map(str::to_owned),
            is_main: image.is_main(),
        }
    }
}

#[pymethods]
impl PyImage {
    /// Returns the attributes as a dict of plain values.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(py);
        dict.set_item("url", &self.url)?;
        dict.set_item("alt", &self.alt)?;
        dict.set_item("caption", &self.caption)?;
        dict.set_item("is_main", self.is_main)?;
        Ok(dict)
    }

    fn __repr__(&self) -> String {
        format!("<Image {:?} {}>", self.alt, self.url)
    }
}
