//! The extension module `maintext._maintext`: the library `maintext` for Python.
//!
//! - `page`: pages as Python has them; `options`: keyword arguments; `extractor`: from these to articles
//! - `article`, `block`, `metadata`, `parts`: what was extracted
//! - `batch`: many pages at once, to and from Arrow
//! - `command`: the command-line program
//! - `errors`: the library's errors and panics as exceptions
//!
//! The interpreter's lock is released wherever the library works.

mod article;
mod batch;
mod block;
mod command;
mod errors;
mod extractor;
mod metadata;
mod options;
mod page;
mod parts;

use pyo3::prelude::*;

#[pymodule(gil_used = false)]
mod _maintext {
    #[pymodule_export]
    use crate::article::PyArticle;
    #[pymodule_export]
    use crate::batch::{WarcBatches, batch_columns, empty_batch, extract_batch, warc_columns};
    #[pymodule_export]
    use crate::block::PyBlock;
    #[pymodule_export]
    use crate::command::run_command;
    #[pymodule_export]
    use crate::extractor::{PyExtractor, clean_text, extract, extract_text, is_article};
    #[pymodule_export]
    use crate::metadata::PyMetadata;
    #[pymodule_export]
    use crate::parts::{PyChunk, PyComment, PyImage, PyLink};
    #[pymodule_export]
    #[allow(non_upper_case_globals)] // as Python spells it
    const __version__: &str = env!("CARGO_PKG_VERSION");
}
