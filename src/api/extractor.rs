//! The extractor: from input and options to an article.

use super::article::Article;
use super::error::Error;
use super::input::{Decoded, Input, Source};
use super::into_input::IntoInput;
use super::options::Options;
use super::pipeline::Pipeline;
use super::quick_check;
use crate::classify::{LearnedScorer, Scorer};
use crate::html::encoding::{Charset, decode};
use crate::html::limits::{Budget, Limit};
use crate::html::parse::{self, Outcome};
use crate::html::script_text;
use crate::html::selectors::Selected;
use crate::html::sniff;
use crate::page::Page;
use std::borrow::Cow;
use std::sync::Arc;

/// Extracts the main content of pages, with options and a scorer. Create one and share it between threads.
///
/// For the default options, [`extract`](crate::extract) is shorter and never fails.
///
/// ```
/// use maintext::{Extractor, Input};
///
/// let extractor = Extractor::default();
/// let body = b"<meta charset=windows-1252><p>Caf\xe9s are places where people meet, drink, and talk about the news.";
/// let article = extractor.extract(Input::bytes(body)).unwrap();
/// assert!(article.text().starts_with("Cafés are"));
/// ```
///
/// No lock is held while a page is read, so that extraction scales with the number of cores.
/// An [`Article`] holds the tree of its page: for many pages, keep the texts rather than the articles.
///
/// ```
/// use maintext::Extractor;
/// use rayon::prelude::*;
///
/// let pages = vec![b"<p>Cafes are places where people meet, drink, and talk about the news.".to_vec(); 100];
/// let extractor = Extractor::default();
/// let texts: Vec<String> =
///     pages.par_iter().map(|page| Ok(extractor.extract(page)?.into_text())).collect::<Result<_, maintext::Error>>()?;
/// assert!(texts.iter().all(|text| text.starts_with("Cafes are")));
/// # Ok::<(), maintext::Error>(())
/// ```
#[derive(Clone)]
pub struct Extractor {
    options: Options,
    scorer: Arc<dyn Scorer>,
}

impl Default for Extractor {
    fn default() -> Extractor {
        Extractor::new(Options::new())
    }
}

impl std::fmt::Debug for Extractor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Extractor").field("options", &self.options).finish_non_exhaustive()
    }
}

/// A scorer is only read, so that a panic leaves the extractor as it was.
impl std::panic::UnwindSafe for Extractor {}
impl std::panic::RefUnwindSafe for Extractor {}

impl Extractor {
    /// Creates an extractor with the default scorer.
    ///
    /// ```
    /// use maintext::{Extractor, Options};
    ///
    /// let extractor = Extractor::new(Options::new().with_max_bytes(1 << 20));
    /// assert!(extractor.extract("<p>A page.").is_ok());
    /// ```
    pub fn new(options: Options) -> Extractor {
        Extractor { options, scorer: Arc::new(LearnedScorer::default()) }
    }

    /// Replaces the scorer.
    ///
    /// ### Default
    ///
    /// [`LearnedScorer`]
    ///
    /// ```
    /// use maintext::{DensityScorer, Extractor};
    ///
    /// let extractor = Extractor::default().with_scorer(DensityScorer::default());
    /// let page = "<nav><a href=/>Home</a></nav><p>Rivers carry water, and with it sand, from the mountains to the sea.";
    /// assert!(extractor.extract(page)?.text().starts_with("Rivers"));
    /// # Ok::<(), maintext::Error>(())
    /// ```
    pub fn with_scorer(mut self, scorer: impl Scorer + 'static) -> Extractor {
        self.scorer = Arc::new(scorer);
        self
    }

    /// Extracts the main content of a page: text, bytes, a parsed page, or an [`Input`]; see [`IntoInput`].
    ///
    /// # Errors
    ///
    /// If the bytes are compressed ([`Error::is_compressed`]) or a file of another kind ([`Error::is_not_html`]): a PDF document
    /// or an image, but also a feed, JSON, JavaScript or CSS. Also if the page exceeds a limit of the [`Options`]:
    /// [`Error::into_partial`] may then hold what was read. A page without main content is not an error: its article has no text.
    pub fn extract<'a, Kind>(&self, page: impl IntoInput<'a, Kind>) -> Result<Article, Error> {
        let input = page.into_input();
        let budget = self.budget();
        let (decoded, charset) = self.decoded(&input, &budget)?;
        self.extract_decoded(decoded, charset, &input, budget)
    }

    /// Returns whether a page has main text, like [`Article::is_article`], in about a sixth of the time of an extraction.
    ///
    /// A page is read only until enough prose was found. If a page has too little for that, it is extracted. On 3,354 annotated pages of six data
    /// sets the answer differs from that of [`Article::is_article`] once.
    ///
    /// # Errors
    ///
    /// Those of [`Extractor::extract`]. Limits that are exceeded beyond the part that was read are not reported.
    ///
    /// ```
    /// use maintext::Extractor;
    ///
    /// let extractor = Extractor::default();
    /// let prose = "<p>Rivers carry water, and with it sand, from the mountains to the sea.</p>".repeat(20);
    /// assert!(extractor.is_article(&prose)?);
    /// assert!(!extractor.is_article("<ul><li><a href='/'>Home</a><li><a href='/news'>News</a></ul>")?);
    /// # Ok::<(), maintext::Error>(())
    /// ```
    pub fn is_article<'a, Kind>(&self, page: impl IntoInput<'a, Kind>) -> Result<bool, Error> {
        let input = page.into_input();
        let budget = self.budget();
        let (decoded, charset) = self.decoded(&input, &budget)?;
        // Selectors may choose another part of the page than that with the prose.
        let is_whole = self.options.selectors.is_empty();
        if let Decoded::Text(text) = &decoded
            && is_whole
            && !input.is_plain
            && quick_check::has_prose(text)
        {
            return Ok(true);
        }
        Ok(self.extract_decoded(decoded, charset, &input, budget)?.is_article())
    }

    /// Extracts the part of a page that can be read. The article is empty if nothing can.
    pub(crate) fn extract_or_empty(&self, input: Input) -> Article {
        let input = input.truncated(self.options.max_bytes);
        let partial = self.extract(input).or_else(|error| error.into_partial().ok_or(()));
        partial.unwrap_or_else(|()| Article::new(self.pipeline(Budget::NONE).empty()))
    }

    fn budget(&self) -> Budget {
        Budget::new(self.options.max_nodes, self.options.max_time)
    }

    fn decoded<'i>(&self, input: &'i Input, budget: &Budget) -> Result<(Decoded<'i>, Option<Charset>), Error> {
        Ok(match &input.source {
            Source::Bytes(bytes) => {
                self.check_bytes(bytes.len())?;
                let (text, charset) = decode(bytes, input.hints(), input.sniffs, budget)?;
                self.check_format(&text, input)?;
                (Decoded::Text(text), Some(charset))
            }
            Source::Text(text) => {
                self.check_bytes(text.len())?;
                if input.sniffs {
                    sniff::check_text(text)?;
                }
                self.check_format(text, input)?;
                (Decoded::Text(Cow::Borrowed(text)), None)
            }
            #[cfg(feature = "scraper")]
            Source::Parsed(html) => (Decoded::Parsed(html), None),
        })
    }

    fn extract_decoded(
        &self,
        decoded: Decoded,
        charset: Option<Charset>,
        input: &Input,
        budget: Budget,
    ) -> Result<Article, Error> {
        let (mut article, passed) = self.read(decoded, input, budget)?;
        article.charset = charset;
        let too_long = article.limit(budget, self.options.max_output_bytes)?;
        match passed.or(too_long) {
            Some(limit) => Err(Error::exceeded(limit, article)),
            None => Ok(article),
        }
    }

    /// The article of what could be read, and the limit that was passed, if one was.
    fn read(&self, decoded: Decoded, input: &Input, budget: Budget) -> Result<(Article, Option<Limit>), Limit> {
        match decoded {
            Decoded::Text(text) => self.read_text(&text, input, budget),
            #[cfg(feature = "scraper")]
            Decoded::Parsed(html) => self.read_parsed(html, input, budget),
        }
    }

    /// Rejects text files of other formats, unless the caller says what they are.
    fn check_format(&self, text: &str, input: &Input) -> Result<(), Error> {
        if input.sniffs && !input.is_plain { Ok(sniff::check_text_format(text)?) } else { Ok(()) }
    }

    fn check_bytes(&self, found: usize) -> Result<(), Limit> {
        let limit = self.options.max_bytes;
        if found > limit { Err(Limit::Bytes { limit, found }) } else { Ok(()) }
    }

    fn read_text(&self, text: &str, input: &Input, budget: Budget) -> Result<(Article, Option<Limit>), Limit> {
        let url = input.url.clone();
        if input.is_plain {
            let (mut page, passed) = Page::from_lines(text, budget);
            page.url = url;
            return Ok((Article::new(self.pipeline(budget).lines(page)?), passed));
        }
        let selectors = &self.options.selectors;
        if !selectors.is_empty() {
            let Outcome { tree, passed, .. } = parse::parse_keeping(text, selectors.custom_attrs(), budget);
            let selected = selectors.select(tree, budget)?;
            return self.read_selected(selected, passed, || script_text::scripts(text), input, budget);
        }
        let (mut page, passed) = Page::parse(text, budget);
        page.url = url;
        budget.check_time()?;
        let pipeline = self.pipeline(budget);
        let passed = passed.or_else(|| pipeline.check_depth(&page).err());
        let extracted = pipeline.page(page, || script_text::scripts(text))?;
        let passed = passed.or(extracted.passed);
        Ok((Article::new(extracted), passed))
    }

    /// Reads a page that scraper has parsed.
    #[cfg(feature = "scraper")]
    fn read_parsed(
        &self,
        html: &scraper::Html,
        input: &Input,
        budget: Budget,
    ) -> Result<(Article, Option<Limit>), Limit> {
        let selectors = &self.options.selectors;
        let parse::CopiedPage { tree, origins, passed } =
            parse::copy_scraper_page(html, selectors.custom_attrs(), budget);
        let mut selected = selectors.select(tree, budget)?;
        let kept = selected.origins.take();
        let scripts = || script_text::scripts_of_scraper(html);
        let (mut article, passed) = self.read_selected(selected, passed, scripts, input, budget)?;
        // Fallback text has no nodes in the caller's page.
        if article.shell.is_none() {
            article.origins = match kept {
                Some(kept) => kept.into_iter().map(|node| origins[node as usize]).collect(),
                None => origins,
            };
        }
        Ok((article, passed))
    }

    /// Reads a page in which selectors have been evaluated.
    fn read_selected<'s>(
        &self,
        selected: Selected,
        passed: Option<Limit>,
        scripts: impl FnOnce() -> Vec<Cow<'s, str>>,
        input: &Input,
        budget: Budget,
    ) -> Result<(Article, Option<Limit>), Limit> {
        budget.check_time()?;
        let mut page = Page::from_tree(selected.tree);
        page.url = input.url.clone();
        let pipeline = self.pipeline(budget);
        let passed = passed.or_else(|| pipeline.check_depth(&page).err());
        let extracted = match selected.content.is_empty() {
            true => pipeline.page(page, scripts)?,
            false => pipeline.selected(page, &selected.content)?,
        };
        let passed = passed.or(extracted.passed);
        Ok((Article::new(extracted), passed))
    }

    fn pipeline(&self, budget: Budget) -> Pipeline<'_> {
        Pipeline { options: &self.options, scorer: &self.scorer, budget }
    }
}
