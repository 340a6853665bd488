//! What can go wrong: the input is no page, a limit that the caller set was passed, or an option cannot be met. A page
//! without main text is not an error.

use super::article::Article;
use crate::classify::ModelError;
use crate::html::encoding::DecodeError;
use crate::html::limits::Limit;
#[cfg(feature = "scraper")]
use crate::html::selectors::InvalidSelector;
use crate::html::sniff::NotHtml;

/// Why a page could not be taken.
///
/// ```
/// use maintext::{Extractor, Input};
///
/// let error = Extractor::default().extract(Input::bytes(b"<p>hi").with_charset("klingon")).unwrap_err();
/// assert!(error.is_unknown_charset());
/// assert_eq!(error.to_string(), "unknown charset label \"klingon\": expected a label of the Encoding Standard, such as \"utf-8\"");
/// ```
#[derive(Debug, thiserror::Error)]
#[error("{kind}")]
pub struct Error {
    pub(crate) kind: ErrorKind,
    /// The article of the part that was read before a limit was passed.
    pub(crate) partial: Option<Box<Article>>,
}

/// The cases behind the opaque [`Error`].
#[derive(Debug, thiserror::Error)]
pub(crate) enum ErrorKind {
    #[error(transparent)]
    Decode(#[from] DecodeError),
    #[error(transparent)]
    NotHtml(#[from] NotHtml),
    #[error(transparent)]
    Limit(#[from] Limit),
    #[cfg(feature = "scraper")]
    #[error(transparent)]
    Selector(#[from] InvalidSelector),
    #[error(transparent)]
    Model(#[from] ModelError),
}

impl<K: Into<ErrorKind>> From<K> for Error {
    fn from(kind: K) -> Error {
        Error { kind: kind.into(), partial: None }
    }
}

impl Error {
    /// The caller's charset label is not one that the Encoding Standard knows.
    pub fn is_unknown_charset(&self) -> bool {
        matches!(self.kind, ErrorKind::Decode(DecodeError::UnknownCharset { .. }))
    }

    /// The bytes are a compressed body (gzip, zstd, bzip2, xz, lz4) that nobody has unpacked.
    pub fn is_compressed(&self) -> bool {
        matches!(self.not_html(), Some(NotHtml::Compressed { .. }))
    }

    /// The bytes, or the text that someone made of them, are a file of another kind, such as a PDF document, an image, an
    /// archive or a program, or binary data of no kind that is known; the message says what they were taken for.
    ///
    /// ```
    /// let error = maintext::Extractor::default().extract("%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>").unwrap_err();
    /// assert!(error.is_binary());
    /// assert_eq!(error.to_string(), "the bytes are a PDF document, not a page: expected markup or text");
    /// ```
    pub fn is_binary(&self) -> bool {
        matches!(self.not_html(), Some(NotHtml::Binary { .. }))
    }

    fn not_html(&self) -> Option<NotHtml> {
        match self.kind {
            ErrorKind::NotHtml(found) | ErrorKind::Decode(DecodeError::NotHtml(found)) => Some(found),
            _ => None,
        }
    }

    /// A CSS selector does not parse. Needs the feature `scraper`.
    #[cfg(feature = "scraper")]
    pub fn is_selector(&self) -> bool {
        matches!(self.kind, ErrorKind::Selector(_))
    }

    /// The bytes are no model that this version of the crate can use.
    pub fn is_model(&self) -> bool {
        matches!(self.kind, ErrorKind::Model(_))
    }

    /// The page passed a limit of [`Options`](crate::Options).
    pub fn is_limit(&self) -> bool {
        self.limit().is_some()
    }

    /// The limit of [`Options`](crate::Options) that the page passed, with its value and what was met.
    pub fn limit(&self) -> Option<Limit> {
        match self.kind {
            ErrorKind::Limit(limit) => Some(limit),
            _ => None,
        }
    }
}
