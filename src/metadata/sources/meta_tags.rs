//! `<meta>` and `<link>` elements: OpenGraph, Twitter cards, Dublin Core, and the tags of scholarly indexes and publishers.

use crate::html::attributes::AttrKey;
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};
use crate::metadata::candidates::{Candidates, MAX_VALUE_BYTES};
use crate::metadata::field::{MetadataField, MetadataSource};
use crate::page::Page;
use MetadataField::*;

/// Names of `<meta>` elements, normalized.
const NAMES: &[(MetadataField, &[&str])] = &[
    (
        Authors,
        &[
            "author",
            "article:author",
            "og:article:author",
            "article:author_name",
            "og:author",
            "article.author",
            "parsely-author",
            "sailthru.author",
            "dc.creator",
            "dcterms.creator",
            "citation_author",
            "citation_authors",
            "bt:author",
            "byl",
            "shareaholic:article_author_name",
            "cxenseparse:author",
            "book:author",
            "creator",
            "author.name",
            "authors",
            "article_author",
            "twitter:creator",
        ],
    ),
    (
        Published,
        &[
            "article:published_time",
            "og:article:published_time",
            "og:published_time",
            "article:published",
            "article.published",
            "datepublished",
            "parsely-pub-date",
            "sailthru.date",
            "dc.date",
            "dc.date.issued",
            "dc.date.created",
            "dcterms.date",
            "dcterms.issued",
            "dcterms.created",
            "dc.issued",
            "dc.created",
            "citation_publication_date",
            "citation_online_date",
            "citation_date",
            "publish-date",
            "publish_date",
            "publishdate",
            "published_date",
            "publication_date",
            "publication-date",
            "pubdate",
            "pub_date",
            "date",
            "date.created",
            "datecreated",
            "bt:pubdate",
            "cxenseparse:recs:publishtime",
            "rnews:datepublished",
            "originalpublicationdate",
            "shareaholic:article_published_time",
            "displaydate",
            "article_date_original",
            "og:pubdate",
            "article:publish_date",
            "release_date",
            "og:release_date",
            "timestamp",
        ],
    ),
    (
        Modified,
        &[
            "article:modified_time",
            "og:article:modified_time",
            "og:updated_time",
            "article:modified",
            "article:updated",
            "article.updated",
            "datemodified",
            "dc.date.modified",
            "dcterms.modified",
            "dc.modified",
            "last-modified",
            "lastmod",
            "last_updated",
            "date.modified",
            "shareaholic:article_modified_time",
            "revised",
            "updated_time",
        ],
    ),
    (
        SiteName,
        &[
            "og:site_name",
            "application-name",
            "apple-mobile-web-app-title",
            "dc.publisher",
            "dcterms.publisher",
            "citation_journal_title",
            "twitter:site",
            "shareaholic:site_name",
            "al:ios:app_name",
        ],
    ),
    (
        Description,
        &[
            "og:description",
            "description",
            "twitter:description",
            "dc.description",
            "dcterms.abstract",
            "sailthru.description",
        ],
    ),
    (Language, &["og:locale", "content-language", "dc.language", "dcterms.language", "citation_language", "language"]),
    (Url, &["og:url", "parsely-link", "dc.identifier.uri"]),
    (
        Image,
        &[
            "og:image",
            "og:image:url",
            "og:image:secure_url",
            "twitter:image",
            "twitter:image:src",
            "thumbnail",
            "parsely-image-url",
            "sailthru.image.full",
        ],
    ),
    (
        Categories,
        &[
            "article:section",
            "og:article:section",
            "parsely-section",
            "category",
            "article.section",
            "citation_section",
        ],
    ),
    (
        Tags,
        &[
            "keywords",
            "news_keywords",
            "article:tag",
            "og:article:tag",
            "parsely-tags",
            "sailthru.tags",
            "dc.subject",
            "dcterms.subject",
            "citation_keywords",
        ],
    ),
    (License, &["dcterms.license", "dc.rights.license", "license", "licence", "dc.license"]),
    (PageType, &["og:type", "parsely-type", "dc.type"]),
];

/// Labels of authors in Twitter cards, in lower case.
const AUTHOR_LABELS: &[&str] = &[
    "written by",
    "author",
    "by",
    "verfasst von",
    "geschrieben von",
    "écrit par",
    "escrito por",
    "scritto da",
    "geschreven door",
    "автор",
];

/// Maximum number of labels of Twitter cards. The specification has two.
const MAX_LABELS: usize = 64;

/// Returns the vocabulary of a name.
fn source(name: &str) -> MetadataSource {
    let is = |prefixes: &[&str]| prefixes.iter().any(|prefix| name.starts_with(prefix));
    match () {
        () if is(&["og:", "article:", "book:"]) => MetadataSource::OpenGraph,
        () if is(&["twitter:"]) => MetadataSource::TwitterCard,
        () if is(&["dc.", "dcterms."]) => MetadataSource::DublinCore,
        () if is(&["citation_"]) => MetadataSource::Citation,
        () => MetadataSource::MetaTag,
    }
}

/// Collects values from the `<meta>` and `<link>` elements.
pub(super) fn collect(page: &Page, out: &mut Candidates) {
    let tree = &page.tree;
    let mut labels: Vec<(String, String)> = Vec::new();
    for &node in &page.head.declarations {
        match tree.tag(node) {
            Tag::Meta => read_meta(tree, node, &mut labels, out),
            Tag::Link => read_link(tree, node, out),
            _ => {}
        }
    }
    read_labels(&labels, out);
}

fn read_meta(tree: &Tree, meta: NodeId, labels: &mut Vec<(String, String)>, out: &mut Candidates) {
    let Some(content) = tree.attr(meta, AttrKey::Content) else { return };
    // One element may carry two names: <meta name="author" property="article:author">.
    for key in [AttrKey::Property, AttrKey::Name, AttrKey::HttpEquiv] {
        for name in tree.attr(meta, key).unwrap_or_default().split_ascii_whitespace() {
            let name = normalized(name);
            if name.starts_with("twitter:label") || name.starts_with("twitter:data") {
                if labels.len() < MAX_LABELS && content.len() <= MAX_VALUE_BYTES {
                    labels.push((name, content.to_owned()));
                }
                continue;
            }
            let mut is_known = false;
            for &(field, _) in NAMES.iter().filter(|(_, names)| names.contains(&name.as_str())) {
                out.add(field, source(&name), content);
                is_known = true;
            }
            if let Some(field) = date_field(&name).filter(|_| !is_known) {
                out.add(field, MetadataSource::MetaTag, content);
            }
        }
    }
}

/// Returns a name in lower case, with one prefix for all spellings of Dublin Core.
fn normalized(name: &str) -> String {
    let name = name.to_ascii_lowercase();
    for (prefix, written) in
        [("dc:", "dc."), ("dcterms:", "dcterms."), ("dc_", "dc."), ("prism.", "dc."), ("eprints.", "dc.")]
    {
        if let Some(rest) = name.strip_prefix(prefix) {
            return format!("{written}{rest}");
        }
    }
    name
}

/// Returns the field of an unlisted name whose words are those of a date, such as "ms.date" or "page-published-on".
fn date_field(name: &str) -> Option<MetadataField> {
    let has = |part: &str| name.contains(part);
    match () {
        () if has("modif") || has("update") => Some(Modified),
        () if has("publisher") => None,
        () if has("publish") || name.ends_with(".date") || name.ends_with(":date") || name.ends_with("-date") => {
            Some(Published)
        }
        () => None,
    }
}

/// Collects the authors in labels: `twitter:label1` "Written by" describes the value of `twitter:data1`.
fn read_labels(labels: &[(String, String)], out: &mut Candidates) {
    for (name, label) in labels {
        let Some(number) = name.strip_prefix("twitter:label") else { continue };
        let label = label.to_lowercase();
        if AUTHOR_LABELS.contains(&label.trim_end_matches(':').trim()) {
            let data = format!("twitter:data{number}");
            labels.iter().filter(|(name, _)| *name == data).for_each(|(_, value)| {
                out.add(Authors, MetadataSource::TwitterCard, value);
            });
        }
    }
}

fn read_link(tree: &Tree, link: NodeId, out: &mut Candidates) {
    let (Some(rel), Some(href)) = (tree.attr(link, AttrKey::Rel), tree.attr(link, AttrKey::Href)) else { return };
    for rel in rel.split_ascii_whitespace() {
        let field = match rel.to_ascii_lowercase().as_str() {
            "canonical" => Url,
            "image_src" => Image,
            "license" | "licence" => License,
            _ => continue,
        };
        out.add(field, MetadataSource::LinkElement, href);
    }
}
