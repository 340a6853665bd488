//! What the score of a block is made of.

use crate::classify::features::{BlockFeatures, Feature, Features};
use std::fmt;

/// What moves the score of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Evidence {
    /// A feature of the block.
    Feature(Feature),
    /// The blocks next to it.
    Neighbors,
    /// The blocks with the same tag path.
    PathGroup,
    /// All blocks of the page together.
    Page,
    /// What every block starts with, before anything is known about it.
    Base,
}

impl Evidence {
    /// Returns the name of the feature, or that of the variant.
    pub fn name(self) -> &'static str {
        match self {
            Evidence::Feature(feature) => feature.name(),
            Evidence::Neighbors => "Neighbors",
            Evidence::PathGroup => "PathGroup",
            Evidence::Page => "Page",
            Evidence::Base => "Base",
        }
    }
}

impl fmt::Display for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The features of all blocks of a page, from which a [`Scorer`](crate::Scorer) explains its scores.
#[derive(Clone, Copy)]
pub struct PageFeatures<'f>(pub(crate) &'f Features);

impl<'f> PageFeatures<'f> {
    /// Returns the features of a block; zeros if there is no such block, or if the time to compute them was up.
    pub fn of_block(&self, block: usize) -> BlockFeatures<'f> {
        self.0.of_block(block)
    }
}

impl fmt::Debug for PageFeatures<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PageFeatures").field("blocks", &self.0.len()).finish_non_exhaustive()
    }
}

/// Explains the scores of the blocks of a page; see [`Article::contributions`](crate::Article::contributions).
pub struct Contributions<'a>(Option<Box<Explain<'a>>>);

type Explain<'a> = dyn Fn(usize) -> Vec<(Evidence, f32)> + 'a;

impl<'a> Contributions<'a> {
    /// Makes explanations from a function, which takes the number of a block and returns how much each piece of evidence adds
    /// to the logit of its score.
    ///
    /// ```
    /// use maintext::{Contributions, Evidence};
    ///
    /// let explained = Contributions::new(|block| vec![(Evidence::Base, -1.0), (Evidence::Neighbors, block as f32)]);
    /// assert_eq!(explained.of_block(2), [(Evidence::Neighbors, 2.0), (Evidence::Base, -1.0)]);
    /// ```
    pub fn new(explain: impl Fn(usize) -> Vec<(Evidence, f32)> + 'a) -> Contributions<'a> {
        Contributions(Some(Box::new(explain)))
    }

    /// Returns explanations that are empty for every block.
    pub fn none() -> Contributions<'a> {
        Contributions(None)
    }

    /// Returns how much each piece of evidence adds to the logit of a block's score, the strongest first. Empty if the scorer does
    /// not explain itself, if there is no such block, or if the time was up.
    pub fn of_block(&self, block: usize) -> Vec<(Evidence, f32)> {
        let mut contributions = self.0.as_ref().map_or_else(Vec::new, |explain| explain(block));
        contributions.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
        contributions
    }
}

impl fmt::Debug for Contributions<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Contributions").field("is_none", &self.0.is_none()).finish_non_exhaustive()
    }
}
