//! Blocks of code: their exact text without line numbers and buttons, and their language.

mod boxes;
mod flow;
mod labels;
mod language;

pub(super) use boxes::{CodeBox, CodeBoxes};
pub(super) use flow::flow_text;
pub(super) use labels::{is_button_of_code, is_label_of_code};
pub(super) use language::language;

use crate::html::attributes::AttrKey;
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};
use crate::page::blocks::{Blocks, code_lines, line_numbers};
use crate::text::controls::{may_have_controls, without_controls};
use std::borrow::Cow;

/// Returns the text of a block of code; `None` if it has none.
pub(super) fn text(tree: &Tree, blocks: &Blocks, code: NodeId) -> Option<String> {
    // The line numbers of preformatted text are known already.
    let numbers = match tree.tag(code).is_preformatted() {
        true => Cow::Borrowed(&blocks.line_numbers[..]),
        false => Cow::Owned(line_numbers(tree, code)),
    };
    if numbers.first() == Some(&code) {
        return None;
    }
    let end = tree.end(code);
    let lines_of_code = code_lines(tree, code);
    let mut text = Text::new(tree, code);
    let mut ends: Vec<NodeId> = Vec::new();
    let mut node = code + 1;
    while node < end {
        while ends.last().is_some_and(|&end| end <= node) {
            ends.pop();
            text.line_edge(node);
        }
        let tag = tree.tag(node);
        if tag == Tag::Text {
            text.run(node);
        } else if tag == Tag::Br {
            text.line_break(node);
        } else if numbers.binary_search(&node).is_ok() {
            if is_lines(tag) {
                text.line_edge(node);
            }
            text.leave_out(node);
            node = tree.end(node);
            continue;
        } else if is_left_out(tree, node, tag) {
            text.leave_out(node);
            node = tree.end(node);
            continue;
        } else if lines_of_code.binary_search(&node).is_ok_and(|at| at > 0) {
            text.line_break(node);
        } else if is_lines(tag) {
            text.line_edge(node);
            ends.push(tree.end(node));
        }
        node += 1;
    }
    text.write_until(end);
    trimmed(&text.text)
}

/// Returns code without empty lines at its edges; `None` if nothing is left. The indentation of the first line is kept.
fn trimmed(code: &str) -> Option<String> {
    let lines = code.trim_end();
    let first = lines.len() - lines.trim_start().len();
    let lines = &lines[lines[..first].rfind('\n').map_or(0, |at| at + 1)..];
    (!lines.is_empty()).then(|| {
        // U+00A0 begins with the byte 0xC2, as most control characters above ASCII do.
        match may_have_controls(lines) {
            // Carriage returns come from character references ("&#13;"), and are line breaks.
            true => without_controls(&lines.replace('\u{a0}', " ").replace("\r\n", "\n")).into_owned(),
            false => lines.to_owned(),
        }
    })
}

/// Whether an element is one or more lines.
fn is_lines(tag: Tag) -> bool {
    tag.is_block() && !matches!(tag, Tag::Td | Tag::Th)
}

fn is_left_out(tree: &Tree, node: NodeId, tag: Tag) -> bool {
    tag == Tag::Button
        || crate::page::blocks::has_no_text(tag)
        || tree.has_keys(&[AttrKey::Role]) && tree.attr(node, AttrKey::Role) == Some("button")
}

/// Copies code: adjacent text nodes are copied together.
struct Text<'t> {
    tree: &'t Tree,
    text: String,
    /// The start of the text that is not copied yet.
    from: usize,
    /// Whether the last line break is that of an element rather than one in the text.
    implied_break: bool,
}

impl<'t> Text<'t> {
    fn new(tree: &'t Tree, code: NodeId) -> Text<'t> {
        let (from, text) = (tree.text_at[code as usize] as usize, String::with_capacity(tree.text(code).len()));
        Text { tree, text, from, implied_break: false }
    }

    /// Copies the text before a node.
    fn write_until(&mut self, node: NodeId) {
        let end = self.tree.text_at[node as usize] as usize;
        self.text.push_str(&self.tree.text[self.from..end]);
        self.from = end;
    }

    /// Takes a text node.
    fn run(&mut self, node: NodeId) {
        if !self.implied_break {
            return;
        }
        // An element that is a line is often followed by a line break.
        let text = self.tree.text(node);
        let rest = text.strip_prefix("\r\n").or(text.strip_prefix('\n')).unwrap_or(text);
        self.from += text.len() - rest.len();
        self.implied_break = text.is_empty();
    }

    fn line_break(&mut self, node: NodeId) {
        self.write_until(node);
        self.text.push('\n');
        self.implied_break = false;
    }

    /// Takes the start or end of an element that is one or more lines.
    fn line_edge(&mut self, node: NodeId) {
        self.write_until(node);
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
            self.implied_break = true;
        }
    }

    fn leave_out(&mut self, node: NodeId) {
        self.write_until(node);
        self.from = self.tree.text_at[self.tree.end(node) as usize] as usize;
    }
}

/// Whether a `<code>` is a block although there is no `<pre>`: it has several lines, and its block has no other text.
pub(super) fn is_block(tree: &Tree, code: NodeId) -> bool {
    let text = tree.text(code);
    // Most inline code is one word.
    if memchr::memchr(b'\n', text.as_bytes()).is_none() {
        return false;
    }
    let lines = text.lines().filter(|line| !line.trim().is_empty()).take(3).count();
    let holder = || tree.ancestors(code).find(|&node| tree.tag(node).is_block());
    let is_alone = || holder().is_some_and(|holder| tree.text(holder).trim().len() == text.trim().len());
    lines >= 3 && text.lines().any(|line| line.starts_with([' ', '\t'])) && is_alone()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::parse::parse;
    use crate::page::blocks::blocks;

    fn read(html: &str) -> Option<String> {
        let tree = parse(html);
        let code = (1..tree.len() as NodeId).find(|&node| tree.tag(node) == Tag::Pre).unwrap();
        text(&tree, &blocks(&tree), code)
    }

    #[test]
    fn white_space_is_kept_exactly() {
        assert_eq!(read("<pre>\n\n  a\n\n\tb  \nc\n</pre>").unwrap(), "  a\n\n\tb  \nc");
        assert_eq!(read("<pre><span>let</span> x<br>y</pre>").unwrap(), "let x\ny");
        assert_eq!(read("<pre><div>a</div><div>  b</div>\n<div>c</div></pre>").unwrap(), "a\n  b\nc");
        assert_eq!(read("<pre><div>a</div><div><br></div><div>c</div></pre>").unwrap(), "a\n\nc");
        assert_eq!(read("<pre><span id=1>a</span><span id=2>b<br>  c</span></pre>").unwrap(), "a\nb\n  c");
    }

    #[test]
    fn line_numbers_and_buttons_are_left_out() {
        let html = "<pre><button>Copy</button><span class=ln>1</span>a 7\n<span class=ln>2</span>b <i>1</i></pre>";
        assert_eq!(read(html).unwrap(), "a 7\nb 1");
        let rows = "<pre><code><table><tr><td class=n>1</td><td>a</td></tr><tr><td class=n>2</td><td>  b</td></tr></table></code></pre>";
        assert_eq!(read(rows).unwrap(), "a\n  b");
        assert_eq!(read("<pre><div class=n>1</div>a<div class=n>2</div>b</pre>").unwrap(), "a\nb");
        let tree = parse("<div><code><i class=n>1</i> a\n<i class=n>2</i>  b\n <i class=n>3</i> c</code></div>");
        let code = tree.next(Tag::Code, 0).unwrap();
        assert_eq!(text(&tree, &blocks(&tree), code).unwrap(), " a\n  b\n  c");
    }
}
