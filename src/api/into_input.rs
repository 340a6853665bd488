//! The conversions that let callers pass text and bytes as they have them.

use crate::api::input::{Input, Source};
use std::borrow::{Borrow, Cow};

/// Everything that can be read as a page.
///
/// | what you have | types | read as |
/// | --- | --- | --- |
/// | text | `&str`, `String`, `&String`, `Cow<str>`, `&Cow<str>`, `Box<str>`, `&Arc<str>`, ... | [`Input::html`] |
/// | bytes | `&[u8]`, `&[u8; N]`, `Vec<u8>`, `&Vec<u8>`, `Bytes` and `&Bytes` of the crate `bytes`, ... | [`Input::bytes`] |
/// | a parsed page | `&scraper::Html` (feature `scraper`) | its tree |
/// | a page with its URL, charset or kind | [`Input`], `&Input` | what it says |
///
/// A reference to text is any `&T` where `T: Borrow<str>`, a reference to bytes any `&T` where `T: Borrow<[u8]>`. For other types that
/// hold bytes, such as memory-mapped files, write `Input::bytes(&value)`.
///
/// `Kind` tells these cases apart. The compiler infers it; a function of your own that is generic over pages needs it as
/// a type parameter:
///
/// ```
/// use maintext::{Input, IntoInput};
///
/// fn word_count<'a, Kind>(page: impl IntoInput<'a, Kind>) -> usize {
///     maintext::extract(page).text().split_whitespace().count()
/// }
///
/// let page = "<p>Rivers carry water, and with it sand, from the mountains to the sea.";
/// assert_eq!(word_count(page), 13);
/// assert_eq!(word_count(page.as_bytes().to_vec()), 13);
/// assert_eq!(word_count(Input::html(page).with_url("https://example.org/")), 13);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither text, bytes nor another form of a page",
    label = "expected text (`&str`), bytes (`&[u8]`) or a `maintext::Input`",
    note = "for a type that holds bytes, write `Input::bytes(&value)`; for one that dereferences to text, write `&*value`"
)]
pub trait IntoInput<'a, Kind> {
    /// Converts the value to an [`Input`]. Text and bytes are borrowed if the value is a reference.
    fn into_input(self) -> Input<'a>;
}

/// The kinds of [`IntoInput`]: with them, the implementations do not overlap.
pub mod kind {
    /// A reference to text.
    pub enum Text {}
    /// A reference to bytes.
    pub enum Bytes {}
    /// Owned text, or text in a `Cow`.
    pub enum OwnedText {}
    /// Owned bytes.
    pub enum OwnedBytes {}
    /// A parsed page.
    #[cfg(feature = "scraper")]
    pub enum Parsed {}
    /// An `Input`.
    pub enum Given {}
}

impl<'a, T: Borrow<str> + ?Sized> IntoInput<'a, kind::Text> for &'a T {
    fn into_input(self) -> Input<'a> {
        Input::from_source(Source::Text(Cow::Borrowed(self.borrow())))
    }
}

impl<'a, T: Borrow<[u8]> + ?Sized> IntoInput<'a, kind::Bytes> for &'a T {
    fn into_input(self) -> Input<'a> {
        Input::bytes(self.borrow())
    }
}

impl<'a> IntoInput<'a, kind::OwnedText> for String {
    fn into_input(self) -> Input<'a> {
        Input::from_source(Source::Text(Cow::Owned(self)))
    }
}

impl<'a> IntoInput<'a, kind::OwnedText> for Box<str> {
    fn into_input(self) -> Input<'a> {
        String::from(self).into_input()
    }
}

impl<'a> IntoInput<'a, kind::OwnedText> for Cow<'a, str> {
    fn into_input(self) -> Input<'a> {
        Input::from_source(Source::Text(self))
    }
}

/// `FromIterator` tells owned bytes from references to bytes, which are [`kind::Bytes`].
impl<'a, T: AsRef<[u8]> + Into<Vec<u8>> + FromIterator<u8>> IntoInput<'a, kind::OwnedBytes> for T {
    fn into_input(self) -> Input<'a> {
        Input::from_source(Source::Bytes(Cow::Owned(self.into())))
    }
}

impl<'a> IntoInput<'a, kind::Given> for Input<'a> {
    fn into_input(self) -> Input<'a> {
        self
    }
}

impl<'a> IntoInput<'a, kind::Given> for &'a Input<'_> {
    fn into_input(self) -> Input<'a> {
        self.borrowed()
    }
}

/// A value that may be absent: `T` or `Option<T>`, where `T` is `AsRef<str>` or `AsRef<[u8]>`, as the method says.
///
/// It lets a header or a database column be passed on without unwrapping it first. The compiler infers `Kind`.
///
/// ```
/// use maintext::Input;
///
/// let charset: Option<String> = None;
/// let input = Input::bytes(b"<p>x").with_charset(&charset).with_url("https://example.org/".to_owned());
/// assert!(format!("{input:?}").contains("example.org"));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither `{T}` nor an optional one",
    label = "expected a value that is `AsRef<{T}>`, or an `Option` of one",
    note = "for `None`, write `None::<&str>`"
)]
pub trait Maybe<T: ?Sized, Kind> {
    /// Returns the value converted by `read`, or `None` if there is none.
    fn map_ref<R>(self, read: impl FnOnce(&T) -> R) -> Option<R>;
}

/// The kinds of [`Maybe`].
pub mod maybe {
    /// A value.
    pub enum Value {}
    /// An `Option`.
    pub enum Optional {}
    /// A reference to an `Option`.
    pub enum OptionalRef {}
}

impl<T: ?Sized, V: AsRef<T>> Maybe<T, maybe::Value> for V {
    fn map_ref<R>(self, read: impl FnOnce(&T) -> R) -> Option<R> {
        Some(read(self.as_ref()))
    }
}

impl<T: ?Sized, V: AsRef<T>> Maybe<T, maybe::Optional> for Option<V> {
    fn map_ref<R>(self, read: impl FnOnce(&T) -> R) -> Option<R> {
        self.map(|value| read(value.as_ref()))
    }
}

impl<T: ?Sized, V: AsRef<T>> Maybe<T, maybe::OptionalRef> for &Option<V> {
    fn map_ref<R>(self, read: impl FnOnce(&T) -> R) -> Option<R> {
        self.as_ref().map(|value| read(value.as_ref()))
    }
}
