//! Text that is not in the visible page: in structured data, in `<noscript>`, or in the state that a framework embeds.
//!
//! Asked only where the visible page has next to no main text, so that other pages do not pay for it.

mod prose;
mod state;
mod structured;

use crate::html::parse::parse;
use crate::html::tree::Tree;
use crate::page::Page;
use crate::page::blocks::{Blocks, RawBlock};
use crate::select::Selection;
use prose::prose_chars;
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
    /// The page itself, as a reader sees it.
    #[default]
    Page,
    /// JSON-LD: an article's `articleBody`, a product's `description`.
    StructuredData,
    /// `<noscript>`.
    Noscript,
    /// The state that a framework embeds in a script.
    EmbeddedState,
    /// The page itself, where nothing looked like main text: see [`Options::with_best_guess`](crate::Options::with_best_guess).
    BestGuess,
}

/// Text found outside of the visible page.
pub(crate) enum Hidden {
    /// Blocks of the page: those in `<noscript>`.
    Blocks(Selection),
    /// A page of its own.
    Page(Box<Tree>, TextSource),
}

/// A page with fewer characters of main text than this is nearly empty: a sentence or two, as "Enable JavaScript to
/// view this page" has. Of WCXB's development split, 1.4 % of the pages are. With 200, one of its pages that shows a
/// short text lost it to the state.
pub(crate) const NEARLY_EMPTY: u32 = 150;

/// What replaces the visible text has at least so many characters, which is some three sentences, and so many times
/// those of the visible text.
const LEAST: usize = 200;
const TIMES: usize = 2;

/// The best text outside of the visible page, in the order of how sure it is that it is this page's. `kept` is how many
/// characters of main text the visible page has.
pub(crate) fn find<'s>(page: &Page, kept: u32, scripts: impl FnOnce() -> Vec<Cow<'s, str>>) -> Option<Hidden> {
    let least = LEAST.max(kept as usize * TIMES);
    if let Some(text) = structured::text(&page.tree).filter(|text| text.chars >= least) {
        return Some(Hidden::Page(Box::new(parse(&text.markup)), TextSource::StructuredData));
    }
    if let Some(kept) = noscript(&page.blocks, least) {
        return Some(Hidden::Blocks(Selection { kept }));
    }
    let text = state::text(&scripts()).filter(|text| text.chars >= least)?;
    Some(Hidden::Page(Box::new(parse(&text.markup)), TextSource::EmbeddedState))
}

/// A text as markup.
struct Text {
    markup: String,
    /// Characters of prose in it.
    chars: usize,
}

/// The blocks in `<noscript>` from the first to the last one that is prose.
fn noscript(blocks: &Blocks, least: usize) -> Option<Vec<bool>> {
    let prose = |i: usize| if blocks.list[i].noscript { prose_chars(blocks.text(i)) } else { 0 };
    let chars: Vec<usize> = (0..blocks.list.len()).map(prose).collect();
    let (first, last) = (chars.iter().position(|&n| n > 0)?, chars.iter().rposition(|&n| n > 0)?);
    let is_kept = |(i, block): (usize, &RawBlock)| block.noscript && (first..=last).contains(&i);
    (chars.iter().sum::<usize>() >= least).then(|| blocks.list.iter().enumerate().map(is_kept).collect())
}

/// A string as markup: what has tags is taken for markup, anything else for lines of text.
fn as_markup(text: &str) -> String {
    if has_tags(text) {
        return format!("<div>{text}</div>");
    }
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| format!("<p>{}</p>", line.replace('&', "&amp;").replace('<', "&lt;"))).collect()
}

/// Whether a string is markup: it has an end tag or a line break.
fn has_tags(text: &str) -> bool {
    text.contains("</") || text.contains("<br") || text.contains("<p>")
}
