//! Blocks of code.

use super::super::code::{self, CodeBox};
use super::super::document::{Element, Event};
use super::Walk;
use crate::html::tag::Tag;
use crate::html::tree::NodeId;
use crate::page::blocks::RawBlock;
use std::ops::Range;

impl Walk<'_> {
    pub(super) fn code_block(&mut self, node: NodeId) -> NodeId {
        if self.has_kept_text(node)
            && let Some(text) = code::text(self.tree, self.blocks, node)
        {
            self.write_code(node, text);
        }
        let end = self.pass(node);
        self.assembly.boundary();
        end
    }

    fn write_code(&mut self, node: NodeId, text: String) {
        let language = code::language(self.tree, node);
        if let Some(language) = &language {
            self.drop_label(node, language);
        }
        let source = self.blocks_within(node);
        self.assembly.block(Event::CodeBlock { language, text }, self.tree.end(node), source);
    }

    /// How to read an element that is a block of code although it is no `<pre>`. All of it must be kept.
    pub(super) fn code_box(&mut self, node: NodeId, tag: Tag) -> Option<CodeBox> {
        use Tag::*;
        let may_be_box = matches!(tag, Table | Div | P | Section | Figure | Ol | Ul | Code)
            && !self.assembly.is_in_leaf()
            && !matches!(self.assembly.top(), Some(Element::Table | Element::Row));
        if !may_be_box {
            return None;
        }
        let code_box = self.code_boxes.read(self.tree, node, tag)?;
        (self.surroundings.kept_share(node, self.tree.end(node)) == Some(1.0)).then_some(code_box)
    }

    pub(super) fn write_code_box(&mut self, node: NodeId, code_box: CodeBox) -> NodeId {
        let text = match code_box {
            CodeBox::Exact => code::text(self.tree, self.blocks, node),
            CodeBox::Lines => code::flow_text(self.tree, node),
        };
        if let Some(text) = text {
            self.write_code(node, text);
        }
        let end = self.pass(node);
        self.assembly.boundary();
        end
    }

    /// The first kept block in an element, and the range of the kept blocks in it.
    pub(super) fn blocks_within(&mut self, node: NodeId) -> Option<(usize, Range<usize>)> {
        let end = self.tree.end(node);
        let next = self.cursor.advance(node)?;
        let within = (next..self.blocks.list.len()).take_while(|&block| self.blocks.list[block].first < end);
        let mut kept = within.filter(|&block| self.kept[block] && self.blocks.list[block].last >= node);
        let first = kept.next()?;
        let last = kept.last().unwrap_or(first);
        Some((first, self.blocks.list[first].text.start..self.blocks.list[last].text.end))
    }

    /// Removes the paragraph before a block of code if it only names its language.
    pub(super) fn drop_label(&mut self, code: NodeId, language: &str) {
        self.assembly.boundary();
        let Some((block, label)) = self.assembly.last_paragraph() else { return };
        let is_label = |block: &RawBlock| code::is_label_of_code(self.tree, block.first, code);
        if label.eq_ignore_ascii_case(language) && self.blocks.list.get(block).is_some_and(is_label) {
            self.assembly.drop_last_paragraph();
        }
    }
}
