//! The extractor: from input and options to an article.

use super::article::Article;
use super::error::Error;
use super::input::{Decoded, Input, Source};
use super::options::Options;
use super::pipeline::{Extracted, Pipeline};
use super::quick_check;
use crate::classify::{LearnedScorer, Scorer};
use crate::html::encoding::decode;
use crate::html::limits::{Budget, Limit};
use crate::html::parse;
#[cfg(feature = "scraper")]
use crate::html::selectors::{self, SelectedPage};
use crate::html::sniff;
use crate::page::Page;
use std::borrow::Cow;
use std::sync::Arc;

/// Takes pages and gives back their main content. Make one and share it between threads.
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
/// Nothing is locked while a page is read, so that many pages take all cores, by rayon or by threads of your own. What
/// comes out of a page holds its tree: keep the text rather than the article where there are many.
///
/// ```
/// use maintext::{Extractor, Input};
/// use rayon::prelude::*;
///
/// let pages = vec![b"<p>Cafes are places where people meet, drink, and talk about the news.".to_vec(); 100];
/// let extractor = Extractor::default();
/// let texts: Vec<String> = pages
///     .par_iter()
///     .map(|page| extractor.extract(Input::bytes(page)).map(|article| article.text().to_owned()))
///     .collect::<Result<_, _>>()?;
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

impl Extractor {
    /// An extractor with the default scorer.
    pub fn new(options: Options) -> Extractor {
        Extractor { options, scorer: Arc::new(LearnedScorer::default()) }
    }

    /// Scores by another scorer.
    pub fn with_scorer(mut self, scorer: impl Scorer + 'static) -> Extractor {
        self.scorer = Arc::new(scorer);
        self
    }

    /// The main content of a page.
    ///
    /// # Errors
    ///
    /// Where the charset label is unknown, the bytes are a compressed body ([`Error::is_compressed`]) or no page at all,
    /// such as a PDF document or an image ([`Error::is_binary`]), or a limit of the [`Options`] is passed;
    /// [`Error::into_partial`] then has what was extracted, where something was.
    /// A page without main content is no error, but an article without text.
    pub fn extract<'a>(&self, input: impl Into<Input<'a>>) -> Result<Article, Error> {
        let input = input.into();
        let budget = self.budget();
        self.extract_decoded(self.decoded(&input)?, &input, budget)
    }

    /// Whether a page has main text at all, as [`Article::is_article`] says, for about a sixth of the time that extracting
    /// takes: where the tokens of a page have plenty of prose, it is read no further; only the others are scored. On
    /// 3,354 annotated pages of six sets the answer is the same but for one.
    ///
    /// # Errors
    ///
    /// Those of [`Extractor::extract`], as far as the page is read.
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
    pub fn is_article<'a>(&self, input: impl Into<Input<'a>>) -> Result<bool, Error> {
        let input = input.into();
        let budget = self.budget();
        let decoded = self.decoded(&input)?;
        // Selectors may choose another part of the page than that with the prose.
        #[cfg(feature = "scraper")]
        let is_whole = self.options.selectors.is_empty();
        #[cfg(not(feature = "scraper"))]
        let is_whole = true;
        if let Decoded::Text(text) = &decoded
            && is_whole
            && !input.is_plain
            && quick_check::has_prose(text)
        {
            return Ok(true);
        }
        Ok(self.extract_decoded(decoded, &input, budget)?.is_article())
    }

    /// The article of the part of a page that can be read; it is empty if nothing can.
    pub(crate) fn extract_or_empty<'a>(&self, input: impl Into<Input<'a>>) -> Article {
        let partial = self.extract(input).or_else(|error| error.into_partial().ok_or(()));
        partial.unwrap_or_else(|()| self.article(self.pipeline(Budget::NONE).empty()))
    }

    fn budget(&self) -> Budget {
        Budget::new(self.options.max_nodes, self.options.max_time)
    }

    fn decoded<'a>(&self, input: &Input<'a>) -> Result<Decoded<'a>, Error> {
        Ok(match input.source {
            Source::Bytes(bytes) => {
                self.check_bytes(bytes.len())?;
                Decoded::Text(decode(bytes, input.charset, input.top_level_domain())?)
            }
            Source::Text(text) => {
                self.check_bytes(text.len())?;
                sniff::check_text(text)?;
                Decoded::Text(Cow::Borrowed(text))
            }
            #[cfg(feature = "scraper")]
            Source::Parsed(html) => Decoded::Parsed(html),
        })
    }

    fn extract_decoded(&self, decoded: Decoded, input: &Input, budget: Budget) -> Result<Article, Error> {
        let (mut article, passed) = self.read(decoded, input, budget)?;
        let too_long = self.check_output(&mut article).err();
        match passed.or(too_long) {
            Some(limit) => Err(Error { kind: limit.into(), partial: Some(Box::new(article)) }),
            None => Ok(article),
        }
    }

    /// The article of what could be read, and the limit that was passed, if one was.
    fn read(&self, decoded: Decoded, input: &Input, budget: Budget) -> Result<(Article, Option<Limit>), Limit> {
        match decoded {
            Decoded::Text(text) => self.read_text(&text, input, budget),
            #[cfg(feature = "scraper")]
            Decoded::Parsed(html) => {
                let page = self.options.selectors.apply(html, budget);
                self.read_selected(page, || parse::scripts_of_scraper(html), input, budget)
            }
        }
    }

    fn check_bytes(&self, found: usize) -> Result<(), Limit> {
        let limit = self.options.max_bytes;
        if found > limit { Err(Limit::Bytes { limit, found }) } else { Ok(()) }
    }

    fn read_text(&self, text: &str, input: &Input, budget: Budget) -> Result<(Article, Option<Limit>), Limit> {
        let url = input.url.map(str::to_owned);
        if input.is_plain {
            let (mut page, passed) = Page::from_lines(text, budget);
            page.url = url;
            return Ok((self.article(self.pipeline(budget).lines(page)?), passed));
        }
        #[cfg(feature = "scraper")]
        if !self.options.selectors.is_empty() {
            let page = self.options.selectors.apply(&selectors::page(text), budget);
            return self.read_selected(page, || parse::scripts(text), input, budget);
        }
        let (mut page, passed) = Page::parse(text, budget);
        page.url = url;
        budget.check_time()?;
        let passed = passed.or_else(|| self.check_depth(&page).err());
        let extracted = self.pipeline(budget).page(page, || parse::scripts(text))?;
        Ok((self.article(extracted), passed))
    }

    /// Reads a page that scraper has parsed.
    #[cfg(feature = "scraper")]
    fn read_selected<'s>(
        &self,
        selected: SelectedPage,
        scripts: impl FnOnce() -> Vec<Cow<'s, str>>,
        input: &Input,
        budget: Budget,
    ) -> Result<(Article, Option<Limit>), Limit> {
        budget.check_time()?;
        let SelectedPage { tree, origins, content, passed } = selected;
        let mut page = Page::from_tree(tree);
        page.url = input.url.map(str::to_owned);
        let passed = passed.or_else(|| self.check_depth(&page).err());
        let pipeline = self.pipeline(budget);
        let extracted = match content.is_empty() {
            true => pipeline.page(page, scripts)?,
            false => pipeline.selected(page, &content)?,
        };
        let mut article = self.article(extracted);
        // Fallback text has no nodes in the caller's page.
        article.origins = if article.shell.is_none() { origins } else { Vec::new() };
        Ok((article, passed))
    }

    fn pipeline(&self, budget: Budget) -> Pipeline<'_> {
        Pipeline { options: &self.options, scorer: &self.scorer, budget }
    }

    fn article(&self, extracted: Extracted) -> Article {
        Article::new(extracted, self.options.output)
    }

    fn check_depth(&self, page: &Page) -> Result<(), Limit> {
        let Some(limit) = self.options.max_depth else { return Ok(()) };
        let found = page.tree.depth();
        if found > limit { Err(Limit::Depth { limit, found }) } else { Ok(()) }
    }

    /// Cuts the main text at the limit of output bytes, if it is longer.
    fn check_output(&self, article: &mut Article) -> Result<(), Limit> {
        let Some(limit) = self.options.max_output_bytes else { return Ok(()) };
        let found = article.text().len();
        if found <= limit {
            return Ok(());
        }
        article.cut(limit);
        Err(Limit::OutputBytes { limit, found })
    }
}
