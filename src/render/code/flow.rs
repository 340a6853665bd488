//! The text of code whose lines are elements or end with `<br>`. Line breaks in its source are white space.

use super::{is_left_out, is_lines, trimmed};
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};
use crate::page::blocks::line_numbers;
use crate::render::tables::is_last_cell;

/// Returns the lines of code in an element; `None` if it has none. Only the last cell of a row is code: numbers are before it.
pub(in crate::render) fn flow_text(tree: &Tree, code: NodeId) -> Option<String> {
    let numbers = line_numbers(tree, code);
    let end = tree.end(code);
    let mut lines = Lines::default();
    let mut ends: Vec<NodeId> = Vec::new();
    let mut node = code + 1;
    while node < end {
        while ends.last().is_some_and(|&end| end <= node) {
            ends.pop();
            lines.edge();
        }
        let tag = tree.tag(node);
        if numbers.binary_search(&node).is_ok()
            || is_left_out(tree, node, tag)
            || matches!(tag, Tag::Td | Tag::Th) && !is_last_cell(tree, node)
        {
            node = tree.end(node);
            continue;
        }
        match tag {
            Tag::Text => lines.text(tree.text(node)),
            Tag::Br => lines.line_break(),
            _ if is_lines(tag) => {
                lines.edge();
                ends.push(tree.end(node));
            }
            _ => {}
        }
        node += 1;
    }
    trimmed(&lines.text)
}

#[derive(Default)]
struct Lines {
    text: String,
}

impl Lines {
    fn is_at_line_start(&self) -> bool {
        self.text.is_empty() || self.text.ends_with('\n')
    }

    /// Adds text. White space with a line break in it is none at the start of a line, and otherwise a space.
    fn text(&mut self, text: &str) {
        for (i, line) in text.split('\n').enumerate() {
            let line = if i > 0 { line.trim_start_matches([' ', '\t', '\r']) } else { line };
            if i > 0 && !self.is_at_line_start() && !self.text.ends_with(' ') {
                self.text.push(' ');
            }
            self.text.push_str(line);
        }
    }

    fn line_break(&mut self) {
        self.text.truncate(self.text.trim_end_matches([' ', '\t']).len());
        self.text.push('\n');
    }

    /// Takes the start or end of a line.
    fn edge(&mut self) {
        if !self.is_at_line_start() {
            self.line_break();
        }
    }
}
