//! Trimming of white space: like the standard library, but faster for text without any, as almost all text here is.

#[inline]
pub(super) fn trim_start(text: &str) -> &str {
    match text.as_bytes().first() {
        Some(first) if first.is_ascii_graphic() => text,
        _ => text.trim_start(),
    }
}

#[inline]
pub(super) fn trim_end(text: &str) -> &str {
    match text.as_bytes().last() {
        Some(last) if last.is_ascii_graphic() => text,
        _ => text.trim_end(),
    }
}

/// Whether the text is only white space.
#[inline]
pub(super) fn is_blank(text: &str) -> bool {
    trim_start(text).is_empty()
}

#[inline]
pub(super) fn trim(text: &str) -> &str {
    trim_end(trim_start(text))
}
