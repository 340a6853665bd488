//! Where lines and columns of code begin.

use crate::html::tree::{NodeId, Tree};

/// Finds out which elements are at the start of a line or column. Must be asked in document order, so that it reads
/// each byte once.
pub(super) struct Edges<'t> {
    tree: &'t Tree,
    /// End of the text read so far. This and the other positions are bytes of the page's text.
    read_to: usize,
    /// End of the last character other than white space.
    words_end: usize,
    /// Start of the last line.
    line_start: usize,
    /// End of the element asked for last.
    last_end: usize,
}

impl<'t> Edges<'t> {
    pub fn new(tree: &'t Tree, code: NodeId) -> Edges<'t> {
        let start = tree.text_at[code as usize] as usize;
        Edges { tree, read_to: start, words_end: start, line_start: start, last_end: usize::MAX }
    }

    /// Whether an element is the first text on its line or in its parent, or follows the element asked for last with
    /// only white space between them.
    pub fn is_at_edge(&mut self, node: NodeId) -> bool {
        let text_at = |node: NodeId| self.tree.text_at[node as usize] as usize;
        let at = text_at(node);
        let new = &self.tree.text[self.read_to..at];
        if let Some(line_break) = memchr::memrchr(b'\n', new.as_bytes()) {
            self.line_start = self.read_to + line_break + 1;
        }
        let words = new.trim_end().len();
        if words > 0 {
            self.words_end = self.read_to + words;
        }
        self.read_to = at;
        let is_in_column = self.last_end <= at && self.words_end <= self.last_end;
        self.last_end = text_at(self.tree.end(node));
        is_in_column || self.words_end <= self.line_start || self.words_end <= text_at(self.tree.parent(node))
    }
}
