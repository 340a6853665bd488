//! One page through the pipeline: score the blocks, decide what is kept, and fall back to text outside the visible page.

use super::keep::{self, Scored};
use super::options::Options;
use crate::classify::features::Vocabulary;
use crate::classify::{Candidates, Scorer};
use crate::fallback::{self, Fallback, TextSource};
use crate::html::limits::{Budget, Limit};
use crate::html::tree::NodeId;
use crate::metadata::Declared;
use crate::page::Page;
use crate::page::title::Title;
use crate::select::{BlockScores, Decision, Selection};
use once_cell::sync::OnceCell;
use std::borrow::Cow;
use std::sync::Arc;

/// The state of a page after its last step; the public article is made from it.
pub(crate) struct Extracted {
    pub page: Page,
    /// The score of each block.
    pub scores: Vec<f32>,
    pub selection: Selection,
    pub confidence: f32,
    pub source: TextSource,
    /// The visible page, if the text is not from it. Metadata and comments are read from there.
    pub shell: Option<Box<Shell>>,
    /// The declarations of the page that metadata is read from, if a step has read them.
    pub declared: OnceCell<Declared>,
    pub scorer: Arc<dyn Scorer>,
    /// The vocabulary that the features for the scorer were computed with.
    pub vocabulary: Vocabulary,
    /// Whether comments stay in the text.
    pub has_comments: bool,
    /// The limit that a fallback text exceeded, if it did.
    pub passed: Option<Limit>,
}

/// A visible page without text of its own, and what was kept of it.
#[derive(Clone)]
pub(crate) struct Shell {
    pub page: Page,
    pub selection: Selection,
}

pub(super) struct Pipeline<'e> {
    pub options: &'e Options,
    pub scorer: &'e Arc<dyn Scorer>,
    pub budget: Budget,
}

impl Pipeline<'_> {
    /// Extracts a page with markup. `scripts` is called only if the page shows almost no text.
    pub fn page<'s>(&self, page: Page, scripts: impl FnOnce() -> Vec<Cow<'s, str>>) -> Result<Extracted, Limit> {
        let (mut page, selection) = self.decide(page)?;
        let kept_chars = selection.chars(&page.page);
        let found = match self.options.fallback_text && kept_chars < fallback::NEARLY_EMPTY {
            true => fallback::find(&page.page, kept_chars, scripts, self.budget)?,
            false => None,
        };
        match found {
            Some(Fallback::Blocks(selection)) => Ok(self.extracted(page, selection, TextSource::Noscript)),
            Some(Fallback::Page { page: replacement, passed, source }) => {
                let passed = passed.or_else(|| self.check_depth(&replacement).err());
                Ok(Extracted { passed, ..self.replaced(page, selection, *replacement, source)? })
            }
            None => {
                let (selection, source) = keep::noscript(&mut page, selection, kept_chars);
                Ok(self.extracted_or_guessed(page, selection, source))
            }
        }
    }

    /// Extracts flattened text.
    pub fn lines(&self, page: Page) -> Result<Extracted, Limit> {
        let (page, selection) = self.decide(page)?;
        Ok(self.extracted_or_guessed(page, selection, TextSource::Page))
    }

    /// Extracts a page whose main content the caller has selected: `content` are its elements, in document order.
    pub fn selected(&self, page: Page, content: &[NodeId]) -> Result<Extracted, Limit> {
        let (page, selection) = self.decide(page)?;
        let selection = keep::within(&page.page, content).unwrap_or(selection);
        Ok(self.extracted(page, selection, TextSource::Page))
    }

    /// A page without blocks.
    pub fn empty(&self) -> Extracted {
        self.extracted(Scored::default(), Selection::default(), TextSource::Page)
    }

    /// Whether the tree of a page is within the limit of depth.
    pub fn check_depth(&self, page: &Page) -> Result<(), Limit> {
        let Some(limit) = self.options.max_depth else { return Ok(()) };
        let found = page.tree.depth();
        if found > limit { Err(Limit::Depth { limit, found }) } else { Ok(()) }
    }

    fn decide(&self, page: Page) -> Result<(Scored, Selection), Limit> {
        let mut scored = self.score(page)?;
        let selection = keep::decide(&mut scored, self.options, self.budget);
        self.budget.check_time()?;
        Ok((scored, selection))
    }

    /// Scores the blocks.
    fn score(&self, page: Page) -> Result<Scored, Limit> {
        let candidates = Candidates::new(&page, self.budget);
        let scores = self.scorer.score(&candidates);
        self.budget.check_time()?;
        let (scores, calibration) = scores.into_valid(candidates.len());
        let (words, path_groups) = (candidates.words(), candidates.path_groups().to_vec());
        let blocks = BlockScores { scores, words, path_groups };
        let (is_responsive, vocabulary) = (candidates.is_responsive(), candidates.vocabulary());
        drop(candidates);
        Ok(Scored { page, blocks, calibration, is_responsive, vocabulary, confidence: 0.0, declared: OnceCell::new() })
    }

    /// Replaces the text of the visible page by that of `replacement`, and keeps all of its blocks.
    fn replaced(
        &self,
        visible: Scored,
        selection: Selection,
        mut replacement: Page,
        source: TextSource,
    ) -> Result<Extracted, Limit> {
        replacement.title = Title { block: None, ..visible.page.title.clone() };
        replacement.url = visible.page.known_url().map(str::to_owned);
        let (replacement, _) = self.decide(replacement)?;
        let all = Selection::all(replacement.page.blocks.list.len(), Decision::Fallback);
        let shell = Some(Box::new(Shell { page: visible.page, selection }));
        let declared = visible.declared;
        Ok(Extracted { shell, declared, ..self.extracted(replacement, all, source) })
    }

    fn extracted_or_guessed(&self, scored: Scored, selection: Selection, source: TextSource) -> Extracted {
        let is_guessed = self.options.best_guess && selection.is_empty() && !selection.kept.is_empty();
        match is_guessed {
            true => {
                let selection = keep::best_guess(&scored);
                self.extracted(scored, selection, TextSource::BestGuess)
            }
            false => self.extracted(scored, selection, source),
        }
    }

    fn extracted(&self, scored: Scored, selection: Selection, source: TextSource) -> Extracted {
        let Scored { page, blocks, confidence, declared, vocabulary, .. } = scored;
        let (scores, scorer) = (blocks.scores, Arc::clone(self.scorer));
        let confidence = if selection.is_empty() { 0.0 } else { confidence };
        Extracted {
            page,
            scores,
            selection,
            confidence,
            source,
            shell: None,
            declared,
            scorer,
            vocabulary,
            has_comments: self.options.comments,
            passed: None,
        }
    }
}
