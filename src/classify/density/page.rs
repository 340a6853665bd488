//! The formula for pages with markup.

use super::formula::{Block, Formula, Term, terms};
use crate::classify::features::Column;

pub(super) const FORMULA: Formula = Formula { bias: -3.51, terms: TERMS };

/// Steps up from a root that make the most difference. Chosen by hand.
const MAX_STEPS: f32 = 6.0;

fn lacks_prose(block: Block) -> f32 {
    1.0 - block.get(Column::PageProse)
}

const TERMS: &[Term] = terms! {
    TEXT_DENSITY: 0.42, |b| b.up_to(Column::TextDensity, 200.0);
    LINK_DENSITY: -0.57, |b| b.get(Column::LinkDensity);
    REGION_LINK_DENSITY: -0.54, |b| b.get(Column::Region1LinkDensity);
    WINDOW_LINK_DENSITY: -0.78, |b| b.get(Column::WindowLinkDensity);
    ENDS_SENTENCE: 0.78, |b| b.get(Column::EndsSentence);
    IS_TRUNCATED: -1.23, |b| b.get(Column::IsTruncated);
    TITLE_WORDS: 1.11, |b| b.get(Column::TitleWords);
    SEPARATORS: -1.03, |b| b.up_to(Column::Separators, 1.0);
    CAPITALIZED: -0.17, |b| b.get(Column::Capitalized);
    COPYRIGHT: -0.62, |b| b.get(Column::HasCopyright);
    IN_ROOT_60: 0.74, |b| b.is_zero(Column::Root60Up);
    FROM_ROOT_60: -0.56, |b| b.up_to(Column::Root60Up, MAX_STEPS);
    FROM_ROOT_90: -0.42, |b| b.up_to(Column::Root90Up, MAX_STEPS);
    IN_READABILITY_ROOT: 0.82, |b| b.is_zero(Column::ReadabilityRootUp);
    IN_DENSEST_ROOT: 0.25, |b| b.is_zero(Column::DensestRootUp);
    IN_SEMANTIC_ROOT: 1.05, |b| b.is_zero(Column::SemanticRootUp);
    IN_TITLE_ROOT: 0.53, |b| b.is_zero(Column::TitleRootUp);
    FROM_TITLE_ROOT: -0.90, |b| b.up_to(Column::TitleRootUp, MAX_STEPS);
    LIST_ITEM: 0.14, |b| b.get(Column::IsListItem);
    PREFORMATTED: 0.18, |b| b.get(Column::IsPreformatted);
    HIDDEN: -0.68, |b| b.get(Column::IsHidden);
    NOSCRIPT: 0.33, |b| b.get(Column::IsNoscript);
    REPEAT: -1.33, |b| b.get(Column::IsRepeat);
    PREVIOUS_IS_PROSE: 0.17, |b| b.get(Column::PreviousIsProse);
    NEXT_IS_PROSE: 0.25, |b| b.get(Column::NextIsProse);
    PARAGRAPH: 0.79, |b| b.get(Column::InParagraph);
    HEADING: 0.69, |b| b.is_positive(Column::HeadingLevel);
    AFTER_ALL_PROSE: -0.32, |b| b.is_zero(Column::ProseAfter);
    BEFORE_ALL_PROSE: 0.58, |b| b.is_zero(Column::ProseBefore);
    BEFORE_TITLE: -0.47, |b| b.is_negative(Column::BlocksSinceTitle);
    PATH_BLOCKS: 1.11, |b| (b.get(Column::PathBlocks).ln_1p() / 5.0).min(1.0);
    PAGE_WITHOUT_PROSE: 0.85, |b| lacks_prose(b);
    OUTSIDE_WITHOUT_PROSE: 0.14, |b| lacks_prose(b) * b.is_positive(Column::Root60Up);
    NEAR_CONTENT: 0.30, |b| b.nearness(Column::ToContent);
    NEAR_COMMENT: -1.58, |b| b.nearness(Column::ToComment);
    NEAR_THREAD: 0.90, |b| b.nearness(Column::ToThread);
    NEAR_NAVIGATION: -0.14, |b| b.nearness(Column::ToNavigation);
    NEAR_FRAME: -1.90, |b| b.nearness(Column::ToFrame);
    NEAR_RELATED: -1.21, |b| b.nearness(Column::ToRelated);
    NEAR_SHARE: -0.61, |b| b.nearness(Column::ToShare);
    NEAR_META: 0.31, |b| b.nearness(Column::ToMeta);
    NEAR_PROMPT: -2.34, |b| b.nearness(Column::ToPrompt);
    NEAR_CONTROL: -0.19, |b| b.nearness(Column::ToControl);
    NEAR_MEDIA: -0.17, |b| b.nearness(Column::ToMedia);
    NEAR_HEADING: 0.74, |b| b.nearness(Column::ToHeading);
    NEAR_HIDDEN: -0.71, |b| b.nearness(Column::ToHidden);
};
