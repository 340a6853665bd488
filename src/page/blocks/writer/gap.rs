//! The gap between two text nodes of a block.

use super::Writer;
use crate::html::tree::NodeId;
use crate::page::blocks::walk::TextContext;
use crate::page::blocks::word_boundaries::are_two_words;

/// What came since the last character, from the weakest separator to the strongest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    Nothing,
    /// Something that is not text but separates words, such as an image.
    Object,
    Space,
    Cell,
    Line,
}

impl Gap {
    fn separator(self) -> char {
        match self {
            Gap::Line => '\n',
            Gap::Cell => '\t',
            _ => ' ',
        }
    }
}

impl Writer<'_> {
    /// Writes the separator between the last character and `text`, which the text node `node` begins with. Begins a
    /// block if none is open.
    pub(super) fn close_gap(&mut self, node: NodeId, text: &str, context: &TextContext) {
        let Some(open) = &self.open else {
            self.begin_block(node, context);
            return;
        };
        let (last, start) = (open.last, open.text.start);
        let is_separated = match self.gap {
            Gap::Nothing => !context.in_code && are_two_words(self.tree, (last, &self.out.text), (node, text)),
            Gap::Object => !begins_with_closing_punctuation(text),
            _ => true,
        };
        if is_separated && self.out.text.len() > start {
            self.out.text.push(self.gap.separator());
        }
    }
}

/// Whether a text begins with punctuation that belongs to the text before it, unlike that of ".NET".
fn begins_with_closing_punctuation(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|first| matches!(first, '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']'))
        && chars.next().is_none_or(|second| !second.is_alphanumeric())
}
