//! Serializes articles as `schema/article.schema.json` describes. Within a minor version, the names and meanings of
//! fields stay, and fields may be added.

use crate::api::article::{Article, Block, Chunk, Image, Link};
use crate::page::blocks::BlockKind;
use serde::ser::{Serialize, SerializeStruct, Serializer};
use std::ops::Range;

impl Serialize for Article {
    /// Serializes the title, the text, the confidence, the source of the text, the metadata, the kept blocks with their
    /// positions in the text, and the comments.
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
    /// Serializes the kind of the block, its score, and its position in the article's text, in bytes and in characters.
    /// The position is `null` if the block was dropped.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (range, char_range) = (self.range(), self.char_range());
        let mut object = serializer.serialize_struct("Block", 7)?;
        object.serialize_field("kind", kind_name(self.kind()))?;
        match self.kind() {
            BlockKind::Heading(level) => object.serialize_field("level", &level)?,
            _ => object.skip_field("level")?,
        }
        object.serialize_field("score", &self.score())?;
        object.serialize_field("start", &range.as_ref().map(|range| range.start))?;
        object.serialize_field("end", &range.map(|range| range.end))?;
        object.serialize_field("char_start", &char_range.as_ref().map(|range| range.start))?;
        object.serialize_field("char_end", &char_range.map(|range| range.end))?;
        object.end()
    }
}

impl Serialize for Chunk<'_> {
    /// Serializes the text, the Markdown, the headings above it, its position in the article's text, its lowest score,
    /// and its links, as `schema/chunk.schema.json` describes.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Chunk", 9)?;
        object.serialize_field("text", self.text())?;
        object.serialize_field("markdown", self.markdown())?;
        object.serialize_field("headings", self.headings())?;
        serialize_place::<S>(&mut object, self.range(), self.char_range())?;
        object.serialize_field("min_score", &self.min_score())?;
        object.serialize_field("links", &self.links().collect::<Vec<_>>())?;
        object.end()
    }
}

impl Serialize for Link<'_> {
    /// Serializes the URL, the words, and their position in the article's text.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Link", 6)?;
        object.serialize_field("url", self.url())?;
        object.serialize_field("text", self.text())?;
        serialize_place::<S>(&mut object, self.range(), self.char_range())?;
        object.end()
    }
}

impl Serialize for Image<'_> {
    /// Serializes the URL, the alternative text, the caption, and whether it is the main image.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Image", 4)?;
        object.serialize_field("url", self.url())?;
        object.serialize_field("alt", self.alt())?;
        object.serialize_field("caption", &self.caption())?;
        object.serialize_field("is_main", &self.is_main())?;
        object.end()
    }
}

fn serialize_place<S: Serializer>(
    object: &mut S::SerializeStruct,
    bytes: Range<usize>,
    chars: Range<usize>,
) -> Result<(), S::Error> {
    object.serialize_field("start", &bytes.start)?;
    object.serialize_field("end", &bytes.end)?;
    object.serialize_field("char_start", &chars.start)?;
    object.serialize_field("char_end", &chars.end)
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
