//! The pipeline: bytes -> decode -> parse -> blocks -> features -> score -> select.

use crate::article::Article;
use crate::blocks::{self, Blocks};
use crate::decode::decode;
use crate::error::{Error, ErrorKind};
use crate::features::{Vocabulary, features};
use crate::input::{Input, Source};
use crate::options::Options;
use crate::score::{LearnedScorer, Scorer};
use crate::select::{self, Rule};
use crate::title::{self, Title};
use crate::tree::Tree;
use crate::{parse, plain};
use once_cell::sync::{Lazy, OnceCell};
use std::sync::Arc;

static NO_VOCABULARY: Lazy<Vocabulary> = Lazy::new(Vocabulary::default);

/// What a change of label costs along an edge of the tree; see [`Rule::change_cost`].
pub(crate) const CHANGE_COST: f32 = 0.3;

/// The same between two lines of flattened text.
const LINE_CHANGE_COST: f32 = 3.0;

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
    /// Where the charset label is unknown, the bytes are a compressed body, or a limit of the [`Options`] is passed.
    /// A page without main content is no error, but an article without text.
    pub fn extract<'a>(&self, input: impl Into<Input<'a>>) -> Result<Article, Error> {
        let input = input.into();
        let mut article = self.extract_source(&input)?;
        article.url = input.url.map(str::to_owned);
        Ok(article)
    }

    fn extract_source(&self, input: &Input) -> Result<Article, Error> {
        match input.source {
            Source::Bytes(bytes) => {
                self.check_bytes(bytes.len())?;
                let text = decode(bytes, input.charset, input.top_level_domain())?;
                self.extract_text(&text, input.is_plain)
            }
            Source::Text(text) => {
                self.check_bytes(text.len())?;
                self.extract_text(text, input.is_plain)
            }
            #[cfg(feature = "scraper")]
            Source::Parsed(html) => self.extract_tree(parse::from_scraper(html)),
        }
    }

    fn check_bytes(&self, found: usize) -> Result<(), Error> {
        match self.options.max_bytes {
            Some(limit) if found > limit => Err(ErrorKind::TooManyBytes { found, limit }.into()),
            _ => Ok(()),
        }
    }

    fn extract_text(&self, text: &str, is_plain: bool) -> Result<Article, Error> {
        if is_plain {
            let (tree, blocks) = plain::plain(text);
            return Ok(self.extract_blocks(tree, blocks, Title::default(), true));
        }
        self.extract_tree(parse::parse(text))
    }

    fn extract_tree(&self, tree: Tree) -> Result<Article, Error> {
        if let Some(limit) = self.options.max_nodes.filter(|&limit| tree.len() > limit) {
            return Err(ErrorKind::TooManyNodes { found: tree.len(), limit }.into());
        }
        let blocks = blocks::blocks(&tree);
        let title = title::title(&tree, &blocks);
        Ok(self.extract_blocks(tree, blocks, title, false))
    }

    fn extract_blocks(&self, tree: Tree, blocks: Blocks, title: Title, is_plain: bool) -> Article {
        let vocabulary = self.scorer.vocabulary().unwrap_or(&NO_VOCABULARY);
        let mut features = features(&tree, &blocks, title.block, &title.words, vocabulary);
        features.is_plain = is_plain;
        let scores = checked(self.scorer.score(&features), features.len());
        let preference = self.options.preference;
        let mut selection = if is_plain {
            select::select_lines(&scores, &features.words, Rule { change_cost: LINE_CHANGE_COST, preference })
        } else {
            let rule = Rule { change_cost: CHANGE_COST, preference };
            select::select(&tree, &blocks, &scores, &features.words, rule)
        };
        if let Some(title) = title.block {
            selection.kept[title] = false;
        }
        let confidence = match blocks.list.len() {
            0 => 0.0,
            _ => self.scorer.confidence(is_plain, selection.expected_f1).clamp(0.0, 1.0),
        };
        Article {
            tree,
            blocks,
            features,
            scores,
            kept: selection.kept,
            title,
            url: None,
            confidence,
            scorer: Some(Arc::clone(&self.scorer)),
            rendered: OnceCell::new(),
            metadata: OnceCell::new(),
        }
    }
}

/// A scorer's answer, made good where it is not what [`Scorer::score`] promises.
fn checked(mut scores: Vec<f32>, blocks: usize) -> Vec<f32> {
    scores.resize(blocks, 0.0);
    for score in &mut scores {
        *score = if score.is_nan() { 0.0 } else { score.clamp(0.0, 1.0) };
    }
    scores
}
