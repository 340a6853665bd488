//! Facts that a page states about itself.

use maintext::{Article, Metadata, MetadataField};
use pyo3::exceptions::PyKeyError;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use std::sync::Arc;

/// Facts that a page states about itself. What it does not state is None or an empty list.
#[pyclass(frozen, name = "Metadata", module = "maintext")]
pub struct PyMetadata {
    article: Arc<Article>,
}

impl PyMetadata {
    /// The metadata of an article that has read it.
    pub fn new(article: Arc<Article>) -> PyMetadata {
        PyMetadata { article }
    }

    fn metadata(&self) -> &Metadata {
        self.article.metadata()
    }
}

#[pymethods]
impl PyMetadata {
    /// The title without the name of the site.
    #[getter]
    fn title(&self) -> Option<&str> {
        self.metadata().title()
    }

    /// The authors.
    #[getter]
    fn authors(&self) -> &[String] {
        self.metadata().authors()
    }

    /// When the page was first published, in the format of RFC 3339.
    #[getter]
    fn published(&self) -> Option<&str> {
        self.metadata().published()
    }

    /// When the page was last changed, in the format of RFC 3339.
    #[getter]
    fn modified(&self) -> Option<&str> {
        self.metadata().modified()
    }

    /// `published`, or else `modified`.
    #[getter]
    fn date(&self) -> Option<&str> {
        self.metadata().date()
    }

    /// The name of the site.
    #[getter]
    fn site_name(&self) -> Option<&str> {
        self.metadata().site_name()
    }

    /// The description.
    #[getter]
    fn description(&self) -> Option<&str> {
        self.metadata().description()
    }

    /// The language as a BCP 47 tag.
    #[getter]
    fn language(&self) -> Option<&str> {
        self.metadata().language()
    }

    /// The canonical URL that the page names, or else the given one.
    #[getter]
    fn url(&self) -> Option<&str> {
        self.metadata().url()
    }

    /// The URL of the main image.
    #[getter]
    fn image(&self) -> Option<&str> {
        self.metadata().image()
    }

    /// The categories.
    #[getter]
    fn categories(&self) -> &[String] {
        self.metadata().categories()
    }

    /// The tags.
    #[getter]
    fn tags(&self) -> &[String] {
        self.metadata().tags()
    }

    /// The license: a name or a URL.
    #[getter]
    fn license(&self) -> Option<&str> {
        self.metadata().license()
    }

    /// "article", "thread", "product", "listing", "documentation" or "profile".
    #[getter]
    fn page_type(&self) -> Option<&'static str> {
        self.metadata().page_type().map(|page_type| page_type.name())
    }

    /// Returns where the page states a field, such as "json_ld" or "open_graph"; None if it does not.
    ///
    /// Raises KeyError for an unknown field.
    fn source(&self, field: &str) -> PyResult<Option<&'static str>> {
        let field = field.parse::<MetadataField>().map_err(|error| PyKeyError::new_err(error.to_string()))?;
        Ok(self.metadata().source(field).map(|source| source.name()))
    }

    /// Returns all fields as a dict of plain values, with the source of each under "sources".
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let json = serde_json::to_string(self.metadata()).map_err(|error| PyKeyError::new_err(error.to_string()))?;
        Ok(py.import("json")?.call_method1("loads", (json,))?.cast_into::<PyDict>()?)
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let fields = self.to_dict(py)?;
        fields.del_item("sources")?;
        let given = fields.iter().filter(|(_, value)| value.is_truthy().unwrap_or(true));
        let shown = given.map(|(name, value)| Ok(format!("{name}={}", value.repr()?)));
        Ok(format!("<Metadata {}>", shown.collect::<PyResult<Vec<_>>>()?.join(" ")))
    }
}
