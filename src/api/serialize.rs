//! Articles as JSON and the like, by `schema/article.schema.json`. Field names and values of the schema stay as they are
//! within a minor version; new fields may come.

use crate::api::article::{Article, Block};
use crate::page::blocks::BlockKind;
use serde::ser::{Serialize, SerializeStruct, Serializer};

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
