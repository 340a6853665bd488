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
#[derive(Clone, Debug)]
pub struct Options {
    pub(crate) max_bytes: Option<usize>,
    pub(crate) max_nodes: Option<usize>,
    pub(crate) preference: f32,
    pub(crate) hidden_text: bool,
    pub(crate) best_guess: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options { max_bytes: None, max_nodes: None, preference: 0.0, hidden_text: true, best_guess: false }
    }
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

    /// Whether the text is taken from structured data, `<noscript>` or a framework's embedded state where the visible
    /// page has next to none; [`Article::source`](crate::Article::source) says so.
    ///
    /// ### Default
    ///
    /// `true`
    ///
    /// ```
    /// use maintext::{Extractor, Options, TextSource};
    ///
    /// let body = "The pier is open again, ten weeks after a storm tore the planking from it. ".repeat(4);
    /// let page = format!("<script type=application/ld+json>{{\"@type\": \"Article\", \"articleBody\": \"{body}\"}}</script>");
    /// let article = maintext::extract(&page);
    /// assert_eq!((article.source(), article.text()), (TextSource::StructuredData, body.trim()));
    ///
    /// let visible = Extractor::new(Options::new().with_hidden_text(false));
    /// assert_eq!(visible.extract(&page).unwrap().text(), "");
    /// ```
    pub fn with_hidden_text(mut self, hidden_text: bool) -> Options {
        self.hidden_text = hidden_text;
        self
    }

    /// Whether a page on which nothing looks like main text gives the best guess, so that a text is never empty where a
    /// page shows text: for search engines, say, to which a poor text is better than none.
    ///
    /// ### Default
    ///
    /// `false`
    ///
    /// ```
    /// use maintext::{Extractor, Options, TextSource};
    ///
    /// let page = "<ul><li><a href=/a>Home</a><li><a href=/b>Log in</a></ul>";
    /// assert_eq!(maintext::extract(page).text(), "");
    ///
    /// let article = Extractor::new(Options::new().with_best_guess(true)).extract(page).unwrap();
    /// assert!(!article.text().is_empty());
    /// assert_eq!(article.source(), TextSource::BestGuess);
    /// ```
    pub fn with_best_guess(mut self, best_guess: bool) -> Options {
        self.best_guess = best_guess;
        self
    }
}
