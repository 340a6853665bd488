//! Articles as JSON and the like, by `schema/article.schema.json`. Field names and values of the schema stay as they are
//! within a minor version; new fields may come.

use crate::api::article::{Article, Block};
use crate::metadata::{Metadata, MetadataField, MetadataSource};
use crate::page::blocks::BlockKind;
use serde::ser::{Serialize, SerializeMap, SerializeStruct, Serializer};

impl Serialize for Article {
    /// The title, the text, the confidence, where the text is from, the metadata, the kept blocks with their places in
    /// the text, and the comments.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Article", 7)?;
        object.serialize_field("title", &self.title())?;
        object.serialize_field("text", self.text())?;
        object.serialize_field("confidence", &self.confidence())?;
        object.serialize_field("source", &self.source())?;
        object.serialize_field("metadata", self.metadata())?;
        object.serialize_field("blocks", &Kept(self))?;
        object.serialize_field("comments", self.comments())?;
        object.end()
    }
}

/// The blocks of an article that are part of its text.
struct Kept<'a>(&'a Article);

impl Serialize for Kept<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.blocks().filter(Block::is_content))
    }
}

impl Serialize for Block<'_> {
    /// What the block is, its score, and where it stands in the article's text, in bytes; `null` where it does not.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let range = self.range();
        let mut object = serializer.serialize_struct("Block", 5)?;
        object.serialize_field("kind", kind_name(self.kind()))?;
        match self.kind() {
            BlockKind::Heading(level) => object.serialize_field("level", &level)?,
            _ => object.skip_field("level")?,
        }
        object.serialize_field("score", &self.score())?;
        object.serialize_field("start", &range.as_ref().map(|range| range.start))?;
        object.serialize_field("end", &range.map(|range| range.end))?;
        object.end()
    }
}

fn kind_name(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Paragraph => "paragraph",
        BlockKind::Heading(_) => "heading",
        BlockKind::ListItem => "list_item",
        BlockKind::TableRow => "table_row",
        BlockKind::Preformatted => "preformatted",
        BlockKind::Caption => "caption",
        BlockKind::Quote => "quote",
        BlockKind::Term => "term",
        BlockKind::Definition => "definition",
        BlockKind::Line => "line",
    }
}

impl Serialize for Metadata {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Metadata", 14)?;
        object.serialize_field("title", &self.title())?;
        object.serialize_field("authors", self.authors())?;
        object.serialize_field("published", &self.published())?;
        object.serialize_field("modified", &self.modified())?;
        object.serialize_field("site_name", &self.site_name())?;
        object.serialize_field("description", &self.description())?;
        object.serialize_field("language", &self.language())?;
        object.serialize_field("url", &self.url())?;
        object.serialize_field("image", &self.image())?;
        object.serialize_field("categories", self.categories())?;
        object.serialize_field("tags", self.tags())?;
        object.serialize_field("license", &self.license())?;
        object.serialize_field("page_type", &self.page_type())?;
        object.serialize_field("sources", &Sources(&self.sources))?;
        object.end()
    }
}

/// Where each field of the metadata is from: an object with the fields as keys.
struct Sources<'a>(&'a [(MetadataField, MetadataSource)]);

impl Serialize for Sources<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (field, source) in self.0 {
            map.serialize_entry(field, source)?;
        }
        map.end()
    }
}
