//! Finds the title of a page, without the name of the site, and the block that shows it.
//!
//! `docs/experiments/metadata.md` has the measurements of the rules.

mod choice;
mod declared;
mod heading;
mod site_name;
mod words;

#[cfg(test)]
mod tests;

use crate::html::tree::Tree;
use crate::page::blocks::Blocks;
use crate::page::head::Head;
use crate::text::controls::without_controls;
use crate::text::word_hash::Hash;
use crate::text::words::word_set;
use declared::DeclaredTitles;

/// Maximum length of a title, in bytes. Longer values are the text of the page by mistake. Chosen by hand.
const MAX_TITLE_BYTES: usize = 500;

/// The source of the title's text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum TitleSource {
    OpenGraph,
    TwitterCard,
    TitleElement,
    Heading,
    /// There is no title.
    #[default]
    None,
}

/// The title of a page.
#[derive(Clone, Debug, Default)]
pub(crate) struct Title {
    pub text: Option<String>,
    /// The block that shows the title.
    pub block: Option<usize>,
    pub source: TitleSource,
    /// The words of the title and of all titles that the head declares: sorted hashes.
    pub words: Vec<Hash>,
}

/// Finds the title.
pub(crate) fn title(tree: &Tree, head: &Head, blocks: &Blocks) -> Title {
    let declared = DeclaredTitles::read(tree, head, blocks);
    let mut declared_words: Vec<Vec<Hash>> = declared.all().map(|title| word_set(declared.strip_site(title))).collect();
    // Most pages declare one title several times.
    declared_words.dedup();
    let site_heading = || declared.site_headings.first().copied().filter(|_| declared.best().is_none());
    let block = heading::title_block(blocks, &declared, &declared_words).or_else(site_heading);
    let (text, source) = choice::choose(&declared, blocks, block).unzip();
    let mut words: Vec<Hash> =
        declared_words.into_iter().flatten().chain(text.iter().flat_map(|text| word_set(text))).collect();
    words.sort_unstable();
    words.dedup();
    let text = text.map(|text| without_controls(&text).into_owned());
    Title { text, block, source: source.unwrap_or_default(), words }
}
