//! The density formula for flattened text: what lines tell without markup. Fitted like the one for pages, on the same
//! pages flattened to a line for each block.

use super::density::{Term, terms};
use crate::features::Feature;

/// The log-odds of a line of which nothing is known.
pub(super) const BIAS: f32 = 0.65;

/// Distances to prose grow by the logarithm: `ln(1 + 50)` is about 4.
const FAR: f32 = 4.0;

pub(super) const TERMS: &[Term] = terms! {
    LENGTH: 0.72, |b| b.up_to(Feature::Words, 60.0);
    AROUND_LENGTH: 1.00, |b| b.up_to(Feature::AroundWords, 400.0);
    PREVIOUS_LENGTH: 0.22, |b| b.up_to(Feature::PreviousWords, 60.0);
    NEXT_LENGTH: 0.14, |b| b.up_to(Feature::NextWords, 60.0);
    ENDS_SENTENCE: 0.95, |b| b.get(Feature::EndsSentence);
    ENDS_COLON: 1.64, |b| b.get(Feature::EndsColon);
    IS_CUT: -1.79, |b| b.get(Feature::IsCut);
    SEPARATORS: -1.66, |b| b.up_to(Feature::Separators, 1.0);
    CAPITALS: -1.13, |b| b.get(Feature::Capitalised);
    COPYRIGHT: -2.12, |b| b.get(Feature::HasCopyright);
    COMMAS: 1.76, |b| b.get(Feature::Commas).min(0.3);
    ASKS: -0.29, |b| b.get(Feature::Asks);
    DIGITS: -0.28, |b| b.get(Feature::Digits);
    FUNCTION_WORDS: -0.52, |b| b.get(Feature::FunctionWords).min(0.5);
    AROUND_FUNCTION_WORDS: -0.34, |b| b.get(Feature::AroundFunctionWords).min(0.5);
    SINCE_PROSE: -1.27, |b| b.get(Feature::SinceProse).ln_1p() / FAR;
    UNTIL_PROSE: -1.92, |b| b.get(Feature::UntilProse).ln_1p() / FAR;
    SINCE_PROSE_WITHOUT_PROSE: 0.88, |b| b.get(Feature::SinceProse).ln_1p() / FAR * (1.0 - b.get(Feature::PageGood));
    UNTIL_PROSE_WITHOUT_PROSE: 0.96, |b| b.get(Feature::UntilProse).ln_1p() / FAR * (1.0 - b.get(Feature::PageGood));
    PAGE_WITHOUT_PROSE: -0.15, |b| 1.0 - b.get(Feature::PageGood);
    BEHIND_ALL_PROSE: 0.47, |b| b.is_zero(Feature::ProseBehind);
    BEFORE_ALL_PROSE: -0.27, |b| b.is_zero(Feature::ProseBefore);
    PROSE_BEHIND: 0.72, |b| b.get(Feature::ProseBehind);
    REPEAT: -1.50, |b| b.get(Feature::IsRepeat);
    SAME_PATTERN: -0.62, |b| b.up_to(Feature::SamePattern, 5.0);
    POSITION: -1.00, |b| b.get(Feature::Position);
    UNSPACED: -1.00, |b| b.get(Feature::Unspaced);
};
