//! From the tree to blocks: runs of text between block boundaries, the unit that is scored and kept or dropped.

use crate::attributes::AttrKey;
use crate::spacing::{self, Writer};
use crate::tables;
use crate::tag::Tag;
use crate::tree::{NodeId, Tree};
use std::iter::Peekable;
use std::ops::Range;

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
#[derive(Debug, Default)]
pub struct Blocks {
    /// The blocks; each has at least one character other than white space.
    pub list: Vec<RawBlock>,
    /// The text of all blocks, one after another.
    pub text: String,
    /// The tables that hold data, in document order.
    pub data_tables: Vec<NodeId>,
}

impl Blocks {
    /// The text of block `i`.
    pub fn text(&self, i: usize) -> &str {
        &self.text[self.list[i].text.clone()]
    }
}

/// Parts a page into its blocks.
pub fn blocks(tree: &Tree) -> Blocks {
    let data_tables = tables::data_tables(tree);
    let mut walk = Walk::new(tree, &data_tables);
    let end = tree.len() as NodeId;
    let mut node = 1;
    while node < end {
        walk.leave_until(node);
        node = walk.enter(node);
    }
    walk.leave_until(end);
    walk.writer.flush();
    let blocks = walk.writer.finish();
    Blocks { data_tables, ..blocks }
}

/// What holds for the text at a place of the tree.
#[derive(Clone, Copy)]
struct Context {
    /// Where the element that set it ends.
    end: NodeId,
    /// Whether leaving that element ends a block.
    is_block: bool,
    /// Whether leaving it parts words within a block.
    is_part: bool,
    place: Place,
}

/// The properties that elements hand on to the text in them.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    /// The nearest block-level element.
    pub node: NodeId,
    pub kind: BlockKind,
    pub link: bool,
    pub preformatted: bool,
    pub code: bool,
    pub hidden: bool,
    pub noscript: bool,
    /// Within a row of a data table: the whole row is one block.
    pub row: bool,
}

struct Walk<'t> {
    tree: &'t Tree,
    data_tables: &'t [NodeId],
    /// The elements that hide themselves, as far as they are ahead.
    hidden: Peekable<std::vec::IntoIter<NodeId>>,
    open: Vec<Context>,
    writer: Writer<'t>,
}

impl<'t> Walk<'t> {
    fn new(tree: &'t Tree, data_tables: &'t [NodeId]) -> Walk<'t> {
        let place = Place {
            node: 0,
            kind: BlockKind::Paragraph,
            link: false,
            preformatted: false,
            code: false,
            hidden: false,
            noscript: false,
            row: false,
        };
        let open = vec![Context { end: NodeId::MAX, is_block: false, is_part: false, place }];
        let hidden = tree.all_attrs(can_hide).filter(|&(_, key, value)| hides(key, value)).map(|(node, ..)| node);
        let hidden = hidden.collect::<Vec<_>>().into_iter().peekable();
        Walk { tree, data_tables, hidden, open, writer: Writer::new(tree) }
    }

    /// Whether an element hides itself; asked for in document order.
    fn is_hidden(&mut self, node: NodeId, tag: Tag) -> bool {
        while self.hidden.next_if(|&hidden| hidden < node).is_some() {}
        self.hidden.peek() == Some(&node) || is_closed_dialog(self.tree, node, tag)
    }

    fn place(&self) -> Place {
        self.open[self.open.len() - 1].place
    }

    /// Closes the elements that end before `node`.
    fn leave_until(&mut self, node: NodeId) {
        while let Some(context) = self.open.last() {
            if context.end > node {
                break;
            }
            if context.is_block {
                self.writer.flush();
            } else if context.is_part {
                self.writer.edge_in_row();
            }
            self.open.pop();
        }
    }

    /// Takes in one node; the node to go on with.
    fn enter(&mut self, node: NodeId) -> NodeId {
        let tag = self.tree.tag(node);
        match tag {
            Tag::Text => {
                let place = self.place();
                self.writer.text(node, &place);
            }
            Tag::Br => self.writer.line_break(),
            Tag::Hr => self.writer.flush(),
            _ if has_no_text(tag) => {
                self.writer.part();
                return self.tree.end(node);
            }
            _ => self.open_element(node, tag),
        }
        node + 1
    }

    fn open_element(&mut self, node: NodeId, tag: Tag) {
        let outer = self.place();
        let mut place = outer;
        place.hidden |= self.is_hidden(node, tag);
        place.link |= tag == Tag::A && self.tree.attr(node, AttrKey::Href).is_some();
        if place.link && !outer.link {
            self.writer.link();
        }
        place.code |= matches!(tag, Tag::Code | Tag::Kbd | Tag::Samp | Tag::Tt);
        let is_block = tag.is_block() || spacing::is_custom_element(self.tree, node);
        if outer.row {
            if is_block {
                self.writer.edge_in_row();
            }
            if matches!(tag, Tag::Td | Tag::Th) {
                self.writer.cell();
            }
        } else if is_block {
            self.writer.flush();
            place.node = node;
            place.kind = self.kind(node, tag, outer.kind);
            place.preformatted |= tag.is_preformatted();
            place.noscript |= tag == Tag::Noscript;
            place.row = tag == Tag::Tr && self.in_data_table(node);
        }
        if is_block || place.hidden != outer.hidden || place.link != outer.link || place.code != outer.code {
            let [is_block, is_part] = [is_block && !outer.row, is_block && outer.row];
            self.open.push(Context { end: self.tree.end(node), is_block, is_part, place });
        }
    }

    fn in_data_table(&self, row: NodeId) -> bool {
        // Rows stand in the table or in one of its sections.
        let table = self.tree.ancestors(row).take(2).find(|&node| self.tree.tag(node) == Tag::Table);
        table.is_some_and(|table| self.data_tables.binary_search(&table).is_ok())
    }

    fn kind(&self, node: NodeId, tag: Tag, outer: BlockKind) -> BlockKind {
        use BlockKind::*;
        match tag {
            _ if tag.heading_level().is_some() => Heading(tag.heading_level().unwrap_or(6)),
            _ if tag.is_preformatted() => Preformatted,
            Tag::Li => ListItem,
            Tag::Tr => {
                if self.in_data_table(node) {
                    TableRow
                } else {
                    Paragraph
                }
            }
            Tag::Caption | Tag::Figcaption => Caption,
            Tag::Blockquote => Quote,
            Tag::Dt => Term,
            Tag::Dd => Definition,
            // A paragraph that begins a list item is the item's text.
            Tag::P if outer == ListItem && self.tree.parent(node) + 2 < node => Paragraph,
            Tag::Table | Tag::Td | Tag::Th | Tag::Section | Tag::Article | Tag::Aside | Tag::Nav => Paragraph,
            _ => outer,
        }
    }
}

/// Whether nothing in the element is text of the page.
pub(crate) fn has_no_text(tag: Tag) -> bool {
    matches!(tag, Tag::Img | Tag::Input | Tag::Embed | Tag::Annotation) || tag.hides_text()
}

/// Whether it is a `<dialog>` that is not shown yet (HTML Standard 15.3.2, as are elements with `popover`).
fn is_closed_dialog(tree: &Tree, node: NodeId, tag: Tag) -> bool {
    tag == Tag::Dialog && tree.attr(node, AttrKey::Open).is_none()
}

/// Whether the element says of itself that it is not shown.
pub(crate) fn is_hidden(tree: &Tree, node: NodeId) -> bool {
    tree.attrs(node).any(|(key, value)| hides(key, value))
}

fn can_hide(key: AttrKey) -> bool {
    matches!(key, AttrKey::Hidden | AttrKey::AriaHidden | AttrKey::StyleAttr | AttrKey::Popover)
}

fn hides(key: AttrKey, value: &str) -> bool {
    match key {
        AttrKey::Hidden => !value.eq_ignore_ascii_case("false"),
        AttrKey::AriaHidden => value.eq_ignore_ascii_case("true"),
        AttrKey::StyleAttr => style_hides(value),
        AttrKey::Popover => true,
        _ => false,
    }
}

/// `display: none` or `visibility: hidden` in an inline style.
fn style_hides(style: &str) -> bool {
    // Both properties end in this letter, which settles most styles.
    if memchr::memchr2(b'y', b'Y', style.as_bytes()).is_none() {
        return false;
    }
    style.split(';').filter_map(|declaration| declaration.split_once(':')).any(|(property, value)| {
        let property = property.trim();
        let hiding = match () {
            () if property.eq_ignore_ascii_case("display") => "none",
            () if property.eq_ignore_ascii_case("visibility") => "hidden",
            () => return false,
        };
        value.split('!').next().unwrap_or(value).trim().eq_ignore_ascii_case(hiding)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::parse;

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
    fn links_are_counted_in_characters() {
        let blocks = blocks(&parse("<p>see <a href=x>the site</a> now"));
        let block = &blocks.list[0];
        assert_eq!((block.chars, block.link_chars, block.links), (13, 7, 1));
    }
}
