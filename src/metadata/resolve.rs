//! Chooses the source of each field.

use super::context::Context;
use super::dates::DAY;
use super::field::{MetadataField, MetadataSource};
use super::sources::{self, Collected, Declared, FirstLine, urls};
use super::{Metadata, authors, dates, language, page_type};
use MetadataField::*;
use MetadataSource::*;
use std::collections::HashSet;

/// The sources of each field, most reliable first. The order for authors and dates gave the most correct values on the annotated pages
/// of WCXB's development split.
const TRUSTED: &[(MetadataField, &[MetadataSource])] = &[
    (
        Authors,
        &[
            MetadataSource::JsonLd,
            MetaTag,
            Microdata,
            Rdfa,
            Citation,
            DublinCore,
            OpenGraph,
            AuthorLink,
            BylineText,
            Byline,
            TwitterCard,
        ],
    ),
    (
        Published,
        &[
            OpenGraph,
            MetaTag,
            MetadataSource::JsonLd,
            Microdata,
            Citation,
            DublinCore,
            Rdfa,
            DateText,
            TimeElement,
            DateElement,
            MetadataSource::Url,
        ],
    ),
    (
        Modified,
        &[OpenGraph, MetaTag, MetadataSource::JsonLd, Microdata, DublinCore, Rdfa, DateText, TimeElement, DateElement],
    ),
    (SiteName, &[OpenGraph, MetadataSource::JsonLd, Citation, Microdata, DublinCore, MetaTag, TwitterCard]),
    (Description, &[OpenGraph, MetaTag, MetadataSource::JsonLd, TwitterCard, DublinCore]),
    (MetadataField::Url, &[LinkElement, OpenGraph, MetadataSource::JsonLd, MetaTag, DublinCore]),
    (Image, &[OpenGraph, MetadataSource::JsonLd, TwitterCard, Microdata, LinkElement, MetaTag]),
    (Categories, &[MetadataSource::JsonLd, OpenGraph, MetaTag, Microdata, Rdfa, Citation]),
    (Tags, &[OpenGraph, MetadataSource::JsonLd, MetaTag, Citation, DublinCore, Microdata, Rdfa]),
    (License, &[LinkElement, MetadataSource::JsonLd, DublinCore, Microdata, Rdfa, MetaTag]),
];

fn trusted(field: MetadataField) -> &'static [MetadataSource] {
    TRUSTED.iter().find(|(f, _)| *f == field).map_or(&[], |(_, sources)| sources)
}

/// Collects the values of all sources and chooses one source for each field.
pub(super) fn resolve(context: &Context, declared: &Declared) -> Metadata {
    let mut out = Fields { context, collected: sources::collect(context, declared), metadata: Metadata::default() };
    out.urls();
    out.title();
    out.texts();
    out.authors();
    out.dates();
    out.language();
    out.page_type();
    out.metadata
}

struct Fields<'a> {
    context: &'a Context<'a>,
    collected: Collected,
    metadata: Metadata,
}

impl Fields<'_> {
    /// Reads the first value, in the order of sources, that `read` accepts.
    fn first<T>(&mut self, field: MetadataField, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let (found, source) = trusted(field).iter().find_map(|&source| {
            let found = self.collected.candidates.of(field, source).find_map(&read)?;
            Some((found, source))
        })?;
        self.metadata.sources.push((field, source));
        Some(found)
    }

    /// Reads all values of the first source that has any.
    fn all(&mut self, field: MetadataField, read: impl Fn(&[&str], MetadataSource) -> Vec<String>) -> Vec<String> {
        let found = trusted(field).iter().find_map(|&source| {
            let values: Vec<&str> = self.collected.candidates.of(field, source).collect();
            Some((read(&values, source), source)).filter(|(found, _)| !found.is_empty())
        });
        let Some((found, source)) = found else { return Vec::new() };
        self.metadata.sources.push((field, source));
        found
    }

    fn title(&mut self) {
        let title = self.context.title;
        let Some(text) = &title.text else { return };
        // Archives put the subject in quotes or between other words.
        let text =
            self.collected.subject.as_ref().filter(|subject| normalized(subject) == normalized(text)).unwrap_or(text);
        self.metadata.title = Some(text.clone());
        self.metadata.sources.push((Title, title.source.into()));
    }

    fn texts(&mut self) {
        let text = |value: &str| Some(value.to_owned());
        self.metadata.site_name = self.first(SiteName, |value| {
            // Names of accounts and URLs are not names of sites.
            (!value.starts_with('@') && !value.contains("://")).then(|| value.to_owned())
        });
        self.metadata.description = self.first(Description, text);
        self.metadata.license = self.first(License, |value| {
            // A URL of another scheme could run a script if it is followed.
            let is_safe = url::Url::parse(value).map_or(true, |url| matches!(url.scheme(), "http" | "https"));
            is_safe.then(|| value.to_owned())
        });
        self.metadata.categories = self.all(Categories, |values, _| listed(values, false));
        self.metadata.tags = self.all(Tags, |values, _| listed(values, true));
    }

    fn authors(&mut self) {
        let site = self.site_names();
        let is_site = |name: &String| {
            if authors::is_domain(name) {
                return true;
            }
            let name = normalized(name);
            site.iter().any(|site| *site == name || site.len() >= 6 && name.contains(site.as_str()))
        };
        let own = |values: &[&str], source| {
            let values = values.iter().map(|value| match source {
                Citation | DublinCore => authors::given_name_first(value),
                MetaTag => authors::split_free_form(value),
                _ => (*value).to_owned(),
            });
            let values: Vec<String> = values.collect();
            authors::names(values.iter().map(String::as_str))
        };
        let mut authors = self.all(Authors, |values, source| {
            let mut names = own(values, source);
            names.retain(|name| !is_site(name));
            names
        });
        let is_account = |name: &String| name.is_ascii() && name.contains(' ') && !authors::is_full_name(name);
        if authors.iter().all(is_account)
            && let Some((persons, source)) = self.persons_shown(is_site)
        {
            // The declared author is a feed or an agency, or there is none.
            authors = persons;
            self.set_source(Authors, source);
        }
        if authors.is_empty() {
            // The site may be named after its author, or sign with its own name.
            authors = self.all(Authors, own);
        }
        self.metadata.authors = authors;
    }

    /// The authors whom the visible page names, if all of them have a first and a last name.
    fn persons_shown(&self, is_site: impl Fn(&String) -> bool) -> Option<(Vec<String>, MetadataSource)> {
        let sources = [AuthorLink, BylineText, Byline];
        sources.into_iter().find_map(|source| {
            let names = authors::names(self.collected.candidates.of(Authors, source));
            let are_persons = names.iter().all(|name| authors::is_full_name(name) && !is_site(name));
            (are_persons && !names.is_empty()).then_some((names, source))
        })
    }

    /// The names of the site, normalized: those that it declares, and the labels of its host.
    fn site_names(&self) -> Vec<String> {
        let named =
            trusted(SiteName).iter().flat_map(|&source| self.collected.candidates.of(SiteName, source)).map(normalized);
        let url = self.metadata.url.as_deref().or(self.context.url).and_then(|url| url::Url::parse(url).ok());
        let host = url.as_ref().and_then(|url| url.host_str()).unwrap_or_default().trim_start_matches("www.");
        let labels = host.split('.').filter(|label| label.len() > 3).map(normalized);
        named.chain(labels).chain([normalized(host)]).filter(|name| !name.is_empty()).collect()
    }

    fn dates(&mut self) {
        let order = self.collected.date_order;
        if let Some(date) = self.metadata.url.as_deref().or(self.context.url).and_then(urls::date) {
            self.collected.candidates.add(Published, MetadataSource::Url, &date);
        }
        self.metadata.published = self.first(Published, |value| dates::value(value, order));
        self.earlier_date();
        self.metadata.modified = self.first(Modified, |value| dates::value(value, order));
        for field in [Published, Modified] {
            self.time_of_day(field);
        }
    }

    /// Adds the time to a date without one, if another source has a time of the same day.
    fn time_of_day(&mut self, field: MetadataField) {
        let order = self.collected.date_order;
        let date = match field {
            Published => &mut self.metadata.published,
            _ => &mut self.metadata.modified,
        };
        let Some(day) = date.as_mut().filter(|date| date.len() == DAY) else { return };
        let same_day = |value: &str| {
            dates::value(value, order).filter(|found| found.len() > DAY && found.starts_with(day.as_str()))
        };
        let found = trusted(field)
            .iter()
            .find_map(|&source| Some((self.collected.candidates.of(field, source).find_map(same_day)?, source)));
        if let Some((found, source)) = found {
            *day = found;
            self.set_source(field, source);
        }
    }

    /// Takes the date of a dateline if it is earlier than the declared one.
    ///
    /// The declared date may be the day on which the page was moved to another system, or the next day in another time zone. The
    /// difference does not matter: on the pages of WCXB and of trafilatura's set, datelines were right up to 25 years before
    /// the declared date. Other lines were never right.
    fn earlier_date(&mut self) {
        let Some(declared) = self.metadata.published.as_deref() else { return };
        let is_earlier = |line: &FirstLine| line.date[..DAY] < declared[..DAY] && line.is_dateline(self.context);
        let Some(line) = self.collected.first_line.take_if(|line| is_earlier(line)) else { return };
        self.metadata.published = Some(line.date);
        self.set_source(Published, DateText);
    }

    /// Replaces the source of a field.
    fn set_source(&mut self, field: MetadataField, source: MetadataSource) {
        self.metadata.sources.retain(|(of, _)| *of != field);
        self.metadata.sources.push((field, source));
    }

    fn urls(&mut self) {
        let base = self.context.base_url;
        self.metadata.url = self.first(MetadataField::Url, |value| urls::absolute(value, base));
        if let (None, Some(url)) = (&self.metadata.url, self.context.url.and_then(|url| urls::absolute(url, None))) {
            self.metadata.url = Some(url);
            self.metadata.sources.push((MetadataField::Url, MetadataSource::Url));
        }
        self.metadata.image = self.first(Image, |value| urls::absolute(value, base));
    }

    fn page_type(&mut self) {
        let is_dated = self.metadata.published.is_some() || !self.metadata.authors.is_empty();
        if let Some((kind, source)) = page_type::page_type(self.context, &self.collected.candidates, is_dated) {
            self.metadata.page_type = Some(kind);
            self.metadata.sources.push((PageType, source));
        }
    }

    fn language(&mut self) {
        if let Some((language, source)) = language::language(self.context, &self.collected.candidates) {
            self.metadata.language = Some(language);
            self.metadata.sources.push((Language, source));
        }
    }
}

/// A name in lower case without spaces and punctuation.
fn normalized(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Returns the values without duplicates. Keywords are split at commas and the like.
fn listed(values: &[&str], are_keywords: bool) -> Vec<String> {
    let mut list: Vec<String> = Vec::new();
    let mut seen: HashSet<String> = HashSet::new();
    let separators: &[char] = if are_keywords { &[',', ';', '，', '、', '|'] } else { &[] };
    for value in values.iter().flat_map(|value| value.split(separators)).map(str::trim) {
        if !value.is_empty() && seen.insert(value.to_lowercase()) {
            list.push(value.to_owned());
        }
    }
    list
}
