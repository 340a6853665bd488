//! The fields of the metadata and the places of a page that they come from.

use crate::page::title::TitleSource;

/// A field of [`Metadata`](crate::Metadata).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "snake_case"))]
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

/// Where a field of the metadata was taken from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "snake_case"))]
pub enum MetadataSource {
    /// A `<script type="application/ld+json">` of schema.org's objects.
    JsonLd,
    /// `<meta property="og:...">` and `article:...`.
    OpenGraph,
    /// `<meta name="twitter:...">`.
    TwitterCard,
    /// `<meta name="DC....">` and `DCTERMS....`.
    DublinCore,
    /// `<meta name="citation_...">`, which scholarly indexes read.
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
    /// An element that the page calls a byline.
    Byline,
    /// A line such as "By Jane Doe".
    BylineText,
    /// A `<time>`.
    TimeElement,
    /// An element that the page calls a date.
    DateElement,
    /// A line with a date.
    DateText,
    /// The page's address.
    Url,
    #[default]
    /// Found out from the main text or the page's structure.
    Detected,
}

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
