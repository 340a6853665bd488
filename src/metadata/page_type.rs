//! What kind of page it is: as it declares, else by its structure.

use super::candidates::Candidates;
use super::field::{MetadataField, MetadataSource};
use super::page::{Called, Nearest, Page};
use super::sources::Declared;
use crate::html::attributes::AttrKey;
use crate::html::tree::NodeId;
use crate::page::blocks::BlockKind;

/// What kind of page it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "snake_case"))]
pub enum PageType {
    /// A story, a blog post, a report, a recipe.
    Article,
    /// Posts of several people: a forum thread, questions with answers, a mailing list.
    Thread,
    /// One thing on sale.
    Product,
    /// A list of other pages: a category, search results.
    Listing,
    /// Technical documentation.
    Documentation,
    /// A person or an organisation.
    Profile,
}

impl PageType {
    /// Its name as JSON and front matter have it, such as `article`.
    ///
    /// ```
    /// assert_eq!(maintext::PageType::Documentation.name(), "documentation");
    /// ```
    pub fn name(self) -> &'static str {
        match self {
            PageType::Article => "article",
            PageType::Thread => "thread",
            PageType::Product => "product",
            PageType::Listing => "listing",
            PageType::Documentation => "documentation",
            PageType::Profile => "profile",
        }
    }
}

/// Types of schema.org and OpenGraph in lower case, the telling ones first: a page may have several.
const DECLARED: &[(&str, PageType)] = &[
    ("discussionforumposting", PageType::Thread),
    ("qapage", PageType::Thread),
    ("techarticle", PageType::Documentation),
    ("apireference", PageType::Documentation),
    ("product", PageType::Product),
    ("productgroup", PageType::Product),
    ("product.item", PageType::Product),
    ("og:product", PageType::Product),
    ("product.group", PageType::Listing),
    ("collectionpage", PageType::Listing),
    ("searchresultspage", PageType::Listing),
    ("profilepage", PageType::Profile),
    ("profile", PageType::Profile),
    ("article", PageType::Article),
    ("newsarticle", PageType::Article),
    ("blogposting", PageType::Article),
    ("reportagenewsarticle", PageType::Article),
    ("opinionnewsarticle", PageType::Article),
    ("analysisnewsarticle", PageType::Article),
    ("scholarlyarticle", PageType::Article),
    ("socialmediaposting", PageType::Article),
    ("liveblogposting", PageType::Article),
    ("recipe", PageType::Article),
    ("howto", PageType::Article),
    ("report", PageType::Article),
    ("medicalwebpage", PageType::Article),
    ("blog", PageType::Article),
];

/// A thread has at least this many posts.
const POSTS: usize = 2;

/// An article has at least this many bytes of running text.
const LEAST_PROSE: usize = 500;

/// The type, and where it is from.
pub(super) fn page_type(page: &Page, candidates: &Candidates, is_dated: bool) -> Option<(PageType, MetadataSource)> {
    if is_thread(page) {
        return Some((PageType::Thread, MetadataSource::Detected));
    }
    let sources =
        [MetadataSource::JsonLd, MetadataSource::OpenGraph, MetadataSource::MetaTag, MetadataSource::DublinCore];
    let declared = sources.into_iter().find_map(|source| {
        let values: Vec<String> = candidates.of(MetadataField::PageType, source).map(str::to_ascii_lowercase).collect();
        let kind = DECLARED.iter().find(|(name, _)| values.iter().any(|value| value == name))?.1;
        Some((kind, source))
    });
    declared.or_else(|| Some((by_item(page)?, MetadataSource::Microdata))).or_else(|| {
        let kind = by_address(page).or_else(|| by_text(page, is_dated))?;
        Some((kind, MetadataSource::Detected))
    })
}

/// The type of a page as far as its comments depend on it: a thread, a product, or another one.
pub(crate) fn page_type_of_comments(page: &Page, declared: &Declared) -> Option<PageType> {
    // Only articles depend on the date.
    page_type(page, &declared.0, false).map(|(kind, _)| kind)
}

/// Whether it has posts side by side: elements that the page calls so, each with main text.
fn is_thread(page: &Page) -> bool {
    if page.called(Called::POST).next().is_none() {
        return false;
    }
    let mut seen_end: NodeId = 0;
    let mut posts = 0;
    let nearest = Nearest::among(page.tree, page.called(Called::POST));
    for (index, block) in page.blocks.list.iter().enumerate().filter(|&(index, _)| page.kept[index]) {
        if block.node < seen_end || page.blocks.text(index).len() < 20 {
            continue;
        }
        let post = nearest.to(block.node);
        if post != 0 {
            posts += 1;
            seen_end = page.tree.end(post);
        }
    }
    posts >= POSTS
}

/// A page may say by microdata what it is about.
fn by_item(page: &Page) -> Option<PageType> {
    let mut items = page.called(Called::TYPED).filter_map(|node| page.tree.attr(node, AttrKey::Itemtype));
    items.find_map(|kind| {
        let kind = kind.trim_end_matches('/').rsplit('/').next()?.to_ascii_lowercase();
        DECLARED.iter().find(|(name, _)| *name == kind && kind != "blog").map(|&(_, kind)| kind)
    })
}

/// Manuals stand under addresses that say so.
fn by_address(page: &Page) -> Option<PageType> {
    let (_, rest) = page.url?.split_once("://")?;
    let mut parts = rest.split(['/', '.']).take(8);
    parts
        .any(|part| ["docs", "doc", "documentation", "manual", "reference", "apidocs", "devdocs"].contains(&part))
        .then_some(PageType::Documentation)
}

fn by_text(page: &Page, is_dated: bool) -> Option<PageType> {
    let (mut prose, mut chars, mut link_chars) = (0, 0, 0);
    for (index, block) in page.blocks.list.iter().enumerate().filter(|&(index, _)| page.kept[index]) {
        chars += block.chars;
        link_chars += block.link_chars;
        let is_prose = matches!(block.kind, BlockKind::Paragraph | BlockKind::Quote | BlockKind::ListItem);
        prose += if is_prose { page.blocks.text(index).len() } else { 0 };
    }
    if chars > 0 && link_chars * 2 > chars {
        return Some(PageType::Listing);
    }
    (is_dated && prose >= LEAST_PROSE).then_some(PageType::Article)
}
