//! Metadata: each source collects the values that it has, then one source is chosen for each field.

mod authors;
mod candidates;
mod context;
pub(crate) mod dates;
mod field;
mod language;
mod named;
mod nearest;
mod page_type;
mod resolve;
mod retain;
mod sources;

pub(crate) use authors::{is_name_in_text, names_of_line};
pub(crate) use context::Context;
pub(crate) use dates::{DateOrder, date_order};
pub use field::{MetadataField, MetadataSource};
pub use named::UnknownName;
pub use page_type::PageType;
pub(crate) use page_type::page_type_of_comments;
pub(crate) use sources::Declared;

/// The metadata of a page, each field with its source.
///
/// If sources disagree, the first one in this order wins:
///
/// | field | sources |
/// | --- | --- |
/// | title | a heading that the head confirms, `og:title`, `twitter:title`, `<title>` |
/// | authors | JSON-LD, `<meta>`, microdata, RDFa, `citation_` tags, Dublin Core, OpenGraph, author links, lines ("By ..."), byline elements, Twitter labels; if the declared author is not a person, authors of the visible page with first and last names; the name of the site only if nobody else is named |
/// | published | OpenGraph, `<meta>`, JSON-LD, microdata, `citation_` tags, Dublin Core, RDFa, lines, `<time>`, date elements, the URL; an earlier date in a dateline near the title wins |
/// | modified | the same without `citation_` tags and the URL |
/// | date | published, or else modified |
/// | site name | OpenGraph, JSON-LD, `citation_` tags, microdata, Dublin Core, `<meta>`, Twitter |
/// | description | OpenGraph, `<meta>`, JSON-LD, Twitter, Dublin Core |
/// | language | `lang`, JSON-LD, microdata, `<meta>`, Dublin Core, `citation_` tags, OpenGraph; the detected language if none is declared or the text is clearly in another one |
/// | URL | the canonical link, OpenGraph, JSON-LD, `<meta>`, Dublin Core, [`Input::with_url`](crate::Input::with_url) |
/// | image | OpenGraph, JSON-LD, Twitter, microdata, `<link>`, `<meta>` |
/// | categories | JSON-LD, OpenGraph, `<meta>`, microdata, RDFa, `citation_` tags |
/// | tags | OpenGraph, JSON-LD, `<meta>`, `citation_` tags, Dublin Core, microdata, RDFa |
/// | license | `<link>`, JSON-LD, Dublin Core, microdata, RDFa, `<meta>` |
/// | page type | posts side by side, JSON-LD, OpenGraph, `<meta>`, Dublin Core, microdata, the URL, links and prose |
///
/// A date without a time takes the time of the same day from any other source.
///
/// ```
/// use maintext::{MetadataField, MetadataSource};
///
/// let page = "<html lang=en><meta property=og:site_name content='The Atlas'><meta name=author content='Jane Doe and Ann Lee'>\
///     <meta property=article:published_time content='2025-03-09T08:30:00+01:00'><h1>On rivers</h1><p>Rivers carry water.</p>";
/// let article = maintext::extract(page);
/// let metadata = article.metadata();
/// assert_eq!(metadata.title(), Some("On rivers"));
/// assert_eq!(metadata.authors(), ["Jane Doe", "Ann Lee"]);
/// assert_eq!(metadata.published(), Some("2025-03-09T08:30:00+01:00"));
/// assert_eq!((metadata.site_name(), metadata.language()), (Some("The Atlas"), Some("en")));
/// assert_eq!(metadata.source(MetadataField::Published), Some(MetadataSource::OpenGraph));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default))]
pub struct Metadata {
    pub(crate) title: Option<String>,
    pub(crate) authors: Vec<String>,
    pub(crate) published: Option<String>,
    pub(crate) modified: Option<String>,
    pub(crate) site_name: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) language: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) image: Option<String>,
    pub(crate) categories: Vec<String>,
    pub(crate) tags: Vec<String>,
    pub(crate) license: Option<String>,
    pub(crate) page_type: Option<PageType>,
    #[cfg_attr(feature = "serde", serde(with = "sources_as_map"))]
    pub(crate) sources: Vec<(MetadataField, MetadataSource)>,
}

impl Metadata {
    pub(crate) fn read(context: &Context, declared: &Declared) -> Metadata {
        resolve::resolve(context, declared)
    }

    /// The title without the name of the site. The same as [`Article::title`](crate::Article::title).
    pub fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// The names of the authors, in the order of the page, without "by" and the like. A name may be that of an organization, and may
    /// have a title after it ("Jane Doe, MD").
    pub fn authors(&self) -> &[String] {
        &self.authors
    }

    /// The date of publication by RFC 3339: date, time and offset (`2025-03-09T08:30:00+01:00`) if the page gives them all, or else
    /// the date alone (`2025-03-09`).
    pub fn published(&self) -> Option<&str> {
        self.published.as_deref()
    }

    /// The date of the last change, in the format of [`Metadata::published`].
    pub fn modified(&self) -> Option<&str> {
        self.modified.as_deref()
    }

    /// The date of publication, or else that of the last change, in the format of [`Metadata::published`].
    /// [`MetadataField::Date`] has the source of that date.
    ///
    /// ```
    /// use maintext::{MetadataField, MetadataSource};
    ///
    /// let article = maintext::extract("<meta name=last-modified content=2025-03-09><p>Rivers carry water.");
    /// let metadata = article.metadata();
    /// assert_eq!((metadata.published(), metadata.date()), (None, Some("2025-03-09")));
    /// assert_eq!(metadata.source(MetadataField::Date), Some(MetadataSource::MetaTag));
    /// ```
    pub fn date(&self) -> Option<&str> {
        self.published().or(self.modified())
    }

    /// The name of the site or publication.
    pub fn site_name(&self) -> Option<&str> {
        self.site_name.as_deref()
    }

    /// The summary that the page declares.
    pub fn description(&self) -> Option<&str> {
        self.description.as_deref()
    }

    /// The language as a BCP 47 tag (`en`, `pt-BR`): the declared one, or the detected one if none is declared or the text is
    /// clearly in another language.
    pub fn language(&self) -> Option<&str> {
        self.language.as_deref()
    }

    /// The canonical URL. It is absolute if the page or the caller gives a base.
    pub fn url(&self) -> Option<&str> {
        self.url.as_deref()
    }

    /// The URL of the main image. It is absolute if the page or the caller gives a base.
    pub fn image(&self) -> Option<&str> {
        self.image.as_deref()
    }

    /// The sections that the page belongs to.
    pub fn categories(&self) -> &[String] {
        &self.categories
    }

    /// The keywords of the page.
    pub fn tags(&self) -> &[String] {
        &self.tags
    }

    /// The URL of the license, or its name if the page gives no URL.
    pub fn license(&self) -> Option<&str> {
        self.license.as_deref()
    }

    /// The type of the page. `None` if the page does not declare one and its structure does not show one.
    pub fn page_type(&self) -> Option<PageType> {
        self.page_type
    }

    /// The source of a field. `None` if the field is empty.
    pub fn source(&self, field: MetadataField) -> Option<MetadataSource> {
        let field = match field {
            MetadataField::Date if self.published.is_some() => MetadataField::Published,
            MetadataField::Date => MetadataField::Modified,
            field => field,
        };
        self.sources.iter().find(|(f, _)| *f == field).map(|&(_, source)| source)
    }
}

/// The sources as an object with the fields as keys.
#[cfg(feature = "serde")]
mod sources_as_map {
    use super::{MetadataField, MetadataSource};
    use serde::de::{Deserializer, MapAccess, Visitor};
    use serde::ser::Serializer;
    use std::fmt;

    type Sources = Vec<(MetadataField, MetadataSource)>;

    pub fn serialize<S: Serializer>(sources: &Sources, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(sources.iter().map(|(field, source)| (field, source)))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Sources, D::Error> {
        deserializer.deserialize_map(Fields)
    }

    struct Fields;

    impl<'de> Visitor<'de> for Fields {
        type Value = Sources;

        fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
            f.write_str("an object with fields and their sources")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Sources, A::Error> {
            let mut sources = Vec::new();
            while let Some(entry) = map.next_entry()? {
                sources.push(entry);
            }
            Ok(sources)
        }
    }
}
