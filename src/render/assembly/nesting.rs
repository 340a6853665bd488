//! Containers and blocks: which may contain which, and when they are opened and closed.

use super::super::document::{Element, Event, List};
use super::Element::{Definition, Definitions, Item, Row, Table};
use super::{Assembly, Gap, MAX_DEPTH, Open};
use crate::html::tree::NodeId;

impl Assembly<'_> {
    /// Adds a container or block that ends before the node `end`. If it is not allowed here, only its content counts.
    pub fn push(&mut self, element: Element, end: NodeId) {
        self.boundary();
        let element = match (self.top(), element) {
            (Some(Table), Element::Caption) => Element::TableCaption,
            _ => element,
        };
        if self.continues_list(element) {
            return;
        }
        let is_part = matches!(element, Item | Element::Term | Definition);
        if is_part && self.open.last().is_some_and(|open| open.is_implied) {
            self.close_top();
        }
        let is_allowed = match (self.top(), element) {
            (Some(top), _) if top.is_leaf() => false,
            (top, Item) => matches!(top, Some(Element::List(_))),
            (top, Element::Term | Definition) => matches!(top, Some(Definitions)),
            (top, Row) => matches!(top, Some(Table)),
            (top, Element::Cell(_)) => matches!(top, Some(Row)),
            (top, Element::Caption) => matches!(top, Some(Element::Figure)),
            (top, Element::TableCaption) => matches!(top, Some(Table)),
            (Some(Table | Row), _) => false,
            _ => true,
        };
        if !is_allowed || self.open.len() >= MAX_DEPTH && element.is_container() {
            return;
        }
        if !is_part {
            self.imply(end);
        }
        let direction = self.direction;
        self.open.push(Open {
            end,
            element,
            start: 0,
            children: 0,
            is_loose: false,
            is_implied: false,
            task: None,
            direction,
        });
    }

    /// Whether a list is directly in a list without items. Its items then belong to the outer list, which takes its
    /// kind.
    pub(super) fn continues_list(&mut self, element: Element) -> bool {
        let is_opened = self.opened == self.open.len();
        match (self.open.last_mut(), element) {
            (Some(outer), Element::List(_)) if matches!(outer.element, Element::List(_)) && outer.children == 0 => {
                if !is_opened {
                    outer.element = element;
                }
                true
            }
            _ => false,
        }
    }

    /// Adds an item for content that is directly in a list.
    pub(super) fn imply(&mut self, end: NodeId) {
        let element = match self.top() {
            Some(Element::List(_)) => Item,
            Some(Definitions) => Definition,
            _ => return,
        };
        let direction = self.open.last().map_or(self.direction, |open| open.direction);
        self.open.push(Open {
            end,
            element,
            start: 0,
            children: 0,
            is_loose: false,
            is_implied: true,
            task: None,
            direction,
        });
    }

    pub(super) fn open_all(&mut self) {
        while self.opened < self.open.len() {
            let open = &self.open[self.opened];
            let (element, is_implied) = (open.element, open.is_implied);
            self.close_paragraph();
            let resumes =
                is_implied && matches!(element, Item) && self.document.events.last() == Some(&Event::End(Item));
            if resumes {
                // Content between two items belongs to the first of them.
                self.document.events.pop();
                self.open[self.opened].children = 1;
            } else {
                self.count_child_at(self.opened, matches!(element, Element::List(_)), false);
                self.direct(self.open[self.opened].direction);
                self.open[self.opened].start = self.document.events.len();
                self.document.events.push(Event::Start(element));
            }
            self.opened += 1;
            self.has_content = false;
            self.gap = Gap::Nothing;
        }
    }

    /// Counts a block in the innermost container.
    pub(super) fn count_child(&mut self, is_paragraph: bool) {
        self.count_child_at(self.open.len(), false, is_paragraph);
    }

    /// Counts a block in the container at `depth - 1`, if there is one.
    pub(super) fn count_child_at(&mut self, depth: usize, is_list: bool, is_paragraph: bool) {
        let Some(parent) = depth.checked_sub(1).map(|parent| &mut self.open[parent]) else {
            if std::mem::take(&mut self.has_rule) {
                self.document.events.push(Event::Rule);
            }
            return;
        };
        parent.is_loose |= matches!(parent.element, Item) && !(is_list || is_paragraph && parent.children == 0);
        parent.children += 1;
    }

    pub(super) fn close_top(&mut self) {
        let is_opened = self.opened == self.open.len();
        if is_opened {
            self.close_inlines_from(0);
            self.close_paragraph();
        }
        let Some(open) = self.open.pop() else { return };
        if !is_opened {
            return;
        }
        self.opened = self.open.len();
        self.has_content = false;
        self.gap = Gap::Nothing;
        let mut element = open.element;
        if let Element::List(list) = element {
            element = Element::List(List { is_tight: !open.is_loose, ..list });
            self.document.events[open.start] = Event::Start(element);
        }
        self.document.events.push(Event::End(element));
        if matches!(element, Item)
            && let Some(list) = self.open.last_mut()
        {
            list.is_loose |= open.is_loose;
        }
    }
}
