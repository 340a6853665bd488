//! What a caller may choose.

use std::time::Duration;

/// Offsets into a page are 32 bits wide; bytes of some charsets are three in UTF-8, and the tree may hold twice the
/// page.
const MOST_BYTES: usize = 512 << 20;

/// Options of an [`Extractor`](crate::Extractor).
///
/// Time and memory grow in proportion to the page whatever it holds, so that the defaults are safe for pages from
/// anywhere; a page that passes a limit is an error, which says which limit it was
/// ([`Error::limit`](crate::Error::limit)) and may hold what was extracted all the same
/// ([`Error::into_partial`](crate::Error::into_partial)).
///
/// ```
/// use maintext::{Extractor, Options};
///
/// let extractor = Extractor::new(Options::new().with_max_nodes(5));
/// let error = extractor.extract("<p>one<p>two<p>three").unwrap_err();
/// assert!(error.is_limit());
/// let read = error.into_partial().unwrap();
/// assert_eq!(read.blocks().map(|block| block.text()).collect::<Vec<_>>(), ["one"]);
/// ```
#[derive(Clone, Debug)]
pub struct Options {
    pub(crate) max_bytes: usize,
    pub(crate) max_nodes: usize,
    pub(crate) max_depth: Option<usize>,
    pub(crate) max_output_bytes: Option<usize>,
    pub(crate) max_time: Option<Duration>,
    pub(crate) preference: f32,
    pub(crate) hidden_text: bool,
    pub(crate) best_guess: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            max_bytes: 128 << 20,
            max_nodes: 4 << 20,
            max_depth: None,
            max_output_bytes: None,
            max_time: None,
            preference: 0.0,
            hidden_text: true,
            best_guess: false,
        }
    }
}

impl Options {
    /// The defaults.
    pub fn new() -> Options {
        Options::default()
    }

    /// The most bytes that a page may have, before it is decoded. A page with more is not read at all.
    ///
    /// ### Default
    ///
    /// 128 MiB. More than 512 MiB are never taken.
    pub fn with_max_bytes(mut self, limit: usize) -> Options {
        self.max_bytes = limit.min(MOST_BYTES);
        self
    }

    /// The most nodes (elements and runs of text; lines of flattened text) that a page may have. Reading stops there,
    /// and the error holds the article of what was read.
    ///
    /// ### Default
    ///
    /// 4,194,304. Pages of the public sets have at most 34,445.
    pub fn with_max_nodes(mut self, limit: usize) -> Options {
        self.max_nodes = limit;
        self
    }

    /// The most elements that may stand within one another. The error holds the article of the whole page.
    ///
    /// What stands in more than about 512 elements is laid out at that depth, as browsers do, so that greater limits
    /// are never passed.
    ///
    /// ### Default
    ///
    /// No limit: the text of pages that nest deeper comes out whole, in the page's order.
    ///
    /// ```
    /// use maintext::{Extractor, Options};
    ///
    /// let page = "<div>".repeat(100_000) + "Far down.";
    /// let article = Extractor::default().extract(&page).unwrap();
    /// assert_eq!(article.blocks().next().unwrap().text(), "Far down.");
    /// assert!(Extractor::new(Options::new().with_max_depth(100)).extract(&page).is_err());
    /// ```
    pub fn with_max_depth(mut self, limit: usize) -> Options {
        self.max_depth = Some(limit);
        self
    }

    /// The most bytes that the main text may have. The error holds the article with as many blocks, from the first on,
    /// as are within the limit.
    ///
    /// ### Default
    ///
    /// No limit: the main text is no longer than the page.
    ///
    /// ```
    /// use maintext::{Extractor, Options};
    ///
    /// let page = "<p>The first paragraph is a sentence, and it ends here.<p>The second one is a sentence, too, but longer.";
    /// let error = Extractor::new(Options::new().with_max_output_bytes(60)).extract(page).unwrap_err();
    /// assert_eq!(error.partial().unwrap().text(), "The first paragraph is a sentence, and it ends here.");
    /// ```
    pub fn with_max_output_bytes(mut self, limit: usize) -> Options {
        self.max_output_bytes = Some(limit);
        self
    }

    /// The longest time that a page may take. The clock is looked at every few hundred nodes and between the steps of
    /// the extraction; the error holds no article, since that would take more time.
    ///
    /// ### Default
    ///
    /// No limit: what comes out should not depend on how busy the machine is.
    ///
    /// ```
    /// use maintext::{Extractor, Options};
    /// use std::time::Duration;
    ///
    /// let extractor = Extractor::new(Options::new().with_max_time(Duration::ZERO));
    /// assert!(extractor.extract("<p>Too late.").unwrap_err().is_limit());
    /// ```
    pub fn with_max_time(mut self, limit: Duration) -> Options {
        self.max_time = Some(limit);
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
