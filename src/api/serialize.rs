//! Serializes articles as `schema/article.schema.json` describes. Within a minor version, the names and meanings of
//! fields stay, and fields may be added.

use crate::api::article::{Article, Block, Chunk, Image, Link};
use crate::comments::Comment;
use crate::html::limits::{Budget, Limit};
use crate::metadata::Metadata;
use crate::page::blocks::BlockKind;
use serde::ser::{Error, Serialize, SerializeSeq, SerializeStruct, Serializer};
use std::ops::Range;

impl Serialize for Article {
    /// Serializes the title, the text, the confidence, the source of the text, the metadata, the kept blocks with their
    /// positions in the text, and the comments.
    ///
    /// If this would take more bytes of JSON than [`Options::with_max_output_bytes`](crate::Options::with_max_output_bytes)
    /// allows, only the first blocks and comments that fit are serialized, and no metadata if that alone does not fit. It is
    /// an error if nothing fits, or if the time of [`Options::with_max_time`](crate::Options::with_max_time) is up.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // These have the time that they take counted by themselves.
        let (metadata, comments) = (self.metadata(), self.comments());
        let kept: Vec<Block> = self.blocks().filter(Block::is_content).collect();
        let written = self.limits.run(|budget| {
            let mut all = Parts { article: self, text: self.text(), metadata, blocks: &kept, comments, budget };
            let no_metadata = Metadata::default();
            let parts = match self.limits.max_bytes().map(|limit| (limit, json_size(&all, limit))) {
                None | Some((_, Ok(()))) => all,
                Some((limit, Err(found))) => {
                    let exceeded = Limit::OutputBytes { limit, found };
                    self.limits.note(exceeded);
                    if json_size(&all.first(0), limit).is_err() {
                        all.metadata = &no_metadata;
                    }
                    all.longest(limit).ok_or(exceeded).map_err(S::Error::custom)?
                }
            };
            parts.serialize(serializer)
        });
        written.map_err(S::Error::custom)?
    }
}

/// The parts of an article that are serialized.
#[derive(Clone, Copy)]
struct Parts<'a> {
    article: &'a Article,
    text: &'a str,
    metadata: &'a Metadata,
    blocks: &'a [Block<'a>],
    comments: &'a [Comment],
    budget: Budget,
}

impl Parts<'_> {
    /// The first blocks and, if all blocks are among them, the first comments: `count` in all.
    fn first(&self, count: usize) -> Self {
        let blocks = &self.blocks[..count.min(self.blocks.len())];
        let end = blocks.last().and_then(Block::range).map_or(0, |range| range.end);
        let comments = &self.comments[..count.saturating_sub(self.blocks.len())];
        Parts { text: &self.text[..end], blocks, comments, ..*self }
    }

    /// Finds by bisection as many blocks and comments as fit into `limit` bytes of JSON; `None` if nothing fits.
    fn longest(&self, limit: usize) -> Option<Self> {
        let fits = |count: usize| json_size(&self.first(count), limit).is_ok();
        if !fits(0) {
            return None;
        }
        let (mut fitting, mut exceeding) = (0, self.blocks.len() + self.comments.len() + 1);
        while exceeding - fitting > 1 {
            let count = fitting.midpoint(exceeding);
            if fits(count) { fitting = count } else { exceeding = count }
        }
        Some(self.first(fitting))
    }
}

impl Serialize for Parts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Article", 7)?;
        object.serialize_field("title", &self.article.title())?;
        object.serialize_field("text", self.text)?;
        object.serialize_field("confidence", &self.article.confidence())?;
        object.serialize_field("source", &self.article.source())?;
        object.serialize_field("metadata", self.metadata)?;
        object.serialize_field("blocks", &Limited { items: self.blocks, budget: self.budget })?;
        object.serialize_field("comments", &Limited { items: self.comments, budget: self.budget })?;
        object.end()
    }
}

/// A list that fails to serialize when the time is up.
struct Limited<'a, T> {
    items: &'a [T],
    budget: Budget,
}

impl<T: Serialize> Serialize for Limited<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.items.len()))?;
        for (step, item) in self.items.iter().enumerate() {
            if self.budget.is_over_at(step) {
                self.budget.check_time().map_err(S::Error::custom)?;
            }
            list.serialize_element(item)?;
        }
        list.end()
    }
}

/// Checks that a value takes at most `limit` bytes of JSON. The error is a number of bytes that it exceeds the limit with.
fn json_size(value: &impl Serialize, limit: usize) -> Result<(), usize> {
    struct Counter {
        count: usize,
        limit: usize,
    }

    impl std::io::Write for Counter {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.count += bytes.len();
            if self.count > self.limit { Err(std::io::ErrorKind::FileTooLarge.into()) } else { Ok(bytes.len()) }
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    let mut counter = Counter { count: 0, limit };
    serde_json::to_writer(&mut counter, value).map_err(|_| counter.count)
}

impl Serialize for Block<'_> {
    /// Serializes the kind of the block, its score, and its position in the article's text, in bytes and in characters.
    /// The position is `null` if the block was dropped.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (range, char_range) = (self.range(), self.char_range());
        let mut object = serializer.serialize_struct("Block", 7)?;
        object.serialize_field("kind", self.kind().name())?;
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
