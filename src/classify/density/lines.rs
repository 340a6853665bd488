//! The formula for flattened text, which has lines but no markup.

use super::formula::{Block, Formula, Term, terms};
use crate::classify::features::Column;

/// Brings the logarithm of a distance to prose to about 0 to 1: distances are at most 50 blocks, and ln(1 + 50) is
/// about 4.
const LOG_SCALE: f32 = 4.0;

/// Maximum length of an ordinary word, in characters; longer tokens are URLs or remains of scripts. Chosen by hand.
const MAX_WORD: f32 = 15.0;

fn log_distance(block: Block, column: Column) -> f32 {
    block.get(column).ln_1p() / LOG_SCALE
}

fn lacks_prose(block: Block) -> f32 {
    1.0 - block.get(Column::PageProse)
}

pub(super) const FORMULA: Formula = Formula { bias: 0.06, terms: TERMS };

const TERMS: &[Term] = terms! {
    LENGTH: 0.73, |b| b.up_to(Column::Words, 60.0);
    LENGTH_BEFORE: 0.75, |b| b.up_to(Column::WordsBefore, 200.0);
    LENGTH_AFTER: 0.78, |b| b.up_to(Column::WordsAfter, 200.0);
    LONGEST_TOKEN: -0.60, |b| ((b.get(Column::LongestToken) - MAX_WORD) / 30.0).clamp(0.0, 1.0);
    WINDOW_TRUNCATED: -1.12, |b| b.up_to(Column::WindowTruncated, 4.0);
    COLON_BEFORE_TEXT: 0.66, |b| b.get(Column::EndsColon) * b.up_to(Column::NextWords, 15.0);
    PREVIOUS_LENGTH: 0.19, |b| b.up_to(Column::PreviousWords, 60.0);
    NEXT_LENGTH: 0.02, |b| b.up_to(Column::NextWords, 60.0);
    ENDS_SENTENCE: 0.97, |b| b.get(Column::EndsSentence);
    ENDS_COLON: 1.23, |b| b.get(Column::EndsColon);
    IS_TRUNCATED: -0.97, |b| b.get(Column::IsTruncated);
    SEPARATORS: -0.66, |b| b.up_to(Column::Separators, 1.0);
    CAPITALIZED: -1.01, |b| b.get(Column::Capitalized);
    COPYRIGHT: -0.99, |b| b.get(Column::HasCopyright);
    COMMAS: 0.75, |b| b.get(Column::Commas).min(0.3);
    QUESTION_MARK: -0.17, |b| b.get(Column::HasQuestionMark);
    DIGITS: -0.06, |b| b.get(Column::Digits);
    FUNCTION_WORDS: -0.23, |b| b.get(Column::FunctionWords).min(0.5);
    WINDOW_FUNCTION_WORDS: -0.05, |b| b.get(Column::WindowFunctionWords).min(0.5);
    SINCE_PROSE: -1.05, |b| log_distance(b, Column::BlocksSinceProse);
    UNTIL_PROSE: -1.64, |b| log_distance(b, Column::BlocksUntilProse);
    SINCE_PROSE_WITHOUT_PROSE: 0.55, |b| log_distance(b, Column::BlocksSinceProse) * lacks_prose(b);
    UNTIL_PROSE_WITHOUT_PROSE: 0.35, |b| log_distance(b, Column::BlocksUntilProse) * lacks_prose(b);
    PAGE_WITHOUT_PROSE: 0.61, |b| lacks_prose(b);
    AFTER_ALL_PROSE: 0.47, |b| b.is_zero(Column::ProseAfter);
    BEFORE_ALL_PROSE: -0.21, |b| b.is_zero(Column::ProseBefore);
    PROSE_AFTER: 0.68, |b| b.get(Column::ProseAfter);
    REPEAT: -1.40, |b| b.get(Column::IsRepeat);
    SAME_PATTERN: -0.58, |b| b.up_to(Column::SamePattern, 5.0);
    POSITION: -1.07, |b| b.get(Column::Position);
    UNSEGMENTED: -0.56, |b| b.get(Column::Unsegmented);
};
