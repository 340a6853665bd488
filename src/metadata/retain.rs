//! Drops values of metadata, for the limit of output bytes.

use super::{Metadata, MetadataField};

impl Metadata {
    /// Keeps only the values that `keep` accepts. It is asked in the order of the fields, with one-valued fields first.
    pub(crate) fn retain(&mut self, mut keep: impl FnMut(&str) -> bool) {
        for value in [
            &mut self.title,
            &mut self.published,
            &mut self.modified,
            &mut self.site_name,
            &mut self.language,
            &mut self.url,
            &mut self.image,
            &mut self.license,
            &mut self.description,
        ] {
            value.take_if(|value| !keep(value));
        }
        for values in [&mut self.authors, &mut self.categories, &mut self.tags] {
            values.retain(|value| keep(value));
        }
        let mut sources = std::mem::take(&mut self.sources);
        sources.retain(|(field, _)| self.has(*field));
        self.sources = sources;
    }

    fn has(&self, field: MetadataField) -> bool {
        use MetadataField::*;
        match field {
            Title => self.title.is_some(),
            Authors => !self.authors.is_empty(),
            Published => self.published.is_some(),
            Modified => self.modified.is_some(),
            Date => self.date().is_some(),
            SiteName => self.site_name.is_some(),
            Description => self.description.is_some(),
            Language => self.language.is_some(),
            Url => self.url.is_some(),
            Image => self.image.is_some(),
            Categories => !self.categories.is_empty(),
            Tags => !self.tags.is_empty(),
            License => self.license.is_some(),
            PageType => self.page_type.is_some(),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::metadata::{Metadata, MetadataField, MetadataSource};

    #[test]
    fn dropped_values_have_no_source() {
        let mut metadata = Metadata {
            title: Some("A title".to_owned()),
            authors: vec!["Ann Lee".to_owned(), "Ben Ruiz".to_owned()],
            sources: vec![
                (MetadataField::Title, MetadataSource::OpenGraph),
                (MetadataField::Authors, MetadataSource::MetaTag),
            ],
            ..Metadata::default()
        };
        metadata.retain(|value| value == "Ben Ruiz");
        assert_eq!((metadata.title(), metadata.authors()), (None, &["Ben Ruiz".to_owned()][..]));
        assert_eq!(metadata.source(MetadataField::Title), None);
        assert_eq!(metadata.source(MetadataField::Authors), Some(MetadataSource::MetaTag));
    }
}
