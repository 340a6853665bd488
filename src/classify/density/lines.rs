//! The density formula for flattened text: what lines tell without markup. Fitted like the one for pages, on the same
//! pages flattened to a line for each block.

use super::formula::{Term, terms};
use crate::classify::features::Feature;

/// The log-odds of a line of which nothing is known.
pub(super) const BIAS: f32 = 0.06;

/// Distances to prose grow by the logarithm: `ln(1 + 50)` is about 4.
const FAR: f32 = 4.0;

pub(super) const TERMS: &[Term] = terms! {
    LENGTH: 0.73, |b| b.up_to(Feature::Words, 60.0);
    BEFORE_LENGTH: 0.75, |b| b.up_to(Feature::BeforeWords, 200.0);
    BEHIND_LENGTH: 0.78, |b| b.up_to(Feature::BehindWords, 200.0);
    // Fifteen characters hold nearly all words: what is longer is an address or the remains of a widget.
    LONGEST_TOKEN: -0.60, |b| ((b.get(Feature::LongestToken) - 15.0) / 30.0).clamp(0.0, 1.0);
    AROUND_CUT: -1.12, |b| b.up_to(Feature::AroundCut, 4.0);
    COLON_BEFORE_TEXT: 0.66, |b| b.get(Feature::EndsColon) * b.up_to(Feature::NextWords, 15.0);
    PREVIOUS_LENGTH: 0.19, |b| b.up_to(Feature::PreviousWords, 60.0);
    NEXT_LENGTH: 0.02, |b| b.up_to(Feature::NextWords, 60.0);
    ENDS_SENTENCE: 0.97, |b| b.get(Feature::EndsSentence);
    ENDS_COLON: 1.23, |b| b.get(Feature::EndsColon);
    IS_CUT: -0.97, |b| b.get(Feature::IsCut);
    SEPARATORS: -0.66, |b| b.up_to(Feature::Separators, 1.0);
    CAPITALS: -1.01, |b| b.get(Feature::Capitalised);
    COPYRIGHT: -0.99, |b| b.get(Feature::HasCopyright);
    COMMAS: 0.75, |b| b.get(Feature::Commas).min(0.3);
    ASKS: -0.17, |b| b.get(Feature::Asks);
    DIGITS: -0.06, |b| b.get(Feature::Digits);
    FUNCTION_WORDS: -0.23, |b| b.get(Feature::FunctionWords).min(0.5);
    AROUND_FUNCTION_WORDS: -0.05, |b| b.get(Feature::AroundFunctionWords).min(0.5);
    SINCE_PROSE: -1.05, |b| b.get(Feature::SinceProse).ln_1p() / FAR;
    UNTIL_PROSE: -1.64, |b| b.get(Feature::UntilProse).ln_1p() / FAR;
    SINCE_PROSE_WITHOUT_PROSE: 0.55, |b| b.get(Feature::SinceProse).ln_1p() / FAR * (1.0 - b.get(Feature::PageGood));
    UNTIL_PROSE_WITHOUT_PROSE: 0.35, |b| b.get(Feature::UntilProse).ln_1p() / FAR * (1.0 - b.get(Feature::PageGood));
    PAGE_WITHOUT_PROSE: 0.61, |b| 1.0 - b.get(Feature::PageGood);
    BEHIND_ALL_PROSE: 0.47, |b| b.is_zero(Feature::ProseBehind);
    BEFORE_ALL_PROSE: -0.21, |b| b.is_zero(Feature::ProseBefore);
    PROSE_BEHIND: 0.68, |b| b.get(Feature::ProseBehind);
    REPEAT: -1.40, |b| b.get(Feature::IsRepeat);
    SAME_PATTERN: -0.58, |b| b.up_to(Feature::SamePattern, 5.0);
    POSITION: -1.07, |b| b.get(Feature::Position);
    UNSPACED: -0.56, |b| b.get(Feature::Unspaced);
};
