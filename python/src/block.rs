//! A block of an article.

use crate::article::shortest;
use crate::errors;
use maintext::{Article, Block, BlockKind};
use pyo3::exceptions::PyIndexError;
use pyo3::prelude::*;
use std::sync::Arc;

/// A run of text between the tags of block-level elements. Blocks are scored, and kept or dropped.
#[pyclass(frozen, name = "Block", module = "maintext")]
pub struct PyBlock {
    article: Arc<Article>,
    index: usize,
}

impl PyBlock {
    pub fn new(article: Arc<Article>, index: usize) -> PyBlock {
        PyBlock { article, index }
    }

    /// Reads the block without the interpreter's lock: the first call may compute something for all blocks.
    fn read<T: Send>(&self, py: Python<'_>, read: impl FnOnce(Block) -> T + Send) -> PyResult<T> {
        let value = errors::run_infallible(py, || self.article.blocks().nth(self.index).map(read))?;
        value.ok_or_else(|| PyIndexError::new_err(format!("the article has no block {}", self.index)))
    }
}

#[pymethods]
impl PyBlock {
    /// The text with white space normalized.
    #[getter]
    fn text(&self, py: Python<'_>) -> PyResult<String> {
        self.read(py, |block| block.text().to_owned())
    }

    /// The probability that this is main content, from 0 to 1.
    #[getter]
    fn score(&self, py: Python<'_>) -> PyResult<f64> {
        self.read(py, |block| shortest(block.score()))
    }

    /// Whether the block is part of the main text.
    #[getter]
    fn is_content(&self, py: Python<'_>) -> PyResult<bool> {
        self.read(py, |block| block.is_content())
    }

    /// Whether the page hides the block, for example in a tab.
    #[getter]
    fn is_hidden(&self, py: Python<'_>) -> PyResult<bool> {
        self.read(py, |block| block.is_hidden())
    }

    /// "paragraph", "heading", "list_item", "table_row", "preformatted", "caption", "quote", "term", "definition" or
    /// "line".
    #[getter]
    fn kind(&self, py: Python<'_>) -> PyResult<&'static str> {
        self.read(py, |block| block.kind().name())
    }

    /// The level of a heading, 1 to 6; None for other blocks.
    #[getter]
    fn level(&self, py: Python<'_>) -> PyResult<Option<u8>> {
        let level = |block: Block| match block.kind() {
            BlockKind::Heading(level) => Some(level),
            _ => None,
        };
        self.read(py, level)
    }

    /// The name of the nearest block-level element; None in flattened text.
    #[getter]
    fn tag(&self, py: Python<'_>) -> PyResult<Option<String>> {
        self.read(py, |block| block.tag().map(str::to_owned))
    }

    /// The CSS path of the nearest block-level element.
    #[getter]
    fn path(&self, py: Python<'_>) -> PyResult<String> {
        self.read(py, |block| block.path())
    }

    /// The start of the block in the main text, in characters; None if it was dropped.
    #[getter]
    fn start(&self, py: Python<'_>) -> PyResult<Option<usize>> {
        self.read(py, |block| Some(block.char_range()?.start))
    }

    /// The end of the block in the main text, in characters; None if it was dropped.
    #[getter]
    fn end(&self, py: Python<'_>) -> PyResult<Option<usize>> {
        self.read(py, |block| Some(block.char_range()?.end))
    }

    /// Characters per element; 0 or more.
    #[getter]
    fn text_density(&self, py: Python<'_>) -> PyResult<f64> {
        self.read(py, |block| shortest(block.text_density()))
    }

    /// The share of characters in links, from 0 to 1.
    #[getter]
    fn link_density(&self, py: Python<'_>) -> PyResult<f64> {
        self.read(py, |block| shortest(block.link_density()))
    }

    /// Returns the block as Markdown; None if it was dropped.
    fn markdown(&self, py: Python<'_>) -> PyResult<Option<String>> {
        self.read(py, |block| block.markdown().map(str::to_owned))
    }

    /// Returns how much each feature moved the logit of the score, as pairs of its name and a number above 0 (for the
    /// block) or below 0 (against it), the strongest first.
    fn contributions(&self, py: Python<'_>) -> PyResult<Vec<(String, f64)>> {
        let all = |block: Block| {
            let contributions = block.contributions().into_iter();
            contributions.map(|(feature, moved)| (feature.name().to_owned(), shortest(moved))).collect()
        };
        self.read(py, all)
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let shown = |block: Block| {
            let text: String = block.text().chars().take(40).collect();
            let kept = if block.is_content() { "kept" } else { "dropped" };
            format!("<Block {} {kept} score={:.2} {text:?}>", block.kind().name(), block.score())
        };
        self.read(py, shown)
    }
}
