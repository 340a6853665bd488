//! The fields of the metadata, and their sources.

use super::named::named;
use crate::page::title::TitleSource;

/// A field of [`Metadata`](crate::Metadata).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum MetadataField {
    /// [`Metadata::title`](crate::Metadata::title)
    Title,
    /// [`Metadata::authors`](crate::Metadata::authors)
    Authors,
    /// [`Metadata::published`](crate::Metadata::published)
    Published,
    /// [`Metadata::modified`](crate::Metadata::modified)
    Modified,
    /// [`Metadata::date`](crate::Metadata::date)
    Date,
    /// [`Metadata::site_name`](crate::Metadata::site_name)
    SiteName,
    /// [`Metadata::description`](crate::Metadata::description)
    Description,
    /// [`Metadata::language`](crate::Metadata::language)
    Language,
    /// [`Metadata::url`](crate::Metadata::url)
    Url,
    /// [`Metadata::image`](crate::Metadata::image)
    Image,
    /// [`Metadata::categories`](crate::Metadata::categories)
    Categories,
    /// [`Metadata::tags`](crate::Metadata::tags)
    Tags,
    /// [`Metadata::license`](crate::Metadata::license)
    License,
    /// [`Metadata::page_type`](crate::Metadata::page_type)
    PageType,
}

named!(
    MetadataField,
    "field of metadata",
    Title = "title",
    Authors = "authors",
    Published = "published",
    Modified = "modified",
    Date = "date",
    SiteName = "site_name",
    Description = "description",
    Language = "language",
    Url = "url",
    Image = "image",
    Categories = "categories",
    Tags = "tags",
    License = "license",
    PageType = "page_type",
);

/// The source of a field of the metadata.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum MetadataSource {
    /// Objects of schema.org in a `<script type="application/ld+json">`.
    JsonLd,
    /// `<meta property="og:...">` and `article:...`.
    OpenGraph,
    /// `<meta name="twitter:...">`.
    TwitterCard,
    /// `<meta name="DC....">` and `DCTERMS....`.
    DublinCore,
    /// `<meta name="citation_...">`, the tags of scholarly indexes.
    Citation,
    /// Any other `<meta>`.
    MetaTag,
    /// `<link rel="...">`.
    LinkElement,
    /// The `<title>`.
    TitleElement,
    /// The `lang` attribute of the page.
    LangAttribute,
    /// `itemprop` attributes.
    Microdata,
    /// `property` attributes of visible elements.
    Rdfa,
    /// A heading of the page.
    Heading,
    /// A link with `rel="author"`.
    AuthorLink,
    /// An element whose class or id is that of a byline.
    Byline,
    /// A line such as "By Jane Doe".
    BylineText,
    /// A `<time>`.
    TimeElement,
    /// An element whose class or id is that of a date.
    DateElement,
    /// A line with a date.
    DateText,
    /// The URL of the page.
    Url,
    /// The main text or the structure of the page.
    #[default]
    Detected,
}

named!(
    MetadataSource,
    "source of metadata",
    JsonLd = "json_ld",
    OpenGraph = "open_graph",
    TwitterCard = "twitter_card",
    DublinCore = "dublin_core",
    Citation = "citation",
    MetaTag = "meta_tag",
    LinkElement = "link_element",
    TitleElement = "title_element",
    LangAttribute = "lang_attribute",
    Microdata = "microdata",
    Rdfa = "rdfa",
    Heading = "heading",
    AuthorLink = "author_link",
    Byline = "byline",
    BylineText = "byline_text",
    TimeElement = "time_element",
    DateElement = "date_element",
    DateText = "date_text",
    Url = "url",
    Detected = "detected",
);

impl From<TitleSource> for MetadataSource {
    fn from(source: TitleSource) -> MetadataSource {
        match source {
            TitleSource::OpenGraph => MetadataSource::OpenGraph,
            TitleSource::TwitterCard => MetadataSource::TwitterCard,
            TitleSource::TitleElement => MetadataSource::TitleElement,
            TitleSource::Heading => MetadataSource::Heading,
            TitleSource::None => MetadataSource::Detected,
        }
    }
}
