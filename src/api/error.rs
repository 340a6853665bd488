//! Errors of the public API. A page without main text is not an error.

use super::article::Article;
use crate::classify::ModelError;
use crate::html::encoding::DecodeError;
use crate::html::limits::Limit;
use crate::html::selectors::InvalidSelector;
use crate::html::sniff::NotHtml;
use crate::html::text_format::TextFormat;

/// The reason why a page or an option was rejected.
///
/// [`Error::kind`] tells the cases apart. If a page exceeds a limit, the error may hold the article of the part that was
/// read.
///
/// ```
/// use maintext::{ErrorKind, Extractor, Options};
///
/// let error = Extractor::default().extract(b"\x1f\x8b\x08\0").unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::Compressed);
/// assert_eq!(error.to_string(), "expected HTML or text, found gzip data: decompress it first");
///
/// let extractor = Extractor::new(Options::new().with_max_nodes(5));
/// let error = extractor.extract("<p>one<p>two<p>three").unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::Limit);
/// assert_eq!(error.partial().unwrap().blocks().len(), 1);
/// ```
#[derive(Debug, thiserror::Error)]
#[error("{cause}")]
pub struct Error {
    cause: Cause,
    partial: Option<Box<Article>>,
}

/// What an [`Error`] is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The bytes are a compressed body: gzip, zstd, bzip2, xz or lz4. Decompress them first.
    Compressed,
    /// The bytes, or the text decoded from them, are a file of another kind, such as a PDF document, an image or
    /// an archive, or binary data of an unknown kind. The message names the kind.
    NotHtml,
    /// The page is a text file of another format, such as a feed, a script or JSON.
    /// [`Input::with_sniffing(false)`](crate::Input::with_sniffing) reads it anyway.
    TextFile(TextFormat),
    /// The page exceeded a limit of [`Options`](crate::Options); [`Error::limit`] says which.
    Limit,
    /// A CSS selector is invalid. The message says where.
    Selector,
    /// A model file cannot be used by this version of the crate.
    Model,
}

/// The typed errors of the lower layers.
#[derive(Debug, thiserror::Error)]
enum Cause {
    #[error(transparent)]
    NotHtml(NotHtml),
    #[error(transparent)]
    Limit(Limit),
    #[error(transparent)]
    Selector(InvalidSelector),
    #[error(transparent)]
    Model(ModelError),
}

impl Error {
    /// Returns the error of a page that exceeded a limit, with the article of the part that was read.
    pub(crate) fn exceeded(limit: Limit, partial: Article) -> Error {
        Error { cause: Cause::Limit(limit), partial: Some(Box::new(partial.exceeding(limit))) }
    }

    /// Returns what the error is about.
    pub fn kind(&self) -> ErrorKind {
        match &self.cause {
            Cause::NotHtml(NotHtml::Compressed { .. }) => ErrorKind::Compressed,
            Cause::NotHtml(NotHtml::Binary { .. }) => ErrorKind::NotHtml,
            Cause::NotHtml(NotHtml::Text { format }) => ErrorKind::TextFile(*format),
            Cause::Limit(_) => ErrorKind::Limit,
            Cause::Selector(_) => ErrorKind::Selector,
            Cause::Model(_) => ErrorKind::Model,
        }
    }

    /// Whether the bytes are a compressed body: [`ErrorKind::Compressed`].
    pub fn is_compressed(&self) -> bool {
        self.kind() == ErrorKind::Compressed
    }

    /// Whether the bytes, or the text decoded from them, are a file of another kind: [`ErrorKind::NotHtml`] or
    /// [`ErrorKind::TextFile`].
    ///
    /// ```
    /// let error = maintext::Extractor::default().extract("%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>").unwrap_err();
    /// assert!(error.is_not_html());
    /// assert_eq!(error.to_string(), "expected HTML or text, found a PDF document");
    /// ```
    pub fn is_not_html(&self) -> bool {
        matches!(self.kind(), ErrorKind::NotHtml | ErrorKind::TextFile(_))
    }

    /// Whether a CSS selector is invalid: [`ErrorKind::Selector`].
    pub fn is_selector(&self) -> bool {
        self.kind() == ErrorKind::Selector
    }

    /// Whether a model file cannot be used: [`ErrorKind::Model`].
    pub fn is_model(&self) -> bool {
        self.kind() == ErrorKind::Model
    }

    /// Whether the page exceeded a limit: [`ErrorKind::Limit`].
    pub fn is_limit(&self) -> bool {
        self.kind() == ErrorKind::Limit
    }

    /// Returns the limit that the page exceeded, with its value and what was found.
    pub fn limit(&self) -> Option<Limit> {
        match self.cause {
            Cause::Limit(limit) => Some(limit),
            _ => None,
        }
    }

    /// Returns the article of the part that was read before a limit was exceeded: the first nodes, the whole page if only its
    /// depth exceeds a limit, or the first blocks of a long main text. `None` if the page has too many bytes, if the time was
    /// up, or if it was not read for another reason.
    pub fn partial(&self) -> Option<&Article> {
        self.partial.as_deref()
    }

    /// Returns the article of [`Error::partial`] by value.
    ///
    /// ```
    /// use maintext::{Extractor, Options};
    ///
    /// let extractor = Extractor::new(Options::new().with_max_nodes(5));
    /// let page = "<p>one<p>two<p>three";
    /// let article = extractor.extract(page).or_else(|error| error.into_partial().ok_or("nothing was read"))?;
    /// assert_eq!(article.blocks().len(), 1);
    /// # Ok::<(), &str>(())
    /// ```
    pub fn into_partial(self) -> Option<Article> {
        self.partial.map(|article| *article)
    }
}

impl From<NotHtml> for Error {
    fn from(error: NotHtml) -> Error {
        Error { cause: Cause::NotHtml(error), partial: None }
    }
}

impl From<DecodeError> for Error {
    fn from(error: DecodeError) -> Error {
        match error {
            DecodeError::NotHtml(error) => error.into(),
            DecodeError::Limit(limit) => limit.into(),
        }
    }
}

impl From<Limit> for Error {
    fn from(limit: Limit) -> Error {
        Error { cause: Cause::Limit(limit), partial: None }
    }
}

impl From<InvalidSelector> for Error {
    fn from(error: InvalidSelector) -> Error {
        Error { cause: Cause::Selector(error), partial: None }
    }
}

impl From<ModelError> for Error {
    fn from(error: ModelError) -> Error {
        Error { cause: Cause::Model(error), partial: None }
    }
}
