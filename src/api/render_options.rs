//! Options of the outputs of an article: text, Markdown and HTML.

use crate::render::Shown;

/// Options of [`Article::text_with`](crate::Article::text_with).
///
/// ```
/// use maintext::{Extractor, Input, Options, TextOptions};
///
/// let page = "<p>Boats leave from <a href='/pier'>the pier</a> every hour.";
/// let extractor = Extractor::new(Options::new().with_content_selector("p")?);
/// let article = extractor.extract(Input::html(page).with_url("https://example.org/"))?;
/// assert_eq!(article.text(), "Boats leave from the pier every hour.");
/// assert_eq!(
///     article.text_with(&TextOptions::new().with_links(true)),
///     "Boats leave from [the pier](https://example.org/pier) every hour."
/// );
/// # Ok::<(), maintext::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextOptions {
    links: bool,
    images: bool,
    tsv_tables: bool,
    pub(crate) comments: bool,
}

impl TextOptions {
    /// Returns the defaults, with which [`Article::text`](crate::Article::text) is written.
    pub fn new() -> TextOptions {
        TextOptions::default()
    }

    /// Sets whether the URL of a link follows its words, as in Markdown: `[words](URL)`.
    ///
    /// ### Default
    ///
    /// `false`
    ///
    /// ```
    /// use maintext::{Extractor, TextOptions, Options};
    ///
    /// let page = "<p>Boats leave from <a href='https://example.org/pier'>the pier</a>.";
    /// let article = Extractor::new(Options::new().with_content_selector("p")?).extract(page)?;
    /// let text = article.text_with(&TextOptions::new().with_links(true));
    /// assert_eq!(text, "Boats leave from [the pier](https://example.org/pier).");
    /// # Ok::<(), maintext::Error>(())
    /// ```
    pub fn with_links(mut self, links: bool) -> TextOptions {
        self.links = links;
        self
    }

    /// Sets whether the descriptions of images (`alt`) are part of the text.
    ///
    /// ### Default
    ///
    /// `false`
    ///
    /// ```
    /// use maintext::{Extractor, TextOptions, Options};
    ///
    /// let page = "<p>Boats leave from here: <img src='https://example.org/pier.jpg' alt='the pier'>";
    /// let article = Extractor::new(Options::new().with_content_selector("p")?).extract(page)?;
    /// let text = article.text_with(&TextOptions::new().with_images(true));
    /// assert_eq!(text, "Boats leave from here:\n\nthe pier");
    /// # Ok::<(), maintext::Error>(())
    /// ```
    pub fn with_images(mut self, images: bool) -> TextOptions {
        self.images = images;
        self
    }

    /// Sets whether the rows of tables are tab-separated values, in which empty cells and cells that span several
    /// columns keep their columns.
    ///
    /// ### Default
    ///
    /// `false`: one tab separates two cells with text, and empty cells are left out.
    ///
    /// ```
    /// use maintext::{Extractor, Options, TextOptions};
    ///
    /// let page = "<table><tr><th>Port<th>Boats<th>Open<tr><td>Wick<td><td>yes<tr><td colspan=2>Lower Wick<td>no</table>";
    /// let article = Extractor::new(Options::new().with_content_selector("table")?).extract(page)?;
    /// assert_eq!(
    ///     article.text_with(&TextOptions::new().with_tsv_tables(true)),
    ///     "Port\tBoats\tOpen\nWick\t\tyes\nLower Wick\t\tno"
    /// );
    /// # Ok::<(), maintext::Error>(())
    /// ```
    pub fn with_tsv_tables(mut self, tsv_tables: bool) -> TextOptions {
        self.tsv_tables = tsv_tables;
        self
    }

    /// Sets whether the texts of the [comments](crate::Article::comments) follow the main text, with an empty line
    /// before each. Nothing follows if [`Options::with_comments`](crate::Options::with_comments) has left the comments in the text.
    ///
    /// ### Default
    ///
    /// `false`
    ///
    /// ```
    /// use maintext::TextOptions;
    ///
    /// let article = maintext::extract("<p>A page without comments, so that the text is the same with them and without them.");
    /// assert_eq!(article.text_with(&TextOptions::new().with_comments(true)), article.text());
    /// ```
    pub fn with_comments(mut self, comments: bool) -> TextOptions {
        self.comments = comments;
        self
    }

    pub(crate) fn shown(&self) -> Shown {
        Shown { links: self.links, images: self.images }
    }

    pub(crate) fn has_tsv_tables(&self) -> bool {
        self.tsv_tables
    }

    /// Whether the text of the blocks is the default one.
    pub(crate) fn adds_nothing_to_blocks(&self) -> bool {
        !(self.links || self.images || self.tsv_tables)
    }
}

/// Options of [`Article::markdown_with`](crate::Article::markdown_with).
///
/// ```
/// use maintext::{Extractor, MarkdownOptions, Options};
///
/// let page = "<p>Boats leave from <a href='https://example.org/pier'>the pier</a>.";
/// let article = Extractor::new(Options::new().with_content_selector("p")?).extract(page)?;
/// assert_eq!(article.markdown(), "Boats leave from [the pier](https://example.org/pier).\n");
/// assert_eq!(article.markdown_with(&MarkdownOptions::new().with_links(false)), "Boats leave from the pier.\n");
/// # Ok::<(), maintext::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkdownOptions {
    links: bool,
    images: bool,
    pub(crate) front_matter: bool,
}

impl Default for MarkdownOptions {
    fn default() -> MarkdownOptions {
        MarkdownOptions { links: true, images: true, front_matter: false }
    }
}

impl MarkdownOptions {
    /// Returns the defaults, with which [`Article::markdown`](crate::Article::markdown) is written.
    pub fn new() -> MarkdownOptions {
        MarkdownOptions::default()
    }

    /// Sets whether links are written with their URLs, and embedded videos, audio and posts as links. Otherwise only the
    /// words of links are written.
    ///
    /// ### Default
    ///
    /// `true`
    ///
    /// ```
    /// use maintext::{Extractor, MarkdownOptions, Options};
    ///
    /// let page = "<p>Boats leave from <a href='https://example.org/pier'>the pier</a>.";
    /// let article = Extractor::new(Options::new().with_content_selector("p")?).extract(page)?;
    /// let markdown = article.markdown_with(&MarkdownOptions::new().with_links(false));
    /// assert_eq!(markdown, "Boats leave from the pier.\n");
    /// # Ok::<(), maintext::Error>(())
    /// ```
    pub fn with_links(mut self, links: bool) -> MarkdownOptions {
        self.links = links;
        self
    }

    /// Sets whether images are written, with the captions that the text leaves out.
    ///
    /// ### Default
    ///
    /// `true`
    ///
    /// ```
    /// use maintext::{Extractor, MarkdownOptions, Options};
    ///
    /// let page = "<p>Boats leave from here: <img src='https://example.org/pier.jpg' alt='the pier'>";
    /// let article = Extractor::new(Options::new().with_content_selector("p")?).extract(page)?;
    /// let markdown = article.markdown_with(&MarkdownOptions::new().with_images(false));
    /// assert_eq!(markdown, "Boats leave from here:\n");
    /// # Ok::<(), maintext::Error>(())
    /// ```
    pub fn with_images(mut self, images: bool) -> MarkdownOptions {
        self.images = images;
        self
    }

    /// Sets whether the document begins with the [metadata](crate::Metadata) as YAML between lines of dashes: `title`,
    /// `authors`, `date`, `published`, `modified`, `site_name`, `description`, `language`, `url`, `image`,
    /// `categories`, `tags`, `license` and `page_type`, as far as the page has them. `date`, which most readers of
    /// front matter expect, is [`Metadata::date`](crate::Metadata::date) and repeats one of the two after it.
    ///
    /// ### Default
    ///
    /// `false`
    ///
    /// ```
    /// use maintext::MarkdownOptions;
    ///
    /// let article = maintext::extract("<html lang=en><title>On rivers</title><h1>On rivers</h1><p>Rivers carry water, and sand.");
    /// let markdown = article.markdown_with(&MarkdownOptions::new().with_front_matter(true));
    /// assert!(markdown.starts_with("---\ntitle: \"On rivers\"\n"));
    /// ```
    pub fn with_front_matter(mut self, front_matter: bool) -> MarkdownOptions {
        self.front_matter = front_matter;
        self
    }

    pub(crate) fn shown(&self) -> Shown {
        Shown { links: self.links, images: self.images }
    }
}

/// Options of [`Article::html_with`](crate::Article::html_with).
///
/// ```
/// use maintext::{Extractor, HtmlOptions, Options};
///
/// let page = "<p>Boats leave from <a href='https://example.org/pier'>the pier</a>.";
/// let article = Extractor::new(Options::new().with_content_selector("p")?).extract(page)?;
/// assert_eq!(article.html_with(&HtmlOptions::new().with_links(false)), "<p>Boats leave from the pier.</p>\n");
/// # Ok::<(), maintext::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HtmlOptions {
    links: bool,
    images: bool,
}

impl Default for HtmlOptions {
    fn default() -> HtmlOptions {
        HtmlOptions { links: true, images: true }
    }
}

impl HtmlOptions {
    /// Returns the defaults, with which [`Article::html`](crate::Article::html) is written.
    pub fn new() -> HtmlOptions {
        HtmlOptions::default()
    }

    /// Sets whether links are written with their URLs. Otherwise only their words are.
    ///
    /// ### Default
    ///
    /// `true`
    ///
    /// ```
    /// use maintext::{Extractor, HtmlOptions, Options};
    ///
    /// let page = "<p>Boats leave from <a href='https://example.org/pier'>the pier</a>.";
    /// let article = Extractor::new(Options::new().with_content_selector("p")?).extract(page)?;
    /// let html = article.html_with(&HtmlOptions::new().with_links(false));
    /// assert_eq!(html, "<p>Boats leave from the pier.</p>\n");
    /// # Ok::<(), maintext::Error>(())
    /// ```
    pub fn with_links(mut self, links: bool) -> HtmlOptions {
        self.links = links;
        self
    }

    /// Sets whether images are written.
    ///
    /// ### Default
    ///
    /// `true`
    ///
    /// ```
    /// use maintext::{Extractor, HtmlOptions, Options};
    ///
    /// let page = "<p>Boats leave from here: <img src='https://example.org/pier.jpg' alt='the pier'>";
    /// let article = Extractor::new(Options::new().with_content_selector("p")?).extract(page)?;
    /// let html = article.html_with(&HtmlOptions::new().with_images(false));
    /// assert_eq!(html, "<p>Boats leave from here:</p>\n");
    /// # Ok::<(), maintext::Error>(())
    /// ```
    pub fn with_images(mut self, images: bool) -> HtmlOptions {
        self.images = images;
        self
    }

    pub(crate) fn shown(&self) -> Shown {
        Shown { links: self.links, images: self.images }
    }
}
