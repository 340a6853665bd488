//! Shortcuts to the most common metadata, and the encoding of the page.

use super::Article;
use crate::html::encoding::Charset;

impl Article {
    /// Returns the authors: [`Metadata::authors`](crate::Metadata::authors).
    pub fn authors(&self) -> &[String] {
        self.metadata().authors()
    }

    /// Returns the date of publication, or else of the last change, in the format of RFC 3339:
    /// [`Metadata::date`](crate::Metadata::date).
    ///
    /// ```
    /// let article = maintext::extract("<meta property=article:published_time content=2025-03-09><p>Rivers carry water.");
    /// assert_eq!(article.date(), Some("2025-03-09"));
    /// ```
    pub fn date(&self) -> Option<&str> {
        self.metadata().date()
    }

    /// Returns the language as a BCP 47 tag (`en`, `pt-BR`): [`Metadata::language`](crate::Metadata::language).
    pub fn language(&self) -> Option<&str> {
        self.metadata().language()
    }

    /// Returns the canonical URL that the page names, or else the URL given by
    /// [`Input::with_url`](crate::Input::with_url): [`Metadata::url`](crate::Metadata::url).
    ///
    /// ```
    /// use maintext::Input;
    ///
    /// let page = "<link rel=canonical href='https://example.org/rivers'><p>Rivers carry water.";
    /// let article = maintext::extract(Input::html(page).with_url("https://example.org/rivers?from=home"));
    /// assert_eq!(article.url(), Some("https://example.org/rivers"));
    /// ```
    pub fn url(&self) -> Option<&str> {
        self.metadata().url()
    }

    /// Returns the encoding that the bytes of the page were decoded with, and how it was found; `None` if the page was
    /// given as text or parsed.
    ///
    /// ```
    /// use maintext::{CharsetSource, Extractor};
    ///
    /// let article = Extractor::default().extract(b"<meta charset=utf-8><p>A page of bytes.")?;
    /// let charset = article.charset().unwrap();
    /// assert_eq!((charset.name(), charset.source()), ("UTF-8", CharsetSource::Declaration));
    /// assert!(maintext::extract("<p>A page of text.").charset().is_none());
    /// # Ok::<(), maintext::Error>(())
    /// ```
    pub fn charset(&self) -> Option<&Charset> {
        self.charset.as_ref()
    }
}

/// An article is never in an inconsistent state after a panic: its parts are set once, when they are complete.
impl std::panic::UnwindSafe for Article {}
impl std::panic::RefUnwindSafe for Article {}
