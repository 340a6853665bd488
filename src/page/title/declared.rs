//! The titles that the head of a page declares.

use super::words::plain_words;
use super::{MAX_TITLE_BYTES, TitleSource};
use crate::html::attributes::AttrKey;
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};

/// The titles in the head of a page, and what it says about the site.
#[derive(Default)]
pub(super) struct DeclaredTitles<'t> {
    /// The `<title>` element.
    pub element: Option<&'t str>,
    pub open_graph: Option<&'t str>,
    pub twitter: Option<&'t str>,
    /// The name of the site (`og:site_name`).
    pub site: Option<&'t str>,
    /// Whether the canonical URL is that of the site's home page.
    pub is_home: bool,
}

impl<'t> DeclaredTitles<'t> {
    pub fn read(tree: &'t Tree) -> DeclaredTitles<'t> {
        let mut declared = DeclaredTitles::default();
        let mut node: NodeId = 1;
        while (node as usize) < tree.len() {
            match tree.tag(node) {
                Tag::Title if tree.tag(tree.parent(node)) != Tag::Svg => {
                    declared.element = declared.element.or(Some(tree.text(node).trim()));
                }
                Tag::Meta => declared.read_meta(tree, node),
                Tag::Link if tree.attr(node, AttrKey::Rel) == Some("canonical") => {
                    let address = tree.attr(node, AttrKey::Href).and_then(|href| href.split_once("://"));
                    declared.is_home |= address.is_some_and(|(_, host)| !host.trim_end_matches('/').contains('/'));
                }
                _ => {}
            }
            node += 1;
        }
        for title in [&mut declared.element, &mut declared.open_graph, &mut declared.twitter] {
            *title = title.filter(|title| !title.is_empty() && title.len() <= MAX_TITLE_BYTES);
        }
        declared
    }

    fn read_meta(&mut self, tree: &'t Tree, meta: NodeId) {
        let name = tree.attr(meta, AttrKey::Property).or_else(|| tree.attr(meta, AttrKey::Name));
        let (Some(name), Some(content)) = (name, tree.attr(meta, AttrKey::Content)) else { return };
        let field = match name {
            "og:title" => &mut self.open_graph,
            "twitter:title" => &mut self.twitter,
            "og:site_name" => &mut self.site,
            _ => return,
        };
        *field = field.or(Some(content.trim()));
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
