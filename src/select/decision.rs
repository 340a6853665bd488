//! Which step decided about a block.

use std::fmt;

/// The step that decided whether a block is kept or dropped: its score, or a rule that overruled the score.
///
/// [`Block::is_content`](crate::Block::is_content) tells whether the block is kept. Some steps only keep or only drop
/// blocks; the others, such as [`Decision::Score`], do both. If several steps agree about a block, the decision is the first
/// of them, except that the title and the steps after it always name themselves if they drop a block.
///
/// ```
/// use maintext::Decision;
///
/// let page = "<title>On rivers</title><h1>On rivers</h1><p>Rivers carry water, and with it sand, from the mountains to the sea.";
/// let article = maintext::extract(page);
/// let decisions: Vec<Decision> = article.blocks().map(|block| block.decision()).collect();
/// assert_eq!(decisions, [Decision::Title, Decision::Score]);
/// assert_eq!(Decision::Title.name(), "title");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Decision {
    /// The score is at or above the threshold of the page, or below it; see [`Article::threshold`](crate::Article::threshold).
    #[default]
    Score,
    /// The blocks with the same tag path are kept or dropped together, and most of them score differently.
    PathGroup,
    /// The blocks around it are kept or dropped together, and most of them score differently.
    Region,
    /// It is part of a table or a code block, which is kept or dropped as a whole.
    Unit,
    /// Kept: it is a formula beside kept text.
    Formula,
    /// Kept: it is a heading right above kept text, or a term right above its kept definition.
    Heading,
    /// Kept: it is the headline above the prose of flattened text.
    Headline,
    /// Kept: it is the only paragraph of flattened text.
    OnlyParagraph,
    /// Dropped: it is a short hidden text between visible ones, such as a message that a script may show.
    HiddenText,
    /// Dropped: no block of the page scores high enough for main text.
    NoContent,
    /// Dropped: it belongs to a layer over the page, such as a user agreement.
    Layer,
    /// Dropped: it shows the title, which the text does not repeat.
    Title,
    /// Dropped: it belongs to another story, which is appended to the first one.
    AppendedStory,
    /// Dropped: it is a notice of copyright below the title.
    CopyrightNote,
    /// Dropped: it is an offer below the beginning of a paywalled story.
    Offer,
    /// Dropped: it repeats a passage of the text as a pull quote.
    PullQuote,
    /// Dropped: it belongs to a card that links to another story.
    LinkCard,
    /// Dropped: it is a reader comment, as [`Article::comments`](crate::Article::comments) has them, or belongs to their list.
    Comment,
    /// Dropped: the page marks it with `data-nosnippet`.
    NoSnippet,
    /// Dropped: the same text is kept elsewhere on the page.
    Duplicate,
    /// The content selector of the caller matches it, or does not.
    Selector,
    /// The page shows almost no text, so the text is that of [`Article::source`](crate::Article::source).
    Fallback,
    /// Dropped: it is a short text for readers without scripts, and the page has no other.
    NoscriptNotice,
    /// It is the best guess, or not part of it, on a page without main text; see
    /// [`Options::with_best_guess`](crate::Options::with_best_guess).
    BestGuess,
    /// Dropped: it exceeds the maximum size of the output.
    OutputLimit,
}

impl Decision {
    /// Returns the name in snake case, such as `"link_card"`.
    pub fn name(self) -> &'static str {
        match self {
            Decision::Score => "score",
            Decision::PathGroup => "path_group",
            Decision::Region => "region",
            Decision::Unit => "unit",
            Decision::Formula => "formula",
            Decision::Heading => "heading",
            Decision::Headline => "headline",
            Decision::OnlyParagraph => "only_paragraph",
            Decision::HiddenText => "hidden_text",
            Decision::NoContent => "no_content",
            Decision::Layer => "layer",
            Decision::Title => "title",
            Decision::AppendedStory => "appended_story",
            Decision::CopyrightNote => "copyright_note",
            Decision::Offer => "offer",
            Decision::PullQuote => "pull_quote",
            Decision::LinkCard => "link_card",
            Decision::Comment => "comment",
            Decision::NoSnippet => "no_snippet",
            Decision::Duplicate => "duplicate",
            Decision::Selector => "selector",
            Decision::Fallback => "fallback",
            Decision::NoscriptNotice => "noscript_notice",
            Decision::BestGuess => "best_guess",
            Decision::OutputLimit => "output_limit",
        }
    }
}

impl fmt::Display for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
