//! Which source is believed, field by field.

use super::dates::DAY;
use super::field::{MetadataField, MetadataSource};
use super::page::Page;
use super::sources::{self, Declared, FirstLine, Said, address};
use super::{Metadata, dates, language, names, page_type};
use MetadataField::*;
use MetadataSource::*;
use std::collections::HashSet;

/// The sources of each field, the most trusted first. For authors and dates this is the order that was right most often
/// on the pages of WCXB's development split whose annotation has the field.
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

/// Asks all sources and resolves every field.
pub(super) fn resolve(page: &Page, declared: &Declared) -> Metadata {
    let mut out = Fields { page, said: sources::collect(page, declared), metadata: Metadata::default() };
    out.addresses();
    out.title();
    out.texts();
    out.authors();
    out.dates();
    out.language();
    out.page_type();
    out.metadata
}

struct Fields<'a> {
    page: &'a Page<'a>,
    said: Said,
    metadata: Metadata,
}

impl Fields<'_> {
    /// The first value of the first source whose values give one.
    fn first<T>(&mut self, field: MetadataField, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let (found, source) = trusted(field).iter().find_map(|&source| {
            let found = self.said.candidates.of(field, source).find_map(&read)?;
            Some((found, source))
        })?;
        self.metadata.sources.push((field, source));
        Some(found)
    }

    /// What the first source with anything says, all of it.
    fn all(&mut self, field: MetadataField, read: impl Fn(&[&str], MetadataSource) -> Vec<String>) -> Vec<String> {
        let found = trusted(field).iter().find_map(|&source| {
            let values: Vec<&str> = self.said.candidates.of(field, source).collect();
            Some((read(&values, source), source)).filter(|(found, _)| !found.is_empty())
        });
        let Some((found, source)) = found else { return Vec::new() };
        self.metadata.sources.push((field, source));
        found
    }

    fn title(&mut self) {
        let title = self.page.title;
        let Some(text) = &title.text else { return };
        self.metadata.title = Some(text.clone());
        self.metadata.sources.push((Title, title.source.into()));
    }

    fn texts(&mut self) {
        let text = |value: &str| Some(value.to_owned());
        self.metadata.site_name = self.first(SiteName, |value| {
            // An account's name or an address is no name.
            (!value.starts_with('@') && !value.contains("://")).then(|| value.to_owned())
        });
        self.metadata.description = self.first(Description, text);
        self.metadata.license = self.first(License, text);
        self.metadata.categories = self.all(Categories, |values, _| listed(values, false));
        self.metadata.tags = self.all(Tags, |values, _| listed(values, true));
    }

    fn authors(&mut self) {
        let site = self.site_names();
        let is_site = |name: &String| {
            if names::is_address(name) {
                return true;
            }
            let name = squeezed(name);
            site.iter().any(|site| *site == name || site.len() >= 6 && name.contains(site.as_str()))
        };
        let own = |values: &[&str], source| {
            let values = values.iter().map(|value| match source {
                Citation | DublinCore => names::in_reading_order(value),
                MetaTag => names::of_free_order(value),
                _ => (*value).to_owned(),
            });
            let values: Vec<String> = values.collect();
            names::names(values.iter().map(String::as_str))
        };
        let mut authors = self.all(Authors, |values, source| {
            let mut names = own(values, source);
            names.retain(|name| !is_site(name));
            names
        });
        if authors.is_empty() {
            // A person's own site, or one that signs with its name.
            authors = self.all(Authors, own);
        }
        self.metadata.authors = authors;
    }

    /// What the site is called, without spaces and punctuation.
    fn site_names(&self) -> Vec<String> {
        let named =
            trusted(SiteName).iter().flat_map(|&source| self.said.candidates.of(SiteName, source)).map(squeezed);
        let address = self.metadata.url.as_deref().or(self.page.url).and_then(|url| url::Url::parse(url).ok());
        let host = address.as_ref().and_then(|url| url.host_str()).unwrap_or_default().trim_start_matches("www.");
        let labels = host.split('.').filter(|label| label.len() > 3).map(squeezed);
        named.chain(labels).chain([squeezed(host)]).filter(|name| !name.is_empty()).collect()
    }

    fn dates(&mut self) {
        let order = self.said.date_order;
        if let Some(date) = self.metadata.url.as_deref().or(self.page.url).and_then(address::date) {
            self.said.candidates.add(Published, MetadataSource::Url, &date);
        }
        self.metadata.published = self.first(Published, |value| dates::value(value, order));
        self.earlier_date();
        self.metadata.modified = self.first(Modified, |value| dates::value(value, order));
        for field in [Published, Modified] {
            self.time_of_day(field);
        }
    }

    /// The time of the day that was chosen, where the source of the day has none and another one does.
    fn time_of_day(&mut self, field: MetadataField) {
        let order = self.said.date_order;
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
            .find_map(|&source| Some((self.said.candidates.of(field, source).find_map(same_day)?, source)));
        if let Some((found, source)) = found {
            *day = found;
            self.set_source(field, source);
        }
    }

    /// A dateline's day that is before what the machine-readable sources say: they give the day on which the page was
    /// moved to another system, or the next day in another time zone. How much earlier it is says nothing: on the pages
    /// of WCXB and trafilatura's set datelines were right up to 25 years before, other lines never.
    fn earlier_date(&mut self) {
        let Some(declared) = self.metadata.published.as_deref() else { return };
        let is_earlier = |line: &FirstLine| line.date[..DAY] < declared[..DAY] && line.is_dateline(self.page);
        let Some(line) = self.said.first_line.take_if(|line| is_earlier(line)) else { return };
        self.metadata.published = Some(line.date);
        self.set_source(Published, DateText);
    }

    /// Names another source of a field than the one that gave it first.
    fn set_source(&mut self, field: MetadataField, source: MetadataSource) {
        self.metadata.sources.retain(|(of, _)| *of != field);
        self.metadata.sources.push((field, source));
    }

    fn addresses(&mut self) {
        let base = address::base(self.page);
        self.metadata.url = self.first(MetadataField::Url, |value| address::absolute(value, base.as_ref()));
        if let (None, Some(url)) = (&self.metadata.url, self.page.url.and_then(|url| address::absolute(url, None))) {
            self.metadata.url = Some(url);
            self.metadata.sources.push((MetadataField::Url, MetadataSource::Url));
        }
        self.metadata.image = self.first(Image, |value| address::absolute(value, base.as_ref()));
    }

    fn page_type(&mut self) {
        let is_dated = self.metadata.published.is_some() || !self.metadata.authors.is_empty();
        if let Some((kind, source)) = page_type::page_type(self.page, &self.said.candidates, is_dated) {
            self.metadata.page_type = Some(kind);
            self.metadata.sources.push((PageType, source));
        }
    }

    fn language(&mut self) {
        if let Some((language, source)) = language::language(self.page, &self.said.candidates) {
            self.metadata.language = Some(language);
            self.metadata.sources.push((Language, source));
        }
    }
}

fn squeezed(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The values, each once; those of keywords are parted at commas.
fn listed(values: &[&str], is_parted: bool) -> Vec<String> {
    let mut list: Vec<String> = Vec::new();
    let mut seen: HashSet<String> = HashSet::new();
    let marks: &[char] = if is_parted { &[',', ';', '，', '、', '|'] } else { &[] };
    for value in values.iter().flat_map(|value| value.split(marks)).map(str::trim) {
        if !value.is_empty() && seen.insert(value.to_lowercase()) {
            list.push(value.to_owned());
        }
    }
    list
}
