//! The options of an extractor.

use crate::api::error::Error;
use crate::html::selectors::Selectors;
use std::time::Duration;

/// Offsets into a page have 32 bits. One byte of some charsets takes three in UTF-8, and the tree may hold twice the page.
const MAX_BYTES: usize = 512 << 20;

/// Options of an [`Extractor`](crate::Extractor).
///
/// Time and memory grow in proportion to the size of a page, whatever it holds: the defaults are safe for pages from
/// anywhere. A page that exceeds a limit is an error, which names the limit ([`Error::limit`](crate::Error::limit)) and may
/// hold the article of the part that was read ([`Error::into_partial`](crate::Error::into_partial)). Most outputs cannot
/// return an error: they are cut or empty, and [`Article::check_limits`](crate::Article::check_limits) tells.
///
/// | to bound | use | default |
/// | --- | --- | --- |
/// | the size of the page | [`Options::with_max_bytes`] | 128 MiB |
/// | the number of nodes, and so the memory | [`Options::with_max_nodes`] | 4,194,304 nodes |
/// | nesting | [`Options::with_max_depth`] | no limit |
/// | the size of each output | [`Options::with_max_output_bytes`] | no limit |
/// | the time of the extraction and all outputs | [`Options::with_max_time`] | no limit |
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
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    pub(crate) max_bytes: usize,
    pub(crate) max_nodes: usize,
    pub(crate) max_depth: Option<usize>,
    pub(crate) max_output_bytes: Option<usize>,
    pub(crate) max_time: Option<Duration>,
    pub(crate) preference: f32,
    pub(crate) fallback_text: bool,
    pub(crate) best_guess: bool,
    pub(crate) comments: bool,
    pub(crate) selectors: Selectors,
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
            fallback_text: true,
            best_guess: false,
            comments: false,
            selectors: Selectors::default(),
        }
    }
}

impl Options {
    /// Returns the default options.
    ///
    /// ```
    /// use maintext::Options;
    ///
    /// assert_eq!(Options::new(), Options::default());
    /// assert_ne!(Options::new().with_best_guess(true), Options::default());
    /// ```
    pub fn new() -> Options {
        Options::default()
    }

    /// Sets the maximum size of a page in bytes, before it is decoded. A larger page is not read at all: the error
    /// ([`Limit::Bytes`](crate::Limit::Bytes)) holds no article. ([`maintext::extract`](crate::extract) reads its first bytes
    /// instead.)
    ///
    /// ### Default
    ///
    /// 134,217,728 (128 MiB). Values above 536,870,912 (512 MiB) count as 512 MiB.
    ///
    /// ```
    /// use maintext::{Extractor, Limit, Options};
    ///
    /// let extractor = Extractor::new(Options::new().with_max_bytes(1000));
    /// let error = extractor.extract("<p>A word. ".repeat(100)).unwrap_err();
    /// assert_eq!(error.limit(), Some(Limit::Bytes { limit: 1000, found: 1100 }));
    /// ```
    pub fn with_max_bytes(mut self, limit: usize) -> Options {
        self.max_bytes = limit.min(MAX_BYTES);
        self
    }

    /// Sets the maximum number of nodes of a page: elements and text nodes, or lines of flattened text. Parsing stops
    /// there, and the error ([`Limit::Nodes`](crate::Limit::Nodes)) holds the article of the part that was read.
    ///
    /// ### Default
    ///
    /// 4,194,304. For comparison: the largest page of the public data sets has 34,445 nodes.
    ///
    /// ```
    /// use maintext::{Extractor, Limit, Options};
    ///
    /// let extractor = Extractor::new(Options::new().with_max_nodes(5));
    /// let error = extractor.extract("<p>one<p>two<p>three").unwrap_err();
    /// assert!(matches!(error.limit(), Some(Limit::Nodes { limit: 5, .. })));
    /// assert_eq!(error.partial().unwrap().blocks().next().unwrap().text(), "one");
    /// ```
    pub fn with_max_nodes(mut self, limit: usize) -> Options {
        self.max_nodes = limit;
        self
    }

    /// Sets the maximum nesting depth of elements. The error ([`Limit::Depth`](crate::Limit::Depth)) holds the article of
    /// the whole page.
    ///
    /// The parser flattens the tree at a depth of about 512, as browsers do: no page exceeds a greater limit.
    ///
    /// ### Default
    ///
    /// No limit: the text of a page that nests deeper is complete and in document order.
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

    /// Sets the maximum size of each output in bytes.
    ///
    /// If the plain text is longer than the limit, extraction returns an error
    /// ([`Limit::OutputBytes`](crate::Limit::OutputBytes)). Its article has only the first blocks, as many as fit within the
    /// limit. Every other output has only what fits:
    ///
    /// | output | what it has |
    /// | --- | --- |
    /// | Markdown, HTML, text with options | the first blocks |
    /// | JSON (`Serialize`) | the metadata, then as many blocks as fit, then comments; no metadata if that alone does not fit; an error if the rest is too long as well |
    /// | metadata | as many values as fit: single values (title, date) before lists (authors, tags) |
    /// | comments, chunks, links, images, the Markdown of blocks | as many as fit, counting only the bytes of their strings |
    ///
    /// [`Article::check_limits`](crate::Article::check_limits) tells whether anything is missing. A title that is longer than
    /// the limit is left out.
    ///
    /// ### Default
    ///
    /// No limit: the main text is at most as long as the page.
    ///
    /// ```
    /// use maintext::{Extractor, Options};
    ///
    /// let page = "<p>The first paragraph is a sentence, and it ends here.<p>The second one is a sentence, too, but longer.";
    /// let error = Extractor::new(Options::new().with_max_output_bytes(60)).extract(page).unwrap_err();
    /// let article = error.partial().unwrap();
    /// assert_eq!(article.text(), "The first paragraph is a sentence, and it ends here.");
    /// assert_eq!(article.html(), "<p>The first paragraph is a sentence, and it ends here.</p>\n");
    /// ```
    pub fn with_max_output_bytes(mut self, limit: usize) -> Options {
        self.max_output_bytes = Some(limit);
        self
    }

    /// Sets the maximum time that a page may take, by the wall clock: the extraction and all outputs of its article together.
    /// The time between calls does not count.
    ///
    /// If the time is up during the extraction, the error ([`Limit::Time`](crate::Limit::Time)) holds no article, since making
    /// one would take more time. An output that is not finished in time is empty, and so are all later ones;
    /// [`Article::check_limits`](crate::Article::check_limits) tells. Functions that return a `Result` return an error instead:
    /// `Serialize`, [`Article::write_markdown`](crate::Article::write_markdown),
    /// [`Article::write_html`](crate::Article::write_html). With a limit of time, the text is written during the extraction,
    /// so that an article always has it.
    ///
    /// The clock is read after every 64 nodes or blocks, every 4 KB of JSON, and between the other steps of the extraction.
    /// One such step takes about 10 ms per MB of an ordinary page and up to 80 ms per MB of a hostile one, so the extraction
    /// may exceed the limit by that much. An output exceeds it by a few milliseconds, or by the time for a single block if
    /// that has several MB.
    ///
    /// # Panics
    ///
    /// Not here, but in the extraction on `wasm32-unknown-unknown`, which has no clock.
    ///
    /// ### Default
    ///
    /// No limit: results should not depend on how busy the machine is.
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

    /// Sets the preference for precision (below 0) or recall (above 0). The value is added to the logit of every block's
    /// score. A higher preference never selects fewer blocks of the page. A low
    /// preference may leave so little that [fallback text](Options::with_fallback_text) is used instead.
    ///
    /// Values from -4 to 4 are useful: 2 turns a score of 0.5 into 0.88. NaN and infinite values count as 0.
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

    /// Sets whether a page with less than 150 characters of visible main text is searched for a fallback text: in JSON-LD, in
    /// `<noscript>`, and in the state that a framework embeds in its scripts. [`Article::source`](crate::Article::source)
    /// says where the text was found. The limits of the options apply to the fallback as well.
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
    /// let visible = Extractor::new(Options::new().with_fallback_text(false));
    /// assert_eq!(visible.extract(&page).unwrap().text(), "");
    /// ```
    pub fn with_fallback_text(mut self, fallback_text: bool) -> Options {
        self.fallback_text = fallback_text;
        self
    }

    /// Sets whether the comments of readers below a story stay in the text, at their place in the page. The scorer decides which of their
    /// blocks are text. [`Article::comments`](crate::Article::comments) has the comments either way, and
    /// [`TextOptions::with_comments`](crate::TextOptions::with_comments) writes all of them after the text instead. Posts of a
    /// thread are always text.
    ///
    /// ### Default
    ///
    /// `false`
    ///
    /// ```
    /// use maintext::{Extractor, Options};
    ///
    /// let comment = "<li class=comment><b class=author>Ann Lee</b> <time datetime=2025-03-09>9 March</time><p>My balcony hums all day, \
    ///     and I wonder whether that is the bees or the fridge that stands there since we moved in, in a spring long ago.</p>\
    ///     <p>The neighbors, who hear it too, say that it must be the bees.</p></li>".repeat(4);
    /// let page = format!(
    ///     "<html lang=en><title>Roof hives beat the fields</title><article><h1>Roof hives beat the fields</h1>\
    ///      <p>Bees that live on roofs bring home more honey than those in the fields, keepers in the old town say, since \
    ///      gardens and balconies flower from March to October, while fields are green for most of the year.</p>\
    ///      <p>The city now counts four hundred hives, twice as many as ten years ago, and has asked keepers to register.</p>\
    ///      <ol class=comments>{comment}</ol></article>"
    /// );
    /// let without = maintext::extract(&page);
    /// assert!(!without.text().contains("My balcony") && without.comments().len() == 4);
    /// let with = Extractor::new(Options::new().with_comments(true)).extract(&page).unwrap();
    /// assert!(with.text().contains("My balcony") && with.comments().len() == 4);
    /// ```
    pub fn with_comments(mut self, comments: bool) -> Options {
        self.comments = comments;
        self
    }

    /// Sets whether a page on which nothing looks like main text gives its best guess. The text is then never empty if the
    /// page shows any text. Search engines, for example, may prefer a poor text to none.
    ///
    /// ### Default
    ///
    /// `false`: the text of such a page is empty.
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

    /// Uses the elements matching this CSS selector as the main content, for sites that you know. If nothing matches,
    /// extraction proceeds as usual, and nothing reports that. The heading that shows the title is never part of the text, even if
    /// the selector matches it; [`Article::title`](crate::Article::title) has it.
    ///
    /// A second call replaces the first selector. To use several, join them with commas: `"main, .story"`.
    ///
    /// Names, ids, classes, attributes, all combinators, `:is()`, `:not()`, `:has()` and the structural pseudo-classes can be
    /// used. Evaluation takes time proportional to the page times the selector, within the limits of these options. All
    /// selectors together may name up to 32 attributes that the crate does not read itself.
    ///
    /// ### Default
    ///
    /// None: the scorer decides.
    ///
    /// # Errors
    ///
    /// If the selector is invalid. The message gives the position.
    ///
    /// ```
    /// use maintext::{Extractor, Options};
    ///
    /// let page = "<div class=menu>Home</div><div class=story>Short.<p class=share>Tell all your friends about this story!</div>";
    /// let options = Options::new().with_content_selector("div.story")?.with_excluded_selector(".share")?;
    /// assert_eq!(Extractor::new(options).extract(page)?.text(), "Short.");
    ///
    /// let error = Options::new().with_content_selector("div >> p").unwrap_err();
    /// assert!(error.is_selector());
    /// assert_eq!(error.to_string(), "CSS selector `div >> p` is not valid or not supported: unexpected `> p` at byte 5");
    /// # Ok::<(), maintext::Error>(())
    /// ```
    pub fn with_content_selector(mut self, selector: &str) -> Result<Options, Error> {
        self.selectors.set_content(selector)?;
        Ok(self)
    }

    /// Drops the elements matching this CSS selector, as if they had no content. Each call adds a selector.
    ///
    /// See [`Options::with_content_selector`] for the selectors that can be used.
    ///
    /// ### Default
    ///
    /// None.
    ///
    /// # Errors
    ///
    /// If the selector is invalid. The message gives the position.
    ///
    /// ```
    /// use maintext::{Extractor, Options};
    ///
    /// let page = "<p>Boats leave every hour, and on Sundays every second hour.<p class=ad>Buy a ticket for the train, which is fast.";
    /// let extractor = Extractor::new(Options::new().with_excluded_selector(".ad")?);
    /// let article = extractor.extract(page)?;
    /// assert!(article.blocks().all(|block| !block.text().contains("train")));
    /// # Ok::<(), maintext::Error>(())
    /// ```
    pub fn with_excluded_selector(mut self, selector: &str) -> Result<Options, Error> {
        self.selectors.add_excluded(selector)?;
        Ok(self)
    }
}
