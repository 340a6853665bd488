//! Code without a `<pre>`: its lines are elements, or end with `<br>`, or a style keeps its white space.

use crate::html::attributes::AttrKey;
use crate::html::inline_style::{declarations, says};
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};
use crate::text::cache::Cache;

/// Class names of blocks of code: those of highlighters and editors, and what authors call their own.
const NAMES: &[&str] = &[
    "code",
    "code-block",
    "code_block",
    "codeblock",
    "codehilite",
    "hljs",
    "prettyprint",
    "sourcecode",
    "syntaxhighlighter",
];

/// Words in class names of boxes that may be blocks of code, if their text looks like code.
const WORDS: &[&str] = &["chroma", "code", "crayon", "editor", "highlight", "snippet"];

/// Minimum share of characters that prose hardly has, in text that looks like code. Chosen by hand: prose has less than one in a
/// hundred.
const MIN_SYMBOLS: f32 = 0.03;

/// Maximum share of lines that end like sentences, in a box that is named as code.
const MAX_SENTENCES: f32 = 0.3;

/// How many nodes and bytes of boxes may be looked at, per node and byte of the page: boxes can be nested.
const MAX_LOOKS: usize = 4;

/// Number of bytes of text that take about as long as a node. Estimated.
const BYTES_PER_NODE: usize = 16;

/// Tells which elements are blocks of code.
pub(in crate::render) struct CodeBoxes<'t> {
    /// The number of nodes that may still be looked at.
    looks: usize,
    /// What each class says.
    classes: Cache<'t, ClassOfCode>,
}

/// What the class of an element says about code.
#[derive(Clone, Copy, Default)]
struct ClassOfCode {
    /// It is the class of a block of code.
    is_named: bool,
    /// The element may be a block of code, if its text looks like code.
    may_be_code: bool,
}

impl ClassOfCode {
    fn of(class: &str) -> ClassOfCode {
        let is_named = class.split_ascii_whitespace().any(|name| NAMES.contains(&name));
        ClassOfCode { is_named, may_be_code: may_be_code(class) }
    }
}

/// How the text of a block of code is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::render) enum CodeBox {
    /// White space is as it is in the page.
    Exact,
    /// Lines are elements, or end with `<br>`.
    Lines,
}

impl<'t> CodeBoxes<'t> {
    pub fn new(tree: &'t Tree) -> CodeBoxes<'t> {
        let looks = (tree.len() + tree.text.len() / BYTES_PER_NODE) * MAX_LOOKS;
        CodeBoxes { looks, classes: Cache::new(tree.attrs.len() / 4) }
    }

    /// Returns how to read an element if it is a block of code. For elements other than `<pre>`.
    pub fn read(&mut self, tree: &'t Tree, node: NodeId, tag: Tag) -> Option<CodeBox> {
        if tag == Tag::Table {
            return self.is_table_of_lines(tree, node).then_some(CodeBox::Lines);
        }
        let (class, style) = (tree.attr(node, AttrKey::Class), tree.attr(node, AttrKey::StyleAttr));
        let keeps_space = style.is_some_and(keeps_white_space);
        let class = class.map_or(ClassOfCode::default(), |class| self.classes.get(class, ClassOfCode::of));
        if !keeps_space && !class.is_named && tag != Tag::Code && !class.may_be_code {
            return None;
        }
        let lines = self.lines(tree, node)?;
        let text = tree.text(node);
        let new_lines = text.trim().bytes().filter(|&byte| byte == b'\n').count();
        let has_lines = lines >= 2 || keeps_space && new_lines > 0;
        let is_code = tag == Tag::Code && is_alone(tree, node)
            || class.is_named && !is_prose(text, lines)
            || looks_like_code(text) && (keeps_space || class.may_be_code);
        (has_lines && is_code).then_some(if lines < 2 { CodeBox::Exact } else { CodeBox::Lines })
    }

    /// The number of lines that are elements or end with `<br>`; `None` if the element has parts that code has not.
    fn lines(&mut self, tree: &Tree, node: NodeId) -> Option<usize> {
        use Tag::*;
        self.looks = self.looks.checked_sub(tree.text(node).len() / BYTES_PER_NODE)?;
        let (mut lines, mut breaks) = (0, 0);
        for inner in node + 1..tree.end(node) {
            self.looks = self.looks.checked_sub(1)?;
            match tree.tag(inner) {
                Pre | Img | Table | Form | H1 | H2 | H3 | H4 | H5 | H6 | Blockquote | Textarea | Iframe => return None,
                Br => breaks += 1,
                tag if tag.is_block() => lines += usize::from(!tree.text(inner).trim().is_empty()),
                _ => {}
            }
        }
        Some(lines + breaks + usize::from(breaks > 0))
    }

    /// Whether each row of a table is a line of code, with nothing before it but its number.
    fn is_table_of_lines(&mut self, tree: &Tree, table: NodeId) -> bool {
        let is_table_named = tree.attr(table, AttrKey::Class).is_some_and(may_be_code);
        let is_named = |line: NodeId| {
            let class = tree.attr(line, AttrKey::Class).unwrap_or_default();
            may_be_code(class) || is_table_named && class.contains("line")
        };
        let (mut rows, mut named, mut lines) = (0, 0, 0);
        let mut node = table + 1;
        while node < tree.end(table) {
            if self.looks == 0 || tree.tag(node) == Tag::Table {
                return false;
            }
            self.looks -= 1;
            if tree.tag(node) != Tag::Tr {
                node += 1;
                continue;
            }
            let Some(line) = line_of_row(tree, node) else { return false };
            if is_named(line) {
                // All lines can be in one row.
                lines += self.lines(tree, line).unwrap_or_default();
                named += 1;
            } else if !is_code_alone(tree, line) {
                return false;
            }
            rows += 1;
            node = tree.end(node);
        }
        // Without names, a table of commands looks the same.
        named == rows && (rows >= 2 || lines >= 2) || rows >= 3
    }
}

/// Returns the last cell of a row if there are others before it, and these have only a number or nothing.
fn line_of_row(tree: &Tree, row: NodeId) -> Option<NodeId> {
    let mut cells = tree.children(row).filter(|&node| matches!(tree.tag(node), Tag::Td | Tag::Th));
    let mut last = cells.next()?;
    let mut has_number = false;
    for cell in cells {
        if !is_number_or_empty(tree, last) {
            return None;
        }
        (last, has_number) = (cell, true);
    }
    has_number.then_some(last)
}

/// Whether a `<code>` is all that its block has.
fn is_alone(tree: &Tree, code: NodeId) -> bool {
    let holder = tree.ancestors(code).find(|&node| tree.tag(node).is_block());
    holder.is_some_and(|holder| tree.text(holder).trim().len() == tree.text(code).trim().len())
}

fn may_be_code(class: &str) -> bool {
    class.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| WORDS.contains(&word) || word == "CodeMirror")
}

/// Whether a style shows white space as it is: as code editors copy it.
fn keeps_white_space(style: &str) -> bool {
    let is_monospaced = || {
        declarations(style).any(|(property, value)| {
            let value = value.to_ascii_lowercase();
            property.eq_ignore_ascii_case("font-family")
                && ["mono", "courier", "consolas"].iter().any(|font| value.contains(font))
        })
    };
    says(style, "white-space", &["pre"]) || says(style, "white-space", &["pre-wrap", "break-spaces"]) && is_monospaced()
}

fn looks_like_code(text: &str) -> bool {
    let is_symbol = |c: &char| matches!(c, '{' | '}' | '[' | ']' | '<' | '>' | '=' | ';' | '_' | '\\');
    let symbols = text.chars().filter(is_symbol).count() + text.matches("()").count();
    symbols as f32 >= MIN_SYMBOLS * text.chars().filter(|c| !c.is_whitespace()).count().max(1) as f32
}

/// Whether many of the lines are sentences, or lines are as long as paragraphs.
fn is_prose(text: &str, lines: usize) -> bool {
    /// Maximum mean length of lines of code, in bytes.
    const MAX_LINE: usize = 160;
    let sentences = text.matches(". ").count() + usize::from(text.trim_end().ends_with('.'));
    !looks_like_code(text) && (sentences as f32 > MAX_SENTENCES * lines as f32 || text.len() > MAX_LINE * lines.max(1))
}

/// Whether a cell has only numbers, or signs of a change, or nothing.
fn is_number_or_empty(tree: &Tree, cell: NodeId) -> bool {
    tree.text(cell)
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte.is_ascii_whitespace() || matches!(byte, b'+' | b'-'))
}

/// Whether all that a cell has is one line in a `<code>` or `<pre>`.
fn is_code_alone(tree: &Tree, cell: NodeId) -> bool {
    let mut elements =
        tree.children(cell).filter(|&child| tree.tag(child) != Tag::Text || !tree.text(child).trim().is_empty());
    let first = elements.next();
    elements.next().is_none()
        && first.is_some_and(|code| tree.tag(code) == Tag::Code || tree.tag(code).is_preformatted())
        && !tree.text(cell).trim().contains('\n')
}

#[cfg(test)]
mod tests {
    use super::super::flow_text;
    use super::*;
    use crate::html::parse::parse;

    fn read(html: &str, tag: Tag) -> Option<(CodeBox, String)> {
        let tree = parse(html);
        let node = (1..tree.len() as NodeId).find(|&node| tree.tag(node) == tag).unwrap();
        let code_box = CodeBoxes::new(&tree).read(&tree, node, tag)?;
        Some((code_box, flow_text(&tree, node).unwrap_or_default()))
    }

    #[test]
    fn rows_with_line_numbers_are_code() {
        let gist = "<table class=highlight><tr><td class=n></td><td class='blob-code js-file-line'>def f():</td></tr>\n\
            <tr><td class=n></td><td class='blob-code js-file-line'>    <b>pass</b></td></tr></table>";
        assert_eq!(read(gist, Tag::Table).unwrap(), (CodeBox::Lines, "def f():\n    pass".into()));
        let gitea = "<table><tr><td>1</td><td><code>a</code></td></tr><tr><td>2</td><td><code>  b\n</code></td></tr>\
            <tr><td>3</td><td><code>c</code></td></tr></table>";
        assert_eq!(read(gitea, Tag::Table).unwrap().1, "a\n  b\nc");
        let one_row = "<table><tr><td class=gutter><div>1</div><div>2</div></td><td class=code><div><div><code>a</code></div>\
            <div><code>b</code></div></div></td></tr></table>";
        assert_eq!(read(one_row, Tag::Table).unwrap().1, "a\nb");
        let ranks = "<table><tr><td>1</td><td>River</td></tr><tr><td>2</td><td>Lake</td></tr><tr><td>3</td><td>Sea</td></tr></table>";
        assert_eq!(read(ranks, Tag::Table), None);
    }

    #[test]
    fn lines_in_a_named_box_are_code() {
        let lines =
            "<div class='code-block'>\n<div class=line>let x = 1;</div>\n<div class=line>&nbsp; f(x)</div>\n</div>";
        assert_eq!(read(lines, Tag::Div).unwrap(), (CodeBox::Lines, "let x = 1;\n  f(x)".into()));
        let breaks = "<div class='w3-code notranslate'>\n&lt;ul&gt;<br>\n&nbsp;&lt;li&gt;a<br><br>\n&lt;/ul&gt;</div>";
        assert_eq!(read(breaks, Tag::Div).unwrap().1, "<ul>\n <li>a\n\n</ul>");
        let shell = "<div class=code>npm install<br>npm start<br></div>";
        assert_eq!(read(shell, Tag::Div).unwrap().1, "npm install\nnpm start");
        let code = "<p><code>a = 1<br>b = 2<br>c = 3</code></p>";
        assert_eq!(read(code, Tag::Code).unwrap().1, "a = 1\nb = 2\nc = 3");
    }

    #[test]
    fn styled_white_space_is_code() {
        let copied = "<div style='font-family: Menlo, monospace; white-space: pre;'><div><span>const</span> a = {};</div>\
            <div>  run(a);</div></div>";
        assert_eq!(read(copied, Tag::Div).unwrap(), (CodeBox::Lines, "const a = {};\n  run(a);".into()));
        let exact = "<div style='white-space:pre'>if (a) {\n  b();\n}</div>";
        assert_eq!(read(exact, Tag::Div).unwrap().0, CodeBox::Exact);
    }

    #[test]
    fn prose_in_named_boxes_is_not_code() {
        for html in [
            "<div class=code>The dress code is strict.<br>No hats. No boots.</div>",
            "<div class='promo-code'>Use it today<br>and save ten per cent</div>",
            "<div class=highlight><p>A river rose today.</p><p>Nobody saw it.</p></div>",
            "<div class=code-block><h3>Title</h3><div>a = 1;</div><div>b = 2;</div></div>",
            "<div class=highlight-box><p>Local: **$131** (4.96/5)</p><p>Far: $465 & $4,304 (4.7/5)</p></div>",
            "<div style='white-space: pre-wrap'>Dear all,\nthe boat is late.</div>",
            "<p>Set <code>a<br>b</code> first.</p>",
        ] {
            let tag = if html.starts_with("<p>") { Tag::Code } else { Tag::Div };
            assert_eq!(read(html, tag), None, "{html}");
        }
    }
}
