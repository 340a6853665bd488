//! The kept part of a page as a stream of events. The writers of Markdown and HTML turn it into markup.
//!
//! The stream is well formed: containers hold blocks, blocks hold inline content, nothing is empty, and nothing nests
//! deeper than the walk allows. The writers therefore need no rules for broken pages.

use std::borrow::Cow;

/// An element of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Element {
    // Containers: they hold blocks.
    List(List),
    Item,
    Quote,
    Figure,
    Definitions,
    Definition,
    /// The text of a footnote, by its number.
    Footnote(u32),
    /// Holds a caption, then rows.
    Table,
    /// Holds cells.
    Row,
    // Blocks: they hold inline content.
    Paragraph,
    /// Level 1 to 6, without gaps between levels.
    Heading(u8),
    Term,
    /// Of a figure.
    Caption,
    TableCaption,
    Cell(Cell),
    // Inline elements: they hold inline content, but no element of their own kind.
    Strong,
    Emphasis,
    Deleted,
    Quotation,
    Subscript,
    Superscript,
    /// Words with their reading, which comes as [`Event::Reading`].
    Ruby,
    /// Holds text only.
    Code,
    /// Text that is typed on a keyboard. Holds text only.
    Keyboard,
    /// By the index of its URL.
    Link(u32),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct List {
    /// The number of the first item of an ordered list.
    pub start: Option<u32>,
    /// Each item is one paragraph, with or without lists below it.
    pub is_tight: bool,
}

/// The direction of writing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Direction {
    #[default]
    LeftToRight,
    RightToLeft,
    /// By the first letter with a direction.
    Auto,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Align {
    #[default]
    None,
    Left,
    Center,
    Right,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    pub is_header: bool,
    pub align: Align,
    /// At least 1.
    pub columns: u16,
    /// At least 1.
    pub rows: u16,
}

/// A piece of the stream. Texts are those of the page's blocks, with white space normalized.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Event<'t> {
    Start(Element),
    End(Element),
    /// Never empty, and never white space at the edges of a block.
    Text(&'t str),
    /// A new line within a block.
    Break,
    Image(Image<'t>),
    /// A video, an audio or a post of another site.
    Embed(Embed<'t>),
    /// The reading of the ruby text before it. Only HTML has it.
    Reading(&'t str),
    /// A box before the words of an item, and whether it is checked.
    Task(bool),
    Math {
        tex: String,
        is_display: bool,
    },
    /// A reference to a footnote that is in the stream.
    FootnoteReference(u32),
    /// A block of code with the white space of the page, without a line break at the end.
    CodeBlock {
        language: Option<String>,
        text: String,
    },
    /// A thematic break (`<hr>`).
    Rule,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Image<'t> {
    pub url: String,
    pub alt: Cow<'t, str>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Embed<'t> {
    pub url: String,
    pub title: Option<&'t str>,
}

/// The text of the page that an event was made from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Source {
    /// The index of the event.
    pub event: u32,
    pub block: u32,
    /// The bytes in the text of all blocks, [`Blocks::text`](crate::page::blocks::Blocks::text).
    pub start: u32,
    pub end: u32,
}

/// The events of a page, and the data they refer to.
#[derive(Debug, Default)]
pub(super) struct Document<'t> {
    pub events: Vec<Event<'t>>,
    /// The URLs of links.
    pub urls: Vec<String>,
    /// The start events of blocks and containers whose direction differs from the one around them, in order.
    pub directions: Vec<(u32, Direction)>,
    /// The sources of the events with text of a block, in order.
    pub sources: Vec<Source>,
    /// Whether formulas or code contain dollars, which could pair with a dollar in the text before them.
    pub has_closing_dollars: bool,
    /// Whether text outside of formulas has delimiters with which MathJax would begin one.
    pub has_tex_delimiters: bool,
}

impl Document<'_> {
    /// Removes an event near the end.
    pub fn remove(&mut self, at: usize) {
        self.events.remove(at);
        let later = self.sources.iter_mut().rev().take_while(|source| source.event as usize > at);
        later.for_each(|source| source.event -= 1);
    }
}

impl Element {
    /// Whether it holds blocks.
    pub fn is_container(self) -> bool {
        use Element::*;
        matches!(self, List(_) | Item | Quote | Figure | Definitions | Definition | Footnote(_) | Table | Row)
    }

    /// Whether it is a block that holds inline content.
    pub fn is_leaf(self) -> bool {
        use Element::*;
        matches!(self, Paragraph | Heading(_) | Term | Caption | TableCaption | Cell(_))
    }
}
