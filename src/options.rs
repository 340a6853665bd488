//! What a caller may choose.

/// Options of an [`Extractor`](crate::Extractor).
///
/// ```
/// use maintext::{Extractor, Options};
///
/// let extractor = Extractor::new(Options::new().with_max_nodes(2));
/// let error = extractor.extract("<p>one<p>two").unwrap_err();
/// assert!(error.is_limit());
/// ```
#[derive(Clone, Debug, Default)]
pub struct Options {
    pub(crate) max_bytes: Option<usize>,
    pub(crate) max_nodes: Option<usize>,
    pub(crate) preference: f32,
}

impl Options {
    /// The defaults.
    pub fn new() -> Options {
        Options::default()
    }

    /// The most bytes that a page may have.
    ///
    /// ### Default
    ///
    /// No limit.
    pub fn with_max_bytes(mut self, limit: usize) -> Options {
        self.max_bytes = Some(limit);
        self
    }

    /// The most nodes (elements and runs of text) that a page may have.
    ///
    /// ### Default
    ///
    /// No limit.
    pub fn with_max_nodes(mut self, limit: usize) -> Options {
        self.max_nodes = Some(limit);
        self
    }

    /// From precision (below 0) to recall (above 0): added to the log-odds of every block. More never selects less
    /// text; values that are not numbers count as 0.
    ///
    /// ### Default
    ///
    /// 0: the best expected F1.
    ///
    /// ```
    /// use maintext::{Extractor, Options};
    ///
    /// let page = "<p>A long paragraph with several words, which is surely content, is it not?<p>Maybe this";
    /// let text = |preference| {
    ///     let extractor = Extractor::new(Options::new().with_preference(preference));
    ///     extractor.extract(page).unwrap().text().len()
    /// };
    /// assert!(text(-9.0) <= text(0.0) && text(0.0) <= text(9.0));
    /// ```
    pub fn with_preference(mut self, preference: f32) -> Options {
        self.preference = if preference.is_finite() { preference } else { 0.0 };
        self
    }
}
