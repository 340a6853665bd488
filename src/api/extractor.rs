//! The pipeline: bytes -> decode -> parse -> blocks -> features -> score -> select.

use crate::api::article::{Article, Shell};
use crate::api::error::Error;
use crate::api::input::{Decoded, Input, Source};
use crate::api::options::Options;
use crate::api::quick_check;
use crate::classify::features::{Features, Measures};
use crate::classify::{LearnedScorer, PageScores, Scorer};
use crate::comments;
use crate::fallback::{self, Hidden, TextSource};
use crate::html::encoding::decode;
use crate::html::limits::{Budget, Limit};
use crate::html::parse;
#[cfg(feature = "scraper")]
use crate::html::selectors::{self, SelectedPage};
use crate::html::sniff;
use crate::html::tree::Tree;
use crate::page::Page;
use crate::page::blocks::{self, Blocks, plain};
use crate::page::title::{self, Title};
use crate::select::{self, Rule, Scored, Selection};
use std::borrow::Cow;
use std::sync::Arc;

/// How many blocks are scored at a time: with 64 fewer rows stand side by side when most have left (1 % more
/// instructions a page), with 256 nothing is gained.
const RUN: usize = 128;

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
        let (mut article, passed) = self.read(decoded, input.is_plain, budget)?;
        article.url = input.url.map(str::to_owned);
        let too_long = self.check_output(&mut article).err();
        match passed.or(too_long) {
            Some(limit) => Err(Error { kind: limit.into(), partial: Some(Box::new(article)) }),
            None => Ok(article),
        }
    }

    /// The article of what could be read, and the limit that was passed, if one was.
    fn read(&self, decoded: Decoded, is_plain: bool, budget: Budget) -> Result<(Article, Option<Limit>), Limit> {
        match decoded {
            Decoded::Text(text) => self.read_text(&text, is_plain, budget),
            #[cfg(feature = "scraper")]
            Decoded::Parsed(html) => {
                let page = self.options.selectors.apply(html, budget);
                self.read_selected(page, || parse::scripts_of_scraper(html), budget)
            }
        }
    }

    fn check_bytes(&self, found: usize) -> Result<(), Limit> {
        let limit = self.options.max_bytes;
        if found > limit { Err(Limit::Bytes { limit, found }) } else { Ok(()) }
    }

    fn read_text(&self, text: &str, is_plain: bool, budget: Budget) -> Result<(Article, Option<Limit>), Limit> {
        if is_plain {
            let (tree, blocks, passed) = plain::plain_within(text, budget);
            return Ok((self.guessed(self.extract_blocks(tree, blocks, Title::default(), true, budget)?), passed));
        }
        #[cfg(feature = "scraper")]
        if !self.options.selectors.is_empty() {
            let page = self.options.selectors.apply(&selectors::page(text), budget);
            return self.read_selected(page, || parse::scripts(text), budget);
        }
        self.read_page(Page::of(text, budget), || parse::scripts(text), budget)
    }

    /// A page that scraper parsed.
    #[cfg(feature = "scraper")]
    fn read_selected<'s>(
        &self,
        page: SelectedPage,
        scripts: impl FnOnce() -> Vec<Cow<'s, str>>,
        budget: Budget,
    ) -> Result<(Article, Option<Limit>), Limit> {
        if page.content.is_empty() {
            let (mut article, passed) = self.read_page(Page::of_tree(page.tree, page.passed), scripts, budget)?;
            // A text from elsewhere has no nodes in the caller's page.
            article.origins = if article.shell.is_none() { page.origins } else { Vec::new() };
            return Ok((article, passed));
        }
        budget.check_time()?;
        let passed = page.passed.or_else(|| self.check_depth(&page.tree).err());
        let blocks = blocks::blocks(&page.tree);
        let title = title::title(&page.tree, &blocks);
        let mut article = self.extract_blocks(page.tree, blocks, title, false, budget)?;
        article.origins = page.origins;
        article.keep_only(&page.content);
        Ok((article, passed))
    }

    /// `scripts` are asked for only where the page shows next to no text.
    fn read_page<'s>(
        &self,
        page: Page,
        scripts: impl FnOnce() -> Vec<Cow<'s, str>>,
        budget: Budget,
    ) -> Result<(Article, Option<Limit>), Limit> {
        budget.check_time()?;
        let Page { tree, blocks, passed } = page;
        let passed = passed.or_else(|| self.check_depth(&tree).err());
        let title = title::title(&tree, &blocks);
        let article = self.extract_blocks(tree, blocks, title, false, budget)?;
        let kept = article.kept_chars();
        let hidden = match self.options.hidden_text && kept < fallback::NEARLY_EMPTY {
            true => fallback::find(&article.tree, &article.blocks, kept, scripts),
            false => None,
        };
        let article = match hidden {
            Some(hidden) => self.replaced(article, hidden, budget)?,
            None => self.guessed(self.of_noscript(article, kept)),
        };
        Ok((article, passed))
    }

    /// The article with what is to be said where all that is kept of it, so many characters, stands in `<noscript>`: a
    /// sentence or two ask for scripts rather than being main text.
    fn of_noscript(&self, mut article: Article, kept_chars: u32) -> Article {
        if !article.kept.contains(&true) || !article.kept_blocks().all(|block| block.noscript) {
            return article;
        }
        if kept_chars < fallback::NEARLY_EMPTY {
            article.kept.fill(false);
            article.confidence = 0.0;
            return article;
        }
        Article { source: TextSource::Noscript, ..article }
    }

    /// The article with its text from elsewhere.
    fn replaced(&self, mut page: Article, hidden: Hidden, budget: Budget) -> Result<Article, Limit> {
        let (tree, source) = match hidden {
            Hidden::Page(tree, source) => (*tree, source),
            Hidden::Blocks(kept) => return Ok(Article { kept, source: TextSource::Noscript, ..page }),
        };
        let blocks = blocks::blocks(&tree);
        let title_block = page.title.block.take();
        let title = std::mem::take(&mut page.title);
        let mut article = self.extract_blocks(tree, blocks, title, false, budget)?;
        article.kept.fill(true);
        let Article { tree, blocks, kept, .. } = page;
        Ok(Article { source, shell: Some(Box::new(Shell { tree, blocks, kept, title_block })), ..article })
    }

    /// The article with the best guess at its text where it has none and the options ask for it.
    fn guessed(&self, mut article: Article) -> Article {
        if !self.options.best_guess || article.kept.contains(&true) || article.kept.is_empty() {
            return article;
        }
        // Further and further towards recall; at last everything.
        for preference in [2.0, 4.0, 8.0] {
            article.kept = self.selection(&article, preference).without(article.title.block);
            if article.kept.contains(&true) {
                break;
            }
        }
        if !article.kept.contains(&true) {
            article.kept.fill(true);
        }
        Article { source: TextSource::BestGuess, ..article }
    }

    fn selection(&self, article: &Article, preference: f32) -> Selection {
        let (scores, words) = (&article.scores, &article.words);
        if article.is_plain {
            return select::select_lines(scores, words, Rule::of_lines(preference));
        }
        let scored = Scored { scores, words, places: &article.places };
        select::select(&article.tree, &article.blocks, scored, Rule::of_page(preference))
    }

    fn check_depth(&self, tree: &Tree) -> Result<(), Limit> {
        let Some(limit) = self.options.max_depth else { return Ok(()) };
        let found = tree.depth();
        if found > limit { Err(Limit::Depth { limit, found }) } else { Ok(()) }
    }

    /// Whether the main text is short enough; what is beyond the limit is dropped.
    fn check_output(&self, article: &mut Article) -> Result<(), Limit> {
        let Some(limit) = self.options.max_output_bytes else { return Ok(()) };
        let found = article.text().len();
        if found <= limit {
            return Ok(());
        }
        article.cut(limit);
        Err(Limit::OutputBytes { limit, found })
    }

    fn extract_blocks(
        &self,
        tree: Tree,
        blocks: Blocks,
        title: Title,
        is_plain: bool,
        budget: Budget,
    ) -> Result<Article, Limit> {
        let mut article = Article {
            tree,
            blocks,
            is_plain,
            title,
            scorer: Some(Arc::clone(&self.scorer)),
            output: self.options.output,
            ..Article::default()
        };
        let measures = Measures::new(&article.subject(), article.vocabulary());
        budget.check_time()?;
        let mut rows = measures.rows();
        let mut features = Features::none(is_plain);
        let count = article.blocks.list.len();
        let mut scores = PageScores::new(&*self.scorer);
        for start in (0..count).step_by(RUN) {
            rows.write(start..count.min(start + RUN), &mut features);
            scores.read(&features);
            budget.check_time()?;
        }
        let scores = scores.finish();
        let words = measures.words();
        let places = measures.places();
        (article.scores, article.words, article.places) = (scores, words, places);
        let selection = self.selection(&article, self.options.preference);
        article.confidence = match article.blocks.list.len() {
            0 => 0.0,
            _ => self.scorer.confidence(&features, selection.expected_f1).clamp(0.0, 1.0),
        };
        article.kept = selection.without(article.title.block);
        if features.is_modern() {
            self.drop_unseen(&mut article);
        }
        Ok(article)
    }

    /// Drops what the scorer, who judges block by block, does not see: that comments stand below a story, that the page asks
    /// not to be quoted, that a text stands there twice. All is decided at the neutral preference, so that more recall
    /// never keeps less. For modern pages only: annotators of older ones take comments and repeats for content.
    fn drop_unseen(&self, article: &mut Article) {
        let mut neutral = match self.options.preference == 0.0 {
            true => article.kept.clone(),
            false => self.selection(article, 0.0).without(article.title.block),
        };
        if comments::may_have_comments(&article.tree, &article.blocks, &article.kept) {
            let comments = comments::blocks_below_story(&article.page_with(&neutral));
            drop_blocks(&comments, [&mut article.kept, &mut neutral]);
        }
        let unquoted = select::unquoted(&article.tree, &article.blocks, &neutral);
        drop_blocks(&unquoted, [&mut article.kept, &mut neutral]);
        drop_blocks(&select::repeats(&article.blocks, &neutral), [&mut article.kept]);
    }
}

fn drop_blocks<const N: usize>(dropped: &[usize], kept: [&mut Vec<bool>; N]) {
    for kept in kept {
        dropped.iter().for_each(|&block| kept[block] = false);
    }
}
