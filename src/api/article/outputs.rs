//! The outputs of an article: text, Markdown and HTML.

use super::Article;
use crate::api::render_options::{HtmlOptions, MarkdownOptions, TextOptions};
use crate::comments::Comment;
use crate::html::limits::Budget;
use crate::render::text::{self, Rendered};
use crate::render::{Selected, Shown, front_matter, html, markdown};
use crate::select::Selection;
use std::fmt;

impl Article {
    /// Returns the main text: an empty line between blocks; items of a list and rows of a table on lines of their own;
    /// tabs between cells. The title is not part of it. It is empty if the page has no main content.
    ///
    /// The first call writes the text, and the article keeps it. [`Block::range`](crate::Block::range) gives the
    /// position of each block in it.
    pub fn text(&self) -> &str {
        &self.rendered().text
    }

    /// Returns the main text, written with these options.
    pub fn text_with(&self, options: &TextOptions) -> String {
        let mut text = match options.adds_nothing_to_blocks() {
            true => self.text().to_owned(),
            false => {
                let mut text = String::new();
                let write = |selection: &Selection, budget: Budget, out: &mut dyn fmt::Write| {
                    let selected = self.selected(selection, options.shown(), budget);
                    out.write_str(&text::render_with(&selected, options.has_tsv_tables()).text)
                };
                match self.write_within_limits(&mut text, write) {
                    Ok(()) => text,
                    // The time is up: writing to a string does not fail.
                    Err(_) => String::new(),
                }
            }
        };
        let comments: &[Comment] = if options.comments && !self.has_comments { self.comments() } else { &[] };
        let mut used = text.len();
        for comment in comments {
            let gap = if text.is_empty() { "" } else { "\n\n" };
            if !self.limits.fits(&mut used, gap.len() + comment.text().len()) {
                break;
            }
            text.push_str(gap);
            text.push_str(comment.text());
        }
        text
    }

    /// Writes the main text with these options.
    ///
    /// # Errors
    ///
    /// If writing to `out` fails. Nothing more is written then.
    pub fn write_text(&self, out: &mut impl fmt::Write, options: &TextOptions) -> fmt::Result {
        match *options == TextOptions::default() {
            true => out.write_str(self.text()),
            false => out.write_str(&self.text_with(options)),
        }
    }

    /// Returns the main text, without a copy if it was written before.
    pub fn into_text(mut self) -> String {
        match self.rendered.take() {
            Some(rendered) => rendered.text,
            None => text::render(&self.page, &self.selection, Budget::NONE).text,
        }
    }

    /// Returns the main text as GitHub Flavored Markdown: headings without gaps in their levels, lists, tables, code
    /// with its language, quotes, emphasis, links, images, footnotes (`[^1]`), formulas as TeX (`$x$`), definition
    /// lists in the syntax of PHP Markdown Extra (`: `), and `<sub>` and `<sup>`. Images have their captions, also those
    /// that the text leaves out. An embedded video, audio or post is a link. Text that looks like markup is escaped. The title is not part of it; the [front matter](MarkdownOptions::with_front_matter) has it.
    ///
    /// Each call writes the document again.
    ///
    /// ```
    /// use maintext::{Extractor, Input, Options};
    ///
    /// let page = "<article><h2>Setting up</h2><p>Run <code>make</code> in <a href='/src'>the folder</a>:</p>\
    ///     <pre><code class='language-sh'>make  -j2\n</code></pre><ul><li>A <b>fast</b> one</ul></article>";
    /// let extractor = Extractor::new(Options::new().with_content_selector("article")?);
    /// let article = extractor.extract(Input::html(page).with_url("https://example.org/docs"))?;
    /// assert_eq!(
    ///     article.markdown(),
    ///     "## Setting up\n\nRun `make` in [the folder](https://example.org/src):\n\n\
    ///      ```sh\nmake  -j2\n```\n\n- A **fast** one\n"
    /// );
    /// # Ok::<(), maintext::Error>(())
    /// ```
    pub fn markdown(&self) -> String {
        self.markdown_with(&MarkdownOptions::default())
    }

    /// Returns the main text as Markdown, written with these options.
    pub fn markdown_with(&self, options: &MarkdownOptions) -> String {
        let mut out = String::with_capacity(self.likely_markup());
        if self.write_markdown(&mut out, options).is_err() {
            // The time is up: writing to a string does not fail.
            out.clear();
        }
        out
    }

    /// Writes the main text as Markdown, in pieces of a few kilobytes.
    ///
    /// # Errors
    ///
    /// If writing to `out` fails, or if the time is up. The error does not say which; [`Article::check_limits`] tells. Nothing
    /// more is written then.
    ///
    /// ```
    /// use maintext::{Extractor, MarkdownOptions, Options};
    ///
    /// let extractor = Extractor::new(Options::new().with_content_selector("h2")?);
    /// let article = extractor.extract("<h2>Setting <em>up</em></h2>")?;
    /// let mut document = String::from("# Manual\n\n");
    /// article.write_markdown(&mut document, &MarkdownOptions::new())?;
    /// assert_eq!(document, "# Manual\n\n## Setting *up*\n");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn write_markdown(&self, out: &mut impl fmt::Write, options: &MarkdownOptions) -> fmt::Result {
        let front_matter = options.front_matter.then(|| front_matter::render(self.metadata()));
        self.write_within_limits(out, |selection, budget, out| {
            out.write_str(front_matter.as_deref().unwrap_or_default())?;
            markdown::write(&self.selected(selection, options.shown(), budget), out)
        })
    }

    /// Returns the main text as HTML: semantic elements without classes, styles, scripts, forms or frames. The result
    /// is safe to insert into a page. The scheme of every URL is `http`, `https`, `mailto` or `tel`, and that of an
    /// image's URL is `http` or `https`. URLs are absolute if the URL of the page is known
    /// ([`Input::with_url`](crate::Input::with_url)). The size is at most a small multiple of the page's size. Formulas
    /// are TeX in `\(...\)` or `\[...\]`.
    ///
    /// Images have their captions, also those that the text leaves out. An embedded video, audio or post is a link. Ruby
    /// text has its readings, and text from right to left its direction (`dir`).
    ///
    /// All other words are those of [`Article::text`], except for code (which is as the page has it, without the buttons
    /// around it), formulas, marks of footnotes, links from a heading to itself (`¶`), and images of single characters.
    ///
    /// Each call writes the document again.
    ///
    /// ```
    /// use maintext::{Extractor, Options};
    ///
    /// let page = "<p onclick='alert(1)'>Rivers <a href='javascript:alert(1)'>carry</a> <b class=x>water</b>.<script>x</script>";
    /// let extractor = Extractor::new(Options::new().with_content_selector("body")?);
    /// assert_eq!(extractor.extract(page)?.html(), "<p>Rivers carry <strong>water</strong>.</p>\n");
    /// # Ok::<(), maintext::Error>(())
    /// ```
    pub fn html(&self) -> String {
        self.html_with(&HtmlOptions::default())
    }

    /// Returns the main text as HTML, written with these options.
    pub fn html_with(&self, options: &HtmlOptions) -> String {
        let mut out = String::with_capacity(self.likely_markup());
        if self.write_html(&mut out, options).is_err() {
            // The time is up: writing to a string does not fail.
            out.clear();
        }
        out
    }

    /// Writes the main text as HTML, in pieces of a few kilobytes.
    ///
    /// # Errors
    ///
    /// If writing to `out` fails, or if the time is up; see [`Article::check_limits`]. Nothing more is written then.
    pub fn write_html(&self, out: &mut impl fmt::Write, options: &HtmlOptions) -> fmt::Result {
        self.write_within_limits(out, |selection, budget, out| {
            html::write(&self.selected(selection, options.shown(), budget), out)
        })
    }

    /// About how many bytes the text has with markup.
    fn likely_markup(&self) -> usize {
        let text: usize = self.selection.blocks(&self.page).map(|block| block.text.len()).sum();
        text + text / 4
    }

    /// The page and a selection of its blocks, as the writers take it.
    pub(super) fn selected<'a>(&'a self, selection: &'a Selection, shown: Shown, budget: Budget) -> Selected<'a> {
        Selected { page: &self.page, selection, shown, budget }
    }

    pub(super) fn rendered(&self) -> &Rendered {
        // The extractor has rendered the text of an article with limits.
        self.rendered.get_or_init(|| text::render(&self.page, &self.selection, Budget::NONE))
    }
}

impl fmt::Display for Article {
    /// Writes [`Article::text`].
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}
