//! Elements of the page that become elements of the document.

use super::super::assembly::Gap;
use super::super::document::{Element, List};
use super::super::roles::{
    first_number, has_words_beside_buttons, inline_role, is_followed_by, own_number, state_of_item,
};
use super::super::verse::continues_lines;
use super::{MAX_ANCESTORS, Walk};
use crate::html::tag::Tag;
use crate::html::tree::NodeId;

impl Walk<'_> {
    /// Opens the document element that a page element becomes, if any.
    pub(super) fn role(&mut self, node: NodeId, tag: Tag) {
        use Element::*;
        let end = self.tree.end(node);
        if let Some(number) = self.footnotes.number(node) {
            return self.assembly.push(Footnote(number), end);
        }
        let container = match tag {
            Tag::Ul | Tag::Menu | Tag::Dir | Tag::Ol if self.footnotes.has_notes(self.tree, node) => None,
            Tag::Ul | Tag::Menu | Tag::Dir => Some(List(self::List { start: None, is_tight: true })),
            Tag::Ol => Some(List(self::List { start: Some(first_number(self.tree, node)), is_tight: true })),
            Tag::Li => Some(Item),
            Tag::Blockquote => Some(Quote),
            Tag::Figure => Some(Figure),
            Tag::Figcaption | Tag::Caption => Some(Caption),
            Tag::Dl => Some(Definitions),
            Tag::Dt => Some(Term),
            Tag::Dd => Some(Definition),
            _ => {
                tag.heading_level().filter(|_| self.has_kept_text(node)).map(|level| Heading(self.outline.level(level)))
            }
        };
        if let Some(container) = container {
            self.assembly.push(container, end);
            if container == Item {
                self.note_number(node);
                if let Some(is_checked) = state_of_item(self.tree, node) {
                    self.assembly.task(is_checked);
                }
            }
            return;
        }
        if tag.is_block() {
            if self.begins_line(node) {
                return self.assembly.widen(Gap::Line);
            }
            return self.assembly.boundary();
        }
        if let Some(inline) = inline_role(self.tree, node, tag) {
            self.assembly.push_inline(inline, end);
        }
    }

    /// Whether an element is a line that continues those before it in the paragraph.
    fn begins_line(&mut self, node: NodeId) -> bool {
        if !self.assembly.is_in_paragraph() {
            return false;
        }
        let (Some(before), Some(next)) = (self.block, self.cursor.advance(node)) else { return false };
        let continues = next == before + 1
            && self.kept[next]
            && self.blocks.list[next].node == node
            && continues_lines(self.tree, self.blocks, before, next);
        if continues {
            self.line = Some(next);
        }
        continues
    }

    /// Notes the element in which an item of an ordered list shows its own number, as in styled lists: the list writes
    /// it already. A number that does not continue those of its neighbors is a quantity.
    pub(super) fn note_number(&mut self, item: NodeId) {
        let Some(expected) = self.assembly.number_of_item() else { return };
        let Some((element, number)) = own_number(self.tree, item) else { return };
        let list = self.tree.parent(item);
        let last = std::mem::replace(&mut self.last_number, (list, number));
        let follows = last == (list, number.wrapping_sub(1));
        if number == expected && (follows || is_followed_by(self.tree, item, number)) {
            self.number = Some(element);
        }
    }

    /// Whether a button is in a heading that has words of its own. Its label does not belong to them.
    pub(super) fn is_button_of_heading(&mut self, button: NodeId) -> bool {
        if !matches!(self.assembly.top(), Some(Element::Heading(_))) {
            return false;
        }
        let tree = self.tree;
        let mut around = tree.ancestors(button).take(MAX_ANCESTORS);
        let Some(heading) = around.find(|&node| tree.tag(node).heading_level().is_some()) else { return false };
        if self.heading.0 != heading {
            self.heading = (heading, has_words_beside_buttons(tree, heading));
        }
        self.heading.1
    }
}
