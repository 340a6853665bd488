//! The type of a page: the declared one, or else the one that its structure shows.

use super::candidates::Candidates;
use super::context::Context;
use super::field::{MetadataField, MetadataSource};
use super::named::named;
use super::nearest::Nearest;
use super::sources::Declared;
use crate::html::attributes::AttrKey;
use crate::html::tree::NodeId;
use crate::page::blocks::BlockKind;
use crate::page::names::NameClasses;

/// The type of a page.
///
/// ```
/// use maintext::PageType;
///
/// assert_eq!(PageType::Documentation.name(), "documentation");
/// assert_eq!("documentation".parse(), Ok(PageType::Documentation));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum PageType {
    /// An article, such as a story, a blog post, a report or a recipe.
    Article,
    /// Posts of several people, such as a forum thread, a question with answers or a mailing list.
    Thread,
    /// A single product on sale.
    Product,
    /// A list of other pages, such as a category or search results.
    Listing,
    /// Technical documentation.
    Documentation,
    /// A page about a person or an organization.
    Profile,
}

named!(
    PageType,
    "page type",
    Article = "article",
    Thread = "thread",
    Product = "product",
    Listing = "listing",
    Documentation = "documentation",
    Profile = "profile",
);

/// Types of schema.org and OpenGraph in lower case. If a page declares several, the one that is listed first wins.
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

/// Minimum number of posts in a thread. Chosen by hand: 3 and 4 take the type of three and five pages of the corpus.
const MIN_POSTS: usize = 2;

/// Minimum bytes of running text in an article without a declared type. Chosen by hand: with 250 bytes, 55 more pages of the corpus are
/// articles; with 1000, 183 fewer.
const MIN_PROSE: usize = 500;

/// Parts of the URLs of documentation.
const DOCUMENTATION: &[&str] = &["docs", "doc", "documentation", "manual", "reference", "apidocs", "devdocs"];

/// Returns the type of a page, and its source. `is_dated` says whether the page has an author or a date of publication.
pub(super) fn page_type(
    context: &Context,
    candidates: &Candidates,
    is_dated: bool,
) -> Option<(PageType, MetadataSource)> {
    if is_thread(context) {
        return Some((PageType::Thread, MetadataSource::Detected));
    }
    let sources =
        [MetadataSource::JsonLd, MetadataSource::OpenGraph, MetadataSource::MetaTag, MetadataSource::DublinCore];
    let declared = sources.into_iter().find_map(|source| {
        let values: Vec<String> = candidates.of(MetadataField::PageType, source).map(str::to_ascii_lowercase).collect();
        let kind = DECLARED.iter().find(|(name, _)| values.iter().any(|value| value == name))?.1;
        Some((kind, source))
    });
    declared.or_else(|| Some((by_item(context)?, MetadataSource::Microdata))).or_else(|| {
        let kind = by_url(context).or_else(|| by_text(context, is_dated))?;
        Some((kind, MetadataSource::Detected))
    })
}

/// Returns the type of a page as far as its comments depend on it: [`PageType::Thread`], [`PageType::Product`], or another one.
pub(crate) fn page_type_of_comments(context: &Context, declared: &Declared) -> Option<PageType> {
    // The date only tells articles from pages without a type.
    page_type(context, &declared.0, false).map(|(kind, _)| kind)
}

/// Whether the page has several elements that are named after posts, each with main text.
fn is_thread(context: &Context) -> bool {
    if context.with(NameClasses::POST).next().is_none() {
        return false;
    }
    let mut seen_end: NodeId = 0;
    let mut posts = 0;
    let nearest = Nearest::among(context.tree, context.with(NameClasses::POST));
    for (block, _) in context.blocks.list.iter().zip(context.kept).filter(|(_, kept)| **kept) {
        if block.node < seen_end {
            continue;
        }
        let post = nearest.to(block.node);
        if post != 0 {
            posts += 1;
            seen_end = context.tree.end(post);
        }
    }
    posts >= MIN_POSTS
}

/// The type of the first thing in microdata with a known type.
fn by_item(context: &Context) -> Option<PageType> {
    let mut items = context.with(NameClasses::TYPED).filter_map(|node| context.tree.attr(node, AttrKey::Itemtype));
    items.find_map(|kind| {
        let kind = kind.trim_end_matches('/').rsplit('/').next()?.to_ascii_lowercase();
        DECLARED.iter().find(|(name, _)| *name == kind && kind != "blog").map(|&(_, kind)| kind)
    })
}

/// Whether the URL is that of documentation.
fn by_url(context: &Context) -> Option<PageType> {
    let (_, rest) = context.url?.split_once("://")?;
    let mut parts = rest.split(['/', '.']).take(8);
    parts.any(|part| DOCUMENTATION.contains(&part)).then_some(PageType::Documentation)
}

/// The type that the main text shows: a listing is mostly links, an article is prose with an author or a date.
fn by_text(context: &Context, is_dated: bool) -> Option<PageType> {
    let (mut prose, mut chars, mut link_chars) = (0, 0, 0);
    for (index, block) in context.blocks.list.iter().enumerate().filter(|&(index, _)| context.kept[index]) {
        chars += block.chars;
        link_chars += block.link_chars;
        let is_prose = matches!(block.kind, BlockKind::Paragraph | BlockKind::Quote | BlockKind::ListItem);
        prose += if is_prose { context.blocks.text(index).len() } else { 0 };
    }
    if chars > 0 && link_chars * 2 > chars {
        return Some(PageType::Listing);
    }
    (is_dated && prose >= MIN_PROSE).then_some(PageType::Article)
}
