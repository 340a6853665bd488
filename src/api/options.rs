//! What a caller may choose.

#[cfg(feature = "scraper")]
use crate::api::error::Error;
#[cfg(feature = "scraper")]
use crate::html::selectors::Selectors;
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
    pub(crate) output: OutputOptions,
    #[cfg(feature = "scraper")]
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
            hidden_text: true,
            best_guess: false,
            output: OutputOptions::default(),
            #[cfg(feature = "scraper")]
            selectors: Selectors::default(),
        }
    }
}

/// What an article's texts are written with.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct OutputOptions {
    /// `None`: as each kind of text has it by default.
    pub links: Option<bool>,
    /// See `links`.
    pub images: Option<bool>,
    pub tsv_tables: bool,
    pub comments: bool,
    pub front_matter: bool,
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

    /// The most bytes that the main text may have, with the comments of [`Options::with_comments`]. The error holds the
    /// article with as many blocks, from the first on, as are within the limit, and its text without comments.
    ///
    /// It bounds [`Article::text`](crate::Article::text) only: of the same blocks,
    /// [`markdown`](crate::Article::markdown) and [`html`](crate::Article::html) may be several times as long, with their
    /// markup, escapes and the addresses of links and images.
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

    /// Whether [`Article::markdown`](crate::Article::markdown), [`html`](crate::Article::html) and
    /// [`text`](crate::Article::text) say where links lead. In text they are written as in Markdown: `[words](address)`.
    ///
    /// ### Default
    ///
    /// In Markdown and HTML, not in text.
    pub fn with_links(mut self, links: bool) -> Options {
        self.output.links = Some(links);
        self
    }

    /// Whether [`Article::markdown`](crate::Article::markdown) and [`html`](crate::Article::html) have images, and
    /// [`text`](crate::Article::text) the descriptions of those that have one (`alt`).
    ///
    /// ### Default
    ///
    /// In Markdown and HTML, not in text.
    pub fn with_images(mut self, images: bool) -> Options {
        self.output.images = Some(images);
        self
    }

    /// Whether [`Article::text`](crate::Article::text) has the rows of tables as tab-separated values: cells that are
    /// empty or reach over several columns keep their places.
    ///
    /// ### Default
    ///
    /// No: one tab stands between two cells with text.
    ///
    /// ```
    /// use maintext::{Extractor, Options};
    ///
    /// let page = "<table><tr><th>Port<th>Boats<th>Open<tr><td>Wick<td><td>yes<tr><td colspan=2>Lower Wick<td>no</table>";
    /// let options = Options::new().with_content_selector("table")?.with_tsv_tables(true);
    /// let article = Extractor::new(options).extract(page)?;
    /// assert_eq!(article.text(), "Port\tBoats\tOpen\nWick\t\tyes\nLower Wick\t\tno");
    /// # Ok::<(), maintext::Error>(())
    /// ```
    pub fn with_tsv_tables(mut self, tsv: bool) -> Options {
        self.output.tsv_tables = tsv;
        self
    }

    /// Whether [`Article::text`](crate::Article::text) has the texts of the [comments](crate::Article::comments) behind the
    /// main text, an empty line before each.
    ///
    /// ### Default
    ///
    /// No.
    pub fn with_comments(mut self, comments: bool) -> Options {
        self.output.comments = comments;
        self
    }

    /// Whether [`Article::markdown`](crate::Article::markdown) begins with the [metadata](crate::Metadata) as YAML,
    /// between lines of dashes: those of `title`, `authors`, `date`, `published`, `modified`, `site_name`, `description`,
    /// `language`, `url`, `image`, `categories`, `tags`, `license` and `page_type` that the page has. `date`, which most
    /// readers of front matter look for, is [`Metadata::date`](crate::Metadata::date): one of the next two again.
    ///
    /// ### Default
    ///
    /// No.
    ///
    /// ```
    /// use maintext::{Extractor, Options};
    ///
    /// let extractor = Extractor::new(Options::new().with_front_matter(true));
    /// let article = extractor.extract("<html lang=en><title>On rivers</title><h1>On rivers</h1><p>Rivers carry water, and sand.")?;
    /// assert!(article.markdown().starts_with("---\ntitle: \"On rivers\"\n"));
    /// # Ok::<(), maintext::Error>(())
    /// ```
    pub fn with_front_matter(mut self, front_matter: bool) -> Options {
        self.output.front_matter = front_matter;
        self
    }

    /// Takes for the main text what stands in the elements that a CSS selector matches, for pages of a site that one
    /// knows. Of pages where it matches nothing, the main text is found as ever. The title is left out as ever, too.
    /// Given again, the new selector replaces the first; several are one with commas between them (`"main, .story"`).
    ///
    /// The page is then parsed by `scraper`, which takes some times as long. Needs the feature `scraper`.
    ///
    /// ### Default
    ///
    /// None: the scorer decides.
    ///
    /// # Errors
    ///
    /// Where it is no selector; the error says where.
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
    /// assert_eq!(error.to_string(), "selector \"div >> p\" is wrong at byte 5: found \"> p\", expected CSS");
    /// # Ok::<(), maintext::Error>(())
    /// ```
    #[cfg(feature = "scraper")]
    pub fn with_content_selector(mut self, selector: &str) -> Result<Options, Error> {
        self.selectors.content = Some(crate::html::selectors::parse(selector)?);
        Ok(self)
    }

    /// Leaves out the elements that a CSS selector matches, as if the page had them without content. May be given several
    /// times. Costs what [`Options::with_content_selector`] does. Needs the feature `scraper`.
    ///
    /// ### Default
    ///
    /// None.
    ///
    /// # Errors
    ///
    /// Where it is no selector; the error says where.
    #[cfg(feature = "scraper")]
    pub fn with_excluded_selector(mut self, selector: &str) -> Result<Options, Error> {
        self.selectors.excluded.push(crate::html::selectors::parse(selector)?);
        Ok(self)
    }
}
