//! Fallback text for pages that show next to none: from JSON-LD, from `<noscript>`, or from the state that a framework
//! embeds in its scripts.
//!
//! Only pages whose main text is nearly empty are searched, so other pages pay nothing.

mod embedded_state;
mod json_ld;
mod noscript;
mod prose;

use crate::html::limits::{Budget, Limit};
use crate::html::parse::{Outcome, parse_within};
use crate::page::Page;
use crate::select::Selection;
use std::borrow::Cow;

/// Where the main text was taken from.
///
/// ```
/// use maintext::TextSource;
///
/// let article = maintext::extract("<p>A paragraph that everybody can see, and which is the text of this page.");
/// assert_eq!(article.source(), TextSource::Page);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "snake_case"))]
pub enum TextSource {
    /// The visible page.
    #[default]
    Page,
    /// JSON-LD, such as the `articleBody` of an article or the `description` of a product.
    StructuredData,
    /// `<noscript>` elements.
    Noscript,
    /// The state that a framework embeds in a script.
    EmbeddedState,
    /// The visible page, although none of its blocks scored as main text. See
    /// [`Options::with_best_guess`](crate::Options::with_best_guess).
    BestGuess,
}

/// A text that replaces the main text of the visible page.
pub(crate) enum Fallback {
    /// Blocks of the page itself.
    Blocks(Selection),
    /// Markup from a script, parsed.
    Page {
        page: Box<Page>,
        /// The limit that ended the parsing, if one did.
        passed: Option<Limit>,
        source: TextSource,
    },
}

/// A page with fewer characters of main text than this is searched for a fallback. A sentence or two fit, such as "Enable
/// JavaScript to view this page". 1.4 % of the pages of WCXB's development split are that short. With a value of 200, one
/// page with a short visible text lost it to its embedded state.
pub(crate) const NEARLY_EMPTY: u32 = 150;

/// Minimum characters of prose in a fallback, about three sentences. Chosen by hand: 100 and 400 change no page of the corpus.
const MIN_PROSE: usize = 200;

/// How many times as long as the visible text the prose of a fallback must be. Chosen by hand: 1 and 4 change no page of the corpus.
const MIN_GROWTH: usize = 2;

/// Returns the fallback that most surely belongs to this page: JSON-LD first, then `<noscript>`, then embedded state.
///
/// `kept_chars` is the number of characters of main text in the visible page. `scripts` is called only if the first two
/// give nothing.
pub(crate) fn find<'s>(
    page: &Page,
    kept_chars: u32,
    scripts: impl FnOnce() -> Vec<Cow<'s, str>>,
    budget: Budget,
) -> Result<Option<Fallback>, Limit> {
    let min_prose = MIN_PROSE.max(kept_chars as usize * MIN_GROWTH);
    let is_enough = |text: &Text| text.chars >= min_prose;
    if let Some(text) = json_ld::text(page, budget)?.filter(is_enough) {
        return Ok(Some(text.parsed(TextSource::StructuredData, budget)));
    }
    if let Some(selection) = noscript::selection(&page.blocks, min_prose) {
        return Ok(Some(Fallback::Blocks(selection)));
    }
    let text = embedded_state::text(&scripts(), budget)?.filter(is_enough);
    Ok(text.map(|text| text.parsed(TextSource::EmbeddedState, budget)))
}

/// A candidate for the fallback.
struct Text {
    markup: String,
    /// Characters of prose in the markup.
    chars: usize,
}

impl Text {
    fn parsed(self, source: TextSource, budget: Budget) -> Fallback {
        let Outcome { tree, passed, .. } = parse_within(&self.markup, budget);
        Fallback::Page { page: Box::new(Page::from_tree(tree)), passed, source }
    }
}

/// Converts a string to markup. A string without tags becomes one paragraph a line.
fn as_markup(text: &str) -> String {
    if has_tags(text) {
        return format!("<div>{text}</div>");
    }
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| format!("<p>{}</p>", line.replace('&', "&amp;").replace('<', "&lt;"))).collect()
}

/// Whether a string is markup: it has an end tag, a paragraph or a line break.
fn has_tags(text: &str) -> bool {
    text.contains("</") || text.contains("<br") || text.contains("<p>")
}
