//! The titles that the head of a page declares.

use super::heading::site_headings;
use super::words::plain_words;
use super::{MAX_TITLE_BYTES, TitleSource};
use crate::html::tree::Tree;
use crate::page::blocks::Blocks;
use crate::page::head::Head;

/// The titles in the head of a page, and what it says about the site.
#[derive(Default)]
pub(super) struct DeclaredTitles<'t> {
    /// The `<title>` element.
    pub element: Option<&'t str>,
    pub open_graph: Option<&'t str>,
    pub twitter: Option<&'t str>,
    /// The name of the site: `og:site_name`, or else the text of the first site heading.
    pub site: Option<&'t str>,
    /// Whether the canonical URL is that of the site's home page.
    pub is_home: bool,
    /// The headings that show the name of the site and link to its home page.
    pub site_headings: Vec<usize>,
}

impl<'t> DeclaredTitles<'t> {
    pub fn read(tree: &'t Tree, head: &Head, blocks: &'t Blocks) -> DeclaredTitles<'t> {
        let element = head.title(tree);
        let site_headings = site_headings(tree, blocks, element.unwrap_or_default());
        let site_of_heading = site_headings.first().map(|&i| blocks.text(i));
        let is_title = |title: &&str| !title.is_empty() && title.len() <= MAX_TITLE_BYTES;
        DeclaredTitles {
            element: element.filter(is_title),
            open_graph: head.meta(tree, "og:title").filter(is_title),
            twitter: head.meta(tree, "twitter:title").filter(is_title),
            site: head.meta(tree, "og:site_name").or(site_of_heading),
            is_home: head.is_home(tree),
            site_headings,
        }
    }

    pub fn all(&self) -> impl Iterator<Item = &'t str> {
        [self.open_graph, self.twitter, self.element].into_iter().flatten()
    }

    /// Returns the title that contains the name of the site least often, and its source.
    pub fn best(&self) -> Option<(&'t str, TitleSource)> {
        let titles = [
            (self.open_graph, TitleSource::OpenGraph),
            (self.twitter, TitleSource::TwitterCard),
            (self.element, TitleSource::TitleElement),
        ];
        titles.into_iter().find_map(|(title, source)| Some((title?, source)))
    }

    /// Whether a text is the name of the site.
    pub fn is_site(&self, text: &str) -> bool {
        let site = self.site.map(plain_words).filter(|site| site.len() > 2);
        site.is_some_and(|site| plain_words(text) == site)
    }
}
