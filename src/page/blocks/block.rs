//! The block: a run of text between two block boundaries, and the list of all blocks of a page.

use crate::html::tree::NodeId;
use std::ops::Range;

/// The kind of a block, from the nearest element that determines it.
///
/// ```
/// use maintext::BlockKind;
///
/// let article = maintext::extract("<h2>Ferries</h2><ul><li>One boat</ul>");
/// let kinds: Vec<BlockKind> = article.blocks().map(|block| block.kind()).collect();
/// assert_eq!(kinds, [BlockKind::Heading(2), BlockKind::ListItem]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum BlockKind {
    /// Running text: a `<p>`, or text directly in a container such as a `<div>`.
    Paragraph,
    /// A heading. The level is 1 for `<h1>` to 6 for `<h6>`.
    Heading(u8),
    /// Text of an `<li>`. If the item has several `<p>` elements, those after the first are paragraphs.
    ListItem,
    /// A row of a data table, with a tab between cells. Rows of tables used for layout are not of this kind.
    TableRow,
    /// Text of a `<pre>` or a similar element, with its line breaks and indentation.
    Preformatted,
    /// A `<figcaption>`, or the `<caption>` of a table.
    Caption,
    /// Text of a `<blockquote>`, including its paragraphs.
    Quote,
    /// A `<dt>`: a term in a description list.
    Term,
    /// A `<dd>`: the description of a term.
    Definition,
    /// A line of plain text. Input without markup has blocks of this kind only.
    Line,
}

impl BlockKind {
    /// Returns the name of the kind, as in JSON: `"paragraph"`, `"list_item"`. The level of a heading is no part of it.
    ///
    /// ```
    /// use maintext::BlockKind;
    ///
    /// assert_eq!((BlockKind::Heading(2).name(), BlockKind::TableRow.name()), ("heading", "table_row"));
    /// ```
    pub fn name(self) -> &'static str {
        match self {
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
}

/// A run of text within the nearest block-level element.
#[derive(Clone, Debug)]
pub struct RawBlock {
    /// The nearest block-level element.
    pub node: NodeId,
    /// The first text node of the block.
    pub first: NodeId,
    /// The last text node of the block.
    pub last: NodeId,
    /// The kind of the block.
    pub kind: BlockKind,
    /// The range of the block's text in [`Blocks::text`].
    pub text: Range<usize>,
    /// Number of characters, without white space and zero-width joiners.
    pub chars: u32,
    /// Number of those characters that are in links.
    pub link_chars: u32,
    /// Number of links.
    pub links: u32,
    /// Whether the element or one of its ancestors is hidden by an attribute or an inline style.
    pub hidden: bool,
    /// Whether the block is in a `<noscript>`.
    pub noscript: bool,
}

impl RawBlock {
    /// Whether a browser with scripting shows the block.
    pub(crate) fn is_shown(&self) -> bool {
        !self.hidden && !self.noscript
    }
}

/// The blocks of a page.
#[derive(Clone, Debug, Default)]
pub struct Blocks {
    /// The blocks, in document order. Each has at least one character other than white space.
    pub list: Vec<RawBlock>,
    /// The text of all blocks, concatenated, with white space normalized.
    pub text: String,
    /// The data tables, in document order.
    pub data_tables: Vec<NodeId>,
    /// Text nodes that lie within a block but are not part of its text, in document order: text hidden by inline
    /// elements, and line numbers of code.
    pub omitted: Vec<NodeId>,
    /// The elements that contain line numbers of preformatted text, in document order.
    pub line_numbers: Vec<NodeId>,
}

impl Blocks {
    /// Returns the range of the blocks whose first text node is in `nodes`.
    pub(crate) fn beginning_in(&self, nodes: &Range<NodeId>) -> Range<usize> {
        let at = |node: NodeId| self.list.partition_point(|block| block.first < node);
        at(nodes.start)..at(nodes.end)
    }

    /// Returns the text of a block, given its index.
    pub fn text(&self, i: usize) -> &str {
        &self.text[self.list[i].text.clone()]
    }
}
