//! Facts about the page: every source says what it has, then each field is resolved by the order of its sources.

mod candidates;
pub(crate) mod dates;
mod field;
mod language;
mod names;
mod page;
mod page_type;
mod resolve;
mod sources;

pub(crate) use dates::{Order as DateOrder, date_order};
pub use field::{MetadataField, MetadataSource};
pub(crate) use names::{is_name_in_text, names_of_line};
pub(crate) use page::{Page, names as element_names};
pub use page_type::PageType;
pub(crate) use page_type::page_type_of_comments;
pub(crate) use sources::Declared;

/// Facts about a page, each with where it was taken from.
///
/// Sources that disagree are resolved field by field, the first that gives a value first:
///
/// - title: a heading that the head confirms, `og:title`, `twitter:title`, `<title>`;
/// - authors: JSON-LD, `<meta>`, microdata, RDFa, `citation_` tags, Dublin Core, OpenGraph, author links, lines ("By ..."),
///   byline elements, Twitter's labels; the site's own name only where nobody else is named;
/// - published: OpenGraph, `<meta>`, JSON-LD, microdata, `citation_` tags, Dublin Core, RDFa, lines, `<time>`, date
///   elements, the address; a line beside the title that is little but a date wins where its day is earlier. Modified: the
///   same but for `citation_` tags and the address. A time of the chosen day is taken from any of them. Date: published,
///   or else modified;
/// - site name: OpenGraph, JSON-LD, `citation_` tags, microdata, Dublin Core, `<meta>`, Twitter;
/// - description: OpenGraph, `<meta>`, JSON-LD, Twitter, Dublin Core;
/// - language: `lang`, JSON-LD, microdata, `<meta>`, Dublin Core, `citation_` tags, OpenGraph; detected where none is
///   declared or the text is plainly in another;
/// - address: the canonical link, OpenGraph, JSON-LD, `<meta>`, Dublin Core, what the caller gave;
/// - image: OpenGraph, JSON-LD, Twitter, microdata, `<link>`, `<meta>`; license: `<link>`, JSON-LD, Dublin Core,
///   microdata, RDFa, `<meta>`;
/// - categories: JSON-LD, OpenGraph, `<meta>`, microdata, RDFa, `citation_` tags; tags: OpenGraph, JSON-LD, `<meta>`,
///   `citation_` tags, Dublin Core, microdata, RDFa;
/// - page type: posts side by side, JSON-LD, OpenGraph, `<meta>`, Dublin Core, microdata, the address, links and prose.
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
    pub(crate) sources: Vec<(MetadataField, MetadataSource)>,
}

impl Metadata {
    /// Reads a page.
    pub(crate) fn read(page: &Page, declared: &Declared) -> Metadata {
        resolve::resolve(page, declared)
    }

    /// The title without the site's name: the same as [`Article::title`](crate::Article::title).
    pub fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// Who wrote it, in the order of the page, without "by" and the like. A name may be that of an organisation, and
    /// keep what the page writes behind it ("Jane Doe, MD").
    pub fn authors(&self) -> &[String] {
        &self.authors
    }

    /// When it was first published, by RFC 3339: a date and time with its offset (`2025-03-09T08:30:00+01:00`) where
    /// the page gives both, else a date (`2025-03-09`).
    pub fn published(&self) -> Option<&str> {
        self.published.as_deref()
    }

    /// When it was last changed, written as [`Metadata::published`] is.
    pub fn modified(&self) -> Option<&str> {
        self.modified.as_deref()
    }

    /// The page's one date: when it was published, or else, where it names only a change, when that was made. Written as
    /// [`Metadata::published`] is; [`Metadata::source`] with [`MetadataField::Date`] gives the source of the one that it is.
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

    /// The page's own summary.
    pub fn description(&self) -> Option<&str> {
        self.description.as_deref()
    }

    /// The language as a BCP 47 tag (`en`, `pt-BR`): what the page declares, or what its text is in where nothing is
    /// declared or the text is plainly in another language.
    pub fn language(&self) -> Option<&str> {
        self.language.as_deref()
    }

    /// The page's canonical address, absolute if the page or the caller gave a base.
    pub fn url(&self) -> Option<&str> {
        self.url.as_deref()
    }

    /// The address of the main image, absolute if the page or the caller gave a base.
    pub fn image(&self) -> Option<&str> {
        self.image.as_deref()
    }

    /// The sections that the page belongs to.
    pub fn categories(&self) -> &[String] {
        &self.categories
    }

    /// The page's keywords.
    pub fn tags(&self) -> &[String] {
        &self.tags
    }

    /// The license: its address, or its name where the page gives no address.
    pub fn license(&self) -> Option<&str> {
        self.license.as_deref()
    }

    /// What kind of page it is; `None` where neither the page nor its structure says.
    pub fn page_type(&self) -> Option<PageType> {
        self.page_type
    }

    /// Where a field was taken from; `None` where the field is empty.
    pub fn source(&self, field: MetadataField) -> Option<MetadataSource> {
        let field = match field {
            MetadataField::Date if self.published.is_some() => MetadataField::Published,
            MetadataField::Date => MetadataField::Modified,
            field => field,
        };
        self.sources.iter().find(|(f, _)| *f == field).map(|&(_, source)| source)
    }
}
