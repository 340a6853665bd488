//! Preformatted text: its white space is kept, and its line numbers and control characters are omitted.

use super::Writer;
use crate::html::tree::NodeId;
use crate::page::blocks::walk::TextContext;
use crate::page::blocks::white_space::count_chars;
use crate::text::controls::without_controls;

impl Writer<'_> {
    /// Sets the elements whose text is omitted as line numbers. They must come after those set before, in document
    /// order.
    pub fn omit_line_numbers(&mut self, line_numbers: Vec<NodeId>) {
        self.out.line_numbers.extend(line_numbers);
    }

    /// Begins a line of preformatted text.
    pub fn code_line(&mut self) {
        if let Some(open) = &self.open
            && self.out.text.len() > open.text.start
        {
            self.out.text.push('\n');
        }
    }

    pub(super) fn preformatted(&mut self, node: NodeId, text: &str, context: &TextContext) {
        if self.is_line_number(node) {
            self.out.omitted.push(node);
            return;
        }
        let text = &*without_controls(text);
        if self.open.is_none() {
            if text.trim().is_empty() {
                return;
            }
            // Keep the indentation of the first line, but not the empty lines before it.
            let indentation_end = text.len() - text.trim_start().len();
            let start = text[..indentation_end].rfind('\n').map_or(0, |at| at + 1);
            self.begin_block(node, context);
            self.out.text.push_str(&text[start..]);
        } else {
            self.out.text.push_str(text);
        }
        self.count(node, count_chars(text), context);
    }

    /// Whether a text node is in an element with line numbers. Must be called in document order.
    fn is_line_number(&mut self, node: NodeId) -> bool {
        let ahead = &self.out.line_numbers[self.passed_line_numbers..];
        self.passed_line_numbers += ahead.iter().take_while(|&&number| self.tree.end(number) <= node).count();
        self.out.line_numbers.get(self.passed_line_numbers).is_some_and(|&number| self.tree.contains(number, node))
    }
}
