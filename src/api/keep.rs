//! Decides which text of a page is kept. All such decisions are made here, in this order.
//!
//! 1. The scores select blocks ([`select`](crate::select::select)). If they select a layer over the page, such as a user
//!    agreement, its blocks score 0 and the blocks are selected again.
//! 2. The block that shows the title is dropped: the text does not repeat it.
//! 3. Stories appended below the first one, pull quotes, notices of copyright below the title, offers below the
//!    beginning of a paywalled story, cards with links to other stories, comments below a story, unless the caller wants them, and text marked
//!    `data-nosnippet` are dropped; on responsive pages repeated text as well.
//! 4. A content selector of the caller replaces the decisions so far ([`within`]).
//! 5. Without a selector, a page that keeps almost nothing takes its text from elsewhere
//!    ([`fallback`](crate::fallback)), or has none if a short text in `<noscript>` is all that is kept ([`noscript`]).
//! 6. A page without main text gives a guess if the caller asked for one ([`best_guess`]).
//!
//! The limit of output bytes cuts the text at the end of all.

use super::options::Options;
use crate::classify::Calibration;
use crate::classify::features::Vocabulary;
use crate::comments;
use crate::fallback::{NEARLY_EMPTY, TextSource};
use crate::html::limits::Budget;
use crate::html::tree::NodeId;
use crate::metadata::{Context, Declared, page_type_of_comments};
use crate::page::Page;
use crate::select::{self, BlockScores, Decision, Selection};
use once_cell::sync::OnceCell;

/// A page with the scores of its blocks.
#[derive(Default)]
pub(super) struct Scored {
    pub page: Page,
    pub blocks: BlockScores,
    /// How the expected F1 of a selection by these scores turns into the confidence.
    pub calibration: Calibration,
    /// Whether the page declares a viewport as wide as the device.
    pub is_responsive: bool,
    /// The vocabulary that the features for the scorer were computed with.
    pub vocabulary: Vocabulary,
    /// The expected F1 of the selection by scores; see [`Article::confidence`](crate::Article::confidence).
    pub confidence: f32,
    pub declared: OnceCell<Declared>,
}

/// Selects blocks by their scores and drops what the scorer cannot see, since it judges block by block. Sets the
/// confidence.
pub(super) fn decide(scored: &mut Scored, options: &Options, budget: Budget) -> Selection {
    let preference = options.preference;
    let (selection, expected_f1) = select_without_layers(scored, preference);
    let Scored { page, calibration, .. } = &*scored;
    let confidence = match page.blocks.list.is_empty() {
        true => 0.0,
        false => calibration.confidence(expected_f1).clamp(0.0, 1.0),
    };
    let selection = selection.without_title(page);
    let selection = match page.is_plain {
        true => selection,
        false => without_unseen(scored, selection, options, budget),
    };
    scored.confidence = confidence;
    selection
}

/// Selects blocks by their scores. The blocks of layers over the page score 0.
fn select_without_layers(scored: &mut Scored, preference: f32) -> (Selection, f32) {
    let Scored { page, blocks, .. } = scored;
    let neutral = select::select(page, blocks, 0.0);
    let layers = if page.is_plain { Vec::new() } else { select::layers(page, &neutral.0) };
    if layers.is_empty() && preference == 0.0 {
        return neutral;
    }
    layers.iter().for_each(|&block| blocks.scores[block] = 0.0);
    let (mut selection, expected_f1) = select::select(page, blocks, preference);
    for block in layers.into_iter().filter(|&block| !selection.kept[block]) {
        selection.decisions[block] = Decision::Layer;
    }
    (selection, expected_f1)
}

/// Drops what the scorer cannot see. All of it is found at the neutral preference, so that a preference for recall never keeps
/// less.
fn without_unseen(scored: &Scored, mut selection: Selection, options: &Options, budget: Budget) -> Selection {
    let Scored { page, blocks, declared, .. } = scored;
    let mut neutral = match options.preference == 0.0 {
        true => selection.clone(),
        false => select::select(page, blocks, 0.0).0.without_title(page),
    };
    let mut exclude = |selection: &mut Selection, decision, find: &dyn Fn(&Selection) -> Vec<usize>| {
        let excluded = find(&neutral);
        neutral.drop(&excluded, decision);
        selection.drop(&excluded, decision);
    };
    exclude(&mut selection, Decision::AppendedStory, &|neutral| select::appended_stories(page, neutral));
    exclude(&mut selection, Decision::CopyrightNote, &|neutral| select::copyright_notes(page, neutral));
    exclude(&mut selection, Decision::Offer, &|neutral| select::offers(page, neutral, budget));
    exclude(&mut selection, Decision::PullQuote, &|neutral| select::pull_quotes(page, neutral));
    exclude(&mut selection, Decision::LinkCard, &|neutral| select::link_cards(page, neutral));
    if !options.comments && comments::may_have_comments(page, &selection) {
        exclude(&mut selection, Decision::Comment, &|neutral| {
            let context = Context::new(page, neutral, budget);
            let declared = declared.get_or_init(|| Declared::read(page, budget));
            comments::blocks_below_story(&context, page_type_of_comments(&context, declared))
        });
    }
    exclude(&mut selection, Decision::NoSnippet, &|neutral| select::excluded_by_nosnippet(page, neutral));
    // On older pages, repeated lines are mostly refrains and rows of tables.
    if scored.is_responsive {
        exclude(&mut selection, Decision::Duplicate, &|neutral| select::duplicates(page, neutral));
    }
    selection
}

/// The blocks within these elements, whatever their scores; `None` if there are none. `content` is in document order.
pub(super) fn within(page: &Page, content: &[NodeId]) -> Option<Selection> {
    let blocks = &page.blocks.list;
    let mut selection = Selection::none(blocks.len(), Decision::Selector);
    for &element in content {
        let first = blocks.partition_point(|block| block.last < element);
        let end = blocks.partition_point(|block| block.first < page.tree.end(element));
        // Blocks of an element within another one are marked already.
        for kept in selection.kept[first..end].iter_mut().rev() {
            if std::mem::replace(kept, true) {
                break;
            }
        }
    }
    (!selection.is_empty()).then(|| selection.without_title(page))
}

/// Decides about pages on which all that is kept is in `<noscript>`. A sentence or two ask the reader to turn on
/// scripts: they are not main text.
pub(super) fn noscript(scored: &mut Scored, selection: Selection, kept_chars: u32) -> (Selection, TextSource) {
    if selection.is_empty() || !selection.blocks(&scored.page).all(|block| block.noscript) {
        return (selection, TextSource::Page);
    }
    if kept_chars < NEARLY_EMPTY {
        scored.confidence = 0.0;
        return (Selection::none(selection.kept.len(), Decision::NoscriptNotice), TextSource::Page);
    }
    (selection, TextSource::Noscript)
}

/// The best guess at the text of a page without main text: the selection with a rising preference for recall, and
/// finally all blocks.
pub(super) fn best_guess(scored: &Scored) -> Selection {
    let Scored { page, blocks, .. } = scored;
    let by_preference = |preference: f32| select::select(page, blocks, preference).0.without_title(page);
    let guess = [2.0, 4.0, 8.0].into_iter().map(by_preference).find(|guess| !guess.is_empty());
    let kept = guess.map_or_else(|| vec![true; page.blocks.list.len()], |guess| guess.kept);
    Selection::new(kept, Decision::BestGuess)
}
