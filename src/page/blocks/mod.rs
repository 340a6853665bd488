//! From the tree to blocks: runs of text between block boundaries, the unit that is scored and kept or dropped.

mod data_tables;
mod line_numbers;
pub(crate) mod plain;
mod visibility;
mod walk;
mod white_space;
mod words;
mod writer;

use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};
use std::ops::Range;

pub(crate) use line_numbers::line_numbers;
pub(crate) use visibility::is_hidden;
pub(crate) use white_space::is_invisible;

/// What a block is, by the nearest element that says so.
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
    /// Running text, also directly in a `<div>`.
    Paragraph,
    /// A heading of level 1 to 6.
    Heading(u8),
    /// Text of a list item.
    ListItem,
    /// A row of a table that holds data; its cells are parted by tabs.
    TableRow,
    /// Text whose white space counts.
    Preformatted,
    /// The caption of a figure or table.
    Caption,
    /// A quotation set apart.
    Quote,
    /// The term of a definition list.
    Term,
    /// The definition of a definition list.
    Definition,
    /// A line of flattened text, of which nothing else is known.
    Line,
}

/// A run of text within the nearest block-level element.
#[derive(Clone, Debug)]
pub struct RawBlock {
    /// The nearest block-level element.
    pub node: NodeId,
    /// The text nodes it is made of: from the first to the last one, which is included.
    pub first: NodeId,
    /// See `first`.
    pub last: NodeId,
    /// What it is.
    pub kind: BlockKind,
    /// Its text with white space normalised: a range of [`Blocks::text`].
    pub text: Range<usize>,
    /// Characters other than white space.
    pub chars: u32,
    /// Of these, how many stand in links.
    pub link_chars: u32,
    /// How many links it has.
    pub links: u32,
    /// Hidden by attribute or inline style, itself or an element around it.
    pub hidden: bool,
    /// In a `<noscript>`.
    pub noscript: bool,
}

impl RawBlock {
    /// Whether a reader sees it.
    pub(crate) fn is_shown(&self) -> bool {
        !self.hidden && !self.noscript
    }
}

/// The blocks of a page, in document order.
#[derive(Clone, Debug, Default)]
pub struct Blocks {
    /// The blocks; each has at least one character other than white space.
    pub list: Vec<RawBlock>,
    /// The text of all blocks, one after another.
    pub text: String,
    /// The tables that hold data, in document order.
    pub data_tables: Vec<NodeId>,
    /// Runs of text within blocks that these do not have, since inline elements hide them or they are line numbers; in
    /// document order.
    pub unseen: Vec<NodeId>,
    /// The elements with line numbers in preformatted text, in document order.
    pub line_numbers: Vec<NodeId>,
}

impl Blocks {
    /// The blocks that begin within the nodes.
    pub(crate) fn beginning_in(&self, nodes: &Range<NodeId>) -> Range<usize> {
        let at = |node: NodeId| self.list.partition_point(|block| block.first < node);
        at(nodes.start)..at(nodes.end)
    }

    /// The text of block `i`.
    pub fn text(&self, i: usize) -> &str {
        &self.text[self.list[i].text.clone()]
    }
}

/// Parts a page into its blocks.
pub fn blocks(tree: &Tree) -> Blocks {
    let data_tables = data_tables::data_tables(tree);
    let blocks = walk::walk(tree, &data_tables);
    Blocks { data_tables, ..blocks }
}

/// Whether nothing in the element is text of the page.
pub(crate) fn has_no_text(tag: Tag) -> bool {
    matches!(tag, Tag::Img | Tag::Input | Tag::Embed | Tag::Annotation) || tag.hides_text()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::parse::parse;

    fn texts(html: &str) -> Vec<(BlockKind, String)> {
        let blocks = blocks(&parse(html));
        (0..blocks.list.len()).map(|i| (blocks.list[i].kind, blocks.text(i).to_owned())).collect()
    }

    fn lines(html: &str) -> Vec<String> {
        texts(html).into_iter().map(|(_, text)| text).collect()
    }

    #[test]
    fn inline_text_within_a_block_is_one_block() {
        assert_eq!(lines("<div>one <b>two</b>\n three<p>four</p>five</div>"), ["one two three", "four", "five"]);
        assert_eq!(lines("<p>a<br>b<br> <br>c"), ["a\nb", "c"], "one break is a line, two part blocks");
    }

    #[test]
    fn words_are_neither_glued_nor_torn() {
        assert_eq!(lines("<p><a href=1>Home</a><a href=2>About</a></p>"), ["Home About"]);
        assert_eq!(lines("<p><span>T</span>he <b>h</b>ouse<i>s</i></p>"), ["The houses"]);
        assert_eq!(lines("<p><span>Posted by Ann</span><span>March</span></p>"), ["Posted by Ann March"]);
        assert_eq!(lines("<p><span>foo</span><span>bar</span></p>"), ["foobar"]);
        assert_eq!(lines("<p>left<img>right</p>"), ["left right"]);
        assert_eq!(lines("<table><tr><td>1<td>2<tr><td>3<td>(<div>)</div>."), ["1\t2", "3\t( ) ."]);
        assert_eq!(lines("<p><a href=x>left<svg></svg></a>. Then<img>.NET</p>"), ["left. Then .NET"]);
        assert_eq!(lines("<p>a <a href=x>link</a>, then</p>"), ["a link, then"]);
        assert_eq!(lines("<pre><span>Foo</span><span>Bar</span>\n  x</pre>"), ["FooBar\n  x"]);
    }

    #[test]
    fn kinds_of_blocks() {
        use BlockKind::*;
        let html = "<h2>h</h2><ul><li>i</li><li><p>j</p><p>k</p></li></ul><pre>p\n q</pre><blockquote>q</blockquote>\
            <figure><figcaption>c</figcaption></figure><dl><dt>t<dd>d</dl>";
        let kinds: Vec<BlockKind> = texts(html).into_iter().map(|(kind, _)| kind).collect();
        assert_eq!(kinds, [Heading(2), ListItem, ListItem, Paragraph, Preformatted, Quote, Caption, Term, Definition]);
    }

    #[test]
    fn a_row_of_a_data_table_is_one_block() {
        let html = "<table><tr><th>Year<th>Sales<tr><td><p>2019</p><td>4<br>5</table>";
        assert_eq!(
            texts(html),
            [(BlockKind::TableRow, "Year\tSales".into()), (BlockKind::TableRow, "2019\t4 5".into())]
        );
        let html = "<table><tr><td>See <a href=/x>this</a>.<td><p>one</p>two<tr><td>a<td>b</table>";
        assert_eq!(texts(html)[0].1, "See this.\tone two");
    }

    #[test]
    fn hidden_text_is_marked_and_not_lost() {
        let tree =
            parse("<div style='color:red; display : none'>a</div><p hidden>b<p>c<span aria-hidden=true>d</span>");
        let blocks = blocks(&tree);
        let hidden: Vec<bool> = blocks.list.iter().map(|block| block.hidden).collect();
        assert_eq!(hidden, [true, true, false]);
        let tree = parse("<dialog>a</dialog><dialog open>b</dialog><div popover=manual>c</div><p>d");
        let hidden: Vec<bool> = super::blocks(&tree).list.iter().map(|block| block.hidden).collect();
        assert_eq!(hidden, [true, false, true, false]);
    }

    #[test]
    fn what_inline_elements_hide_in_a_block_is_not_in_its_text() {
        assert_eq!(
            lines("<p>It is <span style='display:none'>0340</span>340 km<span hidden>SECRET</span> long."),
            ["It is 340 km long."]
        );
        assert_eq!(lines("<h2><a aria-hidden=true href=#x>#</a>Ferries</h2>"), ["Ferries"], "before the first words");
        assert_eq!(lines("<table><tr><td>a<td>b<tr><td hidden>c<td><b hidden>09</b>9 km</table>"), ["a\tb", "9 km"]);
        let html = "<p><del aria-hidden=true>$9</del> <span class=screen-reader-text>Now:</span>$8<span class='u-sr-only sr-only'>.</span>";
        assert_eq!(lines(html), ["$8"]);
        let html = "<p>so <span style='display:none'><math><mi>x</mi></math></span><img class=tex> holds</p>";
        assert_eq!(lines(html), ["so x holds"], "formulas are hidden behind their pictures");
        let blocks = blocks(&parse("<p><span hidden>gone</span></p><div hidden><p>all <b hidden>of</b> it"));
        assert!(blocks.list.iter().all(|block| block.hidden));
        assert_eq!(blocks.text, "goneall of it");
    }

    #[test]
    fn numbers_of_lines_of_code_are_left_out() {
        let inline = "<pre><i class=n>1 </i>a\n<i class=n>2 </i>  b <i>1</i>\n</pre>";
        assert_eq!(lines(inline), ["a\n  b 1"]);
        let column = "<p>x<table><tr><td><pre>1\n2</pre></td>\n<td><pre>a\nb</pre></table><p>y";
        assert_eq!(lines(column), ["x", "a\nb", "y"]);
        assert_eq!(lines("<pre><div class=n>1</div>a<div class=n>2</div>b</pre>"), ["a", "b"]);
        let blocks = blocks(&parse(inline));
        assert_eq!((blocks.line_numbers.len(), blocks.unseen.len()), (2, 2));
        assert_eq!(
            lines("<table><tr><th>n<th>code<tr><td>1<td><pre>1\n2</pre><tr><td>2<td><pre>a</pre></table>")[1],
            "1\t1 2"
        );
    }

    #[test]
    fn a_custom_element_in_a_line_is_part_of_it() {
        assert_eq!(
            lines("<p>by <a href=x>jane</a> <rel-time>on 9 March</rel-time> and on</p>"),
            ["by jane on 9 March and on"]
        );
        assert_eq!(lines("<div>see <x-tip>this</x-tip></div>"), ["see this"]);
        assert_eq!(lines("<div><x-card>one</x-card><x-card>two</x-card></div>"), ["one", "two"]);
        assert_eq!(lines("<div>see <x-card><div>one</div></x-card></div>"), ["see", "one"]);
    }

    #[test]
    fn readings_and_what_has_no_width_are_left_out() {
        assert_eq!(
            lines("<p><ruby>東京<rp>（</rp><rt>とうきょう</rt><rp>）</rp></ruby>の<ruby>漢<rt>かん</rt></ruby>字"),
            ["東京の漢字"]
        );
        assert_eq!(lines("<p>&#8203;</p><p>&zwj;</p><p>a&#8203;b 👩&zwj;🚀"), ["ab 👩\u{200d}🚀"]);
    }

    #[test]
    fn links_are_counted_in_characters() {
        let blocks = blocks(&parse("<p>see <a href=x>the site</a> now"));
        let block = &blocks.list[0];
        assert_eq!((block.chars, block.link_chars, block.links), (13, 7, 1));
    }
}
