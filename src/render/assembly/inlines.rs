//! Inline elements: opened with their first content in each block, and closed at its end.

use super::super::document::{Cell, Element, Event};
use super::{Assembly, Inline};
use crate::html::tree::NodeId;

impl Assembly<'_> {
    /// Adds an inline element that ends before the node `end`.
    pub fn push_inline(&mut self, element: Element, end: NodeId) {
        let kind = std::mem::discriminant(&element);
        if self.is_in_code() || self.inlines.iter().any(|inline| std::mem::discriminant(&inline.element) == kind) {
            return;
        }
        self.inlines.push(Inline { end, element, uses: 0, is_written: false, start: 0, has_word: false });
    }

    /// Marks the open inline elements if the next content has a word or counts as one.
    pub(super) fn note_word(&mut self, is_word: impl Fn(bool) -> bool) {
        // Outer inline elements contain the inner one's text, so all of them are marked.
        if self.inlines.iter().any(|inline| !inline.has_word) && is_word(self.is_in_code()) {
            self.inlines.iter_mut().for_each(|inline| inline.has_word = true);
        }
    }

    pub(super) fn open_inlines(&mut self) {
        let bold_means_nothing = matches!(
            self.top(),
            Some(Element::Heading(_) | Element::Cell(Cell { is_header: true, .. }) | Element::Term)
        );
        for inline in &mut self.inlines[self.inlines_opened..] {
            inline.uses += u8::from(matches!(inline.element, Element::Link(_)));
            inline.is_written = !(bold_means_nothing && inline.element == Element::Strong);
            if !inline.is_written {
                continue;
            }
            // Adjacent equal elements, as in "<b>a</b><b>b</b>", become one.
            inline.has_word = matches!(self.document.events.last(), Some(Event::End(last)) if *last == inline.element);
            if inline.has_word {
                self.document.events.pop();
            } else {
                inline.start = self.document.events.len();
                self.document.events.push(Event::Start(inline.element));
            }
        }
        self.inlines_opened = self.inlines.len();
    }

    pub(super) fn close_inlines_from(&mut self, first: usize) {
        while self.inlines_opened > first {
            self.inlines_opened -= 1;
            let inline = &mut self.inlines[self.inlines_opened];
            if !std::mem::take(&mut inline.is_written) {
                continue;
            }
            if matches!(inline.element, Element::Strong | Element::Emphasis) && !inline.has_word {
                self.document.remove(inline.start);
            } else {
                self.document.events.push(Event::End(inline.element));
            }
        }
    }
}
