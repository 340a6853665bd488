//! The article and its outputs.

use crate::block::PyBlock;
use crate::errors;
use crate::metadata::PyMetadata;
use crate::parts::{PyChunk, PyComment, PyImage, PyLink};
use maintext::{Article, ChunkOptions, HtmlOptions, MarkdownOptions, TextOptions, TextSource};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyString};
use std::sync::Arc;

/// What was extracted from a page. Immutable. Holds the tree of the page: for many pages, keep the texts rather than the
/// articles. All offsets count characters, as `article.text[start:end]` does.
#[pyclass(frozen, name = "Article", module = "maintext")]
pub struct PyArticle {
    article: Arc<Article>,
    text: PyOnceLock<Py<PyString>>,
}

impl PyArticle {
    pub fn new(article: Article) -> PyArticle {
        PyArticle { article: Arc::new(article), text: PyOnceLock::new() }
    }

    /// Computes an output without the interpreter's lock.
    fn output<T: Send>(&self, py: Python<'_>, work: impl FnOnce(&Article) -> T + Send) -> PyResult<T> {
        errors::run_infallible(py, || work(&self.article))
    }

    /// Reads the metadata, which takes time when it is done first.
    fn with_metadata(&self, py: Python<'_>) -> PyResult<&Article> {
        self.output(py, |article| {
            article.metadata();
        })?;
        Ok(&self.article)
    }
}

#[pymethods]
impl PyArticle {
    /// The main text. An empty line is between blocks; list items and table rows have lines of their own.
    #[getter]
    fn text<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyString>> {
        if self.text.get(py).is_none() {
            self.output(py, |article| {
                article.text();
            })?;
        }
        let text = self.text.get_or_init(py, || PyString::new(py, self.article.text()).unbind());
        Ok(text.bind(py).clone())
    }

    /// The title of the page without the name of the site.
    #[getter]
    fn title(&self) -> Option<&str> {
        self.article.title()
    }

    /// The authors that the page names.
    #[getter]
    fn authors(&self, py: Python<'_>) -> PyResult<Vec<String>> {
        Ok(self.with_metadata(py)?.authors().to_vec())
    }

    /// The date of publication, or else of the last change, in the format of RFC 3339.
    #[getter]
    fn date(&self, py: Python<'_>) -> PyResult<Option<&str>> {
        Ok(self.with_metadata(py)?.date())
    }

    /// The language as a BCP 47 tag, such as "en" or "pt-BR".
    #[getter]
    fn language(&self, py: Python<'_>) -> PyResult<Option<&str>> {
        Ok(self.with_metadata(py)?.language())
    }

    /// The canonical URL that the page names, or else the given one.
    #[getter]
    fn url(&self, py: Python<'_>) -> PyResult<Option<&str>> {
        Ok(self.with_metadata(py)?.url())
    }

    /// Facts that the page states about itself, each with its source.
    #[getter]
    fn metadata(&self, py: Python<'_>) -> PyResult<PyMetadata> {
        self.with_metadata(py)?;
        Ok(PyMetadata::new(self.article.clone()))
    }

    /// Reader comments below a story, or reviews of a product. The posts of a forum thread are main text.
    #[getter]
    fn comments(&self, py: Python<'_>) -> PyResult<Vec<PyComment>> {
        self.output(py, |article| article.comments().iter().map(PyComment::new).collect())
    }

    /// All blocks of the page in document order, kept or dropped: see `Block.is_content`.
    #[getter]
    fn blocks(&self) -> Vec<PyBlock> {
        (0..self.article.blocks().len()).map(|index| PyBlock::new(self.article.clone(), index)).collect()
    }

    /// The links in the main text.
    #[getter]
    fn links(&self, py: Python<'_>) -> PyResult<Vec<PyLink>> {
        self.output(py, |article| article.links().map(|link| PyLink::new(&link)).collect())
    }

    /// The images in the main text.
    #[getter]
    fn images(&self, py: Python<'_>) -> PyResult<Vec<PyImage>> {
        self.output(py, |article| article.images().map(|image| PyImage::new(&image)).collect())
    }

    /// The quality to expect of the text, from 0 to 1: the F1 of its words against those that an annotator would keep.
    #[getter]
    fn confidence(&self) -> f64 {
        shortest(self.article.confidence())
    }

    /// Whether the page has main text: about two sentences or more, with a confidence of at least 0.5.
    #[getter]
    fn is_article(&self) -> bool {
        self.article.is_article()
    }

    /// Where the text is from: "page", "structured_data", "noscript", "embedded_state" or "best_guess".
    #[getter]
    fn source(&self) -> &'static str {
        source_name(self.article.source())
    }

    /// The encoding that the bytes were decoded with, such as "UTF-8" or "windows-1252"; None if the page was text.
    #[getter]
    fn charset(&self) -> Option<&'static str> {
        self.article.charset().map(|charset| charset.name())
    }

    /// Returns the main text with additions: URLs of links as in Markdown, descriptions of images, empty cells of
    /// tables, reader comments after the text.
    #[pyo3(signature = (*, links=false, images=false, tsv_tables=false, comments=false))]
    fn to_text(&self, py: Python<'_>, links: bool, images: bool, tsv_tables: bool, comments: bool) -> PyResult<String> {
        let options = TextOptions::new().with_links(links).with_images(images);
        let options = options.with_tsv_tables(tsv_tables).with_comments(comments);
        self.output(py, |article| article.text_with(&options))
    }

    /// Returns the main text as Markdown, with the metadata as YAML before it if `front_matter` is true.
    #[pyo3(signature = (*, links=true, images=true, front_matter=false))]
    fn markdown(&self, py: Python<'_>, links: bool, images: bool, front_matter: bool) -> PyResult<String> {
        let options = MarkdownOptions::new().with_links(links).with_images(images).with_front_matter(front_matter);
        self.output(py, |article| article.markdown_with(&options))
    }

    /// Returns the main text as HTML that is safe to insert into a page.
    #[pyo3(signature = (*, links=true, images=true))]
    fn html(&self, py: Python<'_>, links: bool, images: bool) -> PyResult<String> {
        let options = HtmlOptions::new().with_links(links).with_images(images);
        self.output(py, |article| article.html_with(&options))
    }

    /// Cuts the main text into chunks for retrieval and language models, between blocks where that is possible.
    ///
    /// A chunk has at most `max_chars` characters. `overlap` is the number of blocks that a chunk repeats from the end of the
    /// previous one.
    #[pyo3(signature = (*, max_chars=2000, overlap=0))]
    fn chunks(&self, py: Python<'_>, max_chars: usize, overlap: usize) -> PyResult<Vec<PyChunk>> {
        if max_chars == 0 {
            return Err(PyValueError::new_err("max_chars is 0: expected 1 or more"));
        }
        let options = ChunkOptions::new().with_max_chars(max_chars).with_overlap(overlap);
        self.output(py, |article| article.chunks(&options).iter().map(PyChunk::new).collect())
    }

    /// Returns the title, the text, the confidence, the source, the metadata, the kept blocks and the comments as a
    /// dict of plain values.
    ///
    /// Raises LimitError if not even an empty article fits within `max_output_bytes`, or if the time is up.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let json = self.output(py, serde_json::to_string::<Article>)?;
        let json = match json {
            Ok(json) => json,
            Err(error) => {
                self.check_limits(py)?;
                return Err(PyValueError::new_err(error.to_string()));
            }
        };
        let article = py.import("json")?.call_method1("loads", (json,))?.cast_into::<PyDict>()?;
        for block in article.as_any().get_item("blocks")?.try_iter()? {
            count_in_characters(&block?)?;
        }
        Ok(article)
    }

    /// Returns `to_dict()` as JSON.
    #[pyo3(signature = (*, indent=None))]
    fn to_json<'py>(&self, py: Python<'py>, indent: Option<usize>) -> PyResult<Bound<'py, PyAny>> {
        let options = PyDict::new(py);
        options.set_item("ensure_ascii", false)?;
        options.set_item("indent", indent)?;
        py.import("json")?.call_method("dumps", (self.to_dict(py)?,), Some(&options))
    }

    /// Raises LimitError if an output of this article exceeded `max_output_bytes` or `max_time`. Such an output is cut
    /// or empty.
    fn check_limits(&self, py: Python<'_>) -> PyResult<()> {
        self.article.check_limits().map_err(|limit| errors::exception(py, limit.into()))
    }

    fn __str__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyString>> {
        self.text(py)
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let title = self.title().into_pyobject(py)?.repr()?;
        let length = self.text(py)?.len()?;
        Ok(format!("<Article title={title} characters={length} confidence={:.2}>", self.article.confidence()))
    }
}

/// The library counts bytes as well; in Python these would be taken for characters.
fn count_in_characters(block: &Bound<'_, PyAny>) -> PyResult<()> {
    let block = block.cast::<PyDict>()?;
    for (chars, offset) in [("char_start", "start"), ("char_end", "end")] {
        block.set_item(offset, block.as_any().get_item(chars)?)?;
        block.del_item(chars)?;
    }
    Ok(())
}

/// The number with the fewest digits that is this one in single precision, as JSON has it.
pub fn shortest(number: f32) -> f64 {
    number.to_string().parse().unwrap_or(f64::from(number))
}

pub fn source_name(source: TextSource) -> &'static str {
    match source {
        TextSource::StructuredData => "structured_data",
        TextSource::Noscript => "noscript",
        TextSource::EmbeddedState => "embedded_state",
        TextSource::BestGuess => "best_guess",
        _ => "page",
    }
}
